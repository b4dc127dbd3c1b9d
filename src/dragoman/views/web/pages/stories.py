"""Stories: pages that tell of one thing, and which of them told what, and which did not."""

from typing import TYPE_CHECKING

from fastapi import APIRouter
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.chronicle.answers import EventView, PageView, Report
from dragoman.views.web.formats import answer
from dragoman.views.web.kept.gaps import keep
from dragoman.views.web.rendering import get_dragoman

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.page_answers import StoryView

PIECE = 50
MOST_PAGES = 24
"""The pages of a story that the grid has columns for."""

router = APIRouter()


class Row(Struct, frozen=True):
    """An event, with what each page of the story reports of it: ``None`` where it does not tell of it."""

    event: EventView
    cells: tuple[Report | None, ...]
    told: int


@router.get("/stories")
def show_stories(request: Request, since: str = "", until: str = "") -> Response:
    """Show the latest stories."""
    found = get_dragoman(request).latest_stories(since=since or None, until=until or None, limit=PIECE)
    keep(request)
    return answer(request, "stories.html", data=found, stories=found, since=since, until=until, most=PIECE)


@router.get("/story/{id}")
def show_story(request: Request, id: str) -> Response:
    """Show the pages of a story, and who told what."""
    dragoman = get_dragoman(request)
    story = dragoman.story(id)
    if story is None:
        raise HTTPException(404, f"the chronicle has no story {id!r}; the page Stories lists them")
    rows = make_rows(dragoman, story)
    keep(request)
    return answer(request, "story.html", data=story, story=story, pages=story.pages[:MOST_PAGES], rows=rows)


def make_rows(dragoman: "Dragoman", story: "StoryView") -> list[Row]:
    """Return the events that pages of a story tell, those of the most pages first."""
    digests = [page.sha256 for page in story.pages[:MOST_PAGES]]
    ids: dict[str, None] = {}
    for sha256 in digests:
        page = dragoman.show(sha256)
        marks = page.marks if isinstance(page, PageView) else ()
        ids.update(dict.fromkeys(mark.id for mark in marks if mark.kind == "event" and mark.id.startswith("event:")))
    rows = [_make_row(dragoman.event(id), digests) for id in ids]
    return sorted(rows, key=lambda row: (-row.told, row.event.when.value or row.event.seen or "9999", row.event.id))


def _make_row(event: EventView, digests: list[str]) -> Row:
    reports: dict[str, Report] = {}
    for report in event.reports:
        reports.setdefault(report.quote.sha256, report)
    cells = tuple(reports.get(sha256) for sha256 in digests)
    return Row(event, cells, sum(cell is not None for cell in cells))
