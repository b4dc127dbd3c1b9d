"""What a chronicle answers about pages that belong together: stories, and versions of one page."""

from msgspec import Struct


class StoryPageView(Struct, frozen=True, gc=False):
    """One page of a story. ``copy_of`` is the sha256 of the first page with this text, where several have it.

    ``copy_kind`` is ``text`` where another has the same words, ``near`` where one has nearly the same.
    """

    name: str
    address: str
    sha256: str
    language: str
    title: str
    outlet: str | None
    published: str | None
    copy_of: str | None = None
    copy_kind: str | None = None


class SharedName(Struct, frozen=True, gc=False):
    """An entity that several pages of a story name, with how many do."""

    id: str
    kind: str
    name: str
    pages: int


class StoryView(Struct, frozen=True, gc=False):
    """Pages that tell of one thing, in the order in which they came out.

    ``headline`` is that of the first page in English, else of the first page. ``since`` and ``until`` are the first and
    last day on which a page came out, ``None`` where no page says. ``names`` are those on at least half the pages and
    on two, the most often named first.
    """

    id: str
    headline: str
    since: str | None
    until: str | None
    languages: tuple[str, ...]
    outlets: tuple[str, ...]
    pages: tuple[StoryPageView, ...]
    names: tuple[SharedName, ...]


class VersionView(Struct, frozen=True, gc=False, kw_only=True):
    """One version of a page, and what it says otherwise than the one before.

    ``fetched`` and ``stored`` are times in UTC, ``updated`` and ``published`` what the page itself says (EDTF).
    ``news`` is false where its words are those of the version before. ``added`` and ``removed`` are sentences.
    """

    name: str
    address: str
    sha256: str
    fetched: str | None
    stored: str
    updated: str | None
    published: str | None
    news: bool
    added: tuple[str, ...]
    removed: tuple[str, ...]
