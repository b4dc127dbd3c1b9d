"""Notes what is to be derived again."""

from collections.abc import Iterable

from sqlalchemy import Connection

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import upsert_rows


def mark(connection: Connection, kind: str, keys: Iterable[object]) -> None:
    """Note that something is to be derived again."""
    upsert_rows(connection, derived.pending, [{"kind": kind, "key": str(key)} for key in sorted(set(keys), key=str)])
