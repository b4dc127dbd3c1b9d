"""From the bytes of a page to its text."""

from pathlib import PurePosixPath
from typing import Literal
from unicodedata import normalize

from msgspec import Struct

from dragoman.model.articles import LeftOut
from dragoman.model.pages import Page, Rejected
from dragoman.reading.pages.directions import note_directions
from dragoman.reading.pages.encodings import decode_bytes
from dragoman.reading.pages.intake import drop_controls, find_fault, looks_like_markup
from dragoman.reading.pages.mojibake import repair_mojibake

Kind = Literal["html", "text"]

_CONTROL = frozenset(map(chr, (*range(0x01, 0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F)))
_BINARY_SHARE = 0.02
_SAMPLE = 20_000


class DecodedPage(Struct, frozen=True, gc=False):
    """The text of a page, the encoding that it was read in, and whether it is markup or plain text.

    ``dropped`` says which signs of direction the text had.
    """

    text: str
    encoding: str
    kind: Kind
    dropped: tuple[LeftOut, ...] = ()


def decode_page(page: Page) -> DecodedPage | Rejected:
    """Decode a page, or say why its bytes are not text. Never raises on bad content.

    The byte order mark decides, then strict UTF-8, then the charset that header or markup names, then the letters'
    frequencies; text that went through a wrong encoding before is put right. NUL bytes and other control characters are
    dropped from text; where these are many, the page is binary.
    """
    fault = find_fault(page.content, content_type=page.content_type)
    if fault:
        return Rejected(page.name, page.address, fault[0], fault[1], page.sha256)
    decoded = decode_bytes(page.content, content_type=page.content_type)
    if decoded is None:
        return Rejected(page.name, page.address, "undecodable", "no encoding fits", page.sha256)
    text, encoding = decoded
    if not text.isascii() and (repaired := repair_mojibake(text)) is not None:
        text, encoding = repaired[0], f"{encoding} taken for {repaired[1]}"
    share = _control_share(text)
    if share > _BINARY_SHARE:
        return Rejected(page.name, page.address, "binary", f"{share:.0%} control characters", page.sha256)
    dropped = note_directions(text)
    text = drop_controls(text.replace("\r\n", "\n").replace("\r", "\n")).lstrip("\ufeff")
    if not text.isascii():  # й of two characters is no letter of a word, and a hyphen that is not shown parts none
        text = normalize("NFC", text.replace("\u00ad", ""))
    if not text.strip():
        return Rejected(page.name, page.address, "empty", "", page.sha256)
    return DecodedPage(text, encoding, _kind_of(page, text), dropped)


def _control_share(text: str) -> float:
    sample = text[:_SAMPLE].replace("\x00", "")
    return sum(map(sample.count, _CONTROL)) / max(len(sample), 1)


def _kind_of(page: Page, text: str) -> Kind:
    suffix = PurePosixPath(page.address.partition("?")[0]).suffix.lower()
    declared = "text/html" if suffix in (".html", ".htm", ".xhtml") else page.content_type
    return "html" if looks_like_markup(text[:4096].encode("utf-8", "replace"), content_type=declared) else "text"
