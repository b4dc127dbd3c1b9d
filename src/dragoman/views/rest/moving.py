"""Ids that became part of others: the old address leads to the new one."""

from typing import Any
from urllib.parse import quote

from fastapi import Request, Response

from dragoman.views.rest.dependencies import Chronicle
from dragoman.views.rest.problems import missing

MOVED: dict[int | str, dict[str, Any]] = {
    301: {
        "description": "It is part of another one now, whose address this is.",
        "headers": {"Location": {"description": "The address.", "schema": {"type": "string"}}},
    }
}


def find_here(request: Request, chronicle: Chronicle, id: str, *, what: str) -> str | Response:
    """Return an id as it is if it is one, or the answer that leads to what it became.

    Raises:
        Refusal: There is nothing of it.
    """
    now = chronicle.resolve_id(id.replace("\0", " "))
    if now is None or (now.partition(":")[0] == "event") != (what == "event"):
        raise missing(what, id)
    if now == id:
        return id
    old, new = (quote(one, safe=":/") for one in (id, now))
    place = request.url.path.replace(f"/{old}", f"/{new}", 1).replace(f"/{id}", f"/{new}", 1)
    query = f"?{request.url.query}" if request.url.query else ""
    return Response(status_code=301, headers={"Location": place + query})
