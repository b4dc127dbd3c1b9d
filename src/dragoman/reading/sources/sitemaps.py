"""Addresses from sitemaps: what a site says it has, and when each page was changed or came out.

Source: https://www.sitemaps.org/protocol.html, and the news extension of Google.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from msgspec import Struct

ADDRESS_LIMIT = 50_000
"""The most addresses of one sitemap, which is what the protocol allows."""
SIZE_LIMIT = 50_000_000
"""The most bytes of one sitemap, unpacked, which is what the protocol allows."""


_END = re.compile(rb"</(?:\w+:)?(?:urlset|sitemapindex)\s*>")
_MEDIA = re.compile(r"sitemap-(?:image|video)/|^(?:image|video):")
"""What belongs to a picture of the page has an address, a title and a date of its own."""
_ENTRY_END = re.compile(rb"</(?:\w+:)?(?:url|sitemap)\s*>")


class Listed(Struct, frozen=True):
    """An address of a sitemap, with the dates and the title that the sitemap tells, as written."""

    address: str
    changed: str | None = None
    published: str | None = None
    title: str | None = None
    language: str | None = None
    outlet: str | None = None


class Sitemap(Struct, frozen=True):
    """What a sitemap lists: pages, and further sitemaps.

    ``foreign`` counts addresses of other hosts, which are left out; ``fault`` says why reading stopped before the end.
    """

    pages: tuple[Listed, ...] = ()
    sitemaps: tuple[Listed, ...] = ()
    foreign: int = 0
    fault: str | None = None


def read_sitemap(content: bytes, *, host: str | None = None) -> Sitemap:
    """Read a sitemap or an index of sitemaps, also packed by gzip. Never raises on bad content.

    Args:
        content: The bytes as they came.
        host: Only addresses of this host are kept (a leading ``www.`` counts for nothing); all if left out.
    """
    unpacked = _unpack(content)
    if len(unpacked) > SIZE_LIMIT:
        return Sitemap(fault=f"more than {SIZE_LIMIT:,} bytes")
    whole, fault = _cut(unpacked)
    pages: list[Listed] = []
    maps: list[Listed] = []
    foreign = 0
    try:
        for kind, listed in _iterate(whole):
            if host is not None and not same_host(listed.address, host):
                foreign += 1
            elif len(pages) + len(maps) >= ADDRESS_LIMIT:
                fault = f"more than {ADDRESS_LIMIT:,} addresses"
                break
            else:
                (pages if kind == "url" else maps).append(listed)
    except etree.XMLSyntaxError as error:
        fault = f"broken XML: {error.msg}"
    return Sitemap(tuple(pages), tuple(maps), foreign, fault)


def same_host(address: str, host: str) -> bool:
    """Tell whether an address is one of a host's."""
    try:
        found = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return bool(found) and found.removeprefix("www.") == host.lower().removeprefix("www.")


def _unpack(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return zlib.decompressobj(31).decompress(content, SIZE_LIMIT + 1)
    except zlib.error:
        return b""


def _cut(content: bytes) -> tuple[bytes, str | None]:
    """Cut what ends in the midst of an entry after the last whole one: half an address is another address."""
    if _END.search(content, max(0, len(content) - 1024)) or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content, None
    stops = [found.end() for found in _ENTRY_END.finditer(content)]
    return content[: stops[-1] if stops else 0], "cut off before its end"


def _iterate(content: bytes) -> Iterator[tuple[str, Listed]]:
    """Yield each ``url`` and ``sitemap``; no entity is resolved, no file or address looked at."""
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    for _, element in etree.iterparse(BytesIO(content), events=("end",), recover=True, **options):
        kind = _local(element)
        if kind not in ("url", "sitemap"):
            continue
        own = (part for part in element.iter() if isinstance(part.tag, str) and not _MEDIA.search(part.tag))
        told = {_local(part): (part.text or "").strip() for part in own}
        address = told.get("loc", "")
        if address.startswith(("http://", "https://")):
            yield kind, _listed(address, told)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _listed(address: str, told: dict[str, str]) -> Listed:
    return Listed(
        address,
        told.get("lastmod") or None,
        told.get("publication_date") or None,
        told.get("title") or None,
        told.get("language") or None,
        told.get("name") or None,
    )


def _local(element: Any) -> str:
    """The name of an element without its namespace, also where nobody has declared its prefix."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()
