"""Counts events by place, and names entities in a language."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.listing.answers import PlaceCount
from dragoman.chronicle.listing.chosen import Chosen
from dragoman.language.gazetteer_tables import describe_city, territory_label
from dragoman.language.labels import table_label

event, entity, alias = derived.event.c, derived.entity.c, derived.alias.c


def count_places(connection: Connection, chosen: Chosen) -> tuple[PlaceCount, ...]:
    """Return how many events took place where, the most frequent place first."""
    number = func.count()
    source = chosen.events(event.place)
    statement = source.select(event.place, number).where(event.place.is_not(None)).group_by(event.place)
    counts = {row[0]: row[1] for row in connection.execute(statement.order_by(number.desc(), event.place))}
    labels = _load_heads(connection, counts)
    return tuple(_place(key, count, *labels.get(key, (key, None))) for key, count in counts.items())


def _place(key: str, count: int, label: str, reference: str | None) -> PlaceCount:
    known = reference or key
    city = describe_city(known)
    if city:
        return PlaceCount(key, label, (city.latitude, city.longitude), city.country, count)
    return PlaceCount(key, label, None, known if known.startswith("territory:") else None, count)


def _load_heads(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, str | None]]:
    found = {}
    for piece in chunks(sorted(ids)):
        statement = select(entity.id, entity.label, entity.reference).where(entity.id.in_(piece))
        found.update({row[0]: (row[1], row[2]) for row in connection.execute(statement)})
    return found


def load_names_in(connection: Connection, ids: Iterable[str], language: str) -> dict[str, str]:
    """Return how entities are called in a language: by pages in it, by the tables, else by their label.

    Of a territory the tables have one usual name, which goes before what pages write.
    """
    wanted = sorted(set(ids))
    heads = _load_heads(connection, wanted)
    written: dict[str, str] = {}
    for piece in chunks(wanted):
        statement = select(alias.entity_id, alias.name).where(alias.entity_id.in_(piece), alias.language == language)
        for key, name in connection.execute(statement.order_by(alias.entity_id, alias.position)):
            written.setdefault(key, name)
    return {
        key: _listed(heads[key][1] or key, language) or written.get(key) or _name(*heads[key], language)
        for key in heads
    }


def _name(label: str, reference: str | None, language: str) -> str:
    return (reference and table_label(reference, language)) or label


def _listed(reference: str, language: str) -> str | None:
    """Return what the tables call a territory, which has one usual name in each language."""
    return territory_label(reference, language) if reference.startswith("territory:") else None
