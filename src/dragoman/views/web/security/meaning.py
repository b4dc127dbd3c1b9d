"""Whether a change was meant: it comes from a page of ours, and its form is one of ours.

Source: OWASP, Cross-Site Request Forgery Prevention; W3C, Fetch Metadata Request Headers.
"""

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from dragoman.views.web.security.bodies import replay
from dragoman.views.web.security.forms import FIELD, HEADER, is_form_token
from dragoman.views.web.security.visits import Visit

if TYPE_CHECKING:
    from starlette.types import Message

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
SIMPLE = (*FORMS, "text/plain", "")
"""What the form of any site can send without asking us first."""
OURS = ("same-origin", "none")
MOST_FIELDS, MOST_FILES = 5000, 20


def is_ours(request: Request) -> bool:
    """Tell whether what a browser says of where a request comes from allows that it is one of our pages.

    What is no browser says nothing, and is known by its token alone.
    """
    headers = request.headers
    site = headers.get("sec-fetch-site")
    if site is not None and site.casefold() not in OURS:
        return False
    origins = headers.getlist("origin")
    return not origins or origins == [find_origin(request)]


def find_origin(request: Request) -> str:
    """Return the origin under which the server is asked, as browsers write it."""
    scheme, host = request.scope["scheme"], request.headers.get("host", "").casefold()
    usual = ":443" if scheme == "https" else ":80"
    return f"{scheme}://{host.removesuffix(usual)}"


async def find_form_token(request: Request, body: bytes, visit: Visit) -> bool:
    """Tell whether a request has a token that was made for this visitor, in its header or in its form."""
    named = request.headers.get(HEADER)
    if named is not None:
        return is_form_token(visit, named)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind not in FORMS:
        return False
    given = await _read_field(request.headers, body)
    return given is not None and is_form_token(visit, given)


async def _read_field(headers: Headers, body: bytes) -> str | None:
    async def nothing() -> "Message":
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "POST", "headers": headers.raw}
    copy = Request(scope, replay(body, nothing))
    try:
        async with copy.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
            given = form.getlist(FIELD)
    except (HTTPException, MultiPartException):
        return None
    # a second field of the same name is nothing that a form of ours has
    return given[0] if len(given) == 1 and isinstance(given[0], str) else None
