"""A page as it was read: its text with what was found in it, what is not the article, its versions and its hash."""

from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.chronicle.answers import Mark, PageView
from dragoman.model import Span
from dragoman.views.web.citing import cite_openly, cite_page
from dragoman.views.web.failures import or_missing
from dragoman.views.web.formats import answer
from dragoman.views.web.kept.gaps import keep
from dragoman.views.web.rendering import get_dragoman

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.answers import EventView

router = APIRouter()


@router.get("/page/{sha256}")
def show_page(request: Request, sha256: str, start: int = 0, stop: int = 0) -> Response:
    """Show a page of the chronicle by its SHA-256; what stands from ``start`` to ``stop`` stands out."""
    dragoman = get_dragoman(request)
    with or_missing(request):
        page = dragoman.show(sha256)
    if not isinstance(page, PageView):
        raise HTTPException(404, f"{sha256} is no page but an event: /event/{page.id}")
    events = list_events(dragoman, page)
    versions = dragoman.versions(page.sha256)
    version = next((one for one in versions if one.sha256 == page.sha256), None)
    keep(request)
    return answer(
        request,
        "source.html",
        data=page,
        events=lambda: events,
        page=page,
        shown=find_shown(page, start, stop=stop),
        told=events,
        named=group_marks(page.marks),
        versions=versions,
        version=version,
        tags=cite_page(page),
        coins=cite_openly(page),
    )


def find_shown(page: PageView, start: int, *, stop: int) -> Span | None:
    """Return what is to stand out of a text, ``None`` where there is nothing from one place to the other."""
    first, last = max(start, 0), min(stop, len(page.text))
    return Span(first, last) if first < last else None


def list_events(dragoman: "Dragoman", page: PageView) -> "list[EventView]":
    """Return the events that a page tells of, in the order of its text."""
    ids = dict.fromkeys(mark.id for mark in page.marks if mark.kind == "event")
    return [dragoman.event(id) for id in ids if dragoman.resolve_id(id)]


def group_marks(marks: tuple[Mark, ...]) -> list[tuple[Mark, int]]:
    """Return each entity once by its first mark, with how often the page names it."""
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.kind not in ("event", "office"):
            found.setdefault(mark.id, []).append(mark)
    return [(many[0], len(many)) for many in found.values()]
