"""What a reader saw the last time, in a cookie: when, and how many events there were."""

from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from dragoman.views.web.kept.gaps import SINCE, leave_gap
from dragoman.views.web.numbers import read_number
from dragoman.views.web.preferences import COOKIE, YEAR
from dragoman.views.web.rendering import current, render_piece

LAST, SHOWN = f"{COOKIE}last", f"{COOKIE}shown"
ONE_VISIT = 1800
"""Seconds for which the comparison stays, so that it is still there when a page is loaded again."""


@dataclass(frozen=True)
class Visit:
    """The visit before this one (``None`` for the first), how many events came since, and how many there are now."""

    before: str | None
    more: int
    total: int
    old: str = ""


def read_visit(request: Request, total: int) -> Visit:
    """Return what changed since the visit before this one.

    Args:
        request: The request.
        total: How many events there are now.
    """
    kept = request.cookies.get(SHOWN) or request.cookies.get(LAST) or ""
    when, _, number = kept.partition("|")
    seen = read_number(number)
    if seen is None:
        return Visit(None, 0, total)
    return Visit(when[:16], max(0, total - seen), total, old=kept)


def show_new(total: int) -> Markup:
    """Return how many events are new to the reader of the page that is being rendered."""
    request = current().request
    own = leave_gap(request, SINCE)
    return own or Markup(render_piece(request, "since.html", visit=read_visit(request, total)))


def keep_visit(response: Response, visit: Visit) -> None:
    """Remember this visit for the next one."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M")
    response.set_cookie(LAST, f"{now}|{visit.total}", max_age=YEAR, samesite="lax", httponly=True)
    if visit.old:
        response.set_cookie(SHOWN, visit.old, max_age=ONE_VISIT, samesite="lax", httponly=True)
