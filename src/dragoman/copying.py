"""Copying a chronicle into another database, from Python."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from dragoman.config import Settings
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.chronicle.copying import Copied


def copy_chronicle(
    source: str,
    goal: str,
    *,
    settings: Settings | None = None,
    progress: "Callable[[int, int], None] | None" = None,
) -> "Copied":
    """Copy a chronicle into another database, which is made where it can be, and compare the two by their digests.

    Args:
        source: A path or address, as of :func:`dragoman.open`.
        goal: Another; it may hold nothing.
        settings: The settings; the default ones if left out.
        progress: Called with the number of rows that are done, and of all.

    Raises:
        UsageError: The two are one, or the other one holds something.
        StoreError: There is no such chronicle, or a database failed; nothing was copied then.
    """
    from dragoman.chronicle.copying import copy_store
    from dragoman.chronicle.database import parse_address
    from dragoman.chronicle.sense import load_sense
    from dragoman.chronicle.sql import SqlChronicle

    if parse_address(source) == parse_address(goal):
        raise UsageError(f"{goal}: a chronicle cannot be copied into itself")
    patience = (settings or Settings()).patience
    origin = SqlChronicle(source, sense=load_sense(), create=False, patience=patience)
    try:
        destination = SqlChronicle(goal, sense=load_sense(), patience=patience)
        try:
            return copy_store(origin.engine, destination.engine, progress=progress)
        finally:
            destination.close()
    finally:
        origin.close()
