"""Brings the links between events up to date, around the events that changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from sqlalchemy import Column, Connection, delete, func, or_, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.sense import Sense
from dragoman.meaning.events import MergedEvent
from dragoman.meaning.events.linking import LINK_DAYS, anchor_day

WINDOW = timedelta(LINK_DAYS + 3)
"""Around the first to the 28th of a month, all days that are near enough to one of its days."""


def refresh_links(connection: Connection, changed: Collection[str], sense: Sense) -> None:
    """Link events that changed or are new to those that share somebody or the place, and forget the links of before.

    Cost:
        Linear in the events of three months that share a participant with those, for each of them.
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


def _find_near(connection: Connection, events: Iterable[MergedEvent]) -> set[str]:
    """Return the events that share a key with one of these and are told of the months around it."""
    months: dict[str, list[str]] = defaultdict(list)
    for one in events:
        day = anchor_day(one)
        if day:
            months[f"{day:%Y-%m}"].append(one.id)
    found: set[str] = set()
    for month, ids in sorted(months.items()):
        low, high = date.fromisoformat(f"{month}-01") - WINDOW, date.fromisoformat(f"{month}-28") + WINDOW
        found |= _find_between(connection, ids, low.isoformat(), high.isoformat())
    return found


def _find_between(connection: Connection, ids: Iterable[str], low: str, high: str) -> set[str]:
    key, event = derived.event_key.c, derived.event.c
    subjects = _children(connection, key.subject, ids)
    found: set[str] = set()
    for piece in chunks(sorted({subject for named in subjects.values() for subject in named})):
        statement = select(key.event_id).join_from(derived.event_key, derived.event, event.id == key.event_id)
        begun = func.coalesce(event.first_day, event.seen).between(low, high)
        found |= set(connection.scalars(statement.where(key.subject.in_(piece), begun).distinct()))
    return found
