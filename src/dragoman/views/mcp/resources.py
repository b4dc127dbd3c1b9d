"""Pages, events and entities as resources: what a client can attach to a conversation by its address."""

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import anyio.to_thread
import mcp_types as types
import msgspec
from mcp.shared.exceptions import MCPError

from dragoman.errors import DragomanError, UnknownError

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.pieces.heads import PageHeads

SCHEME = "dragoman://"
PIECE = 50
_TEMPLATES = (
    ("page", "{sha256}", "A page", "The clean text of a page by its SHA-256.", "text/plain"),
    ("event", "{id}", "An event", "An event with all of its reports.", "application/json"),
    ("entity", "{id}", "An entity", "A person, body, country or place with names, offices and latest events.",
     "application/json"),
)  # fmt: skip


class Resources:
    """The resources of a chronicle."""

    def __init__(self, dragoman: "Dragoman") -> None:
        self._dragoman = dragoman

    async def list(self, context: Any, given: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
        """List pages in the order in which they were stored, some at a time."""
        cursor = given.cursor if given else None
        try:
            heads = await anyio.to_thread.run_sync(self._load_heads, cursor)
        except UnknownError as error:
            raise MCPError(types.INVALID_PARAMS, f"{cursor!r} is no cursor of this list") from error
        found = [
            types.Resource(
                uri=f"{SCHEME}page/{head.sha256}",
                name=head.name,
                title=head.title or head.name,
                description=" · ".join(part for part in (head.outlet, head.published, head.language) if part),
                mime_type="text/plain",
            )
            for head in heads.items
        ]
        return types.ListResourcesResult(resources=found, next_cursor=heads.after)

    async def list_templates(
        self, context: Any, given: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        """Say how addresses are made."""
        templates = [
            types.ResourceTemplate(
                uri_template=f"{SCHEME}{kind}/{variable}", name=kind, title=title, description=words, mime_type=media
            )
            for kind, variable, title, words, media in _TEMPLATES
        ]
        return types.ListResourceTemplatesResult(resource_templates=templates)

    async def read(self, context: Any, given: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        """Return what an address stands for."""
        uri = str(given.uri)
        try:
            text, media = await anyio.to_thread.run_sync(self._read, uri)
        except DragomanError as error:
            raise MCPError(types.INVALID_PARAMS, str(error), {"uri": uri}) from error
        return types.ReadResourceResult(contents=[types.TextResourceContents(uri=uri, text=text, mime_type=media)])

    def _load_heads(self, cursor: str | None) -> "PageHeads":
        return self._dragoman.page_heads(after=cursor, limit=PIECE)

    def _read(self, uri: str) -> tuple[str, str]:
        kind, _, id = uri.removeprefix(SCHEME).partition("/")
        known = {name: media for name, _, _, _, media in _TEMPLATES}
        if not uri.startswith(SCHEME) or kind not in known or not id:
            raise UnknownError(f"no resource {uri!r}; addresses are {SCHEME}page/SHA256, event/ID and entity/ID")
        if kind == "page":
            return self._dragoman.page(id).text, known[kind]
        now = self._dragoman.resolve_id(unquote(id))
        if now is None or now.startswith("event:") != (kind == "event"):
            raise UnknownError(f"no {kind} {unquote(id)!r}")
        found = self._dragoman.event(now) if kind == "event" else self._dragoman.entity(now)
        return msgspec.json.encode(found).decode("utf-8", "replace"), known[kind]
