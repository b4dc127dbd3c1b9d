"""Takes in pages that were read elsewhere, many in one transaction, as if they had been read here one by one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from sqlalchemy import Connection, Engine, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.database import write
from dragoman.chronicle.dialects import chunks, upsert_rows
from dragoman.chronicle.preparing import PreparedPage, PreparedRejection
from dragoman.chronicle.refreshing import BEGUN, VERSION
from dragoman.chronicle.rows import now
from dragoman.chronicle.search.indexing import add_sentences, begin_index
from dragoman.chronicle.writing import (
    find_page,
    find_rejection,
    is_sighted,
    write_prepared,
    write_rejected,
    write_sighting,
)
from dragoman.model import Page

Fate = Literal["read", "unchanged", "duplicate", "rejected"]

PIECE = 250
"""So many pages are one transaction."""


def take_in(engine: Engine, pages: Iterable[PreparedPage | PreparedRejection], *, version: str) -> Counter[Fate]:
    """Store pages in the order in which they are given, and mark what follows from them.

    Args:
        engine: The database.
        pages: What reading made of pages.
        version: Of the rules by which their rows were worked out: those of the chronicle.

    Returns:
        What became of how many pages.

    Raises:
        StoreError: The database failed; what was stored before is safe.
    """
    with write(engine) as connection:
        _begin_empty(connection, version)
    fates: Counter[Fate] = Counter()
    for piece in chunks(pages, PIECE):
        with write(engine) as connection:
            sentences: list[dict[str, Any]] = []
            fates.update([_take_one(connection, one, sentences) for one in piece])
            add_sentences(connection, sentences)
    return fates


def _begin_empty(connection: Connection, version: str) -> None:
    """Note the rules of a chronicle that has no pages yet, or all would be worked out once more when it is derived."""
    if connection.execute(select(schema.article.c.page_id).limit(1)).first() is None:
        begin_index(connection)
        told = [{"key": VERSION, "value": version}, {"key": BEGUN, "value": now()}]
        upsert_rows(connection, derived.property_, told)


def _take_one(connection: Connection, one: PreparedPage | PreparedRejection, sentences: list[dict[str, Any]]) -> Fate:
    row = one.page
    known = _recall(connection, one, row) if row is not None else None
    if known is not None:
        return known
    if isinstance(one, PreparedRejection):
        write_rejected(connection, one.rejected, page=row, reader=one.reader)
        return "rejected"
    number = write_prepared(connection, one)
    sentences += [{**sentence, "page_id": number} for sentence in one.sentences or ()]
    return "read"


def _recall(connection: Connection, one: PreparedPage | PreparedRejection, row: Mapping[str, Any]) -> Fate | None:
    """Return what becomes of bytes that are there, read by the same reader, ``None`` where they are to be stored."""
    stored = find_page(connection, row["sha256"])
    if stored is None or stored.reader != row["reader"]:
        return None
    page = Page(row["name"], row["address"], b"", row["sha256"])
    if stored.status == "rejected":
        rejected = find_rejection(connection, page)
        if rejected is None or rejected.reason == "failed":
            return None
        write_rejected(connection, rejected, page=None, reader=row["reader"])
        return "rejected"
    if is_sighted(connection, stored.id, page=page):
        return "unchanged"
    write_sighting(connection, stored.id, address=page.address, name=page.name)
    return "duplicate"
