"""Gathers pages into stories around those that changed, and leaves all other stories as they are.

Links tie the pages of one day to those of the next, through all the time that a chronicle knows. But whether two groups
of pages become one story hangs on these two alone, so a story comes out the same beside any others that do not join
it. So the pages that changed are gathered again with the stories that they may join, and only if one of these comes
out differently, its pages count as changed as well.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.dialects import chunks, fetch_rows
from dragoman.chronicle.sense import Sense
from dragoman.meaning.stories import Copy, Link, Story, group_copies
from dragoman.meaning.stories.clustering import SUFFICES

Pair = tuple[int, int]
Links = dict[Pair, tuple[int, int]]
"""Score of a pair of pages, and 1 where one page repeats the other's text."""

FEW_ROUNDS = 8
"""After so many rounds everything that came out differently in any of them is gathered at once."""

_LINK, _SIGNATURE, _MEMBER = derived.story_link.c, derived.signature.c, derived.story_page.c


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


class _Search:
    """The pages and stories around some pages; what is loaded is kept."""

    def __init__(self, connection: Connection, sense: Sense) -> None:
        self._connection, self._sense = connection, sense
        self._heads: dict[int, _Head] = {}
        self._homes: dict[int, set[int]] = {}

    def gather(self, touched: Collection[int]) -> Gathered:
        """Gather pages with all that their stories may join, until nothing comes out differently any more."""
        found: dict[int, Story] = {}
        inside, rounds = self._complete(self._find_copies(touched)), 0
        while inside:
            tied = load_links(self._connection, inside, least=SUFFICES)
            around = self._complete({number for pair in tied for number in pair}) - inside
            changed = self._take(self._cluster(inside | around), around, found)
            odd = self._find_tied(changed, beyond=inside | around)
            rounds += 1
            inside = self._complete(odd if rounds < FEW_ROUNDS or not odd else odd | found.keys())
        self._load_heads(found)
        pages = {self._heads[number].sha256: (number, self._heads[number].published) for number in found}
        stories = {story.id: story for story in found.values()}
        return Gathered(pages, tuple(stories[key] for key in sorted(stories)), self._group_copies(found.keys()))

    def _cluster(self, numbers: Collection[int]) -> list[tuple[Story, set[int]]]:
        """Gather some pages by the links between them; return the stories with the numbers of their pages."""
        heads = self._load_heads(numbers)
        links = [
            Link(heads[a].sha256, heads[b].sha256, score, bool(copy))
            for (a, b), (score, copy) in _load_inside(self._connection, heads).items()
        ]
        places = {head.sha256: number for number, head in heads.items()}
        languages = {head.sha256: head.language for head in heads.values()}
        stories = self._sense.cluster_pages(languages, links, {head.sha256: head.published for head in heads.values()})
        return [(story, {places[key] for key in story.pages}) for story in stories]

    def _take(
        self, stories: Iterable[tuple[Story, set[int]]], around: Collection[int], found: dict[int, Story]
    ) -> set[int]:
        """Take stories as found that hold anything but what lay around, or came out differently; return the latter."""
        odd: set[int] = set()
        for story, pages in stories:
            near = pages.intersection(around)
            changed = any(self._homes[number] != pages for number in near)
            if changed or len(near) < len(pages):
                found |= dict.fromkeys(pages, story)
                self._homes |= dict.fromkeys(pages, pages)
            if changed:
                odd |= pages
        return odd

    def _find_tied(self, numbers: Collection[int], *, beyond: Collection[int]) -> set[int]:
        """Return those of some pages that may be in one story with one beyond what was gathered."""
        tied = load_links(self._connection, numbers, least=SUFFICES)
        return {one for a, b in tied for one, other in ((a, b), (b, a)) if one in numbers and other not in beyond}

    def _complete(self, numbers: Collection[int]) -> set[int]:
        """Return pages with all that are in one story with them so far."""
        homes = _load_homes(self._connection, (number for number in numbers if number not in self._homes))
        statement = select(_MEMBER.story_id, _MEMBER.page_id)
        for ids in chunks(sorted(set(homes.values()))):
            members: dict[str, set[int]] = defaultdict(set)
            for story, number in fetch_rows(self._connection, statement.where(_MEMBER.story_id.in_(ids))):
                members[story].add(number)
            self._homes.update((number, pages) for pages in members.values() for number in pages)
        for number in numbers:
            self._homes.setdefault(number, set())
        return {*numbers, *(other for number in numbers for other in self._homes[number])}

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
        for piece in chunks(sorted(number for number in numbers if number not in self._heads)):
            for number, sha256, language, published, digest in fetch_rows(
                self._connection, statement.where(_SIGNATURE.page_id.in_(piece))
            ):
                self._heads[number] = _Head(sha256, language, published, digest and f"{language} {digest}")
        return {number: self._heads[number] for number in numbers if number in self._heads}


def load_links(connection: Connection, numbers: Iterable[int], *, least: int = 0, copies: bool = False) -> Links:
    """Return the links of pages to any others, by the numbers of both; those of copies alone, if they are wanted."""
    found: Links = {}
    more = [_LINK.copy == 1] if copies else []
    for piece in chunks(sorted(numbers)):
        for column in (_LINK.page_id, _LINK.other_id):
            found |= _select_links(connection, column.in_(piece), _LINK.score >= least, *more)
    return found


def _load_inside(connection: Connection, numbers: Collection[int]) -> Links:
    """Return the links between some pages."""
    found: Links = {}
    for piece in chunks(sorted(numbers)):
        links = _select_links(connection, _LINK.page_id.in_(piece))
        found.update((pair, link) for pair, link in links.items() if pair[1] in numbers)
    return found


def _select_links(connection: Connection, *conditions: ColumnElement[bool]) -> Links:
    columns = _LINK.page_id, _LINK.other_id, _LINK.score, _LINK.copy
    rows = fetch_rows(connection, select(*columns).where(*conditions))
    return {(page, other): (score, copy) for page, other, score, copy in rows}


def _load_homes(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the story that each page is in so far."""
    found: dict[int, str] = {}
    for piece in chunks(sorted(numbers)):
        rows = fetch_rows(connection, select(_MEMBER.page_id, _MEMBER.story_id).where(_MEMBER.page_id.in_(piece)))
        found.update((number, story) for number, story in rows)
    return found


def pages_of(connection: Connection, stories: Iterable[str]) -> set[int]:
    """Return the pages of stories."""
    found: set[int] = set()
    for piece in chunks(sorted(stories)):
        found |= set(connection.scalars(select(_MEMBER.page_id).where(_MEMBER.story_id.in_(piece))))
    return found


def stories_of(connection: Connection, numbers: Iterable[int]) -> set[str]:
    """Return the stories that pages are in so far."""
    return set(_load_homes(connection, numbers).values())


def list_alike(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Return the pages that have the same words as one of some pages, with those that share them."""
    found: set[int] = set()
    for piece in chunks(sorted(numbers)):
        mine = select(_SIGNATURE.digest).where(_SIGNATURE.page_id.in_(piece), _SIGNATURE.digest != "")
        found |= set(connection.scalars(select(_SIGNATURE.page_id).where(_SIGNATURE.digest.in_(mine))))
    return found
