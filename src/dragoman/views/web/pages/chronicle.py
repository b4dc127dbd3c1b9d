"""The front page: what happened, day by day, with the sentence that says so."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.chronicle.listing.filters import EventFilter
from dragoman.exports.facts import sort_day
from dragoman.views.web.asking import read_filter
from dragoman.views.web.formats import answer
from dragoman.views.web.rendering import get_dragoman

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.answers import EventView

PIECE = 50
IN_FEEDS = 500

router = APIRouter()


@router.get("/")
def show_chronicle(request: Request) -> Response:
    """Show events with filters, counts over time and all formats."""
    dragoman, query = get_dragoman(request), request.query_params
    filter = read_filter(request)
    order: Literal["latest", "time"] = "time" if query.get("order") == "time" else "latest"
    page = dragoman.events_page(filter, order=order, limit=PIECE, cursor=query.get("cursor"))
    return answer(
        request,
        "chronicle.html",
        data=page,
        events=lambda: iterate_events(dragoman, filter),
        filter=filter,
        order=order,
        page=page,
        days=group_days(page.events),
        first=not query.get("cursor"),
    )


def group_days(events: "tuple[EventView, ...]") -> "list[tuple[str | None, list[EventView]]]":
    """Return events under the day on which each begins, ``None`` for those that nothing dates."""
    return [(day or None, list(many)) for day, many in groupby(events, key=sort_day)]


def iterate_events(dragoman: "Dragoman", filter: EventFilter, *, most: int = IN_FEEDS) -> "Iterator[EventView]":
    """Yield the latest events that meet a filter."""
    cursor, left = None, most
    while left > 0:
        page = dragoman.events_page(filter, limit=min(100, left), cursor=cursor)
        yield from page.events
        left -= len(page.events)
        cursor = page.cursor
        if cursor is None:
            return
