"""Files of chronicles: made in a folder beside, whole on the disk before they have their name, never over another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.errors import UsageError

LOGS = ("-wal", "-journal")
"""What SQLite adds to the name of a file for what is not in it yet; it reads that into any file of the name."""


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Give a file in a folder of its own beside a file, which goes with all that was made there.

    Raises:
        UsageError: No folder can be made there.
    """
    try:
        folder = TemporaryDirectory(prefix=f".{target.name}.", dir=target.absolute().parent)
    except OSError as error:
        raise UsageError(f"{target}: nothing can be made there: {error.strerror or error}") from error
    with folder as name:
        yield Path(name) / "made.db"


def put(made: Path, target: Path, *, kept: Path | None = None) -> None:
    """Give a file its name when all of it is on the disk; only its owner may read it.

    Args:
        made: The file, with no log.
        target: Its name.
        kept: What a file of that name is called from now on, with its log. At no moment there is none of the name.
    """
    made.chmod(0o600)
    _flush(made)
    if kept is not None:
        _keep(target, kept)
    made.replace(target)
    if os.name == "posix":
        _flush(target.absolute().parent)


def list_logs(path: Path) -> list[Path]:
    """Return the logs beside a file that hold something, also where the file itself is gone."""
    logs = [Path(f"{path}{end}") for end in LOGS]
    return [log for log in logs if log.is_file() and log.stat().st_size]


def check_free(path: Path) -> None:
    """Raise where a file has a name, or a log would be read into it.

    Raises:
        UsageError: There is one.
    """
    for one in (path, *list_logs(path)):
        if one.exists():
            raise UsageError(f"{one} is there already; nothing is overwritten")


def _keep(target: Path, kept: Path) -> None:
    for log in list_logs(target):
        log.replace(f"{kept}{log.name.removeprefix(target.name)}")
    with suppress(FileNotFoundError):
        try:
            os.link(target, kept)
        except FileNotFoundError:
            raise
        except OSError:  # a disk that knows no links
            target.rename(kept)


def _flush(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
