"""Lists of events, page by page. A page begins behind the last entry of the one before, so nothing shifts it."""

from msgspec.structs import astuple
from sqlalchemy import ColumnElement, Connection, and_, func, or_

from dragoman.chronicle.answers import EventView
from dragoman.chronicle.listing.chosen import Chosen, Condition
from dragoman.chronicle.listing.cursors import read_cursor, write_cursor
from dragoman.chronicle.listing.filters import EventFilter
from dragoman.chronicle.listing.protocol import Order
from dragoman.chronicle.telling import load_event_views
from dragoman.errors import UsageError

MOST = 1_000
"""The most entries of one page."""

CARD_REPORTS = 3
"""So many reports of an event are shown in lists."""

Key = tuple[str, str]
Words = ColumnElement[str]
Shown = tuple[tuple[EventView, ...], str | None]


def check_limit(limit: int) -> int:
    """Return a limit as it is, if it is one.

    Raises:
        UsageError: It is less than one or more than :data:`MOST`.
    """
    if not 1 <= limit <= MOST:
        raise UsageError(f"the limit is {limit}; from 1 to {MOST} is allowed")
    return limit


def load_page(
    connection: Connection, filter: EventFilter, chosen: Chosen, *, order: Order, limit: int, cursor: str | None
) -> Shown:
    """Return the events of a page and the cursor of the next; those that nothing dates come last in either order."""
    if order not in ("latest", "time"):
        raise UsageError(f"no order {order!r}; allowed: latest, time")
    about = [order, *astuple(filter)]
    after = tuple(read_cursor(cursor, about, (str, str))) if cursor else None
    keys = _find_keys(connection, chosen, order=order, limit=check_limit(limit) + 1, after=after)
    shown = keys[:limit]
    views = tuple(load_event_views(connection, [key[1] for key in shown], reports=CARD_REPORTS))
    return views, write_cursor(about, shown[-1]) if len(keys) > limit else None


def count_events(connection: Connection, chosen: Chosen) -> int:
    """Count events."""
    number: int = connection.execute(chosen.events().select(func.count())).scalar_one()
    return number


def _find_keys(connection: Connection, chosen: Chosen, *, order: Order, limit: int, after: Key | None) -> list[Key]:
    if order == "latest":
        return _find(connection, chosen, down=True, limit=limit, after=after)
    # What nothing dates has an empty day, which would come first; it is a list of its own behind the others.
    found: list[Key] = []
    if after is None or after[0]:
        found = _find(connection, chosen, dated=True, limit=limit, after=after)
    if len(found) < limit:
        rest = after if after and not after[0] else None
        found += _find(connection, chosen, dated=False, limit=limit - len(found), after=rest)
    return found


def _find(
    connection: Connection,
    chosen: Chosen,
    *,
    down: bool = False,
    dated: bool | None = None,
    limit: int,
    after: Key | None,
) -> list[Key]:
    source = chosen.events()
    begun, id = source.begun, source.id
    statement = source.select(begun, id).limit(limit)
    if dated is not None:
        statement = statement.where(begun > "" if dated else begun == "")
    if after is not None:
        statement = statement.where(*_behind(begun, id, after, down=down))
    keys = (begun.desc(), id.desc()) if down else (begun, id)
    return [(row[0], row[1]) for row in connection.execute(statement.order_by(*keys))]


def _behind(begun: Words, id: Words, after: Key, *, down: bool) -> tuple[Condition, Condition]:
    """What comes behind an entry; the first condition alone lets an index be entered there."""
    day, last = after
    if down:
        return begun <= day, or_(begun < day, and_(begun == day, id < last))
    return begun >= day, or_(begun > day, and_(begun == day, id > last))
