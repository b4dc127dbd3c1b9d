"""Finds events by who, with whom, what, where, when and who tells of them, in order of time."""

from msgspec import Struct
from sqlalchemy import Connection, func

from dragoman.chronicle import derived
from dragoman.chronicle.listing.chosen import Chosen
from dragoman.chronicle.listing.conditions import choose_events, taking_part
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
    source = choose_events(connection, query.filter, sense).events(event.type)
    begun = func.coalesce(func.nullif(source.begun, ""), "9999")
    statement = source.select(source.id).order_by(begun, event.type, source.id).limit(query.limit)
    return list(connection.scalars(statement))


def find_events_of(connection: Connection, entity: str, *, limit: int | None = None) -> list[str]:
    """Return the ids of the latest events in which an entity takes part, in order of time."""
    source = Chosen((taking_part([entity]),)).events()
    statement = source.select(source.id).order_by(source.begun.desc(), source.id.desc()).limit(limit)
    return list(connection.scalars(statement))[::-1]
