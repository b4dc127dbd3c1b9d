"""Merging two entities or events, and splitting one, by hand: both sides in view before anything is decided."""

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.errors import UsageError
from dragoman.views.web.desk import find_desk
from dragoman.views.web.failures import or_missing
from dragoman.views.web.fragments import with_query
from dragoman.views.web.rendering import get_dragoman, render
from dragoman.views.web.security import require

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.answers import EntityView, EventView

FOUND = 10
EVENTS = 5
Words = Annotated[str, Form()]

router = APIRouter()


@router.get("/review/merge")
def show_merge(request: Request, a: str, b: str = "", q: str = "") -> Response:
    """Show an entity or an event beside another that is to be chosen, or was."""
    dragoman = get_dragoman(request)
    with or_missing(request):
        one = _find(dragoman, a)
        other = _find(dragoman, b) if b else None
    links = dragoman.explain_identity(a, b).links if other and not _is_event(a) else ()
    return render(
        request,
        "merge.html",
        one=one,
        other=other,
        links=links[:FOUND],
        q=q,
        found=_search(dragoman, q, one) if q else [],
    )


@router.get("/review/split")
def show_split(request: Request, id: str) -> Response:
    """Show what an entity or an event is made of, each part with a box to tick."""
    dragoman = get_dragoman(request)
    with or_missing(request):
        return render(request, "split.html", one=_find(dragoman, id), members=dragoman.members(id))


@router.post("/review/merge", dependencies=[Depends(require("judge"))])
def merge(request: Request, a: Words, b: Words, why: Words = "") -> Response:
    """Merge two, and show what was decided."""
    judged = get_dragoman(request).merge(a, b, why=why)
    find_desk(request.app).forget()
    return RedirectResponse(with_query("/decisions", done=judged.decision), status_code=303)


@router.post("/review/split", dependencies=[Depends(require("judge"))])
def split(request: Request, id: Words, part: Annotated[list[str] | None, Form()] = None, why: Words = "") -> Response:
    """Part what was ticked from the rest, and show what was decided."""
    judged = get_dragoman(request).split(id, mentions=part or [], why=why)
    find_desk(request.app).forget()
    return RedirectResponse(with_query("/decisions", done=judged.decision), status_code=303)


def _is_event(id: str) -> bool:
    return id.startswith("event:")


def _find(dragoman: "Dragoman", id: str) -> "EntityView | EventView":
    """Return an entity or an event, also by an id that it had before it was merged.

    Raises:
        UsageError: There is none.
    """
    return dragoman.event(id) if _is_event(id) else dragoman.entity(id, events=EVENTS)


def _search(dragoman: "Dragoman", words: str, one: "EntityView | EventView") -> "list[EntityView | EventView]":
    """Return what may be meant by an id or a name, without the one that is there."""
    found: list[EntityView | EventView] = []
    if _is_event(one.id):
        try:
            found = [dragoman.event(words)]
        except UsageError:
            found = [*dragoman.timeline(who=words, limit=FOUND)]
    else:
        found = [*dragoman.who(words, limit=FOUND, events=0)]
    return [other for other in found if other.id != one.id]
