"""Parquet: the same tables with typed columns, compressed, by pyarrow (extra ``parquet``)."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from dragoman.errors import UsageError
from dragoman.exports.columns import TABLES, list_records
from dragoman.exports.matter import Matter

ROW_GROUP = 1_000
"""Rows that are in memory at once."""


def write_parquet(matter: Matter, table: str) -> Iterator[bytes]:
    """Yield a table as Parquet with Zstandard; the meaning of each column is in its metadata.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow; pip install 'dragoman[parquet]'") from error
    return _write(matter, table, pyarrow=pyarrow, parquet=parquet)


def _write(matter: Matter, table: str, *, pyarrow: Any, parquet: Any) -> Iterator[bytes]:
    schema, columns = _form_schema(pyarrow, table), TABLES[table]
    sink = io.BytesIO()
    records = list_records(matter, table)
    place = _Tail(sink)
    with parquet.ParquetWriter(pyarrow.PythonFile(place, mode="w"), schema, compression="zstd") as writer:
        while piece := list(islice(records, ROW_GROUP)):
            cells = {column.name: [column.get(record) for record in piece] for column in columns}
            writer.write_table(pyarrow.table(cells, schema=schema))
            yield place.take()
    yield place.take()


def _form_schema(pyarrow: Any, table: str) -> Any:
    kinds = {
        "text": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64(), "boolean": pyarrow.bool_(),
        "list": pyarrow.list_(pyarrow.string()),
    }  # fmt: skip
    fields = [pyarrow.field(c.name, kinds[c.kind], metadata={"meaning": c.meaning}) for c in TABLES[table]]
    return pyarrow.schema(fields, metadata={"dragoman": table})


class _Tail:
    """A file of which what was written can be taken away while its writer goes on; it only knows its length."""

    closed = False

    def __init__(self, sink: io.BytesIO) -> None:
        self._sink, self._taken = sink, 0

    def write(self, piece: bytes) -> int:
        return self._sink.write(piece)

    def tell(self) -> int:
        return self._taken + self._sink.tell()

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """What was written can still be taken."""

    def take(self) -> bytes:
        piece = self._sink.getvalue()
        self._taken += len(piece)
        self._sink.seek(0)
        self._sink.truncate()
        return piece
