"""What a route requires of who asks."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from dragoman.chronicle.accounts.answers import ADMIN, READ, RIGHTS
from dragoman.views.web.security.persons import Person, person_of

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ANYBODY = "anybody"
"""What a route requires that is open to those who have not signed in."""


class Requirement:
    """A dependency of a route: who asks must have a right."""

    def __init__(self, right: str) -> None:
        self.right = right

    async def __call__(self, request: Request) -> Person:
        """Return who asks.

        Raises:
            HTTPException: 401 for a stranger, 403 for a person without the right.
        """
        person = person_of(request)
        check_right(person, self.right)
        return person


@cache
def require(right: str) -> Requirement:
    """Return the dependency by which a route requires a right.

    Args:
        right: ``read``, ``judge``, ``watch``, ``admin``, or ``anybody`` for a page that is open.

    Raises:
        ValueError: There is no such right.
    """
    if right not in (*RIGHTS, ANYBODY):
        raise ValueError(f"no right {right!r}; allowed: {', '.join((*RIGHTS, ANYBODY))}")
    return Requirement(right)


def check_right(person: Person, right: str) -> None:
    """Refuse a person without a right.

    Raises:
        HTTPException: 401 for a stranger, 403 for a person without the right.
    """
    if right == ANYBODY or person.may(right):
        return
    if not person.rights:
        raise HTTPException(401, "sign in, or show a key", {"WWW-Authenticate": "Bearer"})
    whose = f"the key {person.key}" if person.key else f"a {person.role}"
    raise HTTPException(403, f"{whose} may not {right}; an admin can change that")


async def require_something(request: Request) -> None:
    """Require ``read`` of routes that say nothing, and ``admin`` where such a route changes something."""
    route = request.scope.get("route")
    if route is not None and not list_requirements(route):
        check_right(person_of(request), READ if request.method in SAFE else ADMIN)


def list_requirements(route: "BaseRoute") -> tuple[str, ...]:
    """Return the rights that a route requires, itself or by what it depends on."""
    return tuple(_walk(getattr(route, "dependant", None)))


def _walk(dependant: Any) -> Iterator[str]:
    for inner in getattr(dependant, "dependencies", ()):
        if right := getattr(inner.call, "right", None):  # a Requirement, or the check of the interface for programs
            yield right
        yield from _walk(inner)
