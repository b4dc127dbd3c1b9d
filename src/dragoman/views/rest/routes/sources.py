"""How watched sources fare."""

from fastapi import APIRouter, Request, Response

from dragoman.views.rest import shapes
from dragoman.views.rest.answering import LINES
from dragoman.views.rest.dependencies import Chronicle
from dragoman.views.rest.documents import tell
from dragoman.views.rest.listing import Slice, answer_list, slice_list
from dragoman.views.rest.parameters import Cursor, Limit

router = APIRouter(tags=["sources"])


@router.get(
    "/sources",
    operation_id="list_sources",
    summary="How watched sources fare",
    responses=tell(shapes.SourceList, 404, forms=(LINES,), listed=True),
)
def list_sources(request: Request, chronicle: Chronicle, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """List watched sources by name: when each was asked and gave a page, what it gave, its last error."""

    def make() -> Slice:
        return slice_list(chronicle.source_health(), lambda one: one.name, limit=limit, cursor=cursor)

    return answer_list(request, shapes.SourceList, make)
