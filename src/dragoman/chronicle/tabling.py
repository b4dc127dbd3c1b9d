"""Writes the tables of what was derived as Parquet, for engines of tables to read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Float, Integer, Table, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.database import read

TABLES = (
    schema.page,
    derived.entity,
    derived.entity_member,
    derived.alias,
    derived.entity_link,
    derived.tenure,
    derived.tenure_observation,
    derived.event,
    derived.event_participant,
    derived.event_topic,
    derived.event_report,
    derived.event_detail,
    derived.event_link,
    derived.conflict,
    derived.story,
    derived.story_page,
    derived.version,
)
"""What a merge comes to; the pages name what the numbers of the others mean."""

_PIECE = 20_000


def write_tables(engine: Engine, folder: Path) -> dict[str, int]:
    """Write a file for each table, and return how many rows it has.

    Args:
        engine: The database.
        folder: Where the files go; it is made.

    Raises:
        StoreError: The database failed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return {table.name: _write_table(engine, table, folder / f"{table.name}.parquet") for table in TABLES}


def _write_table(engine: Engine, table: Table, path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields = pa.schema([(column.name, _type(column.type, pa)) for column in table.columns])
    draft, rows = path.with_name(f".{path.name}"), 0
    with pq.ParquetWriter(draft, fields, compression="zstd") as writer:
        for piece in _iterate(engine, table):
            writer.write_table(pa.Table.from_pylist(piece, schema=fields))
            rows += len(piece)
    draft.replace(path)
    return rows


def _type(kind: object, pa: Any) -> Any:
    return pa.int64() if isinstance(kind, Integer) else pa.float64() if isinstance(kind, Float) else pa.string()


def _iterate(engine: Engine, table: Table) -> Iterator[list[dict[str, Any]]]:
    with read(engine) as connection:
        found = connection.execute(select(table).order_by(*table.primary_key)).mappings()
        while piece := [dict(row) for row in found.fetchmany(_PIECE)]:
            yield piece
