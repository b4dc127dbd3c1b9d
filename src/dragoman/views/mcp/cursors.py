"""Cursors over lists that are whole in memory."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

import msgspec

from dragoman.errors import UsageError

Record = TypeVar("Record")


def cut(records: Sequence[Record], *, limit: int, cursor: str | None) -> tuple[Sequence[Record], str | None]:
    """Return one page of a list and the cursor of the next, which names the last record by its digest.

    Raises:
        UsageError: The cursor names nothing that is in the list.
    """
    marks = [_mark(record) for record in records]
    if cursor and cursor not in marks:
        raise UsageError("the cursor names nothing that is in the list any more; begin anew without it")
    start = marks.index(cursor) + 1 if cursor else 0
    stop = start + limit
    return records[start:stop], marks[stop - 1] if stop < len(records) else None


def _mark(record: object) -> str:
    return urlsafe_b64encode(sha256(msgspec.json.encode(record)).digest()[:12]).decode()
