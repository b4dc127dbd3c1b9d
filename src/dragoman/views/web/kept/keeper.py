"""Answers with a kept page where there is one, and keeps those that may be kept."""

from collections.abc import Hashable
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import Request

from dragoman.views.web.kept.filling import fill_gaps, list_cookies, tag_page
from dragoman.views.web.kept.gaps import KEEPING, Keeping
from dragoman.views.web.kept.keys import form_key
from dragoman.views.web.kept.memory import PageStore, State
from dragoman.views.web.kept.pages import KeptPage, keep_page
from dragoman.views.web.turns import look_up

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dragoman.app import Dragoman

BY_ITSELF = ("/static/", "/api/", "/mcp")
"""What is kept in other ways, or not at all."""

_LEFT_OUT = (b"content-length", b"content-encoding", b"etag", b"set-cookie")


class Keeper:
    """The middleware behind the gate, which knows who asks; whoever may not read does not come so far."""

    def __init__(self, app: "ASGIApp", *, dragoman: "Dragoman", pages: PageStore, packs: bool) -> None:
        """Keep pages; with ``packs`` they are sent packed to those who take them so."""
        self._app, self._dragoman, self._packs = app, dragoman, packs
        self.pages = pages

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, or answer it."""
        key = None
        if scope["type"] == "http" and scope["method"] == "GET" and not scope["path"].startswith(BY_ITSELF):
            key = form_key(Request(scope))
        if key is None:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        state, sent = await look_up(lambda: self._find(request, key))
        if sent:
            await _send(sent, send)
            return
        keeping = Keeping()
        scope = {**scope, "state": {**scope.get("state", {}), KEEPING: keeping}}
        caught = _Caught(send, keeping)
        await self._app(scope, receive, caught)
        if caught.head:
            await _send(await look_up(lambda: self._keep(request, key, state, caught)), send)

    def _find(self, request: Request, key: Hashable) -> "tuple[State, tuple[Message, ...]]":
        """Return the state of the chronicle, and the answer where its page is kept."""
        state = self._dragoman.shown_state()
        page = self.pages.find(key, state)
        return state, self._answer(request, page) if page else ()

    def _keep(self, request: Request, key: Hashable, state: "State", caught: "_Caught") -> "tuple[Message, ...]":
        """Return the answer that was made, with its gaps filled; its page is kept if it is the same for others."""
        head = [(name, value) for name, value in caught.head["headers"] if name.lower() not in _LEFT_OUT]
        own = [(name, value) for name, value in caught.head["headers"] if name.lower() == b"set-cookie"]
        page = keep_page(bytes(caught.body), head, total=caught.keeping.total)
        if caught.head["status"] == 200 and not own:
            self.pages.keep(key, state, page)
            return self._answer(request, page)
        body = page.fill(fill_gaps(request, page))
        own += list_cookies(request, page.gaps, page.total)
        return _form(caught.head["status"], [*head, *own, (b"content-length", b"%d" % len(body))], body)

    def _answer(self, request: Request, page: KeptPage) -> "tuple[Message, ...]":
        packed = self._packs and "gzip" in request.headers.get("accept-encoding", "")
        values = fill_gaps(request, page)
        tag = tag_page(request, page, values, packed=packed)
        headers = [*page.headers, (b"etag", tag.encode()), *list_cookies(request, page.gaps, page.total)]
        if _has(request, tag):
            return _form(304, [one for one in headers if one[0] != b"content-type"], b"")
        body = page.fill_packed(values) if packed else page.fill(values)
        headers += [(b"content-encoding", b"gzip")] if packed else []
        return _form(200, [*headers, (b"content-length", b"%d" % len(body))], body)


def _form(status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> "tuple[Message, ...]":
    vary = [(name, value + b", Accept-Encoding" if name == b"vary" else value) for name, value in headers]
    start = {"type": "http.response.start", "status": status, "headers": vary}
    return start, {"type": "http.response.body", "body": body}


async def _send(messages: "tuple[Message, ...]", send: "Send") -> None:
    for message in messages:
        await send(message)


def _has(request: Request, tag: str) -> bool:
    """Tell whether the browser has the page; a proxy may have made the tag a weak one."""
    given = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return tag in given


class _Caught:
    """Holds back the answer of a view that said that its page may be kept; any other passes as it comes."""

    def __init__(self, send: "Send", keeping: Keeping) -> None:
        self._send, self.keeping = send, keeping
        self.head: Message = {}
        self.body = bytearray()

    async def __call__(self, message: "Message") -> None:
        begins = message["type"] == "http.response.start"
        if begins and self.keeping.wanted and _is_page(message):
            self.head = message
        elif self.head:
            self.body += message.get("body", b"")
        else:
            await self._send(message)


def _is_page(message: "Message") -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
