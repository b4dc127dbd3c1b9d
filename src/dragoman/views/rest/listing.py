"""Answers with one page of a list, as JSON, JSON lines or a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from fastapi import Request, Response

from dragoman.views.rest.answering import CSV, JSON, LINES, choose_media, finish
from dragoman.views.rest.dependencies import find_base
from dragoman.views.rest.paging import cut, link, naming_cursor, next_address

FORMS = (LINES, CSV)


@dataclass(frozen=True)
class Slice:
    """One page of a list: what is on it, how many there are in all, and the cursor of the next page."""

    items: Sequence[Any]
    total: int
    cursor: str | None


def slice_list(
    records: Sequence[Any], key: Callable[[Any], str], *, limit: int, cursor: str | None, total: int | None = None
) -> Slice:
    """Return one page of a list that is whole in memory."""
    items, following = cut(records, key, limit=limit, cursor=cursor)
    return Slice(items, len(records) if total is None else total, following)


def answer_list(
    request: Request,
    shape: Callable[..., Any],
    make: Callable[[], Slice],
    *,
    table: str | None = None,
    revision: str | None = None,
    **rest: Any,
) -> Response:
    """Answer with one page of a list in the form that the request likes best.

    Args:
        request: The request.
        shape: The record of the JSON answer, of ``items``, ``total``, ``next``, ``cursor`` and the ``rest``.
        make: Returns the page; not called where the caller's copy is current.
        table: What the things are in :mod:`dragoman.exports`, where there is a table of them: ``events``, ...
        revision: That of the chronicle, where the list depends on nothing else.
        rest: Further fields of the JSON answer.
    """
    media = choose_media(request, (JSON, LINES, CSV) if table else (JSON, LINES))
    address: list[str | None] = []

    def write() -> bytes:
        with naming_cursor(request):
            page = make()
        address.append(next_address(request, page.cursor))
        if media == LINES:
            return b"".join(msgspec.json.encode(one) + b"\n" for one in page.items)
        if media == CSV:
            chronicle = request.app.state.chronicle
            return bytes(chronicle.write_views("csv", page.items, of=table, base=find_base(request)).read())
        shaped = shape(items=tuple(page.items), total=page.total, next=address[0], cursor=page.cursor, **rest)
        return msgspec.json.encode(shaped)

    kind = f"{media}; charset=utf-8" if media == CSV else media
    return finish(request, write, media=kind, revision=revision, links=lambda: link(address[0]))
