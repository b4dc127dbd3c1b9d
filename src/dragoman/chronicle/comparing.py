"""Loads what sets the reports of an event apart, and the events that belong to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, or_, select

from dragoman.chronicle import derived
from dragoman.chronicle.answers import Detail, LinkedEvent
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.labels import Labels, load_labels
from dragoman.chronicle.members import Place
from dragoman.chronicle.rows import Row, parse_when
from dragoman.model import When

Details = dict[tuple[str, Place, str], tuple[Detail, ...]]
"""By event, report, and ``adds`` or ``leaves-out``."""


def load_details(connection: Connection, ids: Sequence[str]) -> Details:
    """Return what the reports of events add to the others, and what they leave out."""
    table = derived.event_detail
    statement = select(table).where(table.c.event_id.in_(ids)).order_by(*table.primary_key)
    rows = connection.execute(statement).mappings().all()
    labels = load_labels(connection, {row["value"] for row in rows})
    found: dict[tuple[str, Place, str], list[Detail]] = defaultdict(list)
    for row in rows:
        place = row["page_id"], row["event_mention"]
        found[row["event_id"], place, row["what"]].append(
            Detail(row["field"], row["value"], labels.get(row["value"], ("", row["value"]))[1])
        )
    return {key: tuple(details) for key, details in found.items()}


def load_linked(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[LinkedEvent, ...]]:
    """Return the events linked to events, by id, in order of kind and time."""
    link = derived.event_link.c
    pairs = connection.execute(select(link.a, link.b, link.kind).where(or_(link.a.in_(ids), link.b.in_(ids)))).all()
    heads = _load_heads(connection, {key for a, b, _ in pairs for key in (a, b)})
    taking = _load_participants(connection, heads)
    labels = load_labels(connection, {who for named in taking.values() for who in named})
    found: dict[str, list[LinkedEvent]] = defaultdict(list)
    for a, b, kind in pairs:
        for here, there, direction in ((a, b, "to"), (b, a, "from")):
            if here in ids and there in heads:
                names = tuple(labels[who][1] for who in taking[there] if who in labels)
                found[here].append(_linked(heads[there], kind, direction, names))
    return {key: tuple(sorted(linked, key=_order)) for key, linked in found.items()}


def _linked(row: Row, kind: str, direction: str, names: tuple[str, ...]) -> LinkedEvent:
    when = parse_when(row, "dated") or When()
    return LinkedEvent(row["id"], kind, direction, row["type"], row["status"], when, names)


def _order(linked: LinkedEvent) -> tuple[str, str, str, str]:
    return linked.direction, linked.kind, linked.when.value or "9999", linked.id


def _load_heads(connection: Connection, ids: Iterable[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for piece in chunks(sorted(ids)):
        statement = select(derived.event).where(derived.event.c.id.in_(piece))
        found.update({row["id"]: row for row in connection.execute(statement).mappings()})
    return found


def _load_participants(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, None]]:
    taking = derived.event_participant.c
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for piece in chunks(sorted(ids)):
        columns = select(taking.event_id, taking.entity_id).where(taking.event_id.in_(piece))
        for event, who in connection.execute(columns.order_by(taking.event_id, taking.position)):
            found[event][who] = None
    return found


def label_value(value: str, labels: Labels) -> str:
    """Return how a value reads: the name of an entity, anything else as it is."""
    return labels.get(value, ("", value))[1]
