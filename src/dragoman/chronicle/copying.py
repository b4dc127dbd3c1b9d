"""Copies a chronicle into another database, row by row, from SQLite or PostgreSQL into either."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Column, Connection, Engine, Integer, Table, func, select, text

from dragoman.chronicle.counting import digest_all
from dragoman.chronicle.database import name_address, read, write
from dragoman.chronicle.dialects import insert_rows, is_server
from dragoman.chronicle.schema import metadata, page
from dragoman.chronicle.search.indexing import fill_index
from dragoman.errors import StoreError, UsageError

PIECE = 2000
"""Rows that are in memory at once."""


_BEGUN = frozenset({"property", "pending", "secret"})


class Copied(Struct, frozen=True, gc=False):
    """How many rows of which table were copied, and the digest that both chronicles have now."""

    rows: dict[str, int]
    digest: str


def copy_store(source: Engine, goal: Engine, *, progress: Callable[[int, int], None] | None = None) -> Copied:
    """Copy everything that a chronicle holds into one that is empty: pages, what follows from them, and judgements.

    All of it is one transaction on the other side, so a copy that is killed leaves nothing there. The source may be
    written to meanwhile: what is copied is its state at the beginning.

    Args:
        source: The database of the chronicle; of the newest schema.
        goal: The database of the other one, with empty tables of the newest schema.
        progress: Called with the number of rows that are done, and of all.

    Raises:
        UsageError: The other chronicle holds anything.
        StoreError: One of the databases failed, or the copy says something else than the source.
    """
    with read(source) as origin, write(goal) as destination:
        if held := _list_held(destination):
            told = "pages" if page.name in held else f"rows of {', '.join(held)}"
            raise UsageError(f"{name_address(goal.url)} holds {told} already; a chronicle is copied into an empty one")
        _empty(destination)
        counts = {table: origin.execute(select(func.count()).select_from(table)).scalar_one() for table in _tables()}
        done = 0
        for table in counts:
            for rows in _pieces(origin, table):
                insert_rows(destination, table, rows)
                done += len(rows)
                if progress:
                    progress(done, sum(counts.values()))
            _continue_numbers(destination, table)
        fill_index(destination)
        digest = digest_all(origin)
        if digest_all(destination) != digest:
            raise StoreError(f"the copy in {name_address(goal.url)} would say something else; nothing was copied")
    return Copied({table.name: number for table, number in counts.items() if number}, digest)


def _tables() -> Sequence[Table]:
    """Return the tables, each after those that its rows point to."""
    return metadata.sorted_tables


def _list_held(connection: Connection) -> list[str]:
    """Return the tables that hold something, but for what every chronicle writes when it is opened."""
    others = (table for table in _tables() if table.name not in _BEGUN)
    return [table.name for table in others if connection.execute(select(table).limit(1)).first()]


def _empty(connection: Connection) -> None:
    """Take out what a chronicle writes when it is opened for the first time."""
    for table in reversed(_tables()):
        if connection.execute(select(table).limit(1)).first():  # of the log nothing may be deleted, not even no row
            connection.execute(table.delete())


def _pieces(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    result = connection.execution_options(yield_per=PIECE).execute(select(table).order_by(*table.primary_key))
    for rows in result.mappings().partitions(PIECE):
        yield [dict(row) for row in rows]


def _continue_numbers(connection: Connection, table: Table) -> None:
    """Let a server number new rows after those that were copied; SQLite does so by itself."""
    number = _numbering(table)
    if number is not None and is_server(connection):
        last = select(func.coalesce(func.max(number), 0)).scalar_subquery()
        sequence = text("pg_get_serial_sequence(:table, :column)").bindparams(table=table.name, column=number.name)
        connection.execute(select(func.setval(sequence, last + 1, False)))


def _numbering(table: Table) -> Column[Any] | None:
    columns = list(table.primary_key)
    alone = len(columns) == 1 and isinstance(columns[0].type, Integer)
    return columns[0] if alone and table.autoincrement_column is not None else None
