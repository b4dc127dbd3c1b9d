"""One event: what is known of it on one side, and on the other the pages that say so."""

from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.chronicle.answers import EventView, PageView, Report
from dragoman.views.web.failures import or_missing
from dragoman.views.web.formats import address_in, answer, find_base, wanted_format
from dragoman.views.web.fragments import link_to
from dragoman.views.web.kept.gaps import keep
from dragoman.views.web.marking import NAMES, outermost
from dragoman.views.web.rendering import get_dragoman

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.judged_answers import JudgementView

TABS = 12
"""So many sources are shown at once; the others are folded."""

router = APIRouter()


@router.get("/event/{id:path}")
def show_event(request: Request, id: str, source: str = "") -> Response:
    """Show an event with the article of one of its reports; an id that it once had leads to it."""
    dragoman = get_dragoman(request)
    with or_missing(request):
        event = dragoman.event(id)
    if event.id != id:
        return moved(request, link_to(event.id, "event"))
    report, asked = choose_report(event, source), wanted_format(request) == "html"
    page = dragoman.show(report.quote.sha256) if report and asked else None
    base = find_base(request)
    keep(request)
    return answer(
        request,
        "event.html",
        data=event,
        events=lambda: [event],
        event=event,
        offices=dragoman.offices_at([event]).get(event.id, {}),
        report=report,
        page=page if isinstance(page, PageView) else None,
        spots=find_spots(page, report) if isinstance(page, PageView) and report else {},
        first=TABS,
        judgements=list_judgements(dragoman, event.id) if asked else [],
        corrections=[one for one in dragoman.corrections(withdrawn=True) if one.fact.id == event.id] if asked else [],
        permalink=base + link_to(event.id, "event"),
        citation=dragoman.export_events("bibtex", [event], base=base).read().decode().strip() if asked else "",
    )


def choose_report(event: EventView, source: str) -> Report | None:
    """Return the report of a page, the first one where it has none."""
    reports = [report for report in event.reports if report.quote.sha256 == source]
    return next(iter([*reports, *event.reports]), None)


def find_spots(page: PageView, report: Report) -> dict[str, int]:
    """Return where in an article each entity is named: in the sentence of the report, else where it is named first."""
    names = [mark for mark in outermost(mark for mark in page.marks if mark.kind in NAMES)]
    span = report.quote.span
    nearest = sorted(names, key=lambda mark: not span.start <= mark.span.start < span.stop)
    return {mark.id: mark.span.start for mark in reversed(nearest)}


def list_judgements(dragoman: "Dragoman", id: str) -> "list[JudgementView]":
    """Return what people decided about an event or entity, also what was withdrawn."""
    return [one for one in dragoman.judgements(withdrawn=True) if id in (one.a.id, one.b.id)]


def moved(request: Request, path: str) -> Response:
    """Answer that an entity or event is known by another id now; format and parameters stay."""
    format = wanted_format(request)
    address = address_in(request, format or "html")
    bare = address_in(request, "html").partition("?")[0]
    return RedirectResponse(address.replace(bare, path, 1), status_code=301)
