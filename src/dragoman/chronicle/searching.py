"""Finds events by who, with whom, what, where and when."""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, select

from dragoman.chronicle import derived
from dragoman.chronicle.days import first_day, last_day
from dragoman.chronicle.naming import choose_entities
from dragoman.chronicle.sense import Sense
from dragoman.errors import UsageError

event, taking = derived.event.c, derived.event_participant.c


class EventQuery(Struct, frozen=True, gc=False):
    """Conditions that an event must all meet; ``None`` asks nothing.

    ``who`` and ``with_`` are names in any script or entity ids; ``since`` and ``until`` days, months or years (EDTF).
    Where a time is asked for, events without a date count by the day of their first report.
    """

    who: str | None = None
    with_: str | None = None
    type: str | None = None
    place: str | None = None
    topic: str | None = None
    since: str | None = None
    until: str | None = None
    status: str | None = None
    limit: int | None = None


def find_events(connection: Connection, query: EventQuery, *, sense: Sense) -> list[str]:
    """Return the ids of events in order of time; those that nothing dates come last."""
    conditions = [*_name_conditions(connection, query, sense), *_plain_conditions(query)]
    begun = func.coalesce(event.first_day, event.seen, "9999")
    statement = select(event.id).where(*conditions).order_by(begun, event.type, event.id).limit(query.limit)
    return list(connection.scalars(statement))


def find_events_of(connection: Connection, entities: Sequence[str], *, limit: int | None = None) -> list[str]:
    """Return the ids of the latest events in which entities take part, in order of time."""
    begun = func.coalesce(event.first_day, event.seen, "")
    statement = select(event.id).where(_takes_part(entities)).order_by(begun.desc(), event.id.desc()).limit(limit)
    return list(connection.scalars(statement))[::-1]


def _name_conditions(connection: Connection, query: EventQuery, sense: Sense) -> list[ColumnElement[bool]]:
    conditions = []
    for name in (query.who, query.with_):
        if name is not None:
            conditions.append(_takes_part(choose_entities(connection, name, sense=sense)))
    if query.place is not None:
        conditions.append(event.place.in_(choose_entities(connection, query.place, sense=sense)))
    return conditions


def _takes_part(entities: Sequence[str]) -> ColumnElement[bool]:
    return event.id.in_(select(taking.event_id).where(taking.entity_id.in_(entities)))


def _plain_conditions(query: EventQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.type is not None:
        conditions.append(event.type == query.type)
    if query.status is not None:
        conditions.append(event.status == query.status)
    if query.topic is not None:
        topic = derived.event_topic.c
        conditions.append(event.id.in_(select(topic.event_id).where(topic.topic == query.topic)))
    if query.since is not None:
        conditions.append(func.coalesce(event.last_day, event.seen) >= first_day(check_day(query.since)))
    if query.until is not None:
        conditions.append(func.coalesce(event.first_day, event.seen) <= last_day(check_day(query.until)))
    return conditions


def check_day(value: str) -> str:
    """Return a date as it is, if it is one.

    Raises:
        UsageError: It is not a year, month or day.
    """
    from datetime import date

    try:
        date.fromisoformat(first_day(value) or "")
    except ValueError as error:
        raise UsageError(f"{value!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY") from error
    return value
