"""Lists in pages: a cursor names the last thing that was given, so that a page follows whatever came in between."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import Request

from dragoman.errors import UnknownError
from dragoman.views.rest.dependencies import add_root
from dragoman.views.rest.problems import refuse

Record = TypeVar("Record")


def cut(
    records: Sequence[Record], key: Callable[[Record], str], *, limit: int, cursor: str | None
) -> tuple[tuple[Record, ...], str | None]:
    """Return one page of a list that is whole in memory, and the cursor of the next.

    Args:
        records: All of them, in order.
        key: What names one.
        limit: The most that are wanted.
        cursor: That of the page before.

    Raises:
        Refusal: The cursor names nothing that is there.
    """
    start = _find(records, key, decode(cursor)) + 1 if cursor else 0
    page = tuple(records[start : start + limit])
    more = start + limit < len(records)
    return page, encode(key(page[-1])) if more and page else None


def _find(records: Sequence[Record], key: Callable[[Record], str], last: str) -> int:
    found = next((place for place, record in enumerate(records) if key(record) == last), None)
    if found is None:
        raise refuse(
            404, "the cursor names nothing that is there; begin anew without it", kind="cursor", field="cursor"
        )
    return found


def encode(words: str) -> str:
    """Return words as a cursor."""
    return urlsafe_b64encode(words.encode()).decode().rstrip("=")


def decode(cursor: str) -> str:
    """Return the words of a cursor.

    Raises:
        Refusal: It is none.
    """
    try:
        return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (Error, ValueError) as error:
        raise refuse(404, f"{cursor!r} is no cursor", kind="cursor", field="cursor") from error


@contextmanager
def naming_cursor(request: Request) -> Iterator[None]:
    """Say of what is not there that the cursor names it, where there is one."""
    try:
        yield
    except UnknownError as error:
        if "cursor" not in request.query_params:
            raise
        raise refuse(404, str(error), kind="cursor", field="cursor") from error


def next_address(request: Request, cursor: str | None) -> str | None:
    """Return the address of the next page, ``None`` on the last."""
    if cursor is None:
        return None
    query: list[tuple[str, Any]] = [
        (name, value) for name, value in request.query_params.multi_items() if name != "cursor"
    ]
    return f"{add_root(request, request.url.path)}?{urlencode([*query, ('cursor', cursor)])}"


def link(address: str | None) -> str:
    """Return the value of a ``Link`` header."""
    return f'<{address}>; rel="next"' if address else ""
