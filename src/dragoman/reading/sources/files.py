"""Pages from files, folders, standard input and addresses."""

import io
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import UsageError
from dragoman.model.pages import Page, Rejected, Unchanged
from dragoman.reading.pages.intake import LINE_LIMIT, PAGE_LIMIT, page_from_bytes
from dragoman.reading.sources.columns import check_columns
from dragoman.reading.sources.kinds import HEAD, PAGE_SUFFIXES, list_suffix, tell_kind
from dragoman.reading.sources.opening import RECORD_LIMIT, bounded_lines, read_stream
from dragoman.reading.sources.origin import Origin, SourceOptions
from dragoman.reading.sources.records import begins_record, iterate_records, looks_like_records
from dragoman.reading.sources.unpacking import FAULTS, is_gzip, unpack_gzip

Item = Page | Rejected | Unchanged
SCHEMES = ("http://", "https://")
_STANDARD_INPUT = "-"
_OPEN_STREAMS = ("/dev/fd/", "/proc/self/fd/")
"""Where a shell puts what it has opened already, as in ``dragoman read <(command)``."""


def iterate_pages(
    paths: Iterable[Path | str], *, stdin: BinaryIO | None = None, options: SourceOptions | None = None
) -> Iterator[Item]:
    """Yield the pages of files, folders and standard input, in order; what cannot be read is ``Rejected``.

    A folder gives the files of every known suffix, sorted, at any depth, without hidden ones. A file named outright is
    read whatever its suffix: its content tells what kind of source it is. ``-`` is standard input.

    An address that begins with ``http://`` or ``https://`` is fetched.

    Raises:
        UsageError: A path does not exist, or a table has no such column; checked for all paths before the first page.
    """
    chosen = [path if _is_stream(path) else Path(path) for path in map(_name_input, paths)]
    missing = [str(path) for path in chosen if isinstance(path, Path) and not _exists(path)]
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    given = options or SourceOptions()
    for path in chosen:
        if isinstance(path, Path) and given.fields:
            _check_columns(path, given)
    return _iterate(chosen, stdin, given)


def _check_columns(path: Path, options: SourceOptions) -> None:
    """Check a field map against a table that is named outright."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(0)
        if tell_kind(head, path.name) == "columns":
            with suppress(*FAULTS):  # of which reading will tell
                check_columns(unpack_gzip(file) if is_gzip(head) else file, Origin(path.stem, str(path), options))


def count_pages(paths: Iterable[Path | str]) -> int | None:
    """Return how many pages the paths hold, ``None`` where only reading would tell (records, standard input)."""
    total = 0
    for path in map(_name_input, paths):
        files = [] if _is_stream(path) else list(find_files(Path(path)))
        if _is_stream(path) or any(isinstance(f, Path) and f.suffix.lower() not in PAGE_SUFFIXES for f in files):
            return None
        total += len(files)
    return total


def _name_input(path: Path | str) -> str:
    return _STANDARD_INPUT if str(path) == "/dev/stdin" else str(path)


def _is_stream(path: str) -> bool:
    """Tell whether something is no path: standard input, or an address."""
    return path == _STANDARD_INPUT or path.lower().startswith(SCHEMES)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True


def _iterate(paths: list[Path | str], stdin: BinaryIO | None, options: SourceOptions) -> Iterator[Item]:
    addresses = [path for path in paths if isinstance(path, str) and path != _STANDARD_INPUT]
    if addresses:
        from dragoman.reading.sources.fetching.web import iterate_addresses

        yield from iterate_addresses(addresses, options)
    for path in paths:
        if path in addresses:
            continue
        if isinstance(path, str):
            yield from _read_input(stdin or sys.stdin.buffer, Origin("stdin", _STANDARD_INPUT, options))
            continue
        for file in find_files(path):
            yield from read_file(file, options) if isinstance(file, Path) else (file,)


def find_files(
    path: Path, above: frozenset[Path] = frozenset(), *, more: tuple[str, ...] = ()
) -> Iterator[Path | Rejected]:
    """Yield the files under a path; a folder that cannot be listed is a rejection of its own.

    Of a folder, those whose names end as something does that can be read, or as one of ``more``. A link to a folder
    that lies above it (``above``) is passed over, or the same pages would come again and again.
    """
    try:
        if not path.is_dir():
            yield path
            return
        here = path.resolve()
        entries = sorted(path.iterdir()) if here not in above else []
    except OSError as error:
        yield _unreadable(path, error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            is_folder = entry.is_dir()
        except OSError as error:  # of a folder that may be listed but not entered
            yield _unreadable(entry, error)
            continue
        if is_folder:
            yield from find_files(entry, above | {here}, more=more)
        elif list_suffix(entry.name) or entry.name.endswith(more):
            yield entry


def read_file(path: Path, options: SourceOptions) -> Iterator[Page | Rejected]:
    """Yield the pages of one file; whatever is wrong with it, also that it is gone, is ``Rejected``."""
    try:
        kind = _special_kind(path)
        if kind is not None:
            yield from _read_special(path, kind, options)
        else:
            with path.open("rb") as file:
                yield from read_stream(file, Origin(path.stem, str(path), options), name=path.name)
    except OSError as error:
        yield _unreadable(path, error)


def _special_kind(path: Path) -> str | None:
    """Return what a path is that is no file, ``None`` where it is one. To open a pipe or device may wait for ever."""
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return None
    return "pipe" if stat.S_ISFIFO(mode) else "socket" if stat.S_ISSOCK(mode) else "device"


def _read_special(path: Path, kind: str, options: SourceOptions) -> Iterator[Page | Rejected]:
    if kind == "pipe" and str(path).startswith(_OPEN_STREAMS):
        with path.open("rb") as stream:
            yield from _read_input(stream, Origin(path.name, str(path), options))
    else:
        yield Rejected(path.stem, str(path), "unreadable", f"a {kind}, not a file; standard input is -")


def _read_input(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    """Read what cannot be sought in: JSON lines as they come, anything else as a whole, up to the limit of a page."""
    first = stream.readline(LINE_LIMIT + 1)
    if begins_record(first) and not first.endswith(b"\n"):  # a record may be longer than a line of a page
        first += stream.readline(RECORD_LIMIT - len(first))
    if looks_like_records(first):
        yield from iterate_records(_rejoin(first, stream), origin)
        return
    content = first + stream.read(PAGE_LIMIT + 1)
    if len(content) > PAGE_LIMIT:
        yield page_from_bytes(origin.name, origin.address, content)
    else:
        yield from read_stream(io.BytesIO(content), origin, name=origin.name)


def _rejoin(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    yield first
    yield from bounded_lines(stream)


def _unreadable(path: Path, error: OSError) -> Rejected:
    return Rejected(path.stem, str(path), "unreadable", error.strerror or str(error))
