"""The body of a stored HTTP response: its chunks put together and unpacked, as far as a page may be long.

Crawlers differ: some store what came over the line, some what it unpacks to and leave the headers as they were. So what
does not look chunked or packed is taken as it is.
"""

import re
import zlib
from collections.abc import Mapping

from dragoman.reading.pages.intake import PAGE_LIMIT

_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_LIMIT = PAGE_LIMIT + 1


class BodyError(ValueError):
    """A body that cannot be unpacked."""


def split_response(block: bytes) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers (lower case) and body of a response; status 0 where it is none."""
    head, found, body = block.partition(b"\r\n\r\n")
    if not found:
        head, found, body = block.partition(b"\n\n")
    lines = head.decode("latin-1").splitlines()
    status = re.match(r"HTTP/[\d.]+ +(\d{3})", lines[0]) if lines and found else None
    pairs = (line.partition(":") for line in lines[1:])
    return int(status[1]) if status else 0, {name.strip().lower(): value.strip() for name, _, value in pairs}, body


def decode_body(body: bytes, headers: Mapping[str, str]) -> bytes:
    """Return a body without its transfer and content encodings, no longer than just over the limit of a page.

    Raises:
        BodyError: It is broken, or packed in a way that is not known.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = join_chunks(body)
    for coding in reversed(headers.get("content-encoding", "").lower().split(",")):
        body = unpack(body, coding.strip())
    return body[:_LIMIT]


def join_chunks(body: bytes) -> bytes:
    """Put the chunks of a body together; one that is not chunked is returned as it is.

    Raises:
        BodyError: It begins as chunks and does not go on so.
    """
    parts: list[bytes] = []
    place = 0
    while size := _CHUNK_SIZE.match(body, place):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        part = body[size.end() : size.end() + length]
        parts.append(part)
        place = size.end() + length
        if len(part) < length:
            break
        place += 2 if body[place : place + 2] == b"\r\n" else body[place : place + 1] == b"\n"
    if not parts or (len(parts) == 1 and place > len(body)):
        return body  # a page of plain text may begin with figures
    raise BodyError("broken or truncated chunks")


def unpack(body: bytes, coding: str) -> bytes:
    """Unpack a body, as far as the limit of a page.

    Raises:
        BodyError: It is broken, or the coding is not known.
    """
    if coding in ("", "identity") or not body:
        return body
    if coding in ("gzip", "x-gzip"):
        return _inflate(body, 31) if body.startswith(b"\x1f\x8b") else body
    if coding == "deflate":
        return _inflate(body, 15 if body[0] & 0x0F == 8 else -15)
    if coding == "br":
        return _unpack_brotli(body)
    raise BodyError(f"content encoding {coding}, which is not read")


def _inflate(body: bytes, window: int) -> bytes:
    inflater = zlib.decompressobj(window)
    try:
        content = inflater.decompress(body, _LIMIT)
    except zlib.error as error:
        raise BodyError(f"broken gzip: {error}") from error
    if not inflater.eof and len(content) < _LIMIT:
        raise BodyError("truncated gzip")
    return content


def _unpack_brotli(body: bytes) -> bytes:
    import brotli

    decompressor = brotli.Decompressor()
    parts: list[bytes] = []
    total = 0
    try:
        part = decompressor.process(body, output_buffer_limit=_LIMIT)
        while part and total < _LIMIT:
            parts.append(part)
            total += len(part)
            part = b"" if decompressor.is_finished() else decompressor.process(b"", output_buffer_limit=_LIMIT)
    except brotli.error as error:
        if b"<" in body[:512] and not parts:
            return body
        raise BodyError("broken brotli") from error
    if not decompressor.is_finished() and total < _LIMIT:
        raise BodyError("truncated brotli")
    return b"".join(parts)
