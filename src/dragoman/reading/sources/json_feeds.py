"""Pages from JSON Feed.

Source: JSON Feed, version 1.1, https://www.jsonfeed.org/version/1.1/
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from dragoman.model.pages import Page, Rejected, Told
from dragoman.reading.pages.intake import PAGE_LIMIT
from dragoman.reading.sources.feeds import ENTRY_LIMIT, Entry, pages_of
from dragoman.reading.sources.origin import Origin


def iterate_json_feed(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    """Yield a page for each entry of a JSON Feed; an entry that is no object is ``Rejected``."""
    content = stream.read(PAGE_LIMIT + 1)
    if len(content) > PAGE_LIMIT:
        yield Rejected(origin.name, origin.address, "too-large", f"a feed of more than {PAGE_LIMIT:,} bytes")
        return
    try:
        feed = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        yield Rejected(origin.name, origin.address, "malformed", f"no JSON Feed: {error}")
        return
    yield from pages_of(read_json_entries(feed), origin)
    left = len(_items(feed)) - ENTRY_LIMIT
    if left > 0:
        yield Rejected(origin.name, origin.address, "too-large", f"{left:,} entries after the first {ENTRY_LIMIT:,}")


def read_json_entries(feed: Mapping[str, Any]) -> list[Entry]:
    """Return the entries of a decoded JSON Feed, no more than :data:`~dragoman.reading.sources.feeds.ENTRY_LIMIT`."""
    return [_entry(entry if isinstance(entry, dict) else {}, feed) for entry in _items(feed)[:ENTRY_LIMIT]]


def _items(feed: Mapping[str, Any]) -> list[Any]:
    items = feed.get("items")
    return items if isinstance(items, list) else []


def _entry(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> Entry:
    html, text = _text(entry, "content_html"), _text(entry, "content_text")
    summary = _text(entry, "summary")
    told = Told(
        by="feed",
        title=_text(entry, "title"),
        published=_text(entry, "date_published"),
        updated=_text(entry, "date_modified"),
        author=_author(entry) or _author(feed),
        outlet=_text(feed, "title"),
        language=_text(entry, "language") or _text(feed, "language"),
        text=html or text or summary,
        markup=bool(html),
        holds="content" if html or text else "summary",
    )
    address = _text(entry, "url") or _text(entry, "external_url")
    known = address if address and address.startswith(("http://", "https://")) else None
    return Entry(id=_text(entry, "id"), address=known, told=told)


def _author(part: Mapping[str, Any]) -> str | None:
    authors = part.get("authors")
    listed = authors if isinstance(authors, list) else [part.get("author")]
    names = [_text(author, "name") for author in listed if isinstance(author, dict)]
    return next(filter(None, names), None)


def _text(part: Mapping[str, Any], field: str) -> str | None:
    value = part.get(field)
    return value.strip() or None if isinstance(value, str) else None
