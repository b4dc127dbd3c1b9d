"""Backups: a chronicle of one moment in one file, made while others read and write, and put back where it was.

Source: SQLite Online Backup API, https://www.sqlite.org/backup.html
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from sqlalchemy import Engine, func, select

from dragoman.chronicle.copying import copy_store
from dragoman.chronicle.counting import digest_all
from dragoman.chronicle.database import open_engine, parse_address, read, store_errors
from dragoman.chronicle.schema import page
from dragoman.chronicle.upgrades import prepare_schema, read_version
from dragoman.chronicle.verifying import verify_file, verify_pages
from dragoman.errors import StoreError, UsageError

SETS = 500
"""Pages of the database that are copied between two looks at how far it is."""
KEPT = ".before-restore"
"""What the name of a chronicle gets that another took the place of."""
Told = Callable[[int, int], None]


class BackedUp(Struct, frozen=True, gc=False):
    """What a backup holds: how many pages, the digest of what it says, its schema and the bytes that it takes."""

    path: str
    pages: int
    digest: str
    schema: str
    bytes: int


def back_up(engine: Engine, target: Path, progress: Told | None = None) -> BackedUp:
    """Write what a chronicle holds at this moment into a file, which is a chronicle of SQLite by itself.

    Others may read and write meanwhile; what they write after the beginning is not in it. The file has its name when it
    is whole and checked, before that nothing has; only its owner may read it, for it holds whatever the chronicle does.

    Args:
        engine: The database.
        target: The file; there may be none of that name.
        progress: Called with how much is done, and of how much.

    Raises:
        UsageError: There is such a file, or it cannot be made.
        StoreError: A database failed.
    """
    _check_free(target)
    with _beside(target) as made:
        if engine.dialect.name == "sqlite":
            _copy_file(engine, made, progress)
        else:
            _copy_rows(engine, made, progress)
        found = _inspect(made, target)
        _check_free(target)
        _put(made, target)
    return found


def restore(
    backup: Path, goal: str, *, replace: bool = False, patience: float, progress: Told | None = None
) -> BackedUp:
    """Put a backup where a chronicle is to be, upgraded to the schema of this version and verified before.

    Args:
        backup: The file.
        goal: The path or address of the chronicle; a database of a server may hold no pages.
        replace: Whether a chronicle in a file may be there already; it is kept beside, as ``NAME.before-restore``.
        patience: Seconds to wait for whoever writes to that.
        progress: Called with how much is verified, and of how much.

    Raises:
        UsageError: There is no such file, or a chronicle where it is to be.
        StoreError: The backup is damaged, is none, or a database failed; nothing was changed then.
    """
    if not backup.is_file():
        raise UsageError(f"{backup}: there is no such file")
    address = parse_address(goal)
    own = address.get_backend_name() == "sqlite"
    path = Path(address.database or "")
    if own and path.exists() and not replace:
        raise UsageError(
            f"{path} is there already; restore to another name, or say --replace to keep it as {path}{KEPT}"
        )
    with _beside(path if own else backup) as made:
        shutil.copyfile(backup, made)
        found = _accept(made, backup, progress)
        if own:
            _settle(made, path, patience=patience)
        else:
            _load(made, goal, patience=patience)
    return found


def _copy_file(engine: Engine, made: Path, progress: Told | None) -> None:
    def tell(status: int, remaining: int, total: int) -> None:
        if progress:
            progress(total - remaining, total)

    with store_errors(engine), closing(engine.raw_connection()) as held, closing(sqlite3.connect(made)) as copy:
        source: sqlite3.Connection = held.driver_connection  # type: ignore[assignment]
        source.execute("BEGIN")
        try:
            source.execute("SELECT count(*) FROM alembic_version").fetchone()  # from here on it sees one moment
            source.backup(copy, pages=SETS, progress=tell, sleep=0.0)
        finally:
            source.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode = DELETE")


def _copy_rows(engine: Engine, made: Path, progress: Told | None) -> None:
    goal = open_engine(parse_address(made))
    try:
        prepare_schema(goal)
        copy_store(engine, goal, progress=progress)
        with closing(goal.raw_connection()) as connection:
            connection.driver_connection.execute("PRAGMA journal_mode = DELETE")  # type: ignore[union-attr]
    finally:
        goal.dispose()


def _inspect(made: Path, shown: Path) -> BackedUp:
    """Look at the file as a whole, and at what it says."""
    if faults := verify_file(made):
        raise StoreError(f"{shown}: the backup is damaged: {faults[0]}")
    engine = open_engine(parse_address(made), keep=False)
    try:
        with read(engine) as connection:
            pages = connection.execute(select(func.count()).select_from(page)).scalar_one()
            digest = digest_all(connection)
        return BackedUp(str(shown), pages, digest, read_version(engine), made.stat().st_size)
    finally:
        engine.dispose()


def _accept(made: Path, backup: Path, progress: Told | None) -> BackedUp:
    """Check a backup from bottom to top, and bring it to the schema of this version."""
    if faults := verify_file(made):
        raise StoreError(f"{backup}: the file is damaged: {faults[0]}")
    engine = open_engine(parse_address(made), keep=False)
    try:
        if not read_version(engine):
            raise StoreError(f"{backup}: the file is no backup of a chronicle")
        prepare_schema(engine, create=False)
        fault = next(verify_pages(engine, progress), None)
        if fault:
            raise StoreError(f"{backup}: {fault.what}: {fault.name}: {fault.where}; see: dragoman verify {backup}")
    finally:
        engine.dispose()
    return _inspect(made, backup)


def _settle(made: Path, path: Path, *, patience: float) -> None:
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    if path.exists():
        _put_aside(path, patience=patience)
    _put(made, path)


def _put_aside(path: Path, *, patience: float) -> None:
    """Keep the chronicle that is there, with what stands in its log, when nobody writes to it."""
    kept = Path(f"{path}{KEPT}")
    _check_free(kept)
    engine = open_engine(parse_address(path), patience=patience, keep=False)
    try:
        with store_errors(engine), closing(engine.raw_connection()) as connection:
            driver = connection.driver_connection
            busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # type: ignore[union-attr]
            if busy:
                raise StoreError(f"{path}: another program is using this chronicle; end it first")
            driver.execute("PRAGMA journal_mode = DELETE")  # type: ignore[union-attr]  # fails where it is in use
    finally:
        engine.dispose()
    path.rename(kept)


def _load(made: Path, goal: str, *, patience: float) -> None:
    origin, destination = open_engine(parse_address(made)), open_engine(parse_address(goal), patience=patience)
    try:
        prepare_schema(destination)
        copy_store(origin, destination)
    finally:
        origin.dispose()
        destination.dispose()


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a file in a folder of its own beside a file, which goes with all that was made there."""
    try:
        folder = TemporaryDirectory(prefix=f".{target.name}.", dir=target.absolute().parent)
    except OSError as error:
        raise UsageError(f"{target}: nothing can be made there: {error.strerror or error}") from error
    with folder as name:
        yield Path(name) / "made.db"


def _put(made: Path, target: Path) -> None:
    """Give a file its name when all of it is on the disk."""
    made.chmod(0o600)
    _flush(made)
    made.replace(target)
    if os.name == "posix":
        _flush(target.absolute().parent)


def _flush(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _check_free(path: Path) -> None:
    if path.exists():
        raise UsageError(f"{path} is there already; nothing is overwritten")
