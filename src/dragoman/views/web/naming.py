"""Finds the entities in what a page shows, so that their names are looked up once and not one by one."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from msgspec import Struct

from dragoman.language.gazetteer_tables import load_cities, territory_label

MOST = 2_000
CITY = "city:"
ID_FIELDS = ("id", "holder", "of", "entity_a", "entity_b")
NAMED = ("name", "label")
"""What a record with a value, such as an entity's id, has for reading."""
_PLAIN = (str, int, float, bool, type(None), ...)
_SKIPPED = ("reports", "conflicts", "quotes", "text", "external", "when", "span", "topics", "roles", "bins")


def list_entities(context: Mapping[str, Any]) -> list[str]:
    """Return the ids of the entities in records, lists of records and mappings of them, each once."""
    found: dict[str, None] = {}
    left: list[Any] = list(context.values())
    while left and len(found) < MOST:
        one = left.pop()
        if isinstance(one, Struct):
            found.update(dict.fromkeys(_ids(one)))
            left.extend(getattr(one, name) for name in _list_fields(type(one)))
        elif isinstance(one, list | tuple):
            left.extend(one)
        elif isinstance(one, Mapping):
            left.extend(one.values())
    return list(found)


@cache
def _list_fields(kind: type[Struct]) -> tuple[str, ...]:
    """Return the fields of records of a kind that may hold other records."""
    hints = get_type_hints(kind)
    return tuple(name for name in kind.__struct_fields__ if name not in _SKIPPED and not _is_plain(hints[name]))


def _is_plain(hint: Any) -> bool:
    """Tell whether a type holds no records, such as words, numbers, and lists of these."""
    inner = get_args(hint)
    return all(map(_is_plain, inner)) if inner else hint in _PLAIN


def name_places(ids: Iterable[str], language: str) -> dict[str, str]:
    """Return what states and cities are called in a language by the gazetteer, also where no page names them in it."""
    cities = _load_cities(language)
    found = {id: cities.get(id) if id.startswith(CITY) else territory_label(id, language) for id in ids}
    return {id: name for id, name in found.items() if name}


@cache
def _load_cities(language: str) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for city in load_cities(language):
        names.setdefault(city.id, city.name)
    return MappingProxyType(names)


def _ids(one: Struct) -> Iterable[str]:
    """Return the ids of entities that a record has; those of events, which have a type and no kind, are none."""
    fields = one.__struct_fields__
    if "value" in fields and any(name in fields for name in NAMED):
        value = str(getattr(one, "value", ""))
        return [value] if ":" in value else []
    if "with_" in fields:
        return [value for value in map(one.__getattribute__, ("who", "with_", "place")) if value and ":" in value]
    if not any(name in fields for name in ("kind", "holder", "office")):
        return []
    ids = (getattr(one, name) for name in ID_FIELDS if name in fields)
    return [id for id in ids if isinstance(id, str) and id and not id.startswith("event:")]
