"""Search: one box for all scripts, the names that were searched for, sentences as their pages have them."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from dragoman.chronicle.search.answers import Facet, SearchAnswer
from dragoman.views.web.formats import answer
from dragoman.views.web.kept.gaps import keep
from dragoman.views.web.rendering import get_dragoman

PIECE = 20
FIELDS = ("entity", "type", "language", "year", "outlet")
ASKED = {"year": "date", "entity": "who"}
"""The field of a query that asks for a facet, where it is called otherwise."""

router = APIRouter()


@router.get("/search")
def show_search(  # noqa: PLR0913  each part of the address
    request: Request,
    q: str = "",
    exact: bool = False,
    meaning: bool = False,
    off: Annotated[list[str] | None, Query()] = None,
    order: Literal["relevance", "date"] = "relevance",
    cursor: str | None = None,
) -> Response:
    """Show what a query finds; ``off`` are entities that no word of it means."""
    found: SearchAnswer | None = None
    dragoman = get_dragoman(request)
    if q.strip():
        found = dragoman.search(
            q, exact=exact, not_entities=off or (), order=order, limit=PIECE, cursor=cursor, meaning=meaning
        )
    keep(request)
    return answer(
        request,
        "search.html",
        data=found,
        q=q,
        exact=exact,
        meaning=meaning,
        has_meanings=dragoman.has_meanings(),
        off=off or [],
        order=order,
        found=found,
        facets=group_facets(found) if found else [],
    )


def group_facets(found: SearchAnswer) -> list[tuple[str, list[tuple[Facet, str]]]]:
    """Return the facets by field, each value with what asks for it; fields of one value tell nothing apart."""
    groups = []
    for field in FIELDS:
        values = [facet for facet in found.facets if facet.field == field]
        if len(values) > 1:
            groups.append((field, [(one, ask(one)) for one in values[:8]]))
    return groups


def ask(facet: Facet) -> str:
    """Return the field of a query that narrows it to a facet.

    >>> ask(Facet("outlet", "Border Herald", "Border Herald", 2))
    'outlet:"Border Herald"'
    """
    field = "place" if facet.value.startswith("city:") else ASKED.get(facet.field, facet.field)
    value = f'"{facet.value}"' if " " in facet.value or ":" in facet.value else facet.value
    return f"{field}:{value}"
