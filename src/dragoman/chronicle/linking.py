"""Stores the decisions about identity; all of them follow from the readings and the judgements."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, or_

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.rows import format_list
from dragoman.meaning.entities import Link


def write_links(connection: Connection, links: Iterable[Link]) -> None:
    """Store links."""
    rows = [
        {
            "a": link.a,
            "b": link.b,
            "probability": link.probability,
            "decision": link.decision,
            "reasons": format_list(link.reasons),
        }
        for link in links
    ]
    insert_rows(connection, derived.entity_link, rows)


def remove_links(connection: Connection, members: Iterable[str]) -> None:
    """Remove every link of some members, as they are weighed again."""
    link = derived.entity_link.c
    for piece in chunks(sorted(members)):
        connection.execute(delete(derived.entity_link).where(or_(link.a.in_(piece), link.b.in_(piece))))


def remove_page_links(connection: Connection, sha256: str) -> None:
    """Remove every link of a page that is read again."""
    first, last = f"{sha256}:", f"{sha256};"  # ";" is the character after ":", so an index serves both bounds
    for column in (derived.entity_link.c.a, derived.entity_link.c.b):
        connection.execute(delete(derived.entity_link).where(column >= first, column < last))
