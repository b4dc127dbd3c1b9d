"""Brief: a day or week of what a filter or a watch list says, to read, to print, to edit as Markdown."""

from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.chronicle.accounts.answers import WATCH
from dragoman.chronicle.listing.filters import EventFilter
from dragoman.exports.briefs import find_window, read_day
from dragoman.exports.facts import sort_day
from dragoman.views.web.asking import read_filter
from dragoman.views.web.formats import answer, find_base
from dragoman.views.web.preferences import read_preferences
from dragoman.views.web.readers import reader_of
from dragoman.views.web.rendering import get_dragoman
from dragoman.views.web.security import person_of
from dragoman.views.web.security.requirements import check_right

APART = ("day", "week", "list", "in")
FORMS = ("brief", "brief-weekly", "brief-page", "brief-page-weekly")

router = APIRouter()


@router.get("/brief")
def show_brief(request: Request, day: str = "", week: str = "", list: str = "") -> Response:
    """Show the brief of a day, of a week, or of any time; without one of the last day of which pages tell."""
    dragoman, user, person = get_dragoman(request), reader_of(request), person_of(request)
    if list:
        check_right(person, WATCH)
    filter = read_filter(request, *APART)
    if not (day or week or filter.since or filter.until):
        week = _find_last(request)
    since, until = find_window(day=day, week=week, since=filter.since, until=filter.until)
    language = read_preferences(request).language
    asked: dict[str, Any] = {"since": since, "until": until, "user": user}
    asked |= {"name": list} if list else {"filter": filter}
    events = [*dragoman.brief_events(**asked)]

    def make(form: str) -> bytes:
        return dragoman.brief(form=form, language=language, base=find_base(request), **asked).read()

    return answer(
        request,
        "brief.html",
        data={"since": since, "until": until, "events": events},
        events=lambda: events,
        others={form: lambda form=form: make(form) for form in FORMS},  # type: ignore[misc]
        days=group_days(events, language),
        filter=filter,
        lists=[(one.name, one.name) for one in dragoman.watch_lists(user=user)] if person.may(WATCH) else [],
        chosen=list,
        day=since if since == until else "",
        week=week,
        window=(since, until),
        near=find_near(since, until),
    )


def group_days(events: "list[Any]", language: str) -> "list[tuple[str | None, list[Any]]]":
    """Return events by the day on which each begins; what is known to a month or year stands by itself."""
    found: dict[tuple[str, bool], list[Any]] = {}
    for event in events:
        vague = event.when.precision in ("month", "year")
        key = str(event.when.value) if vague else sort_day(event)
        found.setdefault((key, vague), []).append(event)
    return [(key or None, mine) for (key, _), mine in found.items()]


def find_near(since: str | None, until: str | None) -> "tuple[tuple[str, str], tuple[str, str]] | None":
    """Return the times of the same length before and after.

    >>> find_near("2024-03-11", "2024-03-17")
    (('2024-03-04', '2024-03-10'), ('2024-03-18', '2024-03-24'))
    """
    try:
        first, last = date.fromisoformat(since or ""), date.fromisoformat(until or "")
        length = last - first + timedelta(days=1)
        times = [(first - length, last - length), (first + length, last + length)]
    except (ValueError, OverflowError):
        return None
    (a, b), (c, d) = [(str(one), str(other)) for one, other in times]
    return (a, b), (c, d)


def _find_last(request: Request) -> str:
    """Return a day of the last week of which pages tell, today where there are none."""
    page = get_dragoman(request).events_page(EventFilter(status="happened"), limit=1)
    last = sort_day(page.events[0]) if page.events else ""
    try:
        return read_day(last).isoformat()
    except ValueError:
        return read_day("today").isoformat()
