"""Sources and health: how watched sources fare, who publishes the pages, and how politely they are asked."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.views.web.formats import answer
from dragoman.views.web.rendering import get_dragoman

router = APIRouter()


@router.get("/sources")
def show_sources(request: Request) -> Response:
    """Show sources, outlets, and the policy of fetching."""
    dragoman = get_dragoman(request)
    health = dragoman.source_health()
    return answer(
        request,
        "sources.html",
        data=health,
        sources=health,
        outlets=dragoman.facets().outlets,
        counts=dragoman.counts(),
        fetching=dragoman.settings.fetching,
    )
