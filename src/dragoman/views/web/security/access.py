"""Who may do what, for the interface of programs that is mounted beside the pages."""

from fastapi import Request

from dragoman.views.web.security.persons import person_of
from dragoman.views.web.security.requirements import check_right


def check_access(request: Request, scope: str) -> str | None:
    """Return the name of who asks, ``None`` where a chronicle has no users.

    Raises:
        HTTPException: 401 for a stranger, 403 for a person without the right.
    """
    person = person_of(request)
    check_right(person, scope)
    return person.name or None
