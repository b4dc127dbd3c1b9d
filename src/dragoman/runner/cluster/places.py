"""Files on this machine or in an object store, by one name: paths, and addresses such as ``s3://bucket/folder``."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import uuid4

from dragoman.errors import SourceError, UsageError

_MARKS = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "updated", "created")
"""What the object stores tell of the version of a file, the best first."""
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]+://")


def is_remote(path: str) -> bool:
    """Tell whether something is an address of an object store, not a path.

    >>> is_remote("s3://news/2024"), is_remote("pages/2024")
    (True, False)
    """
    return _SCHEME.match(path) is not None


def join_place(folder: str, *parts: str) -> str:
    """Return the place of something in a folder."""
    return "/".join((folder.rstrip("/"), *parts))


@contextmanager
def open_place(path: str) -> Iterator[BinaryIO]:
    """Open a file to read and to seek in it.

    Raises:
        OSError: It cannot be read.
    """
    if not is_remote(path):
        with Path(path).open("rb") as file:
            yield file
        return
    system, inner = _connect(path)
    with system.open(inner, "rb") as remote:
        yield cast(BinaryIO, remote)


def read_place(path: str) -> bytes | None:
    """Return the bytes of a file, ``None`` where there is none."""
    try:
        with open_place(path) as file:
            return file.read()
    except FileNotFoundError:
        return None


def write_place(path: str, content: bytes) -> None:
    """Write a file whole or not at all: by a name of its own first, or by the one request of an object store."""
    if is_remote(path):
        system, inner = _connect(path)
        system.pipe_file(inner, content)
        return
    goal = Path(path)
    goal.parent.mkdir(parents=True, exist_ok=True)
    draft = goal.with_name(f".{goal.name}.{uuid4().hex}")
    try:
        draft.write_bytes(content)
        draft.replace(goal)
    finally:
        draft.unlink(missing_ok=True)


def remove_place(path: str) -> None:
    """Remove a file, if it is there."""
    if not is_remote(path):
        Path(path).unlink(missing_ok=True)
        return
    system, inner = _connect(path)
    with suppress(FileNotFoundError):
        system.rm_file(inner)


def tell_state(path: str) -> str:
    """Return what tells whether a file is as it was: its size and when it was written; nothing where none is known."""
    try:
        if not is_remote(path):
            found = Path(path).stat()
            return f"{found.st_size} {found.st_mtime_ns}"
        system, inner = _connect(path)
        told = system.info(inner)
    except OSError:
        return ""
    return f"{told.get('size')} {next((told[mark] for mark in _MARKS if told.get(mark)), '')}"


def list_places(folder: str, suffix: str) -> list[str]:
    """Return the files of a folder with a suffix, sorted; none where there is no such folder."""
    if not is_remote(folder):
        return sorted(str(path) for path in Path(folder).glob(f"*{suffix}"))
    system, inner = _connect(folder)
    system.invalidate_cache()  # what others have written since it was last listed
    found = system.ls(inner, detail=False) if system.exists(inner) else []
    return sorted(system.unstrip_protocol(path) for path in found if path.endswith(suffix))


def list_tree(folder: str) -> list[str]:
    """Return all files of a folder in an object store, or the one that is named, sorted.

    Raises:
        UsageError: There is nothing there.
    """
    system, inner = _connect(folder)
    system.invalidate_cache()
    found = sorted(system.unstrip_protocol(path) for path in system.find(inner))
    if not found:
        raise UsageError(f"no such file or folder: {folder}")
    return found


def _connect(path: str) -> tuple[Any, str]:
    """Return the file system of an address, and the path in it.

    Raises:
        UsageError: What reaches it is not installed.
        SourceError: It does not answer.
    """
    try:
        import fsspec
    except ImportError as error:
        raise UsageError(f"{path}: addresses need the extra: pip install 'dragoman[cluster]'") from error
    try:
        system, inner = fsspec.url_to_fs(path)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{path}: {error}; s3:// needs the extra: pip install 'dragoman[s3]'") from error
    except OSError as error:
        raise SourceError(str(error), path, retryable=True) from error
    return system, inner
