"""What a page comes to in every table, worked out without a database: a pure function, for any process to run."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dragoman.chronicle.members import list_members, split_key
from dragoman.chronicle.rows import Rows, format_content, format_page, format_reading
from dragoman.chronicle.search.indexing import make_rows
from dragoman.chronicle.sense import Sense
from dragoman.meaning.entities.blocking import spelling_keys
from dragoman.meaning.stories import StoryPage, find_stretch
from dragoman.model import Page, Reading, Rejected


class PreparedPage(Struct, frozen=True):
    """The row of a page and all rows that belong to it, by table, without its number.

    ``sentences`` are those of the search, ``None`` where they are left for later.
    """

    page: Mapping[str, Any]
    rows: Mapping[str, list[dict[str, Any]]]
    blocks: Mapping[str, tuple[str, ...]]
    spellings: tuple[dict[str, Any], ...]
    signature: Mapping[str, Any]
    sentences: tuple[dict[str, Any], ...] | None = None


class PreparedRejection(Struct, frozen=True):
    """A page that a reader could not use, with its row where its bytes are known."""

    rejected: Rejected
    page: Mapping[str, Any] | None
    reader: str


def prepare_page(page: Page, reading: Reading, *, sense: Sense, index: bool = False) -> PreparedPage:
    """Work out all rows of a page that was read.

    Args:
        page: The page.
        reading: Its reading.
        sense: The functions by which entities and stories follow.
        index: Whether the sentences for the search are worked out as well.
    """
    published = reading.article.published.value
    members = list_members(page.sha256, reading.referents, offices=reading.offices, published=published)
    rows: Rows = {"content": [format_content(page)], **format_reading(reading)}
    sentences = tuple(make_rows({"page_id": 0, **rows["article"][0]})) if index else None
    return PreparedPage(
        page=format_page(_lighten(page, reading), status="read", reader=reading.reader),
        rows=rows,
        blocks={split_key(one.key)[1]: sense.block_keys(one) for one in members},
        spellings=list_spellings((one.name, one.language) for one in members if one.kind == "person"),
        signature=format_signature(sense.sign_page(page.sha256, reading)),
        sentences=sentences,
    )


def list_spellings(names: Iterable[tuple[str, str]]) -> tuple[dict[str, Any], ...]:
    """Return the rows by which full names of people are found, given with their languages."""
    return tuple(
        {"key": key, "name": name, "language": language}
        for name, language in sorted(set(names))
        for key in spelling_keys(name, language)
    )


def format_signature(page: StoryPage) -> dict[str, Any]:
    """Return the row of what of a page tells its story, without its number."""
    return {
        "stretch": find_stretch(page.published),
        "language": page.language,
        "script": page.script,
        "published": page.published,
        "keys": msgspec.json.encode(page.keys).decode(),
        "sketch": msgspec.json.encode(page.sketch).decode(),
        "digest": page.digest,
        "runs": page.runs,
    }


def _lighten(page: Page, reading: Reading) -> Page:
    """Return a page without the text that a feed holds of it, where the page has one of its own."""
    if page.told is None or page.told.text is None or reading.article.from_feed:
        return page
    return replace(page, told=replace(page.told, text=None, markup=False, holds=None))
