"""Finds events by who, with whom, what, where, when and who tells of them, in order of time."""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection, func, select

from dragoman.chronicle import derived
from dragoman.chronicle.listing.conditions import make_conditions, takes_part
from dragoman.chronicle.listing.filters import EventFilter
from dragoman.chronicle.sense import Sense

event = derived.event.c


class EventQuery(Struct, frozen=True, gc=False):
    """Conditions that an event must all meet, as those of an :class:`EventFilter`; ``None`` asks nothing.

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
    language: str | None = None
    outlet: str | None = None
    office: str | None = None
    text: str | None = None
    conflicts: bool = False

    @property
    def filter(self) -> EventFilter:
        """The conditions without the limit."""
        return EventFilter(**{name: getattr(self, name) for name in EventFilter.__struct_fields__})


def find_events(connection: Connection, query: EventQuery, *, sense: Sense) -> list[str]:
    """Return the ids of events in order of time; those that nothing dates come last."""
    conditions = make_conditions(connection, query.filter, sense)
    begun = func.coalesce(event.first_day, event.seen, "9999")
    statement = select(event.id).where(*conditions).order_by(begun, event.type, event.id).limit(query.limit)
    return list(connection.scalars(statement))


def find_events_of(connection: Connection, entities: Sequence[str], *, limit: int | None = None) -> list[str]:
    """Return the ids of the latest events in which entities take part, in order of time."""
    begun = func.coalesce(event.first_day, event.seen, "")
    statement = select(event.id).where(takes_part(entities)).order_by(begun.desc(), event.id.desc()).limit(limit)
    return list(connection.scalars(statement))[::-1]
