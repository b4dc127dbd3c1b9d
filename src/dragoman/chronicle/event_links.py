"""Brings the links between events up to date, around the events that changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import Column, Connection, delete, func, or_, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.sense import Sense
from dragoman.meaning.events import MergedEvent
from dragoman.meaning.events.linking import HELD_DAYS, LINK_DAYS, anchor_day

STRETCH = 8
"""Events of so many days are looked around together."""

PLANNED = "planned"


def refresh_links(connection: Connection, changed: Collection[str], sense: Sense) -> None:
    """Link events that changed or are new to those that share somebody or the place, and forget the links of before.

    Cost:
        Linear in the events of a month that share a participant with those, and in the plans of half a year.
    """
    link = derived.event_link
    for piece in chunks(sorted(changed)):
        connection.execute(delete(link).where(or_(link.c.a.in_(piece), link.c.b.in_(piece))))
    here = load_events(connection, changed)
    if not here:
        return
    around = load_events(connection, _find_near(connection, here) - set(changed))
    found = sense.link_events([*here, *around], changed)
    rows = [{"a": one.a, "b": one.b, "kind": one.kind} for one in found]
    insert_rows(connection, link, rows)


def load_events(connection: Connection, ids: Collection[str]) -> list[MergedEvent]:
    """Return events with what links depend on, without their reports."""
    from dragoman.chronicle.reporting import find_country

    events = []
    for piece in chunks(sorted(ids)):
        taking = _children(connection, derived.event_participant.c.entity_id, piece)
        subjects = _children(connection, derived.event_key.c.subject, piece)
        for row in connection.execute(select(derived.event).where(derived.event.c.id.in_(piece))).mappings():
            participants = tuple(dict.fromkeys(taking[row["id"]]))
            others = sorted(set(subjects[row["id"]]) - {*participants, row["place"]})
            country = find_country(row["place"])
            events.append(
                MergedEvent(
                    row["id"], row["type"], (), participants, row["place"], row["dated"], row["status"], (),
                    row["origins"], country=country, stands_for=tuple(others), seen=row["seen"],
                )
            )  # fmt: skip
    return events


def _children(connection: Connection, column: Column[str], ids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    table = column.table
    statement = select(table.c.event_id, column).where(table.c.event_id.in_(ids)).order_by(*table.primary_key)
    for event, value in connection.execute(statement):
        found[event].append(value)
    return found


def _find_near(connection: Connection, events: Sequence[MergedEvent]) -> set[str]:
    """Return the events that share a key with one of these and lie so near that one can belong to the other."""
    found = _find_within(connection, events, HELD_DAYS, status=None)
    found |= _find_within(connection, events, LINK_DAYS, status=PLANNED)
    return found | _find_within(connection, [one for one in events if one.status == PLANNED], LINK_DAYS, status=None)


def _find_within(connection: Connection, events: Iterable[MergedEvent], days: int, *, status: str | None) -> set[str]:
    """Return the events, of one status or of any, that share a key with one of these and lie so many days around it."""
    stretches: dict[int, list[str]] = defaultdict(list)
    for one in events:
        day = anchor_day(one)
        if day:
            stretches[day.toordinal() // STRETCH].append(one.id)
    found: set[str] = set()
    for number, ids in sorted(stretches.items()):
        first, last = max(1, number * STRETCH - days), number * STRETCH + STRETCH - 1 + days
        low, high = (date.fromordinal(min(day, date.max.toordinal())).isoformat() for day in (first, last))
        found |= _find_between(connection, ids, (low, high), status=status)
    return found


def _find_between(connection: Connection, ids: Iterable[str], days: tuple[str, str], *, status: str | None) -> set[str]:
    key, event = derived.event_key.c, derived.event.c
    subjects = _children(connection, key.subject, ids)
    found: set[str] = set()
    for piece in chunks(sorted({subject for named in subjects.values() for subject in named})):
        statement = select(key.event_id).join_from(derived.event_key, derived.event, event.id == key.event_id)
        begun = func.coalesce(event.first_day, event.seen).between(*days)
        wanted = [key.subject.in_(piece), begun, *([event.status == status] if status else [])]
        found |= set(connection.scalars(statement.where(*wanted).distinct()))
    return found
