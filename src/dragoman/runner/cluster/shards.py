"""Cuts input into shards: each can be read by itself, again and again, with the same result."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from dragoman.errors import UsageError
from dragoman.reading.pages.intake import is_text, printable_name
from dragoman.reading.sources.files import find_files
from dragoman.reading.sources.kinds import HEAD, PAGE_SUFFIXES, list_suffix, tell_kind
from dragoman.reading.sources.opening import bounded_lines
from dragoman.reading.sources.records import looks_like_records
from dragoman.runner.cluster.places import is_remote, list_tree, open_place, tell_state

PARQUET = ".parquet"
PAGES = 500
"""So many pages a shard has, where a file can be cut."""


class Shard(Struct, frozen=True):
    """A part of the input: some files, or of one file the lines in ``start`` to ``stop``, or some groups of its rows.

    ``line`` is the number of the first line. ``state`` tells whether what it is made of is as it was: a digest of its
    lines, or of the sizes and times of its files. ``fault`` says why its files cannot be read at all.
    """

    number: int
    files: tuple[str, ...]
    start: int = 0
    stop: int | None = None
    line: int = 1
    groups: tuple[int, ...] = ()
    state: str = ""
    fault: str = ""

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
    files = (file for path in paths for file in _files(path))
    return [replace(shard, number=number) for number, shard in enumerate(_cut_all(files, pages))]


def _cut_all(files: Iterable[str], pages: int) -> Iterator[Shard]:
    small: list[str] = []
    for file in files:
        fault = "" if is_text(file) else "its name is not UTF-8"
        is_page = not fault and Path(file).suffix.lower() in PAGE_SUFFIXES
        if small and (not is_page or len(small) == pages):
            yield _whole(*small)
            small = []
        if is_page:
            small.append(file)
        elif fault:
            yield Shard(0, (printable_name(file),), fault=fault)
        else:
            yield from _cut(file, pages)
    if small:
        yield _whole(*small)


def _whole(*files: str) -> Shard:
    return Shard(0, files, state=sha256("\n".join(map(tell_state, files)).encode()).hexdigest())


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
    try:
        with open_place(file) as stream:
            head = stream.read(HEAD)
            stream.seek(0)
            if file.endswith(PARQUET):
                yield from _cut_groups(file, stream, pages)
            elif tell_kind(head, file) == "records" and looks_like_records(head.split(b"\n", 1)[0]):
                yield from _cut_lines(file, stream, pages)
            else:
                yield _whole(file)
    except OSError:
        yield _whole(file)


def _cut_lines(file: str, stream: BinaryIO, pages: int) -> Iterator[Shard]:
    start = line = 0
    position = 0
    digest = sha256()
    for number, text in enumerate(bounded_lines(stream)):
        if number and number % pages == 0:
            yield Shard(0, (file,), start, position, line + 1, state=digest.hexdigest())
            start, line, digest = position, number, sha256()
        digest.update(text)
        position = stream.tell() if len(text) > HEAD else position + len(text)
    yield Shard(0, (file,), start, None, line + 1, state=digest.hexdigest())


def _cut_groups(file: str, stream: BinaryIO, pages: int) -> Iterator[Shard]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole = _whole(file)
    try:
        described = pq.ParquetFile(stream).metadata
    except (pa.ArrowInvalid, OSError):
        yield whole
        return
    groups: list[int] = []
    rows = 0
    for number in range(described.num_row_groups):
        groups.append(number)
        rows += described.row_group(number).num_rows
        if rows >= pages:
            yield replace(whole, groups=tuple(groups))
            groups, rows = [], 0
    if groups:
        yield replace(whole, groups=tuple(groups))
