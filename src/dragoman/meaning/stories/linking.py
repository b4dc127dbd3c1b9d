"""Links: pairs of pages that may tell one story, found by rare keys and weighed by all that they share."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from dragoman.meaning.stories.records import Affinity, Link, StoryPage
from dragoman.meaning.stories.sketches import PROBES, REPEATED, resemblance
from dragoman.meaning.stories.weighing import Frequencies, Vector
from dragoman.meaning.stories.windows import Stretch, dates_allow, find_stretch, stretch_of, stretches_around

ALPHABETS = ("Latn", "Cyrl", "Grek", "Geor", "Armn")
"""Scripts that write vowels, so that skeletons lose little."""

Postings = dict[str | int, list[str]]

MOST_SHARED = 60
"""A key of more pages in one stretch of time does not bring pages together; it still counts between those that others
brought together."""

ONE_LANGUAGE = 0.5
"""The likeness that makes one story of two pages of one language."""

ALPHABETS_ALIKE = 0.34
"""The likeness of pages in two languages that both write their vowels."""

ACROSS = 0.2
"""The likeness of pages of which one leaves vowels and capitals out, so that names lose more and words add noise."""

UNDATED = 1.35
"""So much more likeness it takes in one language where a day is not known: the same people meet again next month."""

COPIED = 2.0
"""What a page that repeats the other's text counts, in the measure of what suffices."""

WEAKEST = 600
"""Links below this score, in thousandths, are not kept."""


def link_pages(
    pages: Iterable[StoryPage], changed: Collection[Stretch] | None = None, *, affinity: Affinity | None = None
) -> tuple[Link, ...]:
    """Return the links between pages.

    Args:
        pages: Each key once: all pages of the chronicle. Where ``changed`` is given, those up to :data:`REACH`
            stretches from a changed one and those without a day will do, unless ``None`` is among the changed.
        changed: The stretches in which pages came or went; only links that may have become others are returned, those
            of pages at most one stretch away. All links where left out.
        affinity: More evidence for pairs that share a rare key.

    Returns:
        The links, sorted; the same for any order of the pages.

    Cost:
        Linear in the pages, in the keys of each and in :data:`MOST_SHARED`.
    """
    linker = _Linker({page.key: page for page in sorted(pages, key=lambda page: page.key)}, affinity)
    wanted = None if changed is None else {near for stretch in changed for near in stretches_around(stretch)}
    return tuple(sorted(linker.links(wanted)))


class _Linker:
    def __init__(self, pages: Mapping[str, StoryPage], affinity: Affinity | None) -> None:
        self.pages, self.affinity = pages, affinity
        self.stretches = {key: stretch_of(page) for key, page in pages.items()}
        frequencies = Frequencies(pages.values())
        self.vectors: dict[str, Vector] = {key: frequencies.weigh(page) for key, page in pages.items()}
        self.postings: dict[Stretch, Postings] = defaultdict(lambda: defaultdict(list))
        for key, page in pages.items():
            for probe in self._probes(page):
                self.postings[self.stretches[key]][probe].append(key)
        for found in self.postings.values():
            for probe in [probe for probe, keys in found.items() if len(keys) > MOST_SHARED]:
                del found[probe]

    def _probes(self, page: StoryPage) -> Iterator[str | int]:
        yield from self.vectors[page.key]
        yield from page.sketch[:PROBES]

    def links(self, wanted: Collection[Stretch] | None) -> Iterator[Link]:
        """Yield the links of which at least one page is in a wanted stretch."""
        known = set(self.stretches.values())
        sought = {stretch: _seek(stretch, wanted) for stretch in known}
        for key, stretch in self.stretches.items():
            for other in self._partners(key, sought[stretch]):
                theirs = self.stretches[other]
                if (other > key or stretch not in sought[theirs]) and (link := self._link(*sorted((key, other)))):
                    yield link

    def _partners(self, key: str, near: Iterable[Stretch]) -> set[str]:
        """Return the pages of some stretches that share a key which is rare in both stretches."""
        own, page = self.postings[self.stretches[key]], self.pages[key]
        probes = [probe for probe in self._probes(page) if probe in own]
        there = [self.postings[stretch] for stretch in near if stretch in self.postings]
        found = {other for postings in there for probe in probes for other in postings.get(probe, ())}
        found.discard(key)
        return {other for other in found if dates_allow(page, self.pages[other])}

    def _link(self, a: str, b: str) -> Link | None:
        first, second = self.pages[a], self.pages[b]
        copy = first.language == second.language and resemblance(first.sketch, second.sketch) >= REPEATED
        likeness = _multiply(self.vectors[a], self.vectors[b]) / _sufficient(first, second)
        more = self.affinity(first, second) if self.affinity else None
        score = round(1000 * max(likeness, COPIED if copy else 0.0, more or 0.0))
        return Link(a, b, score, copy) if score >= WEAKEST else None


def _seek(stretch: Stretch, wanted: Collection[Stretch] | None) -> tuple[Stretch, ...]:
    """Return where the pages of a stretch look for others; those without a day are found by all that have one."""
    if wanted is None or stretch in wanted:
        return (None,) if stretch is None else (*stretches_around(stretch), None)
    near = stretches_around(stretch) if stretch is not None else ()
    return (*(other for other in near if other in wanted), *((None,) if stretch is not None and None in wanted else ()))


def _multiply(a: Vector, b: Vector) -> float:
    """Return the sum of the products of shared weights, in one order whatever the pages' order."""
    return sum(weight * b[key] for key, weight in a.items() if key in b)


def _sufficient(a: StoryPage, b: StoryPage) -> float:
    if a.language != b.language:
        return ALPHABETS_ALIKE if a.script in ALPHABETS and b.script in ALPHABETS else ACROSS
    return ONE_LANGUAGE * (UNDATED if find_stretch(a.published) is None or find_stretch(b.published) is None else 1.0)
