"""Finds the entities that a name stands for, in any script."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from sqlalchemy import Connection, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.sense import Sense
from dragoman.language.scripts import fold

PLAUSIBLE = 0.6
"""The least likeness of a name that is an answer at all."""

COMPARABLE = 0.85
"""The least likeness of an answer as a share of the best one's."""

Names = dict[str, dict[str, tuple[str, ...]]]


def find_entities(connection: Connection, name: str, *, sense: Sense, limit: int = 10) -> list[tuple[str, float]]:
    """Return entities by id, table id or name with a score from 0 to 1, best first."""
    if known := _find_known(connection, name):
        return [(key, 1.0) for key in sorted(known)]
    exact = _find_exact(connection, name) or _find_listed(connection, name)
    near = sense.search_names(name, _candidates(connection))
    scores = {**dict(near), **dict.fromkeys(exact, 1.0)}
    weights, least = _weigh(connection, scores), max(PLAUSIBLE, COMPARABLE * max(scores.values(), default=0.0))
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], -weights[pair[0]], pair[0]))
    return [(key, score) for key, score in ranked if score >= least][:limit]


def choose_entities(connection: Connection, name: str, *, sense: Sense) -> list[str]:
    """Return the entities that a filter by name means: those that match as well as the best."""
    if certain := _find_known(connection, name) or _find_exact(connection, name) or _find_listed(connection, name):
        return sorted(certain)
    found = find_entities(connection, name, sense=sense)
    best = found[0][1] if found else 0.0
    return [key for key, score in found if score >= best]


def load_names(connection: Connection, ids: Iterable[str]) -> Names:
    """Return the names of entities by language, most frequent first."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    alias = derived.alias.c
    for piece in chunks(sorted(set(ids))):
        statement = select(alias.entity_id, alias.language, alias.name).where(alias.entity_id.in_(piece))
        for key, language, name in connection.execute(statement.order_by(alias.language, alias.position)):
            found[key][language].append(name)
    return {key: {tag: tuple(names) for tag, names in by.items()} for key, by in found.items()}


def _find_known(connection: Connection, name: str) -> set[str]:
    entity = derived.entity.c
    return set(connection.scalars(select(entity.id).where((entity.id == name) | (entity.reference == name))))


def _find_exact(connection: Connection, name: str) -> set[str]:
    written = derived.name_key.c
    return set(connection.scalars(select(written.entity_id).where(written.folded == fold(name))))


def _find_listed(connection: Connection, name: str) -> set[str]:
    """Return the entities that the shipped tables know by a name which no page has used."""
    references, entity = list_references(name), derived.entity.c
    return set(connection.scalars(select(entity.id).where(entity.reference.in_(references)))) if references else set()


def list_references(name: str) -> tuple[str, ...]:
    """Return the table ids of organisations, territories and cities of a name in any language with a pack."""
    return _references().get(fold(name), ())


@cache
def _references() -> Mapping[str, tuple[str, ...]]:
    """Return the table ids by folded name; made once, as search asks for every word."""
    from dragoman.language.gazetteer_tables import load_cities, load_territories
    from dragoman.language.organisation_tables import load_organisation_names
    from dragoman.language.packs import list_packs

    found: dict[str, set[str]] = defaultdict(set)
    for tag in list_packs():
        named = [(row.id, row.name) for row in load_organisation_names(tag)]
        named += [(row.id, row.name) for row in load_territories(tag)]
        for key, name in (*named, *((row.id, row.name) for row in load_cities(tag))):
            found[fold(name)].add(key)
    return MappingProxyType({name: tuple(sorted(ids)) for name, ids in found.items()})


def _candidates(connection: Connection) -> list[tuple[str, str, str]]:
    alias = derived.alias.c
    return [(row[0], row[1], row[2]) for row in connection.execute(select(alias.entity_id, alias.name, alias.language))]


def _weigh(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return how many referents stand behind each entity."""
    member = derived.entity_member.c
    weights: dict[str, int] = dict.fromkeys(ids, 0)
    for piece in chunks(sorted(weights)):
        for key in connection.scalars(select(member.entity_id).where(member.entity_id.in_(piece))):
            weights[key] += 1
    return weights
