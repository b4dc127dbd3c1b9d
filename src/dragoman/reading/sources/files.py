"""Pages from files, folders, JSON lines and standard input."""

import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import UsageError
from dragoman.model.pages import Page, Rejected
from dragoman.reading.pages.intake import LINE_LIMIT, PAGE_LIMIT, find_long_line, page_from_bytes
from dragoman.reading.sources.records import iterate_records, looks_like_records

PAGE_SUFFIXES = (".txt", ".html", ".htm", ".xhtml")
RECORD_SUFFIXES = (".json", ".jsonl", ".ndjson")
_STANDARD_INPUT = "-"
_OPEN_STREAMS = ("/dev/fd/", "/proc/self/fd/")
"""Where a shell puts what it has opened already, as in ``dragoman read <(command)``."""


def iterate_pages(paths: Iterable[Path | str], *, stdin: BinaryIO | None = None) -> Iterator[Page | Rejected]:
    """Yield the pages of files, folders and standard input, in order; what cannot be read is ``Rejected``.

    A folder gives its ``.txt``, ``.html``, ``.htm``, ``.json`` and ``.jsonl`` files, sorted, at any depth, without
    hidden ones. A file named outright is read whatever its suffix. JSON gives a page for each record; ``-`` is standard
    input: one page of text or markup, or JSON lines.

    Raises:
        UsageError: A path does not exist; checked for all paths before the first page.
    """
    chosen = [path if path == _STANDARD_INPUT else Path(path) for path in map(_name_input, paths)]
    missing = [str(path) for path in chosen if isinstance(path, Path) and not _exists(path)]
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    return _iterate(chosen, stdin)


def count_pages(paths: Iterable[Path | str]) -> int | None:
    """Return how many pages the paths hold, ``None`` where only reading would tell (records, standard input)."""
    total = 0
    for path in map(_name_input, paths):
        files = [] if path == _STANDARD_INPUT else list(_files(Path(path)))
        if path == _STANDARD_INPUT or any(isinstance(f, Path) and f.suffix.lower() in RECORD_SUFFIXES for f in files):
            return None
        total += len(files)
    return total


def _name_input(path: Path | str) -> str:
    return _STANDARD_INPUT if str(path) == "/dev/stdin" else str(path)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True


def _iterate(paths: list[Path | str], stdin: BinaryIO | None) -> Iterator[Page | Rejected]:
    for path in paths:
        if isinstance(path, str):
            yield from _read_stream(stdin or sys.stdin.buffer)
            continue
        for file in _files(path):
            yield from _read_file(file) if isinstance(file, Path) else (file,)


def _files(path: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path | Rejected]:
    """Yield the files under a path; a folder that cannot be listed is a rejection of its own.

    A link to a folder that lies above it (``above``) is passed over, or the same pages would come again and again.
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
        if entry.is_dir():
            yield from _files(entry, above | {here})
        elif entry.suffix.lower() in PAGE_SUFFIXES + RECORD_SUFFIXES:
            yield entry


def _read_file(path: Path) -> Iterator[Page | Rejected]:
    try:
        kind = _special_kind(path)
        if kind is not None:
            yield from _read_special(path, kind)
        elif path.suffix.lower() in RECORD_SUFFIXES:
            yield from _read_records(path)
        else:
            yield _read_page(path)
    except OSError as error:
        yield _unreadable(path, error)


def _special_kind(path: Path) -> str | None:
    """Return what a path is that is no file, ``None`` where it is one. To open a pipe or device may wait for ever."""
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return None
    return "pipe" if stat.S_ISFIFO(mode) else "socket" if stat.S_ISSOCK(mode) else "device"


def _read_special(path: Path, kind: str) -> Iterator[Page | Rejected]:
    if kind == "pipe" and str(path).startswith(_OPEN_STREAMS):
        with path.open("rb") as stream:
            yield from _read_stream(stream, name=path.name, address=str(path))
    else:
        yield Rejected(path.stem, str(path), "unreadable", f"a {kind}, not a file; standard input is -")


def _read_page(path: Path) -> Page | Rejected:
    oversize = _oversize(path)
    if oversize:
        return oversize
    return page_from_bytes(path.stem, str(path), path.read_bytes(), content_type=_content_type(path))


def _oversize(path: Path) -> Rejected | None:
    """Reject a file over the limit by its first megabyte, without reading all of it."""
    size = path.stat().st_size
    if size <= PAGE_LIMIT:
        return None
    with path.open("rb") as file:
        head = file.read(LINE_LIMIT + 1)
    if find_long_line(head) is not None:
        return Rejected(path.stem, str(path), "line-too-long", f"line 1 is longer than {LINE_LIMIT:,} bytes")
    return Rejected(path.stem, str(path), "too-large", f"{size:,} bytes; the limit is {PAGE_LIMIT:,}")


def _read_records(path: Path) -> Iterator[Page | Rejected]:
    with path.open("rb") as file:
        yield from iterate_records(file, name=path.stem, address=str(path))


def _read_stream(stream: BinaryIO, *, name: str = "stdin", address: str = _STANDARD_INPUT) -> Iterator[Page | Rejected]:
    first = stream.readline(LINE_LIMIT + 1)
    if looks_like_records(first):
        yield from iterate_records(_rejoin(first, stream), name=name, address=address)
        return
    content = first + stream.read(PAGE_LIMIT + 1)
    yield page_from_bytes(name, address, content)


def _rejoin(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    yield first
    yield from stream


def _unreadable(path: Path, error: OSError) -> Rejected:
    return Rejected(path.stem, str(path), "unreadable", error.strerror or str(error))


def _content_type(path: Path) -> str | None:
    return "text/html" if path.suffix.lower() in (".html", ".htm", ".xhtml") else None
