"""Lists of events, page by page. A page begins behind the last entry of the one before, so nothing shifts it."""

from collections.abc import Sequence

from msgspec.structs import astuple
from sqlalchemy import Connection, and_, func, or_, select

from dragoman.chronicle import derived
from dragoman.chronicle.listing.answers import EventsPage
from dragoman.chronicle.listing.conditions import Condition, begins
from dragoman.chronicle.listing.cursors import read_cursor, write_cursor
from dragoman.chronicle.listing.filters import EventFilter
from dragoman.chronicle.listing.protocol import Order
from dragoman.chronicle.telling import load_event_views
from dragoman.errors import UsageError

MOST = 1_000
"""The most entries of one page."""

CARD_REPORTS = 3

event = derived.event.c
Key = tuple[str, str]


def check_limit(limit: int) -> int:
    """Return a limit as it is, if it is one.

    Raises:
        UsageError: It is less than one or more than :data:`MOST`.
    """
    if not 1 <= limit <= MOST:
        raise UsageError(f"the limit is {limit}; from 1 to {MOST} is allowed")
    return limit


def load_page(
    connection: Connection, filter: EventFilter, conditions: Sequence[Condition], *, order: Order, limit: int,
    cursor: str | None,
) -> EventsPage:  # fmt: skip
    """Return one page of events; those that nothing dates come last in either order."""
    if order not in ("latest", "time"):
        raise UsageError(f"no order {order!r}; allowed: latest, time")
    about = [order, *astuple(filter)]
    after = tuple(read_cursor(cursor, about, (str, str))) if cursor else None
    keys = _find_keys(connection, conditions, order=order, limit=check_limit(limit) + 1, after=after)
    shown = keys[:limit]
    return EventsPage(
        events=tuple(load_event_views(connection, [key[1] for key in shown], reports=CARD_REPORTS)),
        total=count_events(connection, conditions),
        cursor=write_cursor(about, shown[-1]) if len(keys) > limit else None,
    )


def count_events(connection: Connection, conditions: Sequence[Condition]) -> int:
    """Count the events that meet conditions."""
    return connection.execute(select(func.count()).select_from(derived.event).where(*conditions)).scalar_one()


def _find_keys(
    connection: Connection, conditions: Sequence[Condition], *, order: Order, limit: int, after: Key | None
) -> list[Key]:
    if order == "latest":
        return _find(connection, conditions, down=True, limit=limit, after=after)
    # What nothing dates has an empty day, which would come first; it is a list of its own behind the others.
    found: list[Key] = []
    if after is None or after[0]:
        found = _find(connection, [*conditions, begins() > ""], down=False, limit=limit, after=after)
    if len(found) < limit:
        rest = after if after and not after[0] else None
        found += _find(connection, [*conditions, begins() == ""], down=False, limit=limit - len(found), after=rest)
    return found


def _find(
    connection: Connection, conditions: Sequence[Condition], *, down: bool, limit: int, after: Key | None
) -> list[Key]:
    begun = begins()
    statement = select(begun, event.id).where(*conditions).limit(limit)
    if after is not None:
        day, id = after
        behind = (begun < day, event.id < id) if down else (begun > day, event.id > id)
        statement = statement.where(or_(behind[0], and_(begun == day, behind[1])))
    keys = (begun.desc(), event.id.desc()) if down else (begun, event.id)
    return [(row[0], row[1]) for row in connection.execute(statement.order_by(*keys))]
