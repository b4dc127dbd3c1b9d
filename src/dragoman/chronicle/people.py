"""Loads entities with their names, offices and events."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, select

from dragoman.chronicle import derived
from dragoman.chronicle.answers import EntityView, EventView
from dragoman.chronicle.describing import describe_entity
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.naming import load_names
from dragoman.chronicle.offices import find_offices_of
from dragoman.chronicle.searching import find_events_of
from dragoman.chronicle.telling import load_event_views


def load_entity_views(
    connection: Connection, scores: Mapping[str, float], *, events: int | None = None, quoted: bool = True
) -> list[EntityView]:
    """Return entities in the given order, with up to so many of their latest events (``None``: all of them).

    Without ``quoted`` their offices come without sentences.
    """
    names, offices = load_names(connection, scores), find_offices_of(connection, scores, quoted=quoted)
    heads = _load_heads(connection, list(scores))
    return [
        EntityView(
            id=key,
            kind=heads[key][0],
            label=heads[key][1],
            names=names.get(key, {}),
            reference=heads[key][2],
            pages=heads[key][3],
            offices=tuple(offices.get(key, ())),
            events=tuple(_load_events(connection, key, limit=events)),
            score=round(score, 4),
            **describe_entity(key, heads[key][2], names.get(key, {})),
        )
        for key, score in scores.items()
        if key in heads
    ]


def _load_events(connection: Connection, entity: str, *, limit: int | None) -> Iterator[EventView]:
    if limit != 0:
        yield from load_event_views(connection, find_events_of(connection, entity, limit=limit))


def list_entities(connection: Connection, kind: str | None) -> list[EntityView]:
    """Return all entities with their names, the most often named first, without offices and events."""
    entity = derived.entity.c
    statement = select(entity.id) if kind is None else select(entity.id).where(entity.kind == kind)
    views = view_heads(connection, list(connection.scalars(statement)))
    return sorted(views, key=lambda view: (-view.pages, view.id))


def view_heads(connection: Connection, ids: Sequence[str]) -> list[EntityView]:
    """Return entities with their names, without offices and events."""
    heads, names = _load_heads(connection, ids), load_names(connection, ids)
    return [
        EntityView(
            id=key,
            kind=kind,
            label=label,
            names=names.get(key, {}),
            reference=reference,
            pages=pages,
            **describe_entity(key, reference, names.get(key, {})),
        )
        for key, (kind, label, reference, pages) in heads.items()
    ]


def _load_heads(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str, str | None, int]]:
    """Return kind, label and table id of entities, and on how many pages they are named."""
    entity = derived.entity.c
    found = {}
    columns = entity.id, entity.kind, entity.label, entity.reference, entity.pages
    for piece in chunks(ids):
        rows = connection.execute(select(*columns).where(entity.id.in_(piece)))
        found.update({row[0]: (row[1], row[2], row[3], row[4]) for row in rows})
    return found
