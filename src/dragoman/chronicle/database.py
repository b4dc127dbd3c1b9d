"""Opens a database and turns its errors into ours."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from dragoman.errors import StoreError, UsageError

PATIENCE = 60.0
"""Seconds to wait for another writer."""

LOCKS = MappingProxyType({"write": 0x0D7A60A8, "watch": 0x0D7A60A7, "delivery": 0x0D7A60A9})
"""The advisory locks of PostgreSQL, by what who holds them does; they count within one database."""

_ADVICE = (
    ("file is not a database", "this file is no SQLite database; name another file with --store"),
    ("malformed", "the database file is damaged; restore it from a backup"),
    ("disk is full", "the disk is full; make room and run again, what was stored before is safe"),
    ("readonly", "the file or its folder cannot be written; check their permissions"),
    ("locked", "another program has been writing for too long; try again when it is done"),
    ("unable to open", "the file cannot be opened; check that its folder exists and may be read and written"),
    ("disk i/o error", "the disk failed; check it and its free space"),
    ("lock timeout", "another program has been writing for too long; try again when it is done"),
    ("connection refused", "the server does not answer; check that it runs and its address"),
    ("password authentication", "the server knows no such user or password"),
    ("does not exist", "there is no such database; make it with: createdb NAME"),
)


def parse_address(store: str | Path) -> URL:
    """Return the address of a database from a path or a URL.

    Raises:
        UsageError: It is empty, or its scheme is not one of sqlite and postgresql.
    """
    words = str(store)
    if not words.strip():
        raise UsageError("the store has no name; give a path or a URL")
    if words.startswith("sqlite://") and not words.startswith("sqlite:///"):
        words = words.removeprefix("sqlite://")
    if "://" not in words:
        return URL.create("sqlite", database=words)
    try:
        address = make_url(words)
    except ArgumentError as error:
        raise UsageError(f"store {words!r} is neither a path nor a URL") from error
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise UsageError(f"store {words!r}: only paths, sqlite:// and postgresql:// are known")
    return address.set(drivername="postgresql+psycopg") if address.drivername == "postgresql" else address


def open_engine(address: URL, *, patience: float = PATIENCE, keep: bool = True) -> Engine:
    """Make the engine of a database; nothing is opened yet.

    Args:
        address: The database.
        patience: Seconds to wait for another writer.
        keep: Whether connections are kept for the next transaction.

    Raises:
        StoreError: The driver is not installed.
    """
    try:
        pool = {} if keep else {"poolclass": NullPool}
        engine = create_engine(address, **_arguments(address, patience), **pool)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError(f"{name_address(address)}: the driver is missing; pip install 'dragoman[postgres]'") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _prepare_server)
        event.listen(engine, "begin", partial(_begin_on_server, patience=patience))
    return engine


def _arguments(address: URL, patience: float) -> dict[str, Any]:
    if address.get_backend_name() != "sqlite":
        return {"pool_pre_ping": True, "connect_args": {"connect_timeout": max(2, round(patience))}}
    path = Path(address.database or "")
    if not _is_fixed(path):
        return {"connect_args": {"timeout": patience}}
    return {"creator": partial(connect_file, path, patience=patience)}


def _is_fixed(path: Path) -> bool:
    """Whether a file is there, and no other can be made beside it, as on a read-only disk."""
    return path.is_file() and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()


def connect_file(path: Path, *, patience: float = PATIENCE) -> sqlite3.Connection:
    """Open a file of SQLite, which opens what lies on a read-only disk only where it is told that it cannot change."""
    if not _is_fixed(path):
        return sqlite3.connect(path, timeout=patience, check_same_thread=False)
    fixed = f"file:{quote(str(path.absolute()))}?immutable=1"
    return sqlite3.connect(fixed, uri=True, timeout=patience, check_same_thread=False)


def _prepare(connection: Any, record: object) -> None:
    connection.isolation_level = None  # transactions are begun by _begin alone
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    # A plain BEGIN that reads first and writes later fails as soon as another writer came between.
    options = connection.get_execution_options()
    if options.get("patience") is None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")
        return
    usual = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(1000 * options['patience'])}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {usual}")


def _prepare_server(connection: Any, record: object) -> None:
    """Write U+FFFD for NUL, which a server cannot keep: what is read has none, but somebody may ask for it."""
    from psycopg.types.string import StrDumperUnknown

    class Dumper(StrDumperUnknown):
        def dump(self, obj: str) -> bytes | None:
            return super().dump(obj.replace("\0", "\ufffd"))  # type: ignore[return-value]

    connection.adapters.register_dumper(str, Dumper)


def _begin_on_server(connection: Connection, *, patience: float) -> None:
    """Let one write at a time, as SQLite does: what a writer has read stays true until it is done."""
    options = connection.get_execution_options()
    if options.get("writes", False):
        chosen = patience if options.get("patience") is None else options["patience"]
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(1000 * chosen))}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCKS['write']})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


@contextmanager
def write(engine: Engine, *, patience: float | None = None) -> Iterator[Connection]:
    """Run one transaction that writes: all of it or nothing.

    Args:
        engine: The database.
        patience: Seconds to wait for another writer, where they are others than those of the engine.

    Raises:
        StoreError: The database failed; nothing of this transaction is stored.
    """
    with store_errors(engine), engine.execution_options(writes=True, patience=patience).begin() as connection:
        yield connection


@contextmanager
def read(engine: Engine) -> Iterator[Connection]:
    """Run one transaction that only reads.

    Raises:
        StoreError: The database failed.
    """
    with store_errors(engine), engine.begin() as connection:
        yield connection


@contextmanager
def store_errors(engine: Engine) -> Iterator[None]:
    """Turn the errors of a database into :class:`StoreError`, with what to do next."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, engine.dialect.loaded_dbapi.Error) as error:  # the last are of COPY
        cause = str(error.orig if isinstance(error, DBAPIError) else error)
        advice = next((words for mark, words in _ADVICE if mark in cause.casefold()), "the database failed")
        raise StoreError(f"{name_address(engine.url)}: {advice} ({cause})") from error


def is_damage(error: StoreError) -> bool:
    """Tell whether a file of SQLite could not be used because of what is in it."""
    cause = error.__cause__
    return type(cause.orig if isinstance(cause, DBAPIError) else cause) is sqlite3.DatabaseError


def name_address(address: URL) -> str:
    """Return an address fit to be shown: a path, or a URL without its password."""
    if address.get_backend_name() == "sqlite":
        return address.database or ":memory:"
    return address.render_as_string(hide_password=True)
