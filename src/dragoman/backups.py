"""Backups of a chronicle, from Python."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.config import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from dragoman.chronicle.backing import BackedUp
    from dragoman.chronicle.verifying import Fault

Told = Callable[[int, int], None]


def back_up_chronicle(
    store: str, target: str | Path, *, settings: Settings | None = None, progress: Told | None = None
) -> "BackedUp":
    """Write a chronicle as it is now into one file, while others may read and write.

    Args:
        store: A path or address, as of :func:`dragoman.open`.
        target: The file, of which there may be none yet.
        settings: The settings; the default ones if left out.
        progress: Called with how much is done, and of how much.

    Raises:
        UsageError: There is such a file, or it cannot be made.
        StoreError: There is no such chronicle, or a database failed; there is no backup then.
    """
    from dragoman.chronicle.backing import back_up

    with _open(store, settings) as engine:
        return back_up(engine, Path(target), progress)


def restore_chronicle(
    backup: str | Path,
    store: str,
    *,
    replace: bool = False,
    settings: Settings | None = None,
    progress: Told | None = None,
) -> "BackedUp":
    """Put a backup where a chronicle is to be, verified before.

    Args:
        backup: The file.
        store: A path or address, as of :func:`dragoman.open`; a database of a server may hold no pages.
        replace: Whether a chronicle in a file may be there already, which is kept as ``NAME.before-restore``.
        settings: The settings; the default ones if left out.
        progress: Called with how much is verified, and of how much.

    Raises:
        UsageError: There is no such file, or a chronicle where it is to be.
        StoreError: The backup is damaged, or a database failed; nothing was changed then.
    """
    from dragoman.chronicle.backing import restore

    patience = (settings or Settings()).patience
    return restore(Path(backup), store, replace=replace, patience=patience, progress=progress)


def verify_chronicle(
    store: str, *, settings: Settings | None = None, progress: Told | None = None
) -> "Iterator[Fault]":
    """Yield everything that is wrong with a chronicle or a backup: its file, bytes of pages, evidence.

    Args:
        store: A path or address, as of :func:`dragoman.open`.
        settings: The settings; the default ones if left out.
        progress: Called with the number of pages that are done, and that of all.

    Raises:
        StoreError: There is no such chronicle, or a database failed.
    """
    from dragoman.chronicle.database import parse_address
    from dragoman.chronicle.verifying import verify_database, verify_pages

    damaged = list(verify_database(parse_address(store)))
    yield from damaged
    if damaged:
        return
    with _open(store, settings) as engine:
        yield from verify_pages(engine, progress)


@contextmanager
def _open(store: str, settings: Settings | None) -> "Iterator[Engine]":
    """Open the database of a chronicle of the newest schema, which is not made where there is none."""
    from dragoman.chronicle.database import open_engine, parse_address
    from dragoman.chronicle.upgrades import prepare_schema

    engine = open_engine(parse_address(store), patience=(settings or Settings()).patience)
    try:
        prepare_schema(engine, create=False)
        yield engine
    finally:
        engine.dispose()
