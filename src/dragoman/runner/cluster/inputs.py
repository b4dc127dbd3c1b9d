"""Pages of a shard: from files of any kind that ``dragoman read`` takes, JSON lines in part, and Parquet."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.model import Page, Rejected
from dragoman.reading.sources.files import find_files, read_file
from dragoman.reading.sources.opening import bounded_lines, read_stream
from dragoman.reading.sources.origin import Origin, SourceOptions
from dragoman.reading.sources.records import RECORD_FIELDS, iterate_lines, page_from_record
from dragoman.runner.cluster.places import is_remote, open_place
from dragoman.runner.cluster.shards import PARQUET, Shard

_ROWS = 64


def iterate_shard(shard: Shard, options: SourceOptions) -> Iterator[Page | Rejected]:
    """Yield the pages of a shard; what is broken in it is ``Rejected``, and so is a file that cannot be read at all."""
    if shard.fault:
        yield from (Rejected(Path(file).stem, file, "unreadable", shard.fault) for file in shard.files)
        return
    for file in shard.files:
        try:
            yield from _iterate_file(shard, file, options)
        except OSError as error:
            yield Rejected(Path(file).stem, file, "unreadable", error.strerror or str(error))


def _iterate_file(shard: Shard, file: str, options: SourceOptions) -> Iterator[Page | Rejected]:
    origin = Origin(Path(file).stem, file, options)
    if file.endswith(PARQUET):
        with open_place(file) as stream:
            yield from _iterate_rows(stream, origin, shard.groups)
    elif shard.start or shard.stop is not None:
        with open_place(file) as stream:
            yield from iterate_lines(_lines_between(stream, shard), origin, first=shard.line)
    elif is_remote(file):
        with open_place(file) as stream:
            yield from read_stream(stream, origin, name=Path(file).name)
    else:
        for found in find_files(Path(file)):
            yield from read_file(found, options) if isinstance(found, Path) else (found,)


def _lines_between(stream: BinaryIO, shard: Shard) -> Iterator[bytes]:
    stream.seek(shard.start)
    for line in bounded_lines(stream):
        yield line
        if shard.stop is not None and stream.tell() >= shard.stop:
            return


def _iterate_rows(stream: BinaryIO, origin: Origin, groups: tuple[int, ...]) -> Iterator[Page | Rejected]:
    """Yield a page for each row of a table that has the columns of our JSON."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(stream)
        names = table.schema_arrow.names
        read = [name for name in names if name in RECORD_FIELDS or name in origin.options.fields.values()]
        number = sum(table.metadata.row_group(group).num_rows for group in range(min(groups, default=0)))
        for batch in table.iter_batches(batch_size=_ROWS, row_groups=list(groups) or None, columns=read):
            for record in _list_records(batch):
                number += 1
                yield _page_from_row(dict.fromkeys(names) | record, origin, number)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        yield Rejected(origin.name, origin.address, "malformed", f"broken Parquet: {str(error).partition(chr(10))[0]}")


def _list_records(batch: Any) -> list[dict[str, Any]]:
    """Return the rows of a part of a table; value by value where one is such that Python has none for it."""
    try:
        return list(batch.to_pylist())
    except (ValueError, OverflowError, LookupError):  # nanoseconds, a year of six digits, no such time zone, no UTF-8
        return [{name: _take(batch[name][row]) for name in batch.schema.names} for row in range(batch.num_rows)]


def _take(value: Any) -> Any:
    """Return a value, as bytes or text where Python has no other for it, and ``None`` where it has none at all."""
    import pyarrow as pa

    for kind in (value.type, pa.binary(), pa.string()):
        with suppress(pa.ArrowException, ValueError, OverflowError, LookupError):
            return value.cast(kind).as_py()
    return None


def _page_from_row(record: dict[str, Any], origin: Origin, number: int) -> Page | Rejected:
    given = {key: _plain(value) for key, value in record.items()}
    name, place, options = f"{origin.name}:{number}", f"{origin.address}:{number}", origin.options
    return page_from_record(given, name=name, address=place, fields=options.fields, hint=options.hint)


def _plain(value: Any) -> Any:
    """Return a value as JSON would have it: days and times as words, text in bytes as text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if hasattr(value, "isoformat") else value
