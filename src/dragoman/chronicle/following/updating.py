"""Brings watch lists up to date: follows the change log, and notes what is new or otherwise about what they follow."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, select, update

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.following.answers import CHANGED, NEW, OFFICE
from dragoman.chronicle.following.entries import Entry, load_entries, write_held, write_home
from dragoman.chronicle.following.holders import compare_holders, decode_holders, find_holders, hold_holders
from dragoman.chronicle.following.matching import find_events_since, match_entries
from dragoman.chronicle.following.naming import find_home, hold_waiting
from dragoman.chronicle.following.reports import ReportRow, ToldReports, load_report_rows
from dragoman.chronicle.following.states import EventState, Reason, compare_states, decode_state, load_states
from dragoman.chronicle.following.tables import watch_alert, watch_entry, watch_list
from dragoman.chronicle.following.wording import load_titles
from dragoman.chronicle.members import Place
from dragoman.chronicle.rows import now
from dragoman.chronicle.sense import Sense

PIECE = 250
_RULES = "sense"


class Changes(Struct, frozen=True):
    """What the change log says since it was last read: events that are otherwise, what was before, and other kinds."""

    last: int
    events: tuple[str, ...]
    before: tuple[EventState, ...]
    kinds: frozenset[str]


def update_list(connection: Connection, row: Any, *, sense: Sense) -> int:
    """Follow the change log for one list, in the transaction of the caller; return the number of new alerts.

    Cost:
        Linear in the events that changed since the last time, and in the entries.
    """
    changes = read_changes(connection, row.position)
    if changes.last == row.position:
        return 0
    rules = read_rules(connection)
    entries, fresh = _settle_entries(connection, load_entries(connection, [row.id]), sense)
    alerts = [*_follow_offices(connection, entries, sense, row.id)] if changes.kinds & {"tenure", "entity"} else []
    before = Before(changes.before if rules == row.rules else ())
    wanted = list(dict.fromkeys([*changes.events, *fresh]))
    for piece in chunks(wanted, PIECE):
        alerts += _Piece(connection, row.id, before, sense).look(entries, piece)
    insert_rows(connection, watch_alert, alerts)
    mine = watch_list.c.id == row.id
    connection.execute(update(watch_list).where(mine).values(position=changes.last, rules=rules))
    return len(alerts)


def read_rules(connection: Connection) -> str:
    """Return the version of the rules that derived the chronicle. What other rules see otherwise is no news."""
    told = derived.property_.c
    return connection.execute(select(told.value).where(told.key == _RULES)).scalar() or ""


def last_change(connection: Connection) -> int:
    """Return the last row of the change log."""
    return connection.execute(select(func.max(derived.change.c.id))).scalar() or 0


def read_changes(connection: Connection, position: int) -> Changes:
    """Read the change log from a position on."""
    change = derived.change.c
    statement = select(change.id, change.kind, change.key, change.was).where(change.id > position).order_by(change.id)
    last, events, before, kinds = position, dict[str, None](), [], set()
    for number, kind, key, was in connection.execute(statement):
        last = number
        kinds.add(kind)
        if kind == "event":
            events[key] = None
            before += [decode_state(was)] if was else []
    return Changes(last, tuple(events), tuple(before), frozenset(kinds))


def _settle_entries(
    connection: Connection, entries: Iterable[Entry], sense: Sense
) -> tuple[list[Entry], dict[str, None]]:
    """Return entries with whom they mean now, and the recent events of those that mean another than before."""
    settled: list[Entry] = []
    fresh: dict[str, None] = {}
    for entry in entries:
        held, homes, moved = dict(entry.held), dict(entry.homes), False
        for role, one in entry.held.items():
            named = None if one.is_bound else hold_waiting(connection, one.name)
            if named:
                write_held(connection, entry.id, role, named)
                held[role], homes[role] = named, find_home(connection, named)
            if homes[role] != one.home:
                moved = True
                write_home(connection, entry.id, role, homes[role])
        now_ = msgspec.structs.replace(entry, held=held, homes=homes)
        settled.append(now_)
        fresh |= dict.fromkeys(find_events_since(connection, now_, sense=sense)) if moved else {}
    return settled, fresh


def _follow_offices(
    connection: Connection, entries: Iterable[Entry], sense: Sense, list_id: int
) -> Iterable[dict[str, Any]]:
    for entry in entries:
        if entry.kind != OFFICE:
            continue
        views = find_holders(connection, entry, sense)
        reasons, tenures = compare_holders(connection, decode_holders(entry.state), views)
        if not reasons:
            continue
        state = hold_holders(connection, views, sense)
        connection.execute(update(watch_entry).where(watch_entry.c.id == entry.id).values(state=state))
        of = entry.held["of"].name if "of" in entry.held else ""
        label = f"{entry.query['title']}{f' ({of})' if of else ''}"
        anchor = ("", "", "\n".join(tenures))
        yield _form_alert(list_id, OFFICE, [entry], reasons, label, anchor)


class Before:
    """What events were before, found by their reports, whatever ids they had."""

    def __init__(self, states: Iterable[EventState]) -> None:
        self._states = tuple(states)
        self._places: dict[Place, list[int]] = defaultdict(list)
        for number, state in enumerate(self._states):
            for place in state.reports:
                self._places[place].append(number)

    def find(self, reports: Iterable[Place]) -> EventState | None:
        """Return the earliest of the states that share most reports with these."""
        shared = Counter(number for place in set(reports) for number in self._places.get(place, ()))
        best = min(shared, key=lambda number: (-shared[number], number), default=None)
        return None if best is None else self._states[best]


class _Piece:
    """Some events that changed, looked at for one list."""

    def __init__(self, connection: Connection, list_id: int, before: Before, sense: Sense) -> None:
        self._connection, self._list, self._before, self._sense = connection, list_id, before, sense

    def look(self, entries: Sequence[Entry], ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the alerts about some events, and note their reports as known."""
        matched = match_entries(self._connection, entries, ids, sense=self._sense)
        if not matched:
            return []
        reports = load_report_rows(self._connection, matched)
        told = ToldReports(self._connection, self._list, (one for rows in reports.values() for one in rows))
        states, titles = load_states(self._connection, matched), load_titles(self._connection, matched)
        alerts = []
        for key, mine in matched.items():
            rows = reports.get(key, [])
            if not rows:
                continue
            kind, reasons = self._judge(mine, rows, told=told, state=states[key])
            told.write(self._connection, rows)
            if kind:
                side = rows[0].side
                anchor = (side.key, side.kind, side.name)
                alerts.append(_form_alert(self._list, kind, mine, reasons, titles[key], anchor))
        return alerts

    def _judge(
        self, entries: Sequence[Entry], rows: Sequence[ReportRow], *, told: ToldReports, state: EventState
    ) -> tuple[str, tuple[Reason, ...]]:
        """Say whether an event is new, or how it changed."""
        first = min(row.page for row in rows)
        if any(first > entry.after_page for entry in entries) and not any(told.knows(row) for row in rows):
            return NEW, ()
        was = self._before.find(state.reports)
        reasons = compare_states(was, state) if was else ()
        return (CHANGED, reasons) if reasons else ("", ())


def _form_alert(
    list_id: int,
    kind: str,
    entries: Iterable[Entry],
    reasons: Iterable[Reason],
    label: str,
    anchor: tuple[str, str, str],
) -> dict[str, Any]:
    key, side_kind, form = anchor
    return {
        "list_id": list_id, "at": now(), "kind": kind, "label": label,
        "entries": msgspec.json.encode([entry.id for entry in entries]).decode(),
        "reasons": msgspec.json.encode(list(reasons)).decode(),
        "anchor": key, "anchor_kind": side_kind, "anchor_form": form,
    }  # fmt: skip
