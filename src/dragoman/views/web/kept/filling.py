"""What fills the gaps of a kept page for one reader."""

from collections.abc import Iterable
from hashlib import sha256

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import Response

from dragoman.views.web.kept.gaps import NAME, SINCE, TOKEN
from dragoman.views.web.kept.pages import KeptPage
from dragoman.views.web.rendering import render_piece
from dragoman.views.web.security.forms import form_field
from dragoman.views.web.security.persons import visit_of
from dragoman.views.web.visits import keep_visit, read_visit


def fill_gaps(request: Request, page: KeptPage) -> dict[str, bytes]:
    """Return what belongs into the gaps of a page for who asks for it; one token does for all forms of a page."""
    return {name: _fill(request, name, page.total).encode() for name in set(page.gaps)}


def _fill(request: Request, name: str, total: int) -> str:
    if name == TOKEN:
        return form_field(visit_of(request))
    if name == NAME:
        return escape(visit_of(request).person.name)
    if name == SINCE:
        return render_piece(request, "since.html", visit=read_visit(request, total))
    raise LookupError(name)


def tag_page(request: Request, page: KeptPage, values: dict[str, bytes], *, packed: bool) -> str:
    """Return the tag by which a browser's copy is known to be current: made for this reader, of the same page.

    The token in the copy is another one and does as well, as long as the session is the same.
    """
    told = [page.digest.encode(), visit_of(request).bound.encode()]
    told += [values[name] for name in sorted(values) if name != TOKEN]
    digest = sha256(b"\0".join(told)).hexdigest()[:32]
    return f'"{digest}-gzip"' if packed else f'"{digest}"'


def list_cookies(request: Request, gaps: Iterable[str], total: int) -> list[tuple[bytes, bytes]]:
    """Return the headers that remember this visit, where the page tells what is new since the last one."""
    if SINCE not in gaps:
        return []
    response = Response()
    keep_visit(response, read_visit(request, total))
    return [(name, value) for name, value in response.raw_headers if name == b"set-cookie"]
