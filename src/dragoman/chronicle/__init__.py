"""Memory: one store of pages, readings and what follows from them.

:class:`Chronicle` is what the layers above may ask; :func:`open_chronicle` gives one. The database library is loaded
only when a chronicle is opened.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.chronicle.protocol import Chronicle

if TYPE_CHECKING:
    from dragoman.chronicle.sense import Sense

__all__ = ["Chronicle", "open_chronicle"]


def open_chronicle(
    store: str | Path, *, sense: "Sense | None" = None, create: bool = True, patience: float = 60.0
) -> Chronicle:
    """Open a chronicle, bringing its tables up to date.

    Args:
        store: The path of a SQLite file, or the URL of a SQLite or PostgreSQL database.
        sense: The functions that derive entities, tenures and events; the project's own where left out.
        create: Whether to make a chronicle where there is none.
        patience: Seconds to wait for another writer.

    Raises:
        StoreError: There is none, it is something else, its schema is newer, or the database failed.
        UsageError: The URL is of another kind of database.
    """
    from dragoman.chronicle.sense import load_sense
    from dragoman.chronicle.sql import SqlChronicle

    return SqlChronicle(store, sense=sense or load_sense(), create=create, patience=patience)
