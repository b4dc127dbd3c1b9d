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
from dragoman.views.web.kept.gaps import keep
from dragoman.views.web.rendering import get_dragoman
from dragoman.views.web.visits import keep_visit, read_visit

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.answers import EventView

PIECE = 30
IN_FEEDS = 500
STEPS = ("auto", "day", "week", "month", "year")
Step = Literal["auto", "day", "week", "month", "year"]

router = APIRouter()


@router.get("/")
def show_chronicle(request: Request, order: str = "latest", by: str = "auto", cursor: str | None = None) -> Response:
    """Show events with filters, counts over time and all formats."""
    dragoman, filter = get_dragoman(request), read_filter(request)
    page = dragoman.events_page(filter, order="time" if order == "time" else "latest", limit=PIECE, cursor=cursor)
    whole = cursor is None
    step: Step = by if by in STEPS else "auto"  # type: ignore[assignment]
    front = whole and filter == EventFilter()
    kept = keep(request, total=page.total)
    response = answer(
        request,
        "chronicle.html",
        data=page,
        events=lambda: iterate_events(dragoman, filter),
        filter=filter,
        order=order,
        by=step,
        page=page,
        days=group_days(page.events),
        offices=dragoman.offices_at(page.events),
        histogram=dragoman.histogram(filter, by=step) if whole else None,
        facets=dragoman.facets(filter) if whole else None,
        front=front,
    )
    if front and not kept:
        keep_visit(response, read_visit(request, page.total))
    return response


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
