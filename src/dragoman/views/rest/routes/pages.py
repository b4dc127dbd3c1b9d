"""Pages that were read, with their text and what is marked in it, their versions and their stories."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from dragoman.chronicle.answers import PageView
from dragoman.chronicle.page_answers import StoryView
from dragoman.views.rest import shapes
from dragoman.views.rest.answering import LINES, answer
from dragoman.views.rest.dependencies import Chronicle
from dragoman.views.rest.documents import tell
from dragoman.views.rest.listing import Slice, answer_list, slice_list
from dragoman.views.rest.paging import decode, encode
from dragoman.views.rest.parameters import Cursor, Date, Id, Limit, clean, describe
from dragoman.views.rest.problems import missing

router = APIRouter(tags=["pages"])

Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="The SHA-256 of the page's bytes.")]


@router.get(
    "/pages",
    operation_id="list_pages",
    summary="Pages that were read",
    responses=tell(shapes.PageList, 404, forms=(LINES,), listed=True),
)
def list_pages(request: Request, chronicle: Chronicle, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """List pages in the order in which they were stored; new ones come last, so a list can be followed."""

    def make() -> Slice:
        heads = chronicle.page_heads(after=decode(cursor) if cursor else None, limit=limit)
        return Slice(heads.items, heads.total, encode(heads.after) if heads.after else None)

    return answer_list(request, shapes.PageList, make, revision=chronicle.fingerprint())


@router.get(
    "/pages/{sha256}",
    operation_id="get_page",
    summary="One page with its text and marks",
    responses=tell(PageView, 404),
)
def get_page(request: Request, chronicle: Chronicle, sha256: Digest) -> Response:
    """Return the clean text of a page, what was left out of it, and what is marked in it.

    Offsets count code points of `text`: `text[start:stop]` in Python, `Array.from(text).slice(start, stop)` in
    JavaScript.
    """
    return answer(request, lambda: chronicle.page(sha256))


@router.get(
    "/pages/{sha256}/versions",
    operation_id="list_versions",
    summary="The versions of a page",
    responses=tell(shapes.VersionList, 404, forms=(LINES,), listed=True),
)
def list_versions(
    request: Request, chronicle: Chronicle, sha256: Digest, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """List the versions of a page, the oldest first, with the sentences that each added and removed."""
    found = chronicle.versions(sha256)

    def make() -> Slice:
        return slice_list(found, lambda one: one.sha256, limit=limit, cursor=cursor)

    return answer_list(request, shapes.VersionList, make)


@router.get(
    "/stories/{id}",
    operation_id="get_story",
    summary="One story",
    responses=tell(StoryView, 404),
)
def get_story(request: Request, chronicle: Chronicle, id: Id) -> Response:
    """Return the pages of a story in the order in which they came out, and the names that they share."""

    def make() -> StoryView:
        found = chronicle.story(clean(id) or "")
        if found is None:
            raise missing("story", id)
        return found

    return answer(request, make)


@router.get(
    "/stories",
    operation_id="list_stories",
    summary="Pages that tell of one thing",
    responses=tell(shapes.StoryList, 404, forms=(LINES,), listed=True),
)
def list_stories(  # noqa: PLR0913  a question may have many conditions; all are named
    request: Request,
    chronicle: Chronicle,
    since: Annotated[Date | None, describe("The first day, month or year.", "2024-03")] = None,
    until: Annotated[Date | None, describe("The last day, month or year.", "2024")] = None,
    pages: Annotated[int, describe("No story of fewer pages.", 2, ge=1, le=1000)] = 2,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List stories, pages of any language that tell of one thing, in order of time."""

    def make() -> Slice:
        page = chronicle.stories_page(since=since, until=until, pages=pages, limit=limit, cursor=cursor)
        return Slice(page.stories, page.total, page.cursor)

    return answer_list(request, shapes.StoryList, make, revision=chronicle.fingerprint())
