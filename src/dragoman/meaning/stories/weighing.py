"""How much a key says: the rarer it is on the pages around, the more.

Frequencies are those of the chronicle itself, in the days around a page and language by language: what is in every
Arabic page says nothing, also if no Russian page has it. A few pages say little about frequencies, so that what is
usual for keys of a kind counts as so many pages more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from dragoman.meaning.stories.keys import EVENT, NAME, NUMBER, OFFICE, STEM, TABLE, TOPIC
from dragoman.meaning.stories.records import StoryPage
from dragoman.meaning.stories.windows import Stretch, stretches_around

Vector = dict[str, float]
Around = tuple[tuple[int, Mapping[str, int]], ...]

USUAL_PAGES = 30
"""As many pages the usual frequencies weigh."""

NORM_KEYS = 40
"""So many of a page's heaviest keys make up its length, for long pages say much that no other page repeats."""

LEAST_LENGTH = 12.0
"""What a page with few or common keys counts as long, so that two of them in common do not make one story."""

_USUAL = {TABLE: 0.03, EVENT: 0.2, TOPIC: 0.1, OFFICE: 0.08}
_BY_LENGTH = {
    NAME: (1.0, 0.5, 0.15, 0.06, 0.02, 0.01, 0.005),
    STEM: (1.0, 0.5, 0.3, 0.15, 0.05),
    NUMBER: (1.0, 0.5, 0.06, 0.02, 0.02, 0.01, 0.005),
}


def usual_frequency(key: str) -> float:
    """Return the share of pages that usually have a key of this kind and length."""
    kind, length = key[0], len(key) - 1
    if kind in _BY_LENGTH:
        steps = _BY_LENGTH[kind]
        return steps[min(length, len(steps) - 1)]
    return _USUAL[kind]


class Frequencies:
    """The frequencies of keys around each stretch of time, counted when they are asked for."""

    def __init__(self, pages: Mapping[Stretch, Sequence[StoryPage]]) -> None:
        self._pages = pages
        self._counted: dict[Stretch, dict[str, tuple[int, Counter[str]]]] = {}

    def weigh(self, stretch: Stretch) -> list[Vector]:
        """Return the weights of the keys of each page of a stretch, the keys in order, scaled to the length 1."""
        around = self._look_around(stretch)
        rarities: dict[str, float] = {}
        return [_weigh(page, rarities, around) for page in self._pages[stretch]]

    def _look_around(self, stretch: Stretch) -> Around:
        """Return pages and counts of keys by language, in this stretch and its neighbours."""
        near = [other for other in stretches_around(stretch) if other in self._pages]
        self._counted = {other: self._counted.get(other) or _count(self._pages[other]) for other in near}
        summed: dict[str, tuple[int, Counter[str]]] = {}
        for counts in self._counted.values():
            for language, (pages, keys) in counts.items():
                before = summed.get(language, (0, Counter()))
                summed[language] = before[0] + pages, before[1] + keys
        return tuple(summed.values())


def _count(pages: Iterable[StoryPage]) -> dict[str, tuple[int, Counter[str]]]:
    by_language: dict[str, list[StoryPage]] = defaultdict(list)
    for page in pages:
        by_language[page.language].append(page)
    return {
        language: (len(told), Counter(key for page in told for key, _ in page.keys))
        for language, told in by_language.items()
    }


def _weigh(page: StoryPage, rarities: dict[str, float], around: Around) -> Vector:
    weights: Vector = {}
    for key, count in page.keys:
        if key not in rarities:
            rarities[key] = _rarity(key, around)
        if rarities[key]:
            weights[key] = (1 + log(count)) * rarities[key]
    heaviest = sorted(weights.values(), reverse=True)[:NORM_KEYS]
    length = max(LEAST_LENGTH, sqrt(sum(weight * weight for weight in heaviest)))
    return {key: weight / length for key, weight in weights.items()}


def _rarity(key: str, around: Around) -> float:
    usual = USUAL_PAGES * usual_frequency(key)
    share = max((keys.get(key, 0) + usual) / (pages + USUAL_PAGES) for pages, keys in around)
    return max(0.0, -log(share))
