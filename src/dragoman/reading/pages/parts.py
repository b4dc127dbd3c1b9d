"""Pages of several parts: an article that its site shows on numbered pages, kept as the bytes of one page.

The parts follow each other in UTF-8, each but the first after a mark with its address. The content type says how many
there are, so that no page can pretend to be several.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

_COUNT = re.compile(r";\s*parts=(\d{1,2})\s*$")
_MARK = re.compile(r"\n<!-- dragoman:part (\S{1,2000}) -->\n")


class Part(Struct, frozen=True, gc=False):
    """One part: its address, empty for the first, and its markup."""

    address: str
    text: str


def join_parts(parts: Sequence[Part]) -> tuple[bytes, str]:
    """Return the bytes and the content type of a page of several parts."""
    first, *others = parts
    pieces = [first.text, *(f"\n<!-- dragoman:part {_escape(part.address)} -->\n{part.text}" for part in others)]
    return "".join(pieces).encode("utf-8", "replace"), f"text/html; charset=utf-8; parts={len(parts)}"


def split_parts(text: str, content_type: str | None) -> list[Part]:
    """Return the parts of a page, one where it has no others.

    >>> content, kind = join_parts([Part("", "a"), Part("https://a.example/2", "b")])
    >>> [part.address for part in split_parts(content.decode(), kind)], len(split_parts(content.decode(), "text/html"))
    (['', 'https://a.example/2'], 1)
    """
    told = _COUNT.search(content_type or "")
    if told is None:
        return [Part("", text)]
    pieces = _MARK.split(text, maxsplit=int(told[1]) - 1)
    return [Part("", pieces[0]), *(Part(*pair) for pair in zip(pieces[1::2], pieces[2::2], strict=True))]


def _escape(address: str) -> str:
    return "".join(address.split()).replace("-->", "--%3E")
