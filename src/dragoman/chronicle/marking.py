"""Notes what is to be derived again, and that it was."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks, upsert_rows


def mark(connection: Connection, kind: str, keys: Iterable[object]) -> None:
    """Note that something is to be derived again."""
    upsert_rows(connection, derived.pending, [{"kind": kind, "key": str(key)} for key in sorted(set(keys), key=str)])


def unmark(connection: Connection, kind: str, keys: Iterable[object]) -> None:
    """Note that something has been derived."""
    pending = derived.pending.c
    for piece in chunks(sorted(map(str, keys))):
        connection.execute(delete(derived.pending).where(pending.kind == kind, pending.key.in_(piece)))
