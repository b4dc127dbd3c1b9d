"""How much a key says: the rarer it is on the pages around, the more.

Frequencies are those of the chronicle itself, in the days around a page and language by language: what is in every
Arabic page says nothing, also if no Russian page has it. A few pages say little about frequencies, so that what is
usual for keys of a kind counts as so many pages more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log, sqrt

from dragoman.meaning.stories.keys import EVENT, NAME, NUMBER, OFFICE, STEM, TABLE, TOPIC
from dragoman.meaning.stories.records import StoryPage
from dragoman.meaning.stories.windows import Stretch, stretch_of, stretches_around

Vector = dict[str, float]

USUAL_PAGES = 30
"""As many pages the usual frequencies weigh."""

NORM_KEYS = 40
"""So many of a page's heaviest keys make up its length, for long pages say much that no other page repeats."""

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
    """The frequencies of keys around each stretch of time."""

    def __init__(self, pages: Iterable[StoryPage]) -> None:
        self._keys: dict[Stretch, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._pages: dict[Stretch, Counter[str]] = defaultdict(Counter)
        for page in pages:
            stretch = stretch_of(page)
            self._pages[stretch][page.language] += 1
            self._keys[stretch][page.language].update(key for key, _ in page.keys)
        self._around: dict[Stretch, tuple[tuple[int, Mapping[str, int]], ...]] = {}

    def weigh(self, page: StoryPage) -> Vector:
        """Return the weight of each key of a page, the keys sorted; the heaviest together have the length 1."""
        around = self._look_around(stretch_of(page))
        weights = {key: (1 + log(count)) * _rarity(key, around) for key, count in page.keys}
        heaviest = sorted(weights.values(), reverse=True)[:NORM_KEYS]
        length = sqrt(sum(weight * weight for weight in heaviest)) or 1.0
        return {key: weight / length for key, weight in weights.items() if weight > 0}

    def _look_around(self, stretch: Stretch) -> tuple[tuple[int, Mapping[str, int]], ...]:
        if stretch not in self._around:
            near = [other for other in stretches_around(stretch) if other in self._pages]
            languages = sorted({language for other in near for language in self._pages[other]})
            self._around[stretch] = tuple(self._sum_up(language, near) for language in languages)
        return self._around[stretch]

    def _sum_up(self, language: str, near: Iterable[Stretch]) -> tuple[int, Mapping[str, int]]:
        pages, keys = 0, Counter[str]()
        for other in near:
            pages += self._pages[other][language]
            keys.update(self._keys[other][language])
        return pages, keys


def _rarity(key: str, around: tuple[tuple[int, Mapping[str, int]], ...]) -> float:
    usual = USUAL_PAGES * usual_frequency(key)
    share = max((keys.get(key, 0) + usual) / (pages + USUAL_PAGES) for pages, keys in around)
    return max(0.0, -log(share))
