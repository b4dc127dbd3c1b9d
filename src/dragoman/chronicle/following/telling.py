"""Alerts as they are read: with the event as it is now, under whatever id."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.chronicle import derived
from dragoman.chronicle.answers import TenureView
from dragoman.chronicle.following.answers import OFFICE, AlertView
from dragoman.chronicle.following.states import Reason
from dragoman.chronicle.following.tables import watch_alert
from dragoman.chronicle.holding import load_tenures
from dragoman.chronicle.offices import view_tenures
from dragoman.chronicle.sides import EVENT, Side, find_sides
from dragoman.chronicle.subjects import find_homes
from dragoman.chronicle.telling import load_event_views


class Window(Struct, frozen=True, gc=False):
    """Which alerts: those after and before some numbers, no more than ``limit``, the ``latest`` first."""

    after: int = 0
    before: int | None = None
    limit: int | None = None
    latest: bool = True


EVERYTHING = Window()


def load_alerts(
    connection: Connection,
    list_id: int,
    *,
    name: str,
    seen: int = 0,
    window: Window = EVERYTHING,
) -> list[AlertView]:
    """Return alerts of a list.

    Args:
        connection: The database.
        list_id: The list.
        name: Its name.
        seen: The last alert that the reader has seen.
        window: Which of them.
    """
    alert = watch_alert.c
    statement = select(watch_alert).where(alert.list_id == list_id, alert.id > window.after).limit(window.limit)
    if window.before is not None:
        statement = statement.where(alert.id < window.before)
    rows = connection.execute(statement.order_by(alert.id.desc() if window.latest else alert.id)).all()
    homes = _find_events(connection, rows)
    events = {event.id: event for event in load_event_views(connection, sorted(set(homes.values())))}
    tenures = _load_tenures(connection, rows)
    found = []
    for row in rows:
        reasons = msgspec.json.decode(row.reasons, type=tuple[Reason, ...])
        entries = msgspec.json.decode(row.entries, type=tuple[int, ...])
        event = events.get(homes.get(row.id, ""))
        mine = tuple(tenures[key] for key in row.anchor_form.split("\n") if row.kind == OFFICE and key in tenures)
        found.append(
            AlertView(row.id, name, row.at, row.kind, entries, reasons, row.label, event, mine, row.id <= seen)
        )
    return found


def _find_events(connection: Connection, rows: Sequence[Any]) -> dict[int, str]:
    """Return the event that each alert is about now."""
    sides = {row.id: Side(row.anchor, row.anchor_kind, row.anchor_form) for row in rows if row.kind != OFFICE}
    keys = find_sides(connection, sides.values(), EVENT)
    homes = find_homes(connection, keys.values(), about=EVENT)
    return {number: homes[keys[side]] for number, side in sides.items() if keys.get(side) in homes}


def _load_tenures(connection: Connection, rows: Sequence[Any]) -> Mapping[str, TenureView]:
    ids = {key for row in rows if row.kind == OFFICE for key in row.anchor_form.split("\n") if key}
    if not ids:
        return {}
    known = load_tenures(connection, derived.tenure.c.id.in_(sorted(ids)))
    return {view.id: view for view in view_tenures(connection, known)}
