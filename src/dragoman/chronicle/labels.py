"""How entities are called where only their ids are known."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks

Labels = Mapping[str, tuple[str, str]]
"""Kind and label by entity id."""


def load_labels(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return kind and label of entities; what is no entity is left out."""
    entity = derived.entity.c
    found = {}
    for piece in chunks(sorted(set(ids))):
        for row in connection.execute(select(entity.id, entity.kind, entity.label).where(entity.id.in_(piece))):
            found[row[0]] = (row[1], row[2])
    return found
