"""How much there is, in which state, by which version."""

from fastapi import APIRouter, Request, Response

from dragoman import __version__
from dragoman.views.rest import shapes
from dragoman.views.rest.answering import answer
from dragoman.views.rest.dependencies import Chronicle
from dragoman.views.rest.documents import tell

router = APIRouter(tags=["state"])
API_VERSION = "1"


@router.get("/status", operation_id="get_status", summary="How much there is", responses=tell(shapes.Status))
def get_status(request: Request, chronicle: Chronicle) -> Response:
    """Count pages, entities, offices, events and conflicts, and say whether all of it is derived."""

    def make() -> shapes.Status:
        return shapes.Status(chronicle.counts(), chronicle.fingerprint(), chronicle.left_to_rebuild())

    return answer(request, make)


@router.get("/version", operation_id="get_version", summary="Which version answers", responses=tell(shapes.Version))
def get_version(request: Request) -> Response:
    """Return the version of the program and of this interface."""
    return answer(request, lambda: shapes.Version(__version__, API_VERSION))
