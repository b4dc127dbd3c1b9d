"""Brings the links between events up to date, around the events that changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from datetime import date

from sqlalchemy import Column, ColumnElement, Connection, delete, or_, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.sense import Sense
from dragoman.meaning.events import MergedEvent
from dragoman.meaning.events.linking import HELD_DAYS, LINK_DAYS, PLANNED, anchor_day, link_keys, list_windows

STRETCH = 2
"""Events of so many days are looked around together."""


def refresh_links(connection: Connection, changed: Collection[str], sense: Sense) -> None:
    """Link events that changed or are new to those that share somebody or the place, and forget the links of before.

    Cost:
        Linear in the events of the same days, and in the plans of half a year.
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
    event = derived.event.c
    found: set[str] = set()
    for (first, last), group in _gather_stretches(events):
        subjects = {key for one in group for key in link_keys(one)}
        low, high = (_write_day(day) for day in (first, last))
        begun = event.begun.between(_write_day(first - HELD_DAYS), high), event.ended >= low
        found |= _list_sharing(connection, subjects, *begun)
        plans = event.begun.between(_write_day(first - LINK_DAYS), _write_day(last + LINK_DAYS))
        found |= _list_sharing(connection, subjects, event.status == PLANNED, plans)
    for one in events:
        if one.status == PLANNED:
            for first_day, last_day in list_windows(one):
                between = event.begun.between(first_day.isoformat(), last_day.isoformat())
                found |= _list_sharing(connection, set(link_keys(one)), between)
    return found


def _gather_stretches(events: Iterable[MergedEvent]) -> Iterator[tuple[tuple[int, int], list[MergedEvent]]]:
    """Yield some days, from the first to the last (ordinals), and the events that begin in them."""
    stretches: dict[int, list[MergedEvent]] = defaultdict(list)
    for one in events:
        day = anchor_day(one)
        if day:
            stretches[day.toordinal() // STRETCH].append(one)
    for number, group in sorted(stretches.items()):
        lasts = [days[1].toordinal() for one in group for days in list_windows(one) if one.status != PLANNED]
        yield (number * STRETCH, max([number * STRETCH + STRETCH - 1, *lasts])), group


def _write_day(day: int) -> str:
    return date.fromordinal(min(max(1, day), date.max.toordinal())).isoformat()


def _list_sharing(connection: Connection, subjects: Set[str], *wanted: ColumnElement[bool]) -> set[str]:
    """Return the events under some conditions that have one of some keys."""
    key, event = derived.event_key.c, derived.event.c
    statement = select(key.event_id, key.subject).join_from(derived.event, derived.event_key, event.id == key.event_id)
    return {row[0] for row in connection.execute(statement.where(*wanted)) if row[1] in subjects}
