"""Counts what a chronicle holds, and sums it up in one digest."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Table, func, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.answers import Counts
from dragoman.chronicle.contests import count_contests
from dragoman.chronicle.corrections import load_corrections, sum_up_facts
from dragoman.chronicle.verdicts import load_verdicts, sum_up

_LOCAL = {
    "page": ("id", "stored_at", "fetched", "content_type", "hint"),
    "rejection": ("stored_at",),
    "event": ("digest", "begun", "ended", "parties"),
    "entity": ("pages",),
    "version": ("first", "position", "newest", "news"),
}
"""Columns that differ between two chronicles of the same pages, or only repeat what others say."""

_LEFT_OUT = frozenset(
    "judgement correction content change pending property referent_block spelling name_key event_block event_key"
    " report report_pair signature story_link series source source_address source_count source_page sentence"
    " event_facet user session api_key audit secret page_vectors".split()
)
_FOLLOWED = "watch_"
"""What people follow says nothing of the chronicle."""
_SIZE = 1 << 256


def count_all(connection: Connection) -> Counts:
    """Count pages, rejections by reason, and what was derived."""
    return Counts(
        pages=_count(connection, schema.article),
        rejected=_count_by(connection, schema.rejection.c.reason),
        languages=_count_by(connection, schema.article.c.language),
        mentions=_count(connection, schema.mention),
        entities=_count_by(connection, derived.entity.c.kind),
        tenures=_count(connection, derived.tenure),
        events=_count_by(connection, derived.event.c.type),
        conflicts=len(
            connection.execute(select(derived.conflict.c.event_id, derived.conflict.c.field).distinct()).all()
        )
        + count_contests(connection),
    )


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _count_by(connection: Connection, column: Column[str]) -> dict[str, int]:
    statement = select(column, func.count()).group_by(column).order_by(func.count().desc(), column)
    return {row[0]: row[1] for row in connection.execute(statement)}


def digest_all(connection: Connection) -> str:
    """Return a digest of what the chronicle says: the same for the same pages in any order, on any database.

    Numbers of rows, times of storing and the log of changes do not count. Of the judgements about a pair
    the latest counts.
    """
    total = sum(_weigh("judgement", *words) for words in sum_up(load_verdicts(connection)))
    total += sum(_weigh("correction", *words) for words in sum_up_facts(load_corrections(connection)))
    for table in schema.metadata.sorted_tables:
        if table.name not in _LEFT_OUT and not table.name.startswith(_FOLLOWED):
            for row in _rows(connection, table):
                total += _weigh(str(table.name), *row)
    return f"{total % _SIZE:064x}"


def _weigh(*words: Any) -> int:
    return int.from_bytes(sha256(msgspec.json.encode(words)).digest())


def _rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    columns = [c for c in table.c if c.name not in (*_LOCAL.get(table.name, ()), "page_id")]
    statement = select(*columns)
    if "page_id" in table.c:
        statement = select(schema.page.c.sha256, *columns).join_from(
            table, schema.page, schema.page.c.id == table.c.page_id
        )
    for row in connection.execution_options(stream_results=True).execute(statement):
        yield tuple(row)
