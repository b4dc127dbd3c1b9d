"""Finds the entities in what a page shows, so that their names are looked up once and not one by one."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

MOST = 2_000
ID_FIELDS = ("id", "holder", "of", "entity_a", "entity_b")
FACET = ("value", "label", "count")
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


def _ids(one: Struct) -> Iterable[str]:
    """Return the ids of entities that a record has; those of events, which have a type and no kind, are none."""
    fields = one.__struct_fields__
    if fields == FACET:
        value = str(getattr(one, FACET[0]))
        return [value] if ":" in value else []
    if "who" in fields:
        return [value for value in map(one.__getattribute__, ("who", "with_", "place")) if value and ":" in value]
    if "kind" not in fields and "holder" not in fields:
        return []
    ids = (getattr(one, name) for name in ID_FIELDS if name in fields)
    return [id for id in ids if isinstance(id, str) and id and not id.startswith("event:")]
