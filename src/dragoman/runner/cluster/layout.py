"""How readings lie in Parquet: a row a page, with the rows of every table of the chronicle nested in it.

The columns follow the tables, so that they cannot drift apart: where a table gets a column, so do the readings.

::

    day=2024-03-05/00000007.parquet    the pages of shard 7 that came out on that day
    day=unknown/00000007.parquet       those without a day, and what could not be read
    shards/00000007.json               what shard 7 came to: written last, so that what it lists is complete
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from msgspec import Struct
from sqlalchemy import Float, Integer, LargeBinary, Table

from dragoman.chronicle import derived, schema
from dragoman.chronicle.preparing import PreparedPage, PreparedRejection
from dragoman.chronicle.rows import format_page
from dragoman.model import Page, Rejected

LAYOUT = 1
"""Goes up whenever readings are laid out in another way."""

UNKNOWN = "unknown"
_NESTED = (
    schema.content,
    schema.article,
    schema.block,
    schema.left_out,
    schema.referent,
    schema.mention,
    schema.office_mention,
    schema.event_mention,
    schema.role,
)


class Row(Struct, frozen=True):
    """A page as it is kept: read, or rejected with a reason; ``place`` counts what its shard gave, in order."""

    place: int
    prepared: PreparedPage | PreparedRejection


def reject_row(place: int, rejected: Rejected, page: Page | None, *, reader: str) -> Row:
    """Return the row of what could not be used."""
    known = format_page(page, status="rejected", reader=reader) if page else None
    return Row(place, PreparedRejection(rejected, known, reader))


def day_of(row: Row) -> str:
    """Return the day on which a page came out, ``unknown`` where that is not known to the day."""
    day = row.prepared.signature["published"] if isinstance(row.prepared, PreparedPage) else None
    return day if day and len(day) == len("2024-03-05") and day.replace("-", "").isdigit() else UNKNOWN


def encode_rows(rows: Iterable[Row]) -> bytes:
    """Return rows as a file of Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pylist([_flatten(row) for row in rows], schema=make_schema())
    target = BytesIO()
    # A day of a shard may be a page or two: what a file says of itself must not outweigh what is in it.
    pq.write_table(
        table, target, compression="snappy", use_dictionary=False, write_statistics=["status"], store_schema=False
    )
    return target.getvalue()


def decode_rows(content: bytes) -> Iterator[Row]:
    """Yield the rows of a file of Parquet."""
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(BytesIO(content)).iter_batches(batch_size=64):
        yield from map(_unflatten, batch.to_pylist())


@cache
def make_schema() -> Any:
    """Return the schema of the readings."""
    import pyarrow as pa

    rejected = pa.struct([(name, pa.string()) for name in Rejected.__struct_fields__])
    blocks = pa.struct([("referent", pa.string()), ("blocks", pa.list_(pa.string()))])
    fields = [
        ("place", pa.int64()),
        ("status", pa.string()),
        ("reader", pa.string()),
        ("page", _struct(schema.page, without=("id",))),
        ("rejection", rejected),
        *((table.name, pa.list_(_struct(table))) for table in _NESTED),
        ("referent_block", pa.list_(blocks)),
        ("spelling", pa.list_(_struct(derived.spelling))),
        ("signature", _struct(derived.signature)),
        ("sentence", pa.list_(_struct(derived.sentence, without=("id",)))),
    ]
    return pa.schema(fields, metadata={"dragoman": str(LAYOUT)})


def _struct(table: Table, *, without: tuple[str, ...] = ()) -> Any:
    import pyarrow as pa

    left = ("page_id", *without)
    return pa.struct([(column.name, _type(column.type)) for column in table.columns if column.name not in left])


def _type(kind: object) -> Any:
    import pyarrow as pa

    if isinstance(kind, Integer):
        return pa.int64()
    if isinstance(kind, Float):
        return pa.float64()
    return pa.binary() if isinstance(kind, LargeBinary) else pa.string()


def _flatten(row: Row) -> dict[str, Any]:
    """Return a row as Arrow takes it."""
    one = row.prepared
    if isinstance(one, PreparedRejection):
        told = {name: getattr(one.rejected, name) for name in Rejected.__struct_fields__}
        flat = {"place": row.place, "status": "rejected", "reader": one.reader}
        return {**flat, "page": one.page, "rejection": told}
    return {
        "place": row.place,
        "status": "read",
        "reader": one.page["reader"],
        "page": one.page,
        **one.rows,
        "referent_block": [{"referent": key, "blocks": list(blocks)} for key, blocks in one.blocks.items()],
        "spelling": list(one.spellings),
        "signature": one.signature,
        "sentence": None if one.sentences is None else list(one.sentences),
    }


def _unflatten(flat: Mapping[str, Any]) -> Row:
    if flat["status"] != "read":
        return Row(flat["place"], PreparedRejection(Rejected(**flat["rejection"]), flat["page"], flat["reader"]))
    sentences = flat["sentence"]
    prepared = PreparedPage(
        page=flat["page"],
        rows={table.name: flat[table.name] or [] for table in _NESTED},
        blocks={one["referent"]: tuple(one["blocks"]) for one in flat["referent_block"] or ()},
        spellings=tuple(flat["spelling"] or ()),
        signature=flat["signature"],
        sentences=None if sentences is None else tuple(sentences),
    )
    return Row(flat["place"], prepared)
