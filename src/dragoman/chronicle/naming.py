"""Finds the entities that a name stands for, in any script."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.sense import Sense

CERTAIN = 0.8
"""A name this like the best is as good an answer to a question that allows only one."""

Names = dict[str, dict[str, tuple[str, ...]]]


def find_entities(connection: Connection, name: str, *, sense: Sense, limit: int = 10) -> list[tuple[str, float]]:
    """Return entities by id, table id or name with a score from 0 to 1, best first."""
    entity = derived.entity.c
    known = connection.execute(select(entity.id).where((entity.id == name) | (entity.reference == name))).all()
    if known:
        return [(row[0], 1.0) for row in known]
    exact = _find_exact(connection, name)
    near = sense.search_names(name, _candidates(connection))
    scores = {**dict(near), **dict.fromkeys(exact, 1.0)}
    weights = _weigh(connection, scores)
    return sorted(scores.items(), key=lambda pair: (-pair[1], -weights[pair[0]], pair[0]))[:limit]


def choose_entities(connection: Connection, name: str, *, sense: Sense) -> list[str]:
    """Return the entities that a filter by name means: those that match as well as the best, none where none is like it."""
    found = find_entities(connection, name, sense=sense)
    best = found[0][1] if found else 0.0
    return [key for key, score in found if score >= best and score >= CERTAIN] or [key for key, _ in found[:1]]


def load_names(connection: Connection, ids: Iterable[str]) -> Names:
    """Return the names of entities by language, most frequent first."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    alias = derived.alias.c
    for piece in chunks(sorted(set(ids))):
        statement = select(alias.entity_id, alias.language, alias.name).where(alias.entity_id.in_(piece))
        for key, language, name in connection.execute(statement.order_by(alias.language, alias.position)):
            found[key][language].append(name)
    return {key: {tag: tuple(names) for tag, names in by.items()} for key, by in found.items()}


def _find_exact(connection: Connection, name: str) -> set[str]:
    wanted = _fold(name)
    return {key for key, alias, _ in _candidates(connection) if _fold(alias) == wanted}


def _candidates(connection: Connection) -> list[tuple[str, str, str]]:
    alias = derived.alias.c
    return [(row[0], row[1], row[2]) for row in connection.execute(select(alias.entity_id, alias.name, alias.language))]


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _weigh(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return how many referents stand behind each entity."""
    member = derived.entity_member.c
    weights: dict[str, int] = dict.fromkeys(ids, 0)
    for piece in chunks(sorted(weights)):
        for key in connection.scalars(select(member.entity_id).where(member.entity_id.in_(piece))):
            weights[key] += 1
    return weights
