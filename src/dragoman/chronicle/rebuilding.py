"""Rebuilds a chronicle from the bytes of its pages: each page in a transaction, so that a killed rebuild goes on."""

from collections.abc import Iterator

from msgspec.structs import replace
from sqlalchemy import Connection, Engine, Text, cast, delete, func, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.archiving import load_pages
from dragoman.chronicle.database import read, write
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.marking import mark
from dragoman.chronicle.refreshing import REBUILD, forget_version
from dragoman.chronicle.rows import format_content
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.writing import find_page, write_reading, write_rejection
from dragoman.model import Page, Reading, Rejected

PIECE = 50
"""Pages whose bytes are loaded at once."""


class SqlRebuilding:
    """A :class:`~dragoman.chronicle.protocol.Rebuilding` in SQLite or PostgreSQL.

    What is still to be read stands in the table of what is pending; what was stored before stays until its page is
    read anew.
    """

    def __init__(self, engine: Engine, *, sense: Sense) -> None:
        self._engine, self._sense = engine, sense

    def begin(self, reader: str) -> int:
        """Mark all pages as to be read anew, or go on where a killed rebuild was; returns how many are left.

        Args:
            reader: The version of the reader; what a killed rebuild read with another one is read again.
        """
        page = schema.page.c
        pending = derived.pending.c
        with write(self._engine) as connection:
            held = select(cast(schema.content.c.page_id, Text))
            gone = pending.kind == REBUILD, pending.key.not_in(held)  # their bytes went since a rebuild was cut off
            connection.execute(delete(derived.pending).where(*gone))
            pages = select(schema.content.c.page_id)
            if self._count(connection):
                pages = pages.join(schema.page).where(page.reader != reader)
            mark(connection, REBUILD, connection.scalars(pages).all())
            return self._count(connection)

    def left(self) -> int:
        """Return how many pages a rebuild that was not finished has left, 0 where there is none."""
        with read(self._engine) as connection:
            return self._count(connection)

    def pages(self) -> Iterator[Page]:
        """Yield the pages that are left, in the order in which they were stored."""
        with read(self._engine) as connection:
            keys = connection.scalars(select(derived.pending.c.key).where(derived.pending.c.kind == REBUILD)).all()
        for piece in chunks(sorted(map(int, keys)), PIECE):
            with read(self._engine) as connection:
                found = load_pages(connection, piece)
            yield from found

    def keep(self, page: Page, result: Reading | Rejected, *, reader: str) -> None:
        """Store what was made of a page in one transaction; the bytes stay also where they cannot be used any more."""
        with write(self._engine) as connection:
            if isinstance(result, Reading):
                write_reading(connection, page, reading=result, sense=self._sense)
            else:
                _reject(connection, page, rejected=result, reader=reader)
            stored = find_page(connection, page.sha256)
            pending = derived.pending.c
            done = pending.kind == REBUILD, pending.key == str(stored.id if stored else "")
            connection.execute(delete(derived.pending).where(*done))

    def finish(self) -> None:
        """Mark everything as to be derived anew."""
        with write(self._engine) as connection:
            forget_version(connection)

    @staticmethod
    def _count(connection: Connection) -> int:
        statement = select(func.count()).select_from(derived.pending).where(derived.pending.c.kind == REBUILD)
        return connection.execute(statement).scalar_one()


def _reject(connection: Connection, page: Page, *, rejected: Rejected, reader: str) -> None:
    """Store under every address of a page that it cannot be used, and keep its bytes for a later reader."""
    write_rejection(connection, rejected, page=page, reader=reader)
    stored = find_page(connection, page.sha256)
    if stored is None:
        return
    seen = schema.sighting.c
    for address, name in connection.execute(select(seen.address, seen.name).where(seen.page_id == stored.id)).all():
        again = replace(rejected, address=address, name=name, sha256=page.sha256)
        write_rejection(connection, again, page=None, reader=reader)
    insert_rows(connection, schema.content, [{"page_id": stored.id, **format_content(page)}])
