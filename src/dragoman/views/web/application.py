"""Makes the application that serves the pages."""

from importlib import import_module
from typing import TYPE_CHECKING

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from dragoman.app import Dragoman
    from dragoman.views.web.options import WebOptions

PAGES = (
    "chronicle",
    "event",
    "source",
    "search",
    "settings",
    "about",
)
"""The modules of :mod:`dragoman.views.web.pages`, each with a ``router``."""


def make_application(dragoman: "Dragoman", options: "WebOptions | None" = None) -> "FastAPI":
    """Return the application over an open chronicle.

    Args:
        dragoman: The chronicle; whoever opened it closes it.
        options: How the pages are served.

    Raises:
        UsageError: The libraries of the extra ``serve`` are not installed.
    """
    try:
        from fastapi import FastAPI
    except ImportError as error:
        raise UsageError("serving pages needs more libraries; pip install 'dragoman[serve]'") from error
    from dragoman import __version__
    from dragoman.views.web.options import WebOptions

    application = FastAPI(title="Dragoman", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    application.state.dragoman = dragoman
    application.state.options = options or WebOptions()
    _add_parts(application)
    return application


def _add_parts(application: "FastAPI") -> None:
    from starlette.middleware.gzip import GZipMiddleware

    from dragoman.views.web import assets
    from dragoman.views.web.failures import add_failures
    from dragoman.views.web.formats import SuffixMiddleware
    from dragoman.views.web.security import HeadersMiddleware

    add_failures(application)
    application.include_router(assets.router, include_in_schema=False)
    paths: set[str] = set()
    for name in PAGES:
        router = import_module(f"dragoman.views.web.pages.{name}").router
        application.include_router(router, include_in_schema=False)
        paths.update(getattr(route, "path", "") for route in router.routes)
    application.state.paths = frozenset(paths)
    application.add_middleware(SuffixMiddleware)
    application.add_middleware(GZipMiddleware, minimum_size=800)
    application.add_middleware(HeadersMiddleware)
