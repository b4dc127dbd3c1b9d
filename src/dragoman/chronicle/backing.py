"""Backups: a chronicle of one moment in one file, made while others read and write, and put back where it was.

Source: SQLite Online Backup API, https://www.sqlite.org/backup.html
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Engine, func, select

from dragoman.chronicle.copying import copy_store
from dragoman.chronicle.counting import digest_all
from dragoman.chronicle.database import is_damage, open_engine, parse_address, read, store_errors
from dragoman.chronicle.files import beside, check_free, list_logs, put
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
    check_free(target)
    with beside(target) as made:
        if engine.dialect.name == "sqlite":
            _copy_file(engine, made, progress)
        else:
            _copy_rows(engine, made, progress)
        found = _inspect(made, target)
        check_free(target)
        put(made, target)
    return found


def restore(
    backup: Path, goal: str, *, replace: bool = False, patience: float, progress: Told | None = None
) -> BackedUp:
    """Put a backup where a chronicle is to be, upgraded to the schema of this version and verified before.

    Args:
        backup: The file.
        goal: The path or address of the chronicle; a database of a server may hold nothing.
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
    there = [one for one in (path, *list_logs(path)) if one.exists()] if own else []
    if there and not replace:
        raise UsageError(
            f"{there[0]} is there already; restore to another name, or say --replace to keep it as {path}{KEPT}"
        )
    with beside(path if own else backup) as made:
        for log in (backup, *list_logs(backup)):  # what a chronicle that was killed had not yet in its file
            shutil.copyfile(log, f"{made}{log.name.removeprefix(backup.name)}")
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
    kept = Path(f"{path}{KEPT}")
    if path.exists() or list_logs(path):
        check_free(kept)
    if path.exists():
        _end_log(path, patience=patience)
    put(made, path, kept=kept)


def _end_log(path: Path, *, patience: float) -> None:
    """Bring what stands in its log into the chronicle that is there, when nobody writes to it; not if it is damaged."""
    engine = open_engine(parse_address(path), patience=patience, keep=False)
    try:
        with store_errors(engine), closing(engine.raw_connection()) as connection:
            driver = connection.driver_connection
            busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # type: ignore[union-attr]
            if busy:
                raise StoreError(f"{path}: another program is using this chronicle; end it first")
            driver.execute("PRAGMA journal_mode = DELETE")  # type: ignore[union-attr]  # fails where it is in use
    except StoreError as error:
        if not is_damage(error):
            raise
    finally:
        engine.dispose()


def _load(made: Path, goal: str, *, patience: float) -> None:
    origin, destination = open_engine(parse_address(made)), open_engine(parse_address(goal), patience=patience)
    try:
        prepare_schema(destination)
        copy_store(origin, destination)
    finally:
        origin.dispose()
        destination.dispose()
