"""The log of what became of derived records; whoever follows it need not read the whole chronicle again."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Connection

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import insert_rows
from dragoman.chronicle.rows import now


def log_changes(
    connection: Connection,
    kind: str,
    *,
    before: Mapping[str, object],
    after: Mapping[str, object],
    was: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Note which records were added, changed or removed between two states, by key.

    Args:
        connection: The database.
        kind: What they are.
        before: What there was, by key.
        after: What there is.
        was: What to keep of what there was.
    """
    time = now()
    rows = [
        {"changed_at": time, "kind": kind, "key": key, "what": what, "was": was.get(key)}
        for key in sorted(before.keys() | after.keys())
        if (what := _compare(key, before, after))
    ]
    insert_rows(connection, derived.change, rows)


def _compare(key: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    if key not in before:
        return "added"
    if key not in after:
        return "removed"
    return "" if before[key] == after[key] else "changed"
