"""Gathers pages into stories around those that changed, and leaves all other stories as they are.

Links tie the pages of one day to those of the next; whether two groups of pages become one story hangs on these alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.around import Around
from dragoman.chronicle.dialects import fetch_in
from dragoman.chronicle.sense import Sense
from dragoman.meaning.stories import Copy, Link, Story, group_copies
from dragoman.meaning.stories.clustering import SUFFICES

Pair = tuple[int, int]
Links = dict[Pair, tuple[int, int]]
"""Score of a pair of pages, and 1 where one page repeats the other's text."""

_LINK, _SIGNATURE, _MEMBER = derived.story_link.c, derived.signature.c, derived.story_page.c
_LINKS = select(_LINK.page_id, _LINK.other_id, _LINK.score, _LINK.copy)


class Gathered(Struct, frozen=True):
    """Stories that were gathered again; number and date of their pages, and which of these repeat a text, by sha256."""

    pages: Mapping[str, tuple[int, str | None]]
    stories: tuple[Story, ...]
    copies: Mapping[str, Copy]


class _Head(Struct, frozen=True, gc=False):
    """What of a page is needed to gather it; ``digest`` is that of its words with its language."""

    sha256: str
    language: str
    published: str | None
    digest: str


def gather_around(connection: Connection, touched: Collection[int], sense: Sense) -> Gathered:
    """Gather the pages around those that came or whose links are others now.

    Args:
        connection: The database.
        touched: The pages; of a story that lost a page all that are left.
        sense: How stories follow from links.

    Returns:
        The stories of these pages, and others that came out differently.

    Cost:
        Linear in the links of the pages of those stories, and of the ones that they may join.
    """
    return _Search(connection, sense).gather(touched)


class _Search(Around[int, Story]):
    """The pages and stories around some pages; what is loaded is kept."""

    def __init__(self, connection: Connection, sense: Sense) -> None:
        super().__init__()
        self._connection, self._sense = connection, sense
        self._heads: dict[int, _Head] = {}

    def gather(self, touched: Collection[int]) -> Gathered:
        """Gather pages with all that their stories may join."""
        found = self.settle(self._find_copies(touched))
        self._load_heads(found)
        pages = {self._heads[number].sha256: (number, self._heads[number].published) for number in found}
        stories = {story.id: story for story in found.values()}
        return Gathered(pages, tuple(stories[key] for key in sorted(stories)), self._group_copies(found.keys()))

    def load_homes(self, parts: Collection[int]) -> list[set[int]]:
        """Return the pages of the stories that hold some pages so far."""
        return list(_load_pages(self._connection, stories_of(self._connection, parts)).values())

    def load_ties(self, parts: Collection[int]) -> set[Pair]:
        """Return the links that join stories by themselves."""
        return set(load_links(self._connection, parts, least=SUFFICES))

    def group(self, parts: set[int], ties: set[Pair]) -> list[tuple[Story, set[int]]]:
        """Gather some pages by all links between them, those as well that only count beside others."""
        heads = self._load_heads(parts)
        links = [
            Link(heads[a].sha256, heads[b].sha256, score, bool(copy))
            for (a, b), (score, copy) in _load_inside(self._connection, heads).items()
        ]
        places = {head.sha256: number for number, head in heads.items()}
        languages = {head.sha256: head.language for head in heads.values()}
        stories = self._sense.cluster_pages(languages, links, {head.sha256: head.published for head in heads.values()})
        return [(story, {places[key] for key in story.pages}) for story in stories]

    def _find_copies(self, numbers: Collection[int]) -> set[int]:
        """Return pages with all that have the text of one, changed a little or not, through any number of others."""
        found, new = set(numbers), set(numbers)
        while new:
            tied = {number for pair in load_links(self._connection, new, copies=True) for number in pair}
            new = (tied | list_alike(self._connection, new)) - found
            found |= new
        return found

    def _group_copies(self, numbers: Collection[int]) -> dict[str, Copy]:
        heads = self._load_heads(self._find_copies(numbers))
        links = [
            Link(heads[a].sha256, heads[b].sha256, score, copy=True)
            for (a, b), (score, copy) in load_links(self._connection, heads, copies=True).items()
        ]
        return group_copies(links, {head.sha256: head.digest for head in heads.values()})

    def _load_heads(self, numbers: Collection[int]) -> dict[int, _Head]:
        """Return what is needed of pages; of those that are no more, nothing."""
        columns = _SIGNATURE.page_id, schema.page.c.sha256, _SIGNATURE.language, _SIGNATURE.published, _SIGNATURE.digest
        statement = select(*columns).join_from(derived.signature, schema.page, schema.page.c.id == _SIGNATURE.page_id)
        missing = [number for number in numbers if number not in self._heads]
        for row in fetch_in(self._connection, statement, _SIGNATURE.page_id, missing):
            number, sha256, language, published, digest = row
            self._heads[number] = _Head(sha256, language, published, digest and f"{language} {digest}")
        return {number: self._heads[number] for number in numbers if number in self._heads}


def load_links(connection: Connection, numbers: Collection[int], *, least: int = 0, copies: bool = False) -> Links:
    """Return the links of pages to any others, by the numbers of both; those of copies alone, if they are wanted."""
    which = _LINKS.where(_LINK.score >= least, *([_LINK.copy == 1] if copies else ()))
    found: Links = {}
    for column in (_LINK.page_id, _LINK.other_id):
        for page, other, score, copy in fetch_in(connection, which, column, numbers):
            found[page, other] = score, copy
    return found


def _load_inside(connection: Connection, numbers: Collection[int]) -> Links:
    """Return the links between some pages."""
    rows = fetch_in(connection, _LINKS, _LINK.page_id, numbers)
    return {(page, other): (score, copy) for page, other, score, copy in rows if other in numbers}


def _load_pages(connection: Connection, stories: Iterable[str]) -> dict[str, set[int]]:
    """Return the pages of each story."""
    found: dict[str, set[int]] = defaultdict(set)
    statement = select(_MEMBER.story_id, _MEMBER.page_id)
    for story, number in fetch_in(connection, statement, _MEMBER.story_id, stories):
        found[story].add(number)
    return found


def pages_of(connection: Connection, stories: Iterable[str]) -> set[int]:
    """Return the pages of stories."""
    return set().union(*_load_pages(connection, stories).values())


def stories_of(connection: Connection, numbers: Iterable[int]) -> set[str]:
    """Return the stories that pages are in so far."""
    return {story for (story,) in fetch_in(connection, select(_MEMBER.story_id), _MEMBER.page_id, numbers)}


def list_alike(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Return the pages that have the same words as one of some pages, with those that share them."""
    told = select(_SIGNATURE.digest).where(_SIGNATURE.digest != "")
    digests = {digest for (digest,) in fetch_in(connection, told, _SIGNATURE.page_id, numbers)}
    return {number for (number,) in fetch_in(connection, select(_SIGNATURE.page_id), _SIGNATURE.digest, digests)}
