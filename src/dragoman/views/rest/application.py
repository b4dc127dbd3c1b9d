"""Puts the routes together into an application that is mounted, or runs alone."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount

from dragoman import __version__
from dragoman.views.rest import PREFIX
from dragoman.views.rest.access import Access, open_access, require
from dragoman.views.rest.dependencies import add_root
from dragoman.views.rest.documents import make_document
from dragoman.views.rest.parameters import KNOWN
from dragoman.views.rest.problems import add_handlers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dragoman.app import Dragoman

MODULES = (
    "events",
    "offices",
    "pages",
    "search",
    "judgements",
    "corrections",
    "entities",
    "watching",
    "sources",
    "exports",
    "about",
)
"""The modules of routes, in the order in which the document has them, and an address is looked for: entities last of
those that begin alike, for an id may have slashes."""

DESCRIPTION = """\
Events of diplomatic and security news in Russian, Arabic, Persian and English: who met, visited, called, signed or
accused whom, who held which office, and the sentences that say so. Every fact carries its quotations: the sentence, the
page's address and SHA-256, and the place in the text, in code points.
"""


def make_api(dragoman: "Dragoman", *, access: Access = open_access) -> FastAPI:
    """Make the interface over a chronicle; mount it under :data:`dragoman.views.rest.PREFIX`.

    Args:
        dragoman: The chronicle. Whoever opened it closes it.
        access: Decides who may do what; everybody everything if left out.
    """
    api = FastAPI(
        title="Dragoman",
        version=__version__,
        summary="One cited chronicle of the news in four languages",
        description=DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        openapi_url=None,  # ours says where a proxy shows it
        dependencies=[require("read"), KNOWN],
        redirect_slashes=False,
    )
    api.state.chronicle, api.state.access = dragoman, access
    routers = [import_module(f"dragoman.views.rest.routes.{name}").router for name in MODULES]
    api.state.routes = [route for router in routers for route in router.routes]
    for router in routers:
        api.include_router(router)
    add_handlers(api)
    api.add_middleware(HeadToGet)
    _describe(api)
    return api


def make_server(dragoman: "Dragoman", *, access: Access = open_access) -> Starlette:
    """Make an application that is the interface alone, at the addresses that it has in the web application."""
    return Starlette(routes=[Mount(PREFIX, make_api(dragoman, access=access))])


def _describe(api: FastAPI) -> None:
    document: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not document:
            document.update(make_document(api))
        return document

    async def send_document(request: Request) -> Response:
        servers = [{"url": add_root(request, request.scope.get("root_path") or "/")}]
        return JSONResponse({**openapi(), "servers": servers})

    api.openapi = openapi  # type: ignore[method-assign]
    api.add_route("/openapi.json", send_document, include_in_schema=False)


class HeadToGet:
    """Answers HEAD as GET is answered, without the body."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: "Message") -> None:
            if message["type"] == "http.response.body":
                if message.get("more_body"):
                    return
                message = {"type": "http.response.body", "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, send_head)
