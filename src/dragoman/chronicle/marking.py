"""Notes what is to be derived again, and that it was."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks, upsert_rows

ALONE = "@"
"""What the block begins with that each member has alone; it is marked when its page is read, and judged."""


def stand_alone(number: int, referent: str) -> str:
    """Return the block that a member has alone."""
    return f"{ALONE}{number}:{referent}"


def read_alone(block: str) -> tuple[int, str]:
    """Return the page and the referent that a block names which a member has alone."""
    number, _, referent = block.removeprefix(ALONE).partition(":")
    return int(number), referent


def mark(connection: Connection, kind: str, keys: Iterable[object]) -> None:
    """Note that something is to be derived again."""
    mark_all(connection, {kind: keys})


def mark_all(connection: Connection, pending: Mapping[str, Iterable[object]]) -> None:
    """Note by kind what is to be derived again, in one statement."""
    rows = [{"kind": kind, "key": str(key)} for kind, keys in pending.items() for key in sorted(set(keys), key=str)]
    upsert_rows(connection, derived.pending, rows)


def unmark(connection: Connection, kind: str, keys: Iterable[object]) -> None:
    """Note that something has been derived."""
    pending = derived.pending.c
    for piece in chunks(sorted(map(str, keys))):
        connection.execute(delete(derived.pending).where(pending.kind == kind, pending.key.in_(piece)))
