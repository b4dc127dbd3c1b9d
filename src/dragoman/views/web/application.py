"""Makes the application that serves the pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from dragoman.errors import DragomanError, UsageError

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
    "watch",
    "watching",
    "brief",
    "about",
    "login",
    "account",
    "users",
    "entity",
    "office",
    "pair",
    "network",
    "map",
    "review",
    "parting",
    "facts",
    "decisions",
    "conflicts",
    "stories",
    "sources",
)
"""The modules of :mod:`dragoman.views.web.pages`, each with a ``router``."""


THREADS = 6
"""So many answers are made at a time; more would only take turns, and each needs a connection to the store."""


def make_application(dragoman: "Dragoman", options: "WebOptions | None" = None) -> "FastAPI":
    """Return the application over an open chronicle.

    Args:
        dragoman: The chronicle; whoever opened it closes it.
        options: How the pages are served.

    Raises:
        UsageError: The libraries of the extra ``serve`` are not installed.
    """
    try:
        from fastapi import Depends, FastAPI
    except ImportError as error:
        raise UsageError("serving pages needs more libraries; pip install 'dragoman[serve]'") from error
    from dragoman import __version__
    from dragoman.views.web.options import WebOptions
    from dragoman.views.web.security.requirements import require_something
    from dragoman.views.web.security.signing import make_signing

    application = FastAPI(
        title="Dragoman",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(require_something)],
        lifespan=_limit_threads,
    )
    application.state.dragoman = dragoman
    application.state.options = options or WebOptions()
    application.state.signing = make_signing(application.state.options.security)
    _add_parts(application)
    return application


@asynccontextmanager
async def _limit_threads(application: "FastAPI") -> "AsyncIterator[None]":
    import anyio.to_thread

    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    Thread(target=_prepare, args=(application.state.dragoman,), daemon=True).start()
    yield


def _prepare(dragoman: "Dragoman") -> None:
    """Make ready for the first answers; whoever asks meanwhile only waits longer."""
    with suppress(DragomanError):
        dragoman.prepare()


def _add_parts(application: "FastAPI") -> None:
    from starlette.middleware.gzip import GZipMiddleware

    from dragoman.views.rest import PREFIX, make_api
    from dragoman.views.rest.application import HeadToGet
    from dragoman.views.web import assets
    from dragoman.views.web.failures import add_failures
    from dragoman.views.web.formats import SuffixMiddleware
    from dragoman.views.web.kept.keeper import Keeper
    from dragoman.views.web.kept.pages import LEVEL
    from dragoman.views.web.kept.shared import open_pages
    from dragoman.views.web.prefix import PrefixMiddleware
    from dragoman.views.web.security.access import check_access
    from dragoman.views.web.security.gate import Gate

    add_failures(application)
    application.mount(PREFIX, make_api(application.state.dragoman, access=check_access))
    application.include_router(assets.router, include_in_schema=False)
    paths: set[str] = set()
    for name in PAGES:
        router = import_module(f"dragoman.views.web.pages.{name}").router
        application.include_router(router, include_in_schema=False)
        paths.update(getattr(route, "path", "") for route in router.routes)
    application.state.paths = frozenset(paths)
    dragoman, options = application.state.dragoman, application.state.options
    application.add_middleware(SuffixMiddleware)
    # Under a path of a proxy the addresses of a page are written anew, which can be done before it is packed alone.
    pages = open_pages(options.security.ledger, options.kept_megabytes)
    application.add_middleware(Keeper, dragoman=dragoman, pages=pages, packs=not options.root_path)
    application.add_middleware(Gate, dragoman=dragoman, options=options.security)
    if options.root_path:
        application.add_middleware(PrefixMiddleware, root_path=options.root_path)
    application.add_middleware(GZipMiddleware, minimum_size=800, compresslevel=LEVEL)
    # The outermost, so that HEAD tells the length and the tag that GET has.
    application.add_middleware(HeadToGet)
