"""Which entries of a watch list an event belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, and_, false, or_, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.following.answers import FILTER, OFFICE
from dragoman.chronicle.following.entries import Entry
from dragoman.chronicle.following.filters import filter_conditions, make_conditions
from dragoman.chronicle.listing.filters import EventFilter
from dragoman.chronicle.sense import Sense

event, taking = derived.event.c, derived.event_participant.c


def match_entries(
    connection: Connection, entries: Iterable[Entry], ids: Iterable[str], *, sense: Sense
) -> dict[str, list[Entry]]:
    """Return, of some events, those that belong to entries, each with these."""
    found: dict[str, list[Entry]] = defaultdict(list)
    wanted = sorted(set(ids))
    for entry in entries:
        if not _tells_events(entry):
            continue
        conditions = list_conditions(connection, entry, sense)
        for piece in chunks(wanted):
            for key in connection.scalars(select(event.id).where(event.id.in_(piece), *conditions)):
                found[key].append(entry)
    return dict(found)


def list_conditions(connection: Connection, entry: Entry, sense: Sense) -> Sequence[ColumnElement[bool]]:
    """Return the conditions that an event of an entry meets."""
    homes = {role: home for role, home in entry.homes.items() if home}
    if entry.kind == FILTER:
        return filter_conditions(connection, {**entry.query, **homes}, sense=sense)
    return [_concerns(home) for home in homes.values()]


def _concerns(home: str) -> ColumnElement[bool]:
    """An event concerns who takes part in it, and the place where it happens."""
    return or_(event.id.in_(select(taking.event_id).where(taking.entity_id == home)), event.place == home)


def find_events_of(
    connection: Connection, entries: Iterable[Entry], *, since: str | None, until: str | None, sense: Sense
) -> list[str]:
    """Return the events of a time that belong to some entries, in order of time."""
    window = make_conditions(connection, EventFilter(since=since, until=until), sense)
    mine = [and_(*list_conditions(connection, entry, sense)) for entry in entries if _tells_events(entry)]
    statement = select(event.id).where(or_(false(), *mine), *window)
    return list(connection.scalars(statement.order_by(event.begun, event.type, event.id)))


def find_filtered(connection: Connection, filter: EventFilter, *, sense: Sense) -> list[str]:
    """Return the events that meet a filter, in order of time."""
    statement = select(event.id).where(*make_conditions(connection, filter, sense))
    return list(connection.scalars(statement.order_by(event.begun, event.type, event.id)))


def _tells_events(entry: Entry) -> bool:
    return entry.kind != OFFICE and not entry.is_waiting


def find_events_since(connection: Connection, entry: Entry, *, sense: Sense) -> list[str]:
    """Return the events of an entry that pages report which came since it was added."""
    if not _tells_events(entry):
        return []
    told = derived.event_report.c
    fresh = select(told.event_id).where(told.page_id > entry.after_page)
    conditions = list_conditions(connection, entry, sense)
    return list(connection.scalars(select(event.id).where(event.id.in_(fresh), *conditions)))
