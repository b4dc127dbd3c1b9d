"""Marks what depends on the members that came to belong to another entity."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from dragoman.chronicle import schema
from dragoman.chronicle.corrections import mark_placed
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.marking import mark
from dragoman.chronicle.members import Place
from dragoman.chronicle.writing import base_title


def mark_moved(connection: Connection, places: Collection[Place], numbers: Mapping[str, int]) -> None:
    """Mark the events and offices of pages that name a moved member.

    Args:
        connection: The database.
        places: The members.
        numbers: The numbers of their pages, by sha256.
    """
    mark(connection, "event", numbers.values())
    mark_placed(connection, numbers)
    office = schema.office_mention.c
    for pages in chunks(sorted({page for page, _ in places})):
        columns = office.title, office.page_id, office.holder, office.of
        rows = connection.execute(select(*columns).where(office.page_id.in_(pages)))
        titles = {title for title, page, *names in rows if any((page, name) in places for name in names)}
        mark(connection, "office", {base_title(title) for title in titles})


def mark_owned(connection: Connection, references: Iterable[str]) -> None:
    """Mark the offices of what some table ids mean, which now is another entity."""
    office = schema.office_mention.c
    for piece in chunks(sorted(references)):
        named = connection.scalars(select(office.title).where(office.of_reference.in_(piece)).distinct())
        mark(connection, "office", {base_title(title) for title in named})
