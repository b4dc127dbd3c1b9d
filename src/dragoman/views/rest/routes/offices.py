"""Who held which office."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from dragoman.views.rest import shapes
from dragoman.views.rest.answering import CSV, LINES, answer
from dragoman.views.rest.dependencies import Chronicle
from dragoman.views.rest.documents import tell
from dragoman.views.rest.listing import Slice, answer_list
from dragoman.views.rest.parameters import LONGEST, Cursor, Date, Limit, clean, describe

router = APIRouter(tags=["offices"])

Title = Annotated[
    str,
    Path(
        min_length=1,
        max_length=LONGEST,
        description="An office id, or a word for one in a language that has a pack.",
        examples=["foreign-minister"],
    ),
]


@router.get(
    "/offices/{title:path}", operation_id="get_office", summary="Who held an office", responses=tell(shapes.OfficeView)
)
def get_office(
    request: Request,
    chronicle: Chronicle,
    title: Title,
    of: Annotated[
        str | None, describe("The country or body: a name or an id.", "Tajikistan", max_length=LONGEST)
    ] = None,
    on: Annotated[Date | None, describe("Only those who held it then, best known first.", "2024-03-12")] = None,
    reference: Annotated[bool, describe("Whether to add what a shipped reference says.", False)] = False,
) -> Response:
    """Return who held an office, in order of time, with the sentences that say so, and the gaps between holders."""

    def make() -> shapes.OfficeView:
        found = tuple(chronicle.office(clean(title) or "", clean(of), on=on, reference=reference))
        gaps = tuple(dict.fromkeys(tenure.gap for tenure in found if tenure.gap))
        return shapes.OfficeView(title, of, on, reference, found, gaps)

    return answer(request, make, revision=chronicle.fingerprint())


@router.get(
    "/tenures",
    operation_id="list_tenures",
    summary="All tenures of all offices",
    responses=tell(shapes.TenureList, 404, forms=(LINES, CSV), listed=True),
)
def list_tenures(
    request: Request,
    chronicle: Chronicle,
    holder: Annotated[
        str | None, describe("Only those of one holder, by id.", "person:...", max_length=LONGEST)
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List tenures by office, then by time, each with the sentences that say so."""

    def make() -> Slice:
        page = chronicle.tenures_page(clean(holder), limit=limit, cursor=cursor)
        return Slice(page.tenures, page.total, page.cursor)

    return answer_list(request, shapes.TenureList, make, table="offices", revision=chronicle.fingerprint())
