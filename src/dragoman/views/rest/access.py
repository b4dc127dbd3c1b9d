"""Who may do what: one hook that every route passes, open for the user of the machine."""

from typing import Any, Literal, Protocol, get_args

from fastapi import Depends, Request

Scope = Literal["read", "judge", "watch", "admin"]
"""What a key or a session may be good for: asking, deciding, keeping watch lists, and looking after the server."""


class Access(Protocol):
    """Decides whether a request may do what belongs to a scope."""

    def __call__(self, request: Request, scope: Scope) -> str | None:
        """Return the name under which decisions of this request are kept, ``None`` for that of the settings.

        Raises:
            dragoman.views.rest.problems.Refusal: It may not: 401 where nobody is known, 403 where the scope is missing.
        """


def open_access(request: Request, scope: Scope) -> str | None:
    """Let everybody do everything: for a server that only its own machine can reach."""
    return None


def require(scope: Scope) -> Any:
    """Return the dependency that lets a request pass that may do this; its value is the name of who decides."""
    return Depends(_CHECKS[scope])


class Check:
    """A dependency of a route: who asks must have a right."""

    def __init__(self, right: Scope) -> None:
        self.right = right

    def __call__(self, request: Request) -> str | None:
        """Return the name of who decides."""
        access: Access = request.app.state.access
        return access(request, self.right)


_CHECKS: dict[Scope, Check] = {scope: Check(scope) for scope in get_args(Scope)}
