"""The few places where SQLite and PostgreSQL want different words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table

Row = TypeVar("Row")

CHUNK = 500
"""Values in one IN list, far below the limit of either database."""


def chunks(values: Iterable[Row], size: int = CHUNK) -> Iterator[tuple[Row, ...]]:
    """Cut a sequence into pieces."""
    left = iter(values)
    while piece := tuple(islice(left, size)):
        yield piece


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, in no statement at all where there are none."""
    if rows:
        connection.execute(table.insert(), rows)


def upsert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, replacing those that have the same primary key."""
    if not rows:
        return
    statement = _inserter(connection)(table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    statement = (
        statement.on_conflict_do_update(index_elements=keys, set_=changed)
        if changed
        else statement.on_conflict_do_nothing(index_elements=keys)
    )
    connection.execute(statement, rows)


def _inserter(connection: Connection) -> Callable[[Table], Any]:
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_postgresql

        return insert_postgresql
    from sqlalchemy.dialects.sqlite import insert as insert_sqlite

    return insert_sqlite
