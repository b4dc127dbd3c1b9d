"""What an event says in short, to tell later what became of it: its type, status, date, place, conflicts, reports."""

from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.following import tables
from dragoman.chronicle.members import Place


class EventState(Struct, frozen=True, gc=False):
    """What an event says; ``reports`` are page numbers with ids of reports, ``conflicts`` the fields that differ."""

    type: str
    status: str
    when: str | None
    place: str | None
    conflicts: tuple[str, ...] = ()
    reports: tuple[Place, ...] = ()


class Reason(Struct, frozen=True, gc=False):
    """What is otherwise about an event or office: ``field`` with the value before and now, empty for none.

    The field is ``when``, ``place``, ``status``, ``conflict`` (then ``now`` is the field that reports differ on) or
    ``holder``.
    """

    field: str
    was: str = ""
    now: str = ""


def load_states(connection: Connection, ids: Iterable[str]) -> dict[str, EventState]:
    """Return the states of events by id; those that are not there are left out."""
    found: dict[str, EventState] = {}
    event, conflict, told = derived.event.c, derived.conflict.c, derived.event_report.c
    for piece in chunks(sorted(set(ids))):
        fields: dict[str, set[str]] = defaultdict(set)
        for key, field in connection.execute(
            select(conflict.event_id, conflict.field).where(conflict.event_id.in_(piece)).distinct()
        ):
            fields[key].add(field)
        reports: dict[str, list[Place]] = defaultdict(list)
        for row in connection.execute(
            select(told.event_id, told.page_id, told.event_mention).where(told.event_id.in_(piece))
        ):
            reports[row[0]].append((row[1], row[2]))
        columns = event.id, event.type, event.status, event.dated, event.place
        for key, kind, status, when, place in connection.execute(select(*columns).where(event.id.in_(piece))):
            said = tuple(sorted(fields[key])), tuple(sorted(reports[key]))
            found[key] = EventState(kind, status, when, place, *said)
    return found


def is_followed(connection: Connection) -> bool:
    """Tell whether there is any watch list, for which the change log has to say what was before."""
    return connection.execute(select(tables.watch_list.c.id).limit(1)).first() is not None


def encode_states(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return what the change log keeps of events before they change; nothing where nobody follows anything."""
    if not ids or not is_followed(connection):
        return {}
    return {key: msgspec.json.encode(state).decode() for key, state in load_states(connection, ids).items()}


def decode_state(text: str) -> EventState:
    """Return the state that the change log kept."""
    return msgspec.json.decode(text, type=EventState)


def compare_states(was: EventState, now: EventState) -> tuple[Reason, ...]:
    """Return what is worth telling of a change.

    A date or place that becomes known, or a date that becomes more precise, corrects nothing.

    >>> was = EventState("meet", "happened", "2024-03", None)
    >>> compare_states(was, EventState("meet", "denied", "2024-03-12", None))
    (Reason(field='status', was='happened', now='denied'),)
    """
    found = []
    if was.when and now.when and was.when != now.when and not _refines(was.when, now.when):
        found.append(Reason("when", was.when, now.when))
    if was.place and now.place and was.place != now.place:
        found.append(Reason("place", was.place, now.place))
    if was.status != now.status:
        found.append(Reason("status", was.status, now.status))
    found += [Reason("conflict", "", field) for field in now.conflicts if field not in was.conflicts]
    return tuple(found)


def _refines(one: str, other: str) -> bool:
    """Tell whether one of two dates is the other, said more or less precisely."""
    return one.startswith(f"{other}-") or other.startswith(f"{one}-")
