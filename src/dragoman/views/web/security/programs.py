"""What a program may do: the interface asks here before every answer."""

from starlette.requests import Request

from dragoman.views.web.security.persons import person_of
from dragoman.views.web.security.requirements import check_right


def check_access(request: Request, scope: str) -> str | None:
    """Return the name under which decisions of a request are kept, ``None`` where there are no users.

    Raises:
        HTTPException: 401 for a stranger, 403 for a person without the right.
    """
    person = person_of(request)
    check_right(person, scope)
    return person.name or None
