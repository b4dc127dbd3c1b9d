"""What an alert keeps of an event for the time when no page tells of it any more."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.labels import load_labels


def load_titles(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return type, date and participants of events in one line each, by id."""
    event, taking = derived.event.c, derived.event_participant.c
    found = {}
    for piece in chunks(sorted(set(ids))):
        rows = connection.execute(
            select(taking.event_id, taking.entity_id).where(taking.event_id.in_(piece)).order_by(taking.position)
        ).all()
        labels = load_labels(connection, {row[1] for row in rows})
        names: dict[str, dict[str, None]] = defaultdict(dict)
        for key, entity in rows:
            names[key][labels.get(entity, ("", entity))[1]] = None
        for key, kind, day in connection.execute(select(event.id, event.type, event.dated).where(event.id.in_(piece))):
            who = ", ".join(names[key])
            found[key] = " · ".join(part for part in (kind, day, who) if part)
    return found
