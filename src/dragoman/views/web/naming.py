"""Finds the entities in what a page shows, so that their names are looked up once and not one by one."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale
from msgspec import Struct

MOST = 2_000
TERRITORY = "territory:"
ID_FIELDS = ("id", "holder", "of", "entity_a", "entity_b")
FACETS = (("value", "label", "count"), ("field", "value", "name", "count"))
_SKIPPED = ("reports", "conflicts", "quotes", "text")


def list_entities(context: Mapping[str, Any]) -> list[str]:
    """Return the ids of the entities in records, lists of records and mappings of them, each once."""
    found: dict[str, None] = {}
    left: list[Any] = list(context.values())
    while left and len(found) < MOST:
        one = left.pop()
        if isinstance(one, Struct):
            found.update(dict.fromkeys(_ids(one)))
            left.extend(getattr(one, name) for name in one.__struct_fields__ if name not in _SKIPPED)
        elif isinstance(one, Mapping):
            left.extend(one.values())
        elif isinstance(one, list | tuple):
            left.extend(one)
    return list(found)


def name_territories(ids: Iterable[str], language: str) -> dict[str, str]:
    """Return what states are called in a language, also where no page names them in it.

    Source: Unicode CLDR, display names of territories.
    """
    known = Locale.parse(language).territories
    codes = {id: id.removeprefix(TERRITORY) for id in ids if id.startswith(TERRITORY)}
    return {id: known[code] for id, code in codes.items() if code in known}


def _ids(one: Struct) -> Iterable[str]:
    """Return the ids of entities that a record has; those of events, which have a type and no kind, are none."""
    fields = one.__struct_fields__
    if fields in FACETS:
        value = str(getattr(one, "value", ""))
        return [value] if ":" in value else []
    if "with_" in fields:
        return [value for value in map(one.__getattribute__, ("who", "with_", "place")) if value and ":" in value]
    if "kind" not in fields and "holder" not in fields:
        return []
    ids = (getattr(one, name) for name in ID_FIELDS if name in fields)
    return [id for id in ids if isinstance(id, str) and id and not id.startswith("event:")]
