"""Stores the decisions about identity; all of them follow from the readings and the judgements."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.rows import format_list
from dragoman.meaning.entities import Link
from dragoman.meaning.entities.links import Pair


def replace_links(connection: Connection, members: Iterable[str], *, links: Iterable[Link]) -> None:
    """Store the links of members that were weighed again; only those that came out differently are written."""
    table = derived.entity_link
    old = _load_rows(connection, members)
    new = {(link.a, link.b): (link.probability, link.decision, format_list(link.reasons)) for link in links}
    changed = {pair for pair in old.keys() | new.keys() if old.get(pair) != new.get(pair)}
    left = [{"first": a, "second": b} for a, b in sorted(changed & old.keys())]
    if left:
        pair = table.c.a == bindparam("first"), table.c.b == bindparam("second")
        connection.execute(delete(table).where(*pair), left)
    names = ("a", "b", "probability", "decision", "reasons")
    rows = [dict(zip(names, (*pair, *new[pair]), strict=True)) for pair in sorted(changed & new.keys())]
    insert_rows(connection, table, rows)


def _load_rows(connection: Connection, members: Iterable[str]) -> dict[Pair, tuple[float, str, str]]:
    link = derived.entity_link.c
    found: dict[Pair, tuple[float, str, str]] = {}
    for piece in chunks(sorted(members)):
        for column in (link.a, link.b):
            for row in connection.execute(select(derived.entity_link).where(column.in_(piece))):
                found[row.a, row.b] = (row.probability, row.decision, row.reasons)
    return found


def remove_page_links(connection: Connection, sha256: str) -> None:
    """Remove every link of a page that is read again."""
    first, last = f"{sha256}:", f"{sha256};"  # ";" is the character after ":", so an index serves both bounds
    for column in (derived.entity_link.c.a, derived.entity_link.c.b):
        connection.execute(delete(derived.entity_link).where(column >= first, column < last))
