"""Turns answers into responses: the form that is asked for, tags by which a copy is known to be current, packing."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any

import msgspec
from fastapi import Request, Response
from starlette.responses import StreamingResponse

from dragoman import __version__
from dragoman.views.rest.problems import refuse

JSON, CSV, LINES = "application/json", "text/csv", "application/jsonl"
LEAST_PACKED = 1000
"""Shorter bodies become no shorter."""

_VARY = "Accept, Accept-Encoding, Authorization, Cookie"


def choose_media(request: Request, offered: Sequence[str]) -> str:
    """Return the media type that a request likes best among those that are offered, the first for no wish.

    Raises:
        Refusal: It accepts none of them.
    """
    wishes = [_parse_wish(words) for words in request.headers.get("accept", "*/*").split(",")]
    rated = [
        (max((quality for kind, quality in wishes if _fits(kind, media)), default=0.0), media) for media in offered
    ]
    best = max(rated, key=lambda one: one[0])
    if best[0] <= 0:
        raise refuse(406, f"there is no {request.headers['accept']}", field="Accept", allowed=offered)
    return best[1]


def _parse_wish(words: str) -> tuple[str, float]:
    kind, *options = (part.strip() for part in words.split(";"))
    weight = next((option[2:] for option in options if option.startswith("q=")), "1")
    try:
        return kind.lower(), min(float(weight), 1.0)
    except ValueError:
        return kind.lower(), 0.0


def _fits(wish: str, media: str) -> bool:
    return wish in ("*/*", media, media.partition("/")[0] + "/*")


def answer(request: Request, make: Callable[[], Any], *, revision: str | None = None, status: int = 200) -> Response:
    """Answer with a record as JSON.

    Args:
        request: The request.
        make: Returns the record; not called where the caller's copy is current.
        revision: That of the chronicle, where the record depends on nothing else; otherwise the body itself decides.
        status: The status.

    Raises:
        Refusal: The request accepts no JSON.
    """
    choose_media(request, (JSON,))
    return finish(request, lambda: msgspec.json.encode(make()), media=JSON, revision=revision, status=status)


def finish(
    request: Request,
    make: Callable[[], bytes],
    *,
    media: str,
    revision: str | None = None,
    status: int = 200,
    links: Callable[[], str] | None = None,
) -> Response:
    """Answer with a body that is made only if the caller has no current copy of it."""
    packed = _may_pack(request)
    tag = _tag(revision, str(request.url), media) if revision else ""
    if tag and _is_current(request, tag):
        return _not_modified(_form(tag, packed))
    body = make()
    tag = tag or _tag(body)
    headers = {"ETag": _form(tag, packed), "Vary": _VARY, "Cache-Control": "private, no-cache"}
    if request.method in ("GET", "HEAD"):
        if _is_current(request, tag):
            return _not_modified(headers["ETag"])
    else:
        headers = {"Cache-Control": "no-store"}
    if links and (link := links()):
        headers["Link"] = link
    if packed and len(body) >= LEAST_PACKED:
        body = b"".join(pack([body]))
        headers["Content-Encoding"] = "gzip"
    return Response(body, status, headers, media)


def stream(request: Request, pieces: Iterable[bytes], *, media: str, name: str) -> Response:
    """Answer with a file that is made while it is sent; what is wrong with it from the start is told in its place."""
    left = iter(pieces)
    pieces = chain([next(left, b"")], left)
    headers = {"Vary": _VARY, "Cache-Control": "private, no-cache"}
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if _may_pack(request):
        return StreamingResponse(pack(pieces), 200, headers | {"Content-Encoding": "gzip"}, media)
    return StreamingResponse(iter(pieces), 200, headers, media)


def pack(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces of a body as gzip has them."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


def _may_pack(request: Request) -> bool:
    wishes = [_parse_wish(words) for words in request.headers.get("accept-encoding", "").split(",")]
    return any(kind in ("gzip", "*") and quality > 0 for kind, quality in wishes)


def _tag(*parts: str | bytes | None) -> str:
    digest = sha256(__version__.encode())
    for part in parts:
        digest.update(b"\0" + (part if isinstance(part, bytes) else str(part).encode("utf-8", "replace")))
    return digest.hexdigest()[:32]


def _form(tag: str, packed: bool) -> str:
    """Two codings of one body are two things to a strong tag."""
    return f'"{tag}-gzip"' if packed else f'"{tag}"'


def _is_current(request: Request, tag: str) -> bool:
    given = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    return "*" in given or any(one.removeprefix("W/").strip('"').removesuffix("-gzip") == tag for one in given)


def _not_modified(tag: str) -> Response:
    return Response(status_code=304, headers={"ETag": tag, "Vary": _VARY, "Cache-Control": "private, no-cache"})
