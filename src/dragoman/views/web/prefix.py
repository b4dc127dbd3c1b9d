"""Shows the pages under a path of a proxy, such as ``/news``: the pages know nothing of it.

Requests lose the path, answers get it: in the addresses of HTML and in ``Location``. All our templates begin the
addresses of this server with one slash; a text of a source cannot look so, for its quotes are escaped.
"""

import re
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ADDRESS = re.compile(rb'(\s(?:href|src|action|formaction|xlink:href|data-source|hx-[a-z-]+)=")/(?!/)')
_LEADING = ("location", "hx-redirect", "hx-location", "hx-push-url")


class PrefixMiddleware:
    """Puts a path before all others; a proxy may have taken it off already."""

    def __init__(self, app: "ASGIApp", *, root_path: str) -> None:
        self._app, self._root = app, root_path

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on without the path."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = str(scope["path"])
        if path == self._root or path.startswith(f"{self._root}/"):
            path = path[len(self._root) :] or "/"
        # "app_root_path" is what addresses begin with, and no route looks at it
        inner = {**scope, "path": path, "raw_path": path.encode(), "root_path": "", "app_root_path": self._root}
        await self._app(inner, receive, _Rewriter(send, self._root))


class _Rewriter:
    """Sends an answer on, with the path before its addresses."""

    def __init__(self, send: "Send", root_path: str) -> None:
        self._send, self._root = send, root_path
        self._head: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: "Message") -> None:
        if message["type"] == "http.response.start":
            self._lead(message)
            if MutableHeaders(scope=message).get("content-type", "").startswith("text/html"):
                self._head = message
                return
        elif message["type"] == "http.response.body" and self._head is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._head)
            return
        await self._send(message)

    def _lead(self, message: "Message") -> None:
        headers = MutableHeaders(scope=message)
        for name in _LEADING:
            target = headers.get(name, "")
            if target.startswith("/") and not target.startswith("//"):
                headers[name] = self._root + target

    async def _finish(self, head: "Message") -> None:
        body = _ADDRESS.sub(rb"\g<1>" + self._root.encode() + b"/", bytes(self._body))
        headers = MutableHeaders(scope=head)
        if "content-length" in headers and self._body:  # that a copy is current may have a length and no body
            headers["content-length"] = str(len(body))
        await self._send(head)
        await self._send({"type": "http.response.body", "body": body})
