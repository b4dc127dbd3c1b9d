"""Leads from an id that an entity once had to the one that it has now, and from a name to those who have it."""

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.views.web.formats import SUFFIXES
from dragoman.views.web.fragments import link_to
from dragoman.views.web.rendering import get_dragoman

if TYPE_CHECKING:
    from dragoman.chronicle.answers import EntityView

MOVED = 301


def find_home(request: Request, id: str) -> str:
    """Return the id by which an entity is known now.

    Raises:
        HTTPException: 404, where nothing is left of it, or it never was.
    """
    home = get_dragoman(request).resolve_id(id)
    if home is None:
        raise HTTPException(404, f"the chronicle has no entity {id!r}; search for a name instead")
    return home


def redirect(request: Request, path: str) -> Response:
    """Answer that a view has another address now, in the same format and with the same conditions."""
    format = request.scope.get("state", {}).get("format")
    suffix = f".{SUFFIXES[format]}" if format else ""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{path}{suffix}{query}", status_code=MOVED)


def follow(request: Request, id: str) -> Response | None:
    """Answer with the present address of an entity, ``None`` where it has that id still."""
    home = find_home(request, id)
    return None if home == id else redirect(request, link_to(home))


def find_named(request: Request, name: str) -> "list[EntityView]":
    """Return the entities of an id or name, best first; one alone where it can be no other."""
    dragoman = get_dragoman(request)
    home = dragoman.resolve_id(name)
    if home is not None:
        return [dragoman.entity(home, events=0)]
    found = dragoman.who(name, limit=8, events=0)
    exact = [one for one in found if one.score == 1.0]
    return exact if len(exact) == 1 else found
