"""Whom a page is the same for: the key under which it is kept."""

from collections.abc import Hashable

from starlette.requests import Request

from dragoman.views.web.formats import HTML, wanted_format
from dragoman.views.web.preferences import read_preferences
from dragoman.views.web.rendering import HTMX_TYPE
from dragoman.views.web.security.persons import STRANGER, visit_of

LONGEST = 2_000
"""Longer addresses are asked for by nobody twice."""


def form_key(request: Request) -> Hashable | None:
    """Return the key of the page of a request, ``None`` where it is never kept.

    What a page looks like depends on the address, the choices of the reader, what the reader may do, whether there is a
    name to show, and under which name the server is asked. It depends on no other header and on no other cookie. The
    key is written alike by all processes.
    """
    scope, person = request.scope, visit_of(request).person
    query = bytes(scope.get("query_string", b""))
    if scope["method"] != "GET" or person is STRANGER or person.key or len(query) + len(scope["path"]) > LONGEST:
        return None
    if scope.get("state", {}).get("format") or wanted_format(request) != HTML:
        return None
    part = request.headers.get(HTMX_TYPE) == "partial"
    who = tuple(sorted(person.rights)), bool(person.name)
    return scope["path"], query, read_preferences(request), who, part, str(request.base_url)
