"""The few places where SQLite and PostgreSQL want different words."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    cast,
    delete,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

Row = TypeVar("Row")

CHUNK = 500
"""Values in one IN list, far below the limit of either database."""

LOOKED_AT = 1_000
"""So many rows of an index are looked at to measure it."""

_ALL_TABLES = 0x10002

COPIED = 20
"""So many rows are worth a ``COPY``."""


def chunks(values: Iterable[Row], size: int = CHUNK) -> Iterator[tuple[Row, ...]]:
    """Cut a sequence into pieces."""
    left = iter(values)
    while piece := tuple(islice(left, size)):
        yield piece


def lies_in(
    page: ColumnElement[int], name: ColumnElement[Any], places: Iterable[tuple[int, Any]]
) -> ColumnElement[bool]:
    """A row is of one of some places, each a page and a part of it; others may meet it that share both with several.

    Pairs in an IN list would be plainer and exact, but SQLite reads the whole table for them.
    """
    found = set(places)
    return and_(page.in_(sorted({one for one, _ in found})), name.in_(sorted({one for _, one in found})))


def fetch_rows(connection: Connection, statement: Select[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement as the driver gives them: in half the time, for millions of numbers and texts."""
    result = connection.execute(statement)
    rows: Any = result.cursor.fetchall()
    result.close()
    return list(rows)


def fetch_in(
    connection: Connection, statement: Select[Any], column: ColumnElement[Any], values: Iterable[Any]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a statement, as the driver gives them, in which a column has one of however many values."""
    for piece in chunks(sorted(values)):
        yield from fetch_rows(connection, statement.where(column.in_(piece)))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, in no statement at all where there are none, and many into a server by ``COPY``."""
    if len(rows) >= COPIED and is_server(connection):
        _copy_rows(connection, table, rows)
    elif rows:
        connection.execute(table.insert(), rows)


def delete_rows(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Delete rows by the values of some columns, which an index should begin with."""
    same = [table.c[name] == bindparam(f"its_{name}") for name in names]
    given = [{f"its_{name}": value for name, value in zip(names, row, strict=False)} for row in rows]
    if given:
        connection.execute(delete(table).where(*same), given)


def measure_tables(connection: Connection) -> None:
    """Let the database know how large its tables are and how often values repeat, where that changed much.

    Without that it may begin a question at the wrong end. A server does this by itself.
    """
    if not is_server(connection):
        connection.exec_driver_sql(f"PRAGMA analysis_limit = {LOOKED_AT}")
        connection.exec_driver_sql(f"PRAGMA optimize = {_ALL_TABLES}")


def is_server(connection: Connection) -> bool:
    """Tell whether the database is PostgreSQL, not a file of SQLite."""
    return connection.dialect.name == "postgresql"


def _copy_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    names = list(rows[0])
    quote = connection.dialect.identifier_preparer.quote
    words = f"COPY {quote(table.name)} ({', '.join(map(quote, names))}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(words) as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])


def select_numbers(connection: Connection, numbers: Iterable[int]) -> Select[tuple[int]]:
    """Select numbers, however many they are, as a table of one column."""
    given = sorted(numbers)
    if is_server(connection):
        return select(func.unnest(cast(literal(given, ARRAY(Integer)), ARRAY(Integer))))
    return select(func.json_each(json.dumps(given)).table_valued("value").c.value)


def upsert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, replacing those that have the same primary key."""
    if not rows:
        return
    connection.execute(_make_upsert(table, tuple(rows[0]), server=is_server(connection)), rows)


@lru_cache(maxsize=256)
def _make_upsert(table: Table, names: tuple[str, ...], *, server: bool) -> Any:
    """Make a statement for rows of some columns; they are made once, for each page needs several."""
    statement = _inserter(server)(table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in names if name not in keys}
    if changed:
        return statement.on_conflict_do_update(index_elements=keys, set_=changed)
    return statement.on_conflict_do_nothing(index_elements=keys)


def _inserter(server: bool) -> Callable[[Table], Any]:
    if server:
        from sqlalchemy.dialects.postgresql import insert as insert_postgresql

        return insert_postgresql
    from sqlalchemy.dialects.sqlite import insert as insert_sqlite

    return insert_sqlite
