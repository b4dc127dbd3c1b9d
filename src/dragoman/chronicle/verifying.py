"""Verifies what a chronicle keeps: bytes have their hash, and evidence stands where it is said to stand."""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Engine, outerjoin, select
from sqlalchemy.engine import URL

from dragoman.chronicle import derived, schema
from dragoman.chronicle.database import connect_file, name_address, read
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.rows import parse_content
from dragoman.errors import StoreError

PIECE = 50

_WITHIN = {
    schema.office_mention: (None, ("since_words", "until_words")),
    schema.event_mention: (("trigger_start", "trigger_stop"), ("dated_words",)),
}
"""What of a row stands within its sentence, and which words of it stand in the text.

The title of an office may stand in another sentence than the one that says who takes it over.
"""

_PAIRS = {
    schema.office_mention: (("start", "stop"), ("sentence_start", "sentence_stop")),
    schema.event_mention: (("sentence_start", "sentence_stop"), ("trigger_start", "trigger_stop")),
    schema.block: (("start", "stop"),),
}
"""The spans of rows that keep no words of their own."""


_NO_DAMAGE = ("locked", "unable to open", "readonly", "out of memory")
"""What SQLite says of a file that cannot be opened now, whatever is in it."""


class Fault(Struct, frozen=True, gc=False):
    """Something wrong with a page.

    ``what`` is ``bytes-unreadable``, ``bytes-differ``, ``no-text``, ``span-outside``, ``surface-differs``,
    ``words-differ`` or ``report-without-page``; ``where`` says of which row, and what was found. Of the database itself
    it is ``database-damaged``, with the name of the store.
    """

    name: str
    sha256: str
    what: str
    where: str


def verify_pages(engine: Engine, progress: Callable[[int, int], None] | None = None) -> Iterator[Fault]:
    """Yield what is wrong with each page, in the order in which pages were stored.

    Args:
        engine: The database.
        progress: Called with the number of pages that are done, and that of all.
    """
    with read(engine) as connection:
        numbers = connection.scalars(select(schema.page.c.id).order_by(schema.page.c.id)).all()
    done = 0
    for piece in chunks(numbers, PIECE):
        with read(engine) as connection:
            found = [*_verify_bytes(connection, piece), *_verify_texts(connection, piece)]
        yield from found
        done += len(piece)
        if progress:
            progress(done, len(numbers))
    with read(engine) as connection:
        yield from _verify_reports(connection)


def _verify_bytes(connection: Connection, numbers: Sequence[int]) -> Iterator[Fault]:
    page = schema.page.c
    columns = page.name, page.sha256, page.length, schema.content.c.coding, schema.content.c.content
    statement = select(*columns).join_from(schema.page, schema.content).where(page.id.in_(numbers)).order_by(page.id)
    for row in connection.execute(statement):
        try:
            content = parse_content(row)
        except zlib.error as error:
            yield Fault(row.name, row.sha256, "bytes-unreadable", f"{row.coding}: {error}")
            continue
        found = hashlib.sha256(content).hexdigest()
        if found != row.sha256 or len(content) != row.length:
            where = f"{len(content)} of {row.length} bytes, sha256 {found[:12]}"
            yield Fault(row.name, row.sha256, "bytes-differ", where)


def _verify_texts(connection: Connection, numbers: Sequence[int]) -> Iterator[Fault]:
    page, article = schema.page.c, schema.article
    statement = (
        select(page.id, page.name, page.sha256, page.status, article)
        .select_from(outerjoin(schema.page, article))
        .where(page.id.in_(numbers))
        .order_by(page.id)
    )
    texts: dict[int, Any] = {}
    for row in connection.execute(statement).mappings():
        if row["text"] is not None:
            texts[row["id"]] = row
            yield from _check_parts(row)
        elif row["status"] == "read":
            yield Fault(row["name"], row["sha256"], "no-text", "the page was read and has no article")
    yield from _verify_mentions(connection, texts)
    for table, pairs in _PAIRS.items():
        for row in connection.execute(select(table).where(table.c.page_id.in_(texts))).mappings():
            owner = texts[row["page_id"]]
            where = f"{table.name} {row.get('id', row['position'])}"
            found = [fault for pair in pairs if (fault := _check_span(owner, (row[pair[0]], row[pair[1]]), where))]
            yield from found or _check_sentence(owner, row, where=where, told=_WITHIN.get(table))


def _check_parts(row: Any) -> Iterator[Fault]:
    parts = [("body", (row["body_start"], row["body_stop"]))]
    if row["title_start"] is not None:
        parts.append(("title", (row["title_start"], row["title_stop"])))
    yield from (fault for name, span in parts if (fault := _check_span(row, span, name)))


def _verify_mentions(connection: Connection, texts: dict[int, Any]) -> Iterator[Fault]:
    mention = schema.mention
    for row in connection.execute(select(mention).where(mention.c.page_id.in_(texts))).mappings():
        owner, where = texts[row["page_id"]], f"mention {row['referent']}/{row['position']}"
        span = row["start"], row["stop"]
        if fault := _check_span(owner, span, where):
            yield fault
        elif (says := owner["text"][slice(*span)]) != row["surface"]:
            words = f"{where}: the text says {says!r}, the mention {row['surface']!r}"
            yield Fault(owner["name"], owner["sha256"], "surface-differs", words)


def _check_span(owner: Any, span: tuple[int, int], where: str) -> Fault | None:
    start, stop = span
    if 0 <= start <= stop <= len(owner["text"]):
        return None
    words = f"{where}: {start} to {stop} of a text of {len(owner['text'])} characters"
    return Fault(owner["name"], owner["sha256"], "span-outside", words)


def _check_sentence(owner: Any, row: Any, *, where: str, told: Any) -> Iterator[Fault]:
    """Yield what of a row does not stand in its sentence or text as it did when it was read."""
    if told is None:
        return
    span, words = told
    if span and not row["sentence_start"] <= row[span[0]] <= row[span[1]] <= row["sentence_stop"]:
        says = f"{where}: {row[span[0]]} to {row[span[1]]} is not within its sentence"
        yield Fault(owner["name"], owner["sha256"], "span-outside", says)
    for name in words:
        if row[name] and row[name] not in owner["text"]:
            says = f"{where}: the text does not say {row[name]!r}"
            yield Fault(owner["name"], owner["sha256"], "words-differ", says)


def verify_database(address: URL) -> Iterator[Fault]:
    """Yield what is wrong with the file of a database, which need not open; a server looks after its own."""
    path = Path(address.database or "")
    if address.get_backend_name() == "sqlite" and path.is_file():
        yield from (Fault(name_address(address), "", "database-damaged", fault) for fault in verify_file(path))


def verify_file(path: Path) -> list[str]:
    """Return what SQLite finds wrong with the structure of a file, its indexes, and rows that belong to no other.

    Raises:
        StoreError: The file cannot be opened, or another program keeps it locked.
    """
    try:
        with closing(connect_file(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        if any(words in str(error) for words in _NO_DAMAGE):
            raise StoreError(f"{path}: the file cannot be looked at now ({error})") from error
        return [str(error)]
    return [*found, *(f"row {row[1]} of {row[0]} belongs to no row of {row[2]}" for row in lost)]


def _verify_reports(connection: Connection) -> Iterator[Fault]:
    """Yield the events whose report no page has any more."""
    told, said = derived.event_report.c, schema.event_mention.c
    joined = outerjoin(
        derived.event_report,
        schema.event_mention,
        (said.page_id == told.page_id) & (said.id == told.event_mention),
    )
    rows = connection.execute(
        select(told.event_id, told.page_id, told.event_mention).select_from(joined).where(said.id.is_(None))
    )
    for row in rows:
        yield Fault(row.event_id, "", "report-without-page", f"page {row.page_id}, report {row.event_mention}")
