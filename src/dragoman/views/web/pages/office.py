"""Who held an office, and when: bars with gaps and overlaps, and the sentences that say so."""

from itertools import groupby
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.views.web.depicting.tenures import (
    depict_holders,
    find_stretches,
    name_body,
    name_holder,
    write_period,
)
from dragoman.views.web.formats import answer
from dragoman.views.web.kept.gaps import keep
from dragoman.views.web.rendering import get_dragoman

if TYPE_CHECKING:
    from dragoman.chronicle.answers import TenureView

MOST_BODIES = 12

router = APIRouter()


@router.get("/office/{title:path}")
def show_office(request: Request, title: str) -> Response:
    """Show the holders of one office, of one body or of all that have it; on a date those who held it then."""
    dragoman, query = get_dragoman(request), request.query_params
    of, on, reference = query.get("of") or None, (query.get("on") or "").strip() or None, query.get("reference") == "1"
    tenures = dragoman.office(title, of, reference=reference)
    if not tenures and not reference:
        raise HTTPException(404, f"no page names a holder of the office {title!r}{f' of {of!r}' if of else ''}")
    then = dragoman.office(title, of, on=on, reference=reference) if on else []
    bodies = _group(tenures)
    keep(request)
    return answer(
        request,
        "office.html",
        data=then if on else tenures,
        title=title,
        of=of,
        on=on,
        reference=reference,
        then=then,
        bodies=bodies[:MOST_BODIES],
        left_out=max(len(bodies) - MOST_BODIES, 0),
        depict_holders=depict_holders,
        find_stretches=find_stretches,
        name_body=name_body,
        name_holder=name_holder,
        write_period=write_period,
    )


def _group(tenures: "list[TenureView]") -> "list[tuple[TenureView, list[TenureView]]]":
    """Return the tenures of each body, those of most holders first, each with its first tenure to name the body by."""
    ordered = sorted(tenures, key=lambda one: one.of or "")
    groups = [list(many) for _, many in groupby(ordered, key=lambda one: one.of)]
    return [(many[0], many) for many in sorted(groups, key=lambda many: -len(many))]
