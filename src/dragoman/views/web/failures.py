"""What goes wrong, in one shape: a page for people, a problem in JSON (RFC 9457) for programs."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.errors import LimitError, PackError, SourceError, StoreError, UsageError
from dragoman.views.web.formats import wanted_format
from dragoman.views.web.security.headers import HEADERS

if TYPE_CHECKING:
    from fastapi import FastAPI

STATUS = {UsageError: 400, PackError: 500, SourceError: 502, StoreError: 503, LimitError: 429}
PROBLEM = "application/problem+json"


@contextmanager
def or_missing(request: Request) -> Iterator[None]:
    """Turn the error about an id that is not there into a 404."""
    try:
        yield
    except UsageError as error:
        raise HTTPException(404, str(error)) from error


def add_failures(application: "FastAPI") -> None:
    """Let an application answer errors in the one shape."""
    from fastapi.exceptions import RequestValidationError

    for kind in STATUS:
        application.add_exception_handler(kind, _fail_ours)
    application.add_exception_handler(HTTPException, _fail_http)
    application.add_exception_handler(RequestValidationError, _fail_validation)
    application.add_exception_handler(Exception, _fail_badly)


def fail(request: Request, status: int, words: str) -> Response:
    """Answer that something went wrong.

    Args:
        request: The request.
        status: The status of HTTP.
        words: What, where, what is allowed and the next step.
    """
    if wanted_format(request) not in ("html", None):
        return JSONResponse(form_problem(status, words), status_code=status, media_type=PROBLEM)
    from dragoman.views.web.kept.gaps import keep_not
    from dragoman.views.web.rendering import render

    keep_not(request)
    return render(request, "failure.html", status=status, code=status, words=words, asked=request.url.path)


def form_problem(status: int, words: str) -> dict[str, object]:
    """Return a problem as RFC 9457 has it."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": words}


def _fail_ours(request: Request, error: Exception) -> Response:
    status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
    return fail(request, status, str(error))


def _fail_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  it was registered for these alone
    response = fail(request, error.status_code, str(error.detail))
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


def _fail_validation(request: Request, error: Exception) -> Response:
    errors = error.errors() if hasattr(error, "errors") else []
    words = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in errors)
    return fail(request, 400, words or str(error))


def _fail_badly(request: Request, error: Exception) -> Response:
    response = fail(request, 500, f"a fault of the program: {type(error).__name__}; its log has the trace")
    response.headers.update(HEADERS)  # this answer passes no middleware
    return response
