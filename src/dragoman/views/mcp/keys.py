"""Asks for a key where a chronicle has users: who may not see the pages may not ask by this protocol either."""

from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.responses import JSONResponse

from dragoman.chronicle.accounts.acting import Actor, acting
from dragoman.chronicle.accounts.answers import READ

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from dragoman.app import Dragoman
    from dragoman.chronicle.accounts.answers import KeyHolder


class KeyMiddleware:
    """Lets nobody in without a key that may read, where the chronicle has users."""

    def __init__(self, app: "ASGIApp", *, dragoman: "Dragoman") -> None:
        self._app, self._dragoman = app, dragoman

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scheme, _, key = Headers(scope=scope).get("authorization", "").partition(" ")
        shown = key.strip() if scheme.casefold() == "bearer" else ""
        needed, holder = await anyio.to_thread.run_sync(self._look_up, shown)
        if needed and (holder is None or READ not in holder.rights):
            status, words = (401, "show a key") if holder is None else (403, "this key may not read")
            problem = {"type": "about:blank", "title": words, "status": status, "detail": "Authorization: Bearer KEY"}
            headers = {"WWW-Authenticate": "Bearer"}
            await JSONResponse(problem, status, headers, "application/problem+json")(scope, receive, send)
            return
        with acting(Actor(holder.user.name, "mcp", user=holder.user.id) if holder else Actor(how="mcp")):
            await self._app(scope, receive, send)

    def _look_up(self, key: str) -> "tuple[bool, KeyHolder | None]":
        needed = self._dragoman.has_users()
        return needed, self._dragoman.find_key(key) if needed and key else None
