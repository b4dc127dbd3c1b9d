"""Lets only one watch a chronicle at a time, with locks that end with the process that holds them.

A lock in a table would outlive a kill, and tell a dead holder from a slow one only by clocks.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from sqlalchemy import Engine

from dragoman.chronicle.database import LOCKS, name_address, store_errors
from dragoman.errors import StoreError

_PAUSE = 0.1


@contextmanager
def hold_store(engine: Engine, *, patience: float, purpose: str = "watch") -> Iterator[None]:
    """Hold a lock of a chronicle.

    Args:
        engine: The database.
        patience: Seconds to wait for another holder.
        purpose: What for: ``watch`` or ``delivery``; they do not keep each other out.

    Raises:
        StoreError: Another holds it for longer.
    """
    hold = _hold_file if engine.dialect.name == "sqlite" else _hold_advisory
    with hold(engine, patience, purpose):
        yield


@contextmanager
def _hold_file(engine: Engine, patience: float, purpose: str) -> Iterator[None]:
    path = Path(f"{engine.url.database}.{purpose}")
    try:
        file = path.open("a+")
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}; a {purpose} writes beside its chronicle") from error
    with file:
        if not _try_until(lambda: _lock(file), patience):
            raise StoreError(_busy(engine, _holder(file), purpose))
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextmanager
def _hold_advisory(engine: Engine, patience: float, purpose: str) -> Iterator[None]:
    with store_errors(engine), engine.connect() as connection:
        asked = f"SELECT pg_try_advisory_lock({LOCKS[purpose]})"
        if not _try_until(lambda: bool(connection.exec_driver_sql(asked).scalar()), patience):
            raise StoreError(_busy(engine, "", purpose))
        connection.commit()
        try:
            yield
        finally:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({LOCKS[purpose]})")


def _try_until(attempt: Callable[[], bool], patience: float) -> bool:
    end = time.monotonic() + patience
    while not attempt():
        if time.monotonic() >= end:
            return False
        time.sleep(_PAUSE)
    return True


def _lock(file: IO[str]) -> bool:
    """Lock a file for this process, or tell that another has; the system lets go of it when the process ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        return _lock_on_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lock_on_windows(file: IO[str]) -> bool:
    from importlib import import_module

    msvcrt = import_module("msvcrt")
    file.seek(1 << 20)  # beyond what is written, which others may then read
    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _holder(file: IO[str]) -> str:
    with suppress(OSError, ValueError):
        file.seek(0)
        return f" (process {int(file.read(20))})"
    return ""


def _busy(engine: Engine, holder: str, purpose: str) -> str:
    return (
        f"{name_address(engine.url)}: another {purpose}{holder} is at work on this chronicle; "
        "wait until it is done, or raise patience"
    )
