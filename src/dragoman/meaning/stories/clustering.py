"""Clustering: linked pages become stories, the strongest links first, as long as the pages agree on average.

Pages of one language know most of each other: where two groups would bring such pages together, those have to agree by
themselves, whatever pages of other languages say. So two meetings of one person do not become one story because a
page in another script resembles both.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2s
from types import MappingProxyType

from dragoman.meaning.offices.spells import earliest_first
from dragoman.meaning.stories.records import Copy, Link, Story

SUFFICES = 1000
"""The score of a link that may bring two groups together."""

AGREED = 900
"""What the links between two groups have to reach on average; pages without a link count as 0."""

HIGHEST = 2000
"""A score above this counts as this, so that one copy does not outvote many strangers."""

DIGEST_BYTES = 5
UNDATED: Mapping[str, str | None] = MappingProxyType({})


def cluster_pages(
    languages: Mapping[str, str], links: Iterable[Link], published: Mapping[str, str | None] = UNDATED
) -> tuple[Story, ...]:
    """Gather pages that tell of one thing.

    Args:
        languages: The language of each page, by key; closed under the links.
        links: All links between them.
        published: The dates of pages (EDTF), by key; the earliest page gives the story its name.

    Returns:
        Stories sorted by id, every page in one; the same for any order of pages and links.
    """
    groups = _Groups(languages)
    for link in sorted(links, key=lambda link: (-link.score, link.a, link.b)):
        groups.note(link)
    for a, b in groups.strongest():
        groups.join(a, b)

    def order(key: str) -> tuple[bool, str, str]:
        return earliest_first(published.get(key), key)

    found = (Story(name_story(min(pages, key=order)), tuple(sorted(pages))) for pages in groups.pages.values())
    return tuple(sorted(found, key=lambda story: story.id))


def group_copies(links: Iterable[Link], digests: Mapping[str, str] = MappingProxyType({})) -> dict[str, Copy]:
    """Return what each page repeats that repeats another or is repeated: the first page by key of those with one text.

    A page repeats that first one itself: what only repeats a copy of it, changed once more, is another text. Pages with
    the same words count as one.

    Args:
        links: All links between the pages.
        digests: Those of the words of pages, by key; pages with the same are copies whatever lies between them.
    """
    same: dict[str, list[str]] = defaultdict(list)
    for key, digest in digests.items():
        same[digest or key].append(key)
    first = {key: min(keys) for keys in same.values() for key in keys}
    members = {min(keys): sorted(keys) for keys in same.values()}
    near: dict[str, set[str]] = defaultdict(set)
    for link in links:
        a, b = (first.setdefault(key, key) for key in (link.a, link.b))
        if link.copy and a != b:
            near[a].add(b)
            near[b].add(a)
    found: dict[str, Copy] = {}
    for head in sorted(members.keys() | near.keys()):
        texts = [head, *sorted(near[head])] if head not in found else []
        pages = [page for text in texts if text not in found for page in members.get(text, [text])]
        if len(pages) > 1:
            found |= {page: Copy(head, "text" if len(members.get(first[page], ())) > 1 else "near") for page in pages}
    return found


def name_story(first: str) -> str:
    """Return the id of a story by the key of its earliest page, so that it stays while pages of later days come."""
    return f"story:{blake2s(first.encode(), digest_size=DIGEST_BYTES).hexdigest()}"


class _Groups:
    """Groups of pages with the sums of scores between them, apart for pages of one language and of two."""

    def __init__(self, languages: Mapping[str, str]) -> None:
        self.pages: dict[str, list[str]] = {key: [key] for key in sorted(languages)}
        self._group = {key: key for key in self.pages}
        self._languages = languages
        self._counts: dict[str, dict[str, int]] = {key: {languages[key]: 1} for key in self.pages}
        self._sums: dict[str, dict[str, tuple[int, int]]] = {key: {} for key in self.pages}
        self._links: list[Link] = []

    def note(self, link: Link) -> None:
        """Take a link into account; the strongest come first."""
        score = min(link.score, HIGHEST)
        sums = (score, 0) if self._languages[link.a] == self._languages[link.b] else (0, score)
        self._sums[link.a][link.b] = self._sums[link.b][link.a] = sums
        self._links.append(link)

    def strongest(self) -> Iterable[tuple[str, str]]:
        """Yield the pairs that may bring groups together."""
        return ((link.a, link.b) for link in self._links if link.score >= SUFFICES)

    def join(self, a: str, b: str) -> None:
        """Join the groups of two pages, if they agree."""
        first, second = self._group[a], self._group[b]
        if first != second and self._agree(first, second):
            keep, drop = sorted((first, second), key=lambda name: (-len(self.pages[name]), name))
            self._merge(keep, drop)

    def _agree(self, first: str, second: str) -> bool:
        same, cross = self._sums[first].get(second, (0, 0))
        one, other = self._counts[first], self._counts[second]
        pairs = sum(number * other.get(language, 0) for language, number in one.items())
        crossing = len(self.pages[first]) * len(self.pages[second]) - pairs
        return same >= AGREED * pairs and cross >= AGREED * crossing

    def _merge(self, keep: str, drop: str) -> None:
        for page in self.pages[drop]:
            self._group[page] = keep
        self.pages[keep] += self.pages.pop(drop)
        for language, number in self._counts.pop(drop).items():
            self._counts[keep][language] = self._counts[keep].get(language, 0) + number
        mine = self._sums[keep]
        for other, (same, cross) in self._sums.pop(drop).items():
            theirs = self._sums[other]
            del theirs[drop]
            if other != keep:
                was = mine.get(other, (0, 0))
                mine[other] = theirs[keep] = (was[0] + same, was[1] + cross)
