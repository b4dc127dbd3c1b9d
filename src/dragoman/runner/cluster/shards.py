"""Cuts input into shards: each can be read by itself, again and again, with the same result."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from dragoman.errors import UsageError
from dragoman.reading.sources.files import find_files
from dragoman.reading.sources.kinds import HEAD, PAGE_SUFFIXES, list_suffix, tell_kind
from dragoman.reading.sources.opening import bounded_lines
from dragoman.reading.sources.records import looks_like_records
from dragoman.runner.cluster.places import is_remote, list_tree, open_place

PARQUET = ".parquet"
PAGES = 500
"""So many pages a shard has, where a file can be cut."""


class Shard(Struct, frozen=True):
    """A part of the input: some files, or of one file the lines in ``start`` to ``stop``, or some groups of its rows.

    ``line`` is the number of the first line.
    """

    number: int
    files: tuple[str, ...]
    start: int = 0
    stop: int | None = None
    line: int = 1
    groups: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """What the files of its readings are called."""
        return f"{self.number:08}"


def list_shards(paths: Iterable[str], *, pages: int = PAGES) -> list[Shard]:
    """Cut input into shards.

    Files of pages are taken together, JSON lines are cut between lines, Parquet between its groups of rows; any other
    file is a shard. The same input gives the same shards.

    Args:
        paths: Files and folders, on this machine or in an object store.
        pages: About how many pages a shard has.

    Raises:
        UsageError: There is no such file.
    """
    found: list[Shard] = []
    small: list[str] = []
    for file in (file for path in paths for file in _files(path)):
        if Path(file).suffix.lower() in PAGE_SUFFIXES:
            small.append(file)
            if len(small) == pages:
                found.append(Shard(len(found), tuple(small)))
                small = []
            continue
        if small:
            found.append(Shard(len(found), tuple(small)))
            small = []
        for shard in _cut(file, pages):
            found.append(Shard(len(found), shard.files, shard.start, shard.stop, shard.line, shard.groups))
    if small:
        found.append(Shard(len(found), tuple(small)))
    return found


def _files(path: str) -> Iterator[str]:
    if is_remote(path):
        yield from (file for file in list_tree(path) if _is_input(file) or file == path)
        return
    if not Path(path).exists():
        raise UsageError(f"no such file or folder: {path}")
    for file in find_files(Path(path), more=(PARQUET,)):
        yield str(file) if isinstance(file, Path) else file.address


def _is_input(file: str) -> bool:
    return bool(list_suffix(file)) or file.endswith(PARQUET)


def _cut(file: str, pages: int) -> Iterator[Shard]:
    """Cut one file; what cannot be read now is left as a whole to whoever reads it, who says why."""
    whole = Shard(0, (file,))
    try:
        with open_place(file) as stream:
            head = stream.read(HEAD)
            stream.seek(0)
            if file.endswith(PARQUET):
                yield from _cut_groups(file, stream, pages)
            elif tell_kind(head, file) == "records" and looks_like_records(head.split(b"\n", 1)[0]):
                yield from _cut_lines(file, stream, pages)
            else:
                yield whole
    except OSError:
        yield whole


def _cut_lines(file: str, stream: BinaryIO, pages: int) -> Iterator[Shard]:
    start = line = 0
    position = 0
    for number, text in enumerate(bounded_lines(stream)):
        if number and number % pages == 0:
            yield Shard(0, (file,), start, position, line + 1)
            start, line = position, number
        position = stream.tell() if len(text) > HEAD else position + len(text)
    yield Shard(0, (file,), start, None, line + 1)


def _cut_groups(file: str, stream: BinaryIO, pages: int) -> Iterator[Shard]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        described = pq.ParquetFile(stream).metadata
    except (pa.ArrowInvalid, OSError):
        yield Shard(0, (file,))
        return
    groups: list[int] = []
    rows = 0
    for number in range(described.num_row_groups):
        groups.append(number)
        rows += described.row_group(number).num_rows
        if rows >= pages:
            yield Shard(0, (file,), groups=tuple(groups))
            groups, rows = [], 0
    if groups:
        yield Shard(0, (file,), groups=tuple(groups))
