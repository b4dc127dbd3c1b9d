"""One shape for every error: what is wrong, where, and what is allowed."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.routing import Match

from dragoman.errors import DragomanError, LimitError, StoreError, UnknownError, UsageError

MEDIA_TYPE = "application/problem+json"
TYPES = "https://dragoman.invalid/problems/"
"""What the kinds of problems begin with: names, not addresses that could be opened."""


class Problem(Struct, frozen=True):
    """What is wrong with a request, in the form of RFC 9457.

    ``type`` names the kind of problem, ``title`` says it in short, ``detail`` in full. ``field`` is the parameter or
    the field of the body that is meant, ``allowed`` what it may be, ``ids`` what the problem is about.
    """

    type: str
    title: str
    status: int
    detail: str
    field: str | None = None
    allowed: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


class Refusal(Exception):
    """A request that is not answered; carries the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem

    def __reduce__(self) -> tuple[object, ...]:
        return (Refusal, (self.problem,))


def refuse(
    status: int,
    detail: str,
    *,
    kind: str = "",
    field: str | None = None,
    allowed: Iterable[str] = (),
    ids: Iterable[str] = (),
) -> Refusal:
    """Return the exception that ends a request with a problem.

    Args:
        status: The status code.
        detail: What is wrong, what was got and what is allowed.
        kind: The kind of problem; named after the status if left out.
        field: The parameter or field.
        allowed: What it may be.
        ids: The ids that the problem is about.
    """
    return Refusal(make_problem(status, detail, kind=kind, field=field, allowed=allowed, ids=ids))


def missing(what: str, id: str) -> Refusal:
    """Return the exception that says that there is no such thing."""
    return refuse(404, f"no {what} {id!r}", kind=f"no-{what}", ids=(id,))


def make_problem(
    status: int,
    detail: str,
    *,
    kind: str = "",
    field: str | None = None,
    allowed: Iterable[str] = (),
    ids: Iterable[str] = (),
) -> Problem:
    """Return a problem; its title is that of the status."""
    title = HTTPStatus(status).phrase
    name = kind or title.lower().replace(" ", "-")
    return Problem(TYPES + name, title, status, detail, field, tuple(allowed), tuple(ids))


def respond(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """Return a problem as a response."""
    return Response(msgspec.json.encode(problem), problem.status, headers, MEDIA_TYPE)


def add_handlers(api: FastAPI) -> None:
    """Let an application answer every error in this shape."""
    api.add_exception_handler(Refusal, _handle_refusal)
    api.add_exception_handler(RequestValidationError, _handle_validation)
    api.add_exception_handler(HTTPException, _handle_http)
    api.add_exception_handler(DragomanError, _handle_ours)
    api.add_exception_handler(Exception, _handle_fault)


def find_status(error: DragomanError) -> int:
    """Return the status of an error of ours: 400 or 404 for the caller's, 503 for the store's."""
    statuses = ((UnknownError, 404), (UsageError, 400), (StoreError, 503), (LimitError, 429))
    return next((status for kind, status in statuses if isinstance(error, kind)), 500)


def _handle_refusal(request: Request, error: Any) -> Response:
    problem = error.problem
    headers = {"WWW-Authenticate": 'Bearer realm="dragoman"'} if problem.status == 401 else None
    return respond(problem, headers)


def _handle_ours(request: Request, error: Any) -> Response:
    status = find_status(error)
    headers = {"Retry-After": "5"} if status in (429, 503) else None
    words = {400: "usage", 404: "unknown", 503: "store"}
    return respond(make_problem(status, str(error), kind=words.get(status, "")), headers)


def _handle_validation(request: Request, error: Any) -> Response:
    """Tell of the first parameter that is wrong, and of all in words."""
    found = [_describe(one) for one in error.errors()]
    field, _ = found[0]
    detail = "; ".join(f"{name}: {words}" for name, words in found)
    allowed = next((one["ctx"]["allowed"] for one in error.errors() if "allowed" in one.get("ctx", {})), ())
    return respond(make_problem(422, detail, kind="wrong-parameter", field=field, allowed=allowed))


def _describe(error: dict[str, Any]) -> tuple[str, str]:
    name = ".".join(str(part) for part in error["loc"][1:]) or str(error["loc"][0])
    got = error.get("input")
    return name, f"{error['msg']}, got {got!r}" if isinstance(got, str) and got else error["msg"]


def _handle_http(request: Request, error: Any) -> Response:
    details = {
        404: f"there is nothing at {request.url.path}",
        405: f"{request.method} is not allowed at {request.url.path}",
    }
    detail = details.get(error.status_code, str(error.detail))
    allowed = list_methods(request) if error.status_code == 405 else []
    headers = {"Allow": ", ".join(allowed)} if allowed else error.headers
    return respond(make_problem(error.status_code, detail, allowed=allowed), headers)


def list_methods(request: Request) -> list[str]:
    """Return the methods that an address knows, whichever of its routes they belong to."""
    routes = [route for route in request.app.state.routes if route.matches(request.scope)[0] != Match.NONE]
    return sorted({method for route in routes for method in route.methods})


def _handle_fault(request: Request, error: Exception) -> Response:
    """A fault of the program: the trace goes to the log, not to the caller."""
    return respond(make_problem(500, "a fault of the program; its log says more", kind="fault"))
