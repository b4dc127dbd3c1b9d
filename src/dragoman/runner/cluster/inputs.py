"""Pages of a shard: from files of any kind that ``dragoman read`` takes, JSON lines in part, and Parquet."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.model import Page, Rejected
from dragoman.reading.sources.files import find_files, read_file
from dragoman.reading.sources.opening import bounded_lines, read_stream
from dragoman.reading.sources.origin import Origin, SourceOptions
from dragoman.reading.sources.records import iterate_lines, page_from_record
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
        number = sum(table.metadata.row_group(group).num_rows for group in range(min(groups, default=0)))
        for batch in table.iter_batches(batch_size=_ROWS, row_groups=list(groups) or None):
            for record in batch.to_pylist():
                number += 1
                yield _page_from_row(record, origin, number)
    except (pa.ArrowException, OSError) as error:
        yield Rejected(origin.name, origin.address, "malformed", f"broken Parquet: {str(error).splitlines()[0]}")


def _page_from_row(record: dict[str, Any], origin: Origin, number: int) -> Page | Rejected:
    given = {key: _plain(value) for key, value in record.items() if value is not None}
    name, place, options = f"{origin.name}:{number}", f"{origin.address}:{number}", origin.options
    return page_from_record(given, name=name, address=place, fields=options.fields, hint=options.hint)


def _plain(value: Any) -> Any:
    """Return a value as JSON would have it: days and times as words, text in bytes as text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if hasattr(value, "isoformat") else value
