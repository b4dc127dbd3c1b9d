"""All between two: how often, when, of what type, and on what reports differ."""

import re
from collections.abc import Iterator

import msgspec
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.views.web.asking import read_filter
from dragoman.views.web.depicting.counts import depict_histogram
from dragoman.views.web.depicting.networks import link_pair
from dragoman.views.web.following import redirect
from dragoman.views.web.formats import answer
from dragoman.views.web.kept.gaps import keep
from dragoman.views.web.pages.chronicle import group_days, iterate_events
from dragoman.views.web.rendering import get_dragoman

EVENTS, CONFLICTS = 30, 10
_BETWEEN = re.compile(r"/(?=[\w-]+:)")

router = APIRouter()


@router.get("/pair/{both:path}")
def show_pair(request: Request, both: str) -> Response:
    """Show what two take part in together."""
    dragoman = get_dragoman(request)
    homes = _find_both(request, both)
    path = link_pair(*homes)
    if link_pair(*both.split("/", 1)) != path and both != "/".join(homes):
        return redirect(request, path)
    filter = msgspec.structs.replace(read_filter(request), who=homes[0], with_=homes[1])
    pair = dragoman.pair(*homes, read_filter(request), events=0)
    page = dragoman.events_page(filter, limit=EVENTS, cursor=request.query_params.get("cursor"))
    conflicts = dragoman.events_page(msgspec.structs.replace(filter, conflicts=True), limit=CONFLICTS)
    keep(request)
    return answer(
        request,
        "pair.html",
        data=msgspec.structs.replace(pair, events=page.events),
        events=lambda: iterate_events(dragoman, filter),
        pair=pair,
        path=path,
        page=page,
        days=group_days(page.events),
        conflicts=conflicts,
        filter=filter,
        histogram=dragoman.histogram(filter),
        depict_histogram=depict_histogram,
    )


def _find_both(request: Request, both: str) -> tuple[str, str]:
    """Return the present ids of two; an id may have a slash in it, so each place to part them is tried."""
    dragoman = get_dragoman(request)
    for a, b in _part(both):
        homes = dragoman.resolve_id(a), dragoman.resolve_id(b)
        if homes[0] and homes[1]:
            return homes[0], homes[1]
    raise HTTPException(404, f"the chronicle has no two entities {both!r}; write /pair/ID/ID")


def _part(both: str) -> Iterator[tuple[str, str]]:
    for found in _BETWEEN.finditer(both):
        yield both[: found.start()], both[found.end() :]
