"""Sentences that a query means, in any script."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from dragoman.chronicle.search.answers import SearchAnswer
from dragoman.views.rest.answering import answer
from dragoman.views.rest.dependencies import Chronicle
from dragoman.views.rest.documents import tell
from dragoman.views.rest.paging import naming_cursor
from dragoman.views.rest.parameters import LONGEST, Cursor, Limit, clean, describe
from dragoman.views.rest.problems import refuse

router = APIRouter(tags=["search"])


@router.get(
    "/search",
    operation_id="search",
    summary="Sentences that a query means",
    responses=tell(SearchAnswer, 400, 404, 409),
)
def search(  # noqa: PLR0913  a question may have many conditions; all are named
    request: Request,
    chronicle: Chronicle,
    q: Annotated[
        str,
        describe(
            'Words, `"phrases"`, fields such as `who:NAME`, `-` before what must not be there.',
            "energy",
            min_length=1,
            max_length=LONGEST,
        ),
    ],
    exact: Annotated[bool, describe("Whether names are searched as they are written alone.", False)] = False,
    not_entity: Annotated[list[str], Query(description="Ids of entities that no name means.", max_length=50)] = [],  # noqa: B006
    meaning: Annotated[
        bool, describe("Whether to find also what means the same in other words; needs vectors.", False)
    ] = False,
    order: Annotated[Literal["relevance", "date"], describe("What comes first.", "relevance")] = "relevance",
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Return sentences in their own script with what matched, whom names were taken for, and counts.

    The answer says whom each name was taken for; its `cursor` asks for the sentences that follow.
    """
    if meaning and not chronicle.has_meanings():
        raise refuse(
            409, "no sentence has a vector yet; `dragoman vectors` makes them", kind="vectors", field="meaning"
        )

    def make() -> SearchAnswer:
        words = clean(q) or ""
        with naming_cursor(request):
            return chronicle.search(
                words,
                exact=exact,
                not_entities=not_entity,
                order=order,
                limit=limit,
                cursor=cursor,
                meaning=meaning,
            )

    return answer(request, make, revision=_find_revision(chronicle, meaning=meaning))


def _find_revision(chronicle: Chronicle, *, meaning: bool) -> str:
    """Return what an answer hangs on: what the chronicle says, and of meanings also how many vectors there are."""
    said = chronicle.fingerprint()
    return f"{said}-{chronicle.vector_figures().with_vectors}" if meaning else said
