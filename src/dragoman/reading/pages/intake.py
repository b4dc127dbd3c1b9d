"""The gate: which bytes become a page at all."""

import hashlib
import re

from dragoman.model.pages import Page, Reason, Rejected

PAGE_LIMIT = 20_000_000
"""The most bytes that a page may have."""
LINE_LIMIT = 1_000_000
"""The most bytes that one line of a page of plain text may have; markup is free of it."""

_MAGIC = re.compile(
    rb"%PDF-|PK\x03\x04|PK\x05\x06|\x89PNG\r\n|GIF8[79]a|\xff\xd8\xff|RIFF....(?:WEBP|WAVE|AVI )|\x1f\x8b\x08|Rar!\x1a"
    rb"|7z\xbc\xaf\x27|\x7fELF|MZ[^\n]{58}|\xd0\xcf\x11\xe0\xa1\xb1|OggS\x00|ID3[\x02-\x04]|SQLite format 3\x00"
    rb"|wOF[F2]|....ftyp|\xfd7zXZ|BZh[1-9]1AY|\x28\xb5\x2f\xfd|\x00\x00\x01\x00|fLaC",
    re.DOTALL,
)
_MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|div|p|article|section|main|meta|table|br|h1|h2|title|span|a)\b[^<>]*>",
    re.IGNORECASE,
)
_SNIFFED = 4096
_BLANK = b" \t\r\n\xef\xbb\xbf"
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = dict.fromkeys(
    (*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), *_DIRECTIONS)
)
_CONTROL = re.compile(f"[{re.escape(''.join(map(chr, _CONTROLS)))}]")
_NAMELESS = (*_CONTROLS, 0x0A, 0x0C, 0x0D, 0x85)
_ESCAPES = {code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" for code in _NAMELESS}


def page_from_bytes(
    name: str,
    address: str,
    content: bytes,
    *,
    content_type: str | None = None,
    hint: str | None = None,
    fetched: str | None = None,
) -> Page | Rejected:
    """Take the bytes of one page, or say why they cannot be one. Never raises on bad content.

    Args:
        name: The file stem, or the record's own id.
        address: The path or URL that the bytes came from.
        content: The bytes as they came.
        content_type: The ``Content-Type`` header, where there was one.
        hint: The language tag that the source promises.
        fetched: When the bytes were fetched, ISO 8601.
    """
    digest = hashlib.sha256(content).hexdigest()
    fault = find_fault(content, content_type=content_type)
    if fault:
        reason, where = fault
        return Rejected(name, address, reason, where, digest)
    return Page(name, address, content, digest, content_type, fetched, hint)


def drop_controls(text: str) -> str:
    r"""Drop what has no letters of its own and what a terminal would obey: controls, overrides of direction.

    Line ends, tabs, joiners and the plain marks of direction stay.

    >>> drop_controls("\x1b[2JTalks\u202e\n")
    '[2JTalks\n'
    """
    clean = text.isprintable() or not _CONTROL.search(text)  # both are much quicker than a translation of all letters
    return text if clean else text.translate(_CONTROLS)


def is_text(name: str) -> bool:
    """Tell whether a name can be written down; one whose bytes are no UTF-8 cannot."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def printable_name(text: str) -> str:
    r"""Return a name or address fit to be stored and printed: what is no character stands as an escape.

    >>> printable_name("a\nb\udcff.txt")
    'a\\x0ab\\udcff.txt'
    """
    return text.encode("utf-8", "backslashreplace").decode().translate(_ESCAPES)


def find_fault(content: bytes, *, content_type: str | None = None) -> tuple[Reason, str] | None:
    """Return the reason not to read these bytes and a remark, or ``None`` where they may be read."""
    if not content.strip(_BLANK + b"\x00"):
        return "empty", ""
    magic = _MAGIC.match(content) or _MAGIC.match(content[:_SNIFFED].lstrip(_BLANK))
    if magic:
        return "binary", f"starts with {magic.group()[:8]!r}"
    if not looks_like_markup(content[:_SNIFFED], content_type=content_type):
        stop = find_long_line(content)
        if stop is not None:
            return "line-too-long", f"line {stop} is longer than {LINE_LIMIT:,} bytes"
    if len(content) > PAGE_LIMIT:
        return "too-large", f"{len(content):,} bytes; the limit is {PAGE_LIMIT:,}"
    return None


def looks_like_markup(head: bytes, *, content_type: str | None = None) -> bool:
    """Tell whether a page that starts with ``head`` is HTML: by its first tag, or by header and any tag."""
    bare = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if bare.startswith((b"<!--", b"<?xml")):
        return bool(_MARKUP.search(bare))
    if _MARKUP.match(bare):
        return True
    declared = "html" in (content_type or "").lower()
    return bool(_MARKUP.search(bare)) if declared else len(_MARKUP.findall(bare)) > 3


def find_long_line(content: bytes) -> int | None:
    """Return the number of the first line longer than the limit, ``None`` where there is none."""
    if len(content) <= LINE_LIMIT:
        return None
    start, number = 0, 1
    while len(content) - start > LINE_LIMIT:
        limit = start + LINE_LIMIT + 1
        stop = max(content.rfind(b"\n", start, limit), content.rfind(b"\r", start, limit))
        if stop < 0:
            return number
        number += content.count(b"\n", start, stop + 1)
        start = stop + 1
    return None
