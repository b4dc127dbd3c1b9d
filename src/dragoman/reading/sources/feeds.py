"""Pages from RSS and Atom: each entry is a page with the date, author and outlet that the feed tells.

feedparser knows the many forms. Before it reads, what is broken is repaired, and the document type is cut off, with
every entity that it declares: nothing is expanded and no file that it names is looked at.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import struct_time
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urljoin

from msgspec import Struct

from dragoman.model.pages import Page, Rejected, Told
from dragoman.reading.pages.encodings import decode_bytes
from dragoman.reading.pages.intake import PAGE_LIMIT
from dragoman.reading.sources.composing import compose_page
from dragoman.reading.sources.origin import Origin
from dragoman.reading.sources.repairing import repair_xml

if TYPE_CHECKING:
    from feedparser import FeedParserDict

ENTRY_LIMIT = 10_000
"""The most entries of one feed that are read; the others are counted in one rejection."""
TAG_LIMIT = 500_000
"""The most tags of a feed: what parses it takes up to 20 microseconds for each."""
_START = re.compile(rb"<(?:[\w-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_STOP = re.compile(rb"</(?:[\w-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[\w-]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]*\?>")
_MARKUP = re.compile(r"<[a-zA-Z/][^<>]{0,5000}>|&(?:#\d{1,7}|\w{1,31});")
_FULL = 1.2
"""A content that is not longer than the summary, by so much, is no more than the summary."""


class BrokenFeedError(ValueError):
    """A feed on which the library that reads feeds fails."""


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of a feed: its address, and what is told about it, with its text."""

    id: str | None
    address: str | None
    told: Told


def iterate_feed(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    """Yield a page for each entry of a feed."""
    content = stream.read(PAGE_LIMIT + 1)
    if len(content) > PAGE_LIMIT:
        yield Rejected(origin.name, origin.address, "too-large", f"a feed of more than {PAGE_LIMIT:,} bytes")
        return
    tags = content.count(b"<")
    if tags > TAG_LIMIT:
        yield Rejected(origin.name, origin.address, "too-large", f"a feed of {tags:,} tags; the limit is {TAG_LIMIT:,}")
        return
    cut, left = cut_entries(content)
    try:
        entries = read_entries(cut)
    except BrokenFeedError as error:
        yield Rejected(origin.name, origin.address, "malformed", str(error))
        return
    yield from pages_of(entries, origin)
    if left:
        yield Rejected(origin.name, origin.address, "too-large", f"{left:,} entries after the first {ENTRY_LIMIT:,}")


def pages_of(entries: list[Entry], origin: Origin) -> Iterator[Page | Rejected]:
    """Yield a page for each entry; a feed without any is ``Rejected``."""
    if not entries:
        yield Rejected(origin.name, origin.address, "empty", "a feed without entries")
    for number, entry in enumerate(entries, start=1):
        place = entry.address or f"{origin.address}#{number}"
        name = entry.address or entry.id or f"{origin.name}:{number}"
        own = Origin(name, place, origin.options)
        yield compose_page(entry.told, own)


def cut_entries(content: bytes) -> tuple[bytes, int]:
    """Return the feed with no more entries than :data:`ENTRY_LIMIT`, and how many were cut off."""
    starts = [found.start() for found in _START.finditer(content)]
    if len(starts) <= ENTRY_LIMIT:
        return content, 0
    stops = [found.end() for found in _STOP.finditer(content, starts[-1])]
    return content[: starts[ENTRY_LIMIT]] + content[stops[-1] if stops else len(content) :], len(starts) - ENTRY_LIMIT


def read_entries(content: bytes, *, base: str = "") -> list[Entry]:
    """Return the entries of RSS or Atom, in the order of the feed.

    Args:
        content: The feed.
        base: The address of the feed, from which relative links count; without one they are no addresses.

    Raises:
        BrokenFeedError: It cannot be read.

    Cost: about 1 ms an entry.
    """
    import feedparser

    whole = repair_xml(_decode(_drop_doctype(content)))
    try:
        feed = feedparser.parse(whole, sanitize_html=False, resolve_relative_uris=False)
        return [_entry(entry, feed.feed, base=base) for entry in feed.entries]
    except (LookupError, AttributeError, TypeError, ValueError, OverflowError, RecursionError) as error:
        # such as an entry within the link of an entry
        raise BrokenFeedError(f"no feed that can be read: {type(error).__name__}: {error}") from error


def _drop_doctype(content: bytes) -> bytes:
    """Cut a document type, with whatever it declares, up to the root element; all that follows where there is none."""
    root = _ROOT.search(content)
    declared = _DOCTYPE.search(content, 0, root.start() if root else len(content))
    if declared is None:
        return content
    return content[: declared.start()] + (content[root.start() :] if root else b"")


def _decode(content: bytes) -> str:
    """The feed as text, decoded as pages are: many declare an encoding that is not theirs."""
    found = decode_bytes(content, content_type=_declared(content))
    return found[0] if found else content.decode("utf-8", "replace")


def _declared(content: bytes) -> str | None:
    line = _DECLARED.search(content[:1024])
    found = re.search(rb"""encoding\s*=\s*["']([\w.:-]+)""", line.group()) if line else None
    return f"text/xml; charset={found[1].decode('ascii', 'replace')}" if found else None


def _entry(entry: "FeedParserDict", feed: "FeedParserDict", *, base: str) -> Entry:
    content = max((part.get("value", "") for part in entry.get("content", ())), key=len, default="")
    summary = entry.get("summary", "")
    whole = len(content) > _FULL * len(summary)
    text = content if whole else summary
    told = Told(
        by="feed",
        title=_plain(entry.get("title")),
        published=_moment(entry, "published"),
        updated=_moment(entry, "updated"),
        author=_plain(entry.get("author")),
        outlet=_plain((entry.get("source") or {}).get("title")) or _plain(feed.get("title")),
        language=_language(entry, feed),
        text=text,
        markup=bool(_MARKUP.search(text)),
        holds="content" if whole else "summary",
    )
    return Entry(id=entry.get("id"), address=_address(entry, base), told=told)


def _address(entry: "FeedParserDict", base: str) -> str | None:
    written = str(dict.get(entry, "link") or "").strip()
    try:
        link = urljoin(base, written) if written else ""
    except ValueError:
        return None
    return link if link.startswith(("http://", "https://")) else None


def _language(entry: Any, feed: Any) -> str | None:
    said = entry.get("language") or feed.get("language") or (entry.get("title_detail") or {}).get("language") or ""
    tag = str(said).strip().replace("_", "-").split("-")[0].lower()
    return tag if tag.isalpha() and 2 <= len(tag) <= 3 else None


def _plain(text: object) -> str | None:
    """A title or name without its markup."""
    from html import unescape

    words = " ".join(unescape(_MARKUP.sub(lambda tag: tag[0] if tag[0][0] == "&" else " ", str(text or ""))).split())
    return words or None


def _moment(entry: Any, field: str) -> str | None:
    """The moment in its own time zone, in which the day is the one that readers there know."""
    written = str(dict.get(entry, field) or "").strip()  # the get of feedparser answers for what is not there
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(written).isoformat()
        except (ValueError, OverflowError):  # a year or a time zone of very many digits
            continue
    return _moment_utc(dict.get(entry, f"{field}_parsed"))


def _moment_utc(parsed: struct_time | None) -> str | None:
    try:
        return datetime(*parsed[:6], tzinfo=UTC).isoformat() if parsed else None
    except (ValueError, OverflowError):
        return None
