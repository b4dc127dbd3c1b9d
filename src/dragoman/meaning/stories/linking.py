"""Links: pairs of pages that may tell one story, found by rare keys and weighed by all that they share."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dragoman.meaning.stories.keys import NUMBER, TABLE
from dragoman.meaning.stories.records import Affinity, Link, StoryPage
from dragoman.meaning.stories.sketches import FEWEST, PROBES, is_repeated, resemblance
from dragoman.meaning.stories.weighing import Frequencies, Vector
from dragoman.meaning.stories.windows import Stretch, dates_allow, find_stretch, stretch_of, stretches_around

ALPHABETS = ("Latn", "Cyrl", "Grek", "Geor", "Armn")
"""Scripts that write vowels, so that skeletons lose little."""

Posting = tuple[int, float]

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

LEAST_SHARED = 0.06
"""Half of what the weakest link needs; what two pages share of rare keys has to come to this before all is compared."""

COPIED = 2.0
"""What a page that repeats the other's text counts, in the measure of what suffices."""

WHOLE = 0.8
"""So much of the wording is in common where nearly nothing of a text was filled in anew."""

FILLED_IN = 0.6
"""The likeness that such texts have at least, unless what was filled in are the names."""

SAME_FACTS = 0.5
"""The share of countries, bodies and numbers that a text keeps which was only reworded."""

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
    wanted = None if changed is None else {near for stretch in changed for near in stretches_around(stretch)}
    linker = _Linker(sorted(pages, key=lambda page: page.key), affinity)
    return tuple(sorted(linker.links(wanted)))


class _Weighed(Struct, frozen=True):
    """A page with the weights of its keys and the hashes of its runs of words."""

    page: StoryPage
    vector: Vector
    runs: frozenset[int]


class _Days(Struct, frozen=True):
    """The pages of one stretch, and by rare key those that have it."""

    pages: Sequence[_Weighed]
    postings: Mapping[str | int, Sequence[Posting]]

    def probes(self, place: int) -> Iterator[tuple[str | int, float]]:
        """Yield what of a page is rare in these days: keys with weights, and hashes of its runs of words."""
        for probe, weight in _list_probes(self.pages[place]):
            if probe in self.postings:
                yield probe, weight


def _list_probes(one: _Weighed) -> Iterator[tuple[str | int, float]]:
    yield from one.vector.items()
    yield from ((value, 1.0) for value in one.page.sketch[:PROBES])


class _Linker:
    """Goes through time; only the days that it compares are made ready."""

    def __init__(self, pages: Iterable[StoryPage], affinity: Affinity | None) -> None:
        self._pages: dict[Stretch, list[StoryPage]] = defaultdict(list)
        for page in pages:
            self._pages[stretch_of(page)].append(page)
        self._affinity, self._frequencies = affinity, Frequencies(self._pages)
        self._ready: dict[Stretch, _Days] = {}

    def links(self, wanted: Collection[Stretch] | None) -> Iterator[Link]:
        """Yield the links of which at least one page is in a wanted stretch."""
        for stretch in sorted(self._pages, key=lambda stretch: (stretch is not None, stretch or 0)):
            sought = [other for other in _seek(stretch, wanted) if other in self._pages]
            self._ready = {near: days for near, days in self._ready.items() if near is None or near in sought}
            for other in sought:
                yield from self._compare(self._prepare(stretch), self._prepare(other))

    def _prepare(self, stretch: Stretch) -> _Days:
        if stretch not in self._ready:
            told = zip(self._pages[stretch], self._frequencies.weigh(stretch), strict=True)
            pages = [_Weighed(page, vector, frozenset(page.sketch)) for page, vector in told]
            postings: dict[str | int, list[Posting]] = defaultdict(list)
            for place, one in enumerate(pages):
                for probe, weight in _list_probes(one):
                    postings[probe].append((place, weight))
            rare = {probe: found for probe, found in postings.items() if len(found) <= MOST_SHARED}
            self._ready[stretch] = _Days(pages, rare)
        return self._ready[stretch]

    def _compare(self, here: _Days, there: _Days) -> Iterator[Link]:
        for place, page in enumerate(here.pages):
            for other, shared in _find_sharing(here, there, place=place).items():
                if shared < LEAST_SHARED or (here is there and other <= place):
                    continue
                if link := self._link(page, there.pages[other]):
                    yield link

    def _link(self, one: _Weighed, other: _Weighed) -> Link | None:
        one, other = (one, other) if one.page.key < other.page.key else (other, one)
        a, b = one.page, other.page
        if not dates_allow(a, b):
            return None
        likeness = _multiply(one.vector, other.vector) / _sufficient(a, b)
        copy = a.language == b.language and _is_copy(one, other, likeness)
        more = self._affinity(a, b) if self._affinity else None
        score = round(1000 * max(likeness, COPIED if copy else 0.0, more or 0.0))
        return Link(a.key, b.key, score, copy) if score >= WEAKEST else None


def _is_copy(one: _Weighed, other: _Weighed, likeness: float) -> bool:
    """Tell whether one of two pages of a language repeats the other's text, and tells the same by it."""
    a, b = one.page, other.page
    if _has_one_text(a, b):
        return True
    told = bool(one.vector and other.vector)
    if told and likeness < FILLED_IN:
        return False
    common = len(one.runs & other.runs)
    if common < FEWEST * max(len(one.runs), len(other.runs)):  # as nearly always; there it resembles even less
        return False
    repeated = resemblance(a.sketch, b.sketch)
    if not is_repeated(repeated, a.runs, b.runs):
        return False
    # One form filled in with other names, as for two appointments of a day, repeats words and tells another thing.
    least = 1.0 if repeated < WHOLE else FILLED_IN
    return not told or (likeness >= least and not _is_filled_in(a, b))


def _is_filled_in(a: StoryPage, b: StoryPage) -> bool:
    """Tell whether two pages name mostly other countries, bodies and numbers: one form about two things."""
    left, right = ({key for key, _ in page.keys if key[0] in (TABLE, NUMBER)} for page in (a, b))
    return bool(left - right and right - left) and len(left & right) < SAME_FACTS * len(left | right)


def _has_one_text(a: StoryPage, b: StoryPage) -> bool:
    return a.language == b.language and a.digest != "" and a.digest == b.digest


def _find_sharing(here: _Days, there: _Days, *, place: int) -> dict[int, float]:
    """Return what the keys that are rare on both sides bring, by the places of the pages that share them."""
    found: dict[int, float] = defaultdict(float)
    if not there.postings:
        return found
    for probe, weight in here.probes(place):
        for other, theirs in there.postings.get(probe, ()):
            found[other] += weight * theirs
    return found


def _seek(stretch: Stretch, wanted: Collection[Stretch] | None) -> tuple[Stretch, ...]:
    """Return where the pages of a stretch look for others, so that no two look for each other.

    Days look ahead, and back only to those that do not look ahead themselves; pages without a day are found by all that
    have one.
    """
    if stretch is None:
        return (None,) if wanted is None or None in wanted else ()
    if wanted is not None and stretch not in wanted:
        return (None,) if None in wanted else ()
    back = () if wanted is None or stretch - 1 in wanted else (stretch - 1,)
    return (*back, stretch, stretch + 1, None)


def _multiply(a: Vector, b: Vector) -> float:
    """Return the sum of the products of shared weights; the keys are in order, so that the sum is one for any pages."""
    few, many = (a, b) if len(a) < len(b) else (b, a)
    total = 0.0
    for key, weight in few.items():
        if key in many:
            total += weight * many[key]
    return total


def _sufficient(a: StoryPage, b: StoryPage) -> float:
    if a.language != b.language:
        return ALPHABETS_ALIKE if a.script in ALPHABETS and b.script in ALPHABETS else ACROSS
    return ONE_LANGUAGE * (UNDATED if find_stretch(a.published) is None or find_stretch(b.published) is None else 1.0)
