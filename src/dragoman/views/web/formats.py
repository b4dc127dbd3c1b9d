"""Any view from the same address: as HTML, or in another format by suffix (``/index.json``) or Accept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dragoman.exports.formats import FORMATS
from dragoman.views.web.preferences import read_preferences

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from dragoman.app import Dragoman
    from dragoman.chronicle.answers import EventView

HTML, JSON = "html", "json"
INDEX = "/index"
SUFFIXES = {HTML: "html", JSON: "json"} | {name: one.suffix for name, one in FORMATS.items()}
"""Suffix of each format; that of HTML may be left out."""

_BY_LENGTH = sorted(SUFFIXES.items(), key=lambda pair: -len(pair[1]))
_MEDIA_TYPES = {
    one.media_type.partition(";")[0]: name
    for name, one in reversed(list(FORMATS.items()))
    if name not in ("plover", "brief-weekly")
} | {"text/html": HTML, "application/json": JSON, "application/xhtml+xml": HTML}
EVENT_FORMATS = ("csv", "parquet", "jsonl", "plover", "cameo", "jsonld", "gexf", "bibtex", "csl", "brief", "atom",
                 "jsonfeed", "ics")  # fmt: skip
"""What a list of events is offered in, beside HTML and JSON."""

Maker = Callable[[], bytes]


class SuffixMiddleware:
    """Takes the suffix of a format off the path, so that no route has to know of it.

    The format stands in ``scope["state"]["format"]``; addresses below ``/static/`` and ``/api/`` stay as they are.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on."""
        if scope["type"] == "http" and not scope["path"].startswith(("/static/", "/api/", "/mcp")):
            path, format = split_suffix(scope["path"])
            if format:
                scope = {**scope, "path": path, "raw_path": path.encode()}
                scope["state"] = {**scope.get("state", {}), "format": format}
        await self.app(scope, receive, send)


def split_suffix(path: str) -> tuple[str, str | None]:
    """Return a path without the suffix of a format, and the format; ``None`` where it has none.

    >>> split_suffix("/entity/person:1.feed.json"), split_suffix("/index.atom"), split_suffix("/about")
    (('/entity/person:1', 'jsonfeed'), ('/', 'atom'), ('/about', None))
    """
    for name, suffix in _BY_LENGTH:
        if path.endswith(f".{suffix}"):
            bare = path.removesuffix(f".{suffix}")
            return ("/" if bare == INDEX else bare), name
    return ("/" if path == INDEX else path), None


def wanted_format(request: Request) -> str | None:
    """Return the format of an answer: that of the suffix, else the best of Accept; ``None`` for what we never have."""
    named = request.scope.get("state", {}).get("format")
    return str(named) if named else _accepted(request.headers.get("accept", "*/*"))


def _accepted(header: str) -> str | None:
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.split(",")):
        kind, _, rest = part.strip().partition(";")
        weight = next((one.partition("=")[2] for one in rest.split(";") if one.strip().startswith("q=")), "1")
        try:
            ranked.append((-float(weight), place, kind.strip().lower()))
        except ValueError:
            continue
    for _, _, kind in sorted(ranked):
        if kind in ("*/*", "text/*", ""):
            return HTML
        if kind in _MEDIA_TYPES:
            return str(_MEDIA_TYPES[kind])
    return None


def address_in(request: Request, format: str, **changes: str | None) -> str:
    """Return the address of this view in a format, with all its conditions.

    Args:
        request: The request.
        format: A key of ``SUFFIXES``.
        changes: Parameters to set, or to leave out where ``None``.
    """
    from urllib.parse import quote, urlencode

    path = request.scope["path"]
    suffix = "" if format == HTML else f"{INDEX if path == '/' else ''}.{SUFFIXES[format]}"
    given = [(name, value) for name, value in request.query_params.multi_items() if name not in changes]
    query = urlencode([*given, *((name, value) for name, value in changes.items() if value is not None)])
    return quote(("" if path == "/" and suffix else path) + suffix, safe="/:~@!$'()*,;=") + (
        f"?{query}" if query else ""
    )


def answer(
    request: Request,
    template: str,
    *,
    data: object,
    events: "Callable[[], Iterable[EventView]] | None" = None,
    others: Mapping[str, Maker] | None = None,
    **context: Any,
) -> Response:
    """Answer a view in the format that is wanted.

    Args:
        request: The request.
        template: The template of the page.
        data: What JSON has: any record that msgspec can write.
        events: Returns the events that the view is about, all of them, for feeds, calendars and tables.
        others: Formats that this view makes itself, with what makes their bytes.
        context: What the template needs.

    Raises:
        HTTPException: 406, where the view has no such format; says which it has.
    """
    from dragoman.views.web.rendering import render

    format, others = wanted_format(request), others or {}
    offered = (HTML, JSON, *others, *(EVENT_FORMATS if events else ()))
    if format is None or format not in offered:
        raise HTTPException(406, f"this view has no such format; it has: {', '.join(dict.fromkeys(offered))}")
    if format == HTML:
        return render(request, template, formats=[one for one in dict.fromkeys(offered) if one != HTML], **context)
    if format == JSON:
        return _vary(Response(msgspec.json.encode(data), media_type="application/json"))
    if format in others:
        return _vary(Response(others[format](), media_type=FORMATS[format].media_type))
    assert events is not None  # noqa: S101  it was offered for them alone
    return _vary(StreamingResponse(_export(request, format, events()), media_type=FORMATS[format].media_type))


def _vary(response: Response) -> Response:
    response.headers["Vary"] = "Accept, Cookie, Accept-Language"
    return response


def _export(request: Request, format: str, events: "Iterable[EventView]") -> Iterator[bytes]:
    dragoman: Dragoman = request.app.state.dragoman
    language = read_preferences(request).language
    base = find_base(request)
    feed = f"{base}{request.url.path.rpartition('.')[0]}{'?' * bool(request.url.query)}{request.url.query}"
    made = dragoman.export_events(format, events, language=language, base=base, feed=feed)
    first = next(iter(made), b"")  # so that an error comes before the headers are sent
    return _after(first, iter(made))


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def find_base(request: Request) -> str:
    """Return the address of this server, without a slash at its end."""
    return (request.app.state.options.base or str(request.base_url)).rstrip("/")
