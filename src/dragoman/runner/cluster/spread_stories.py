"""Links between pages, and near-duplicates among them, in parts: stretches of time with the days around them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from dragoman.meaning.stories import REACH, Link, StoryPage, Stretch, find_stretch, link_pages
from dragoman.runner.cluster.spreading import Spread

LinkPages = Callable[[Sequence[StoryPage], Collection[Stretch]], tuple[Link, ...]]


class Days(Struct, frozen=True):
    """Some stretches of time, with the pages of those and of all that weigh in them; without any: pages of no day."""

    pages: tuple[StoryPage, ...]
    stretches: tuple[int, ...] = ()


class SpreadStories:
    """:func:`~dragoman.meaning.stories.link_pages`, spread where all days are to be linked."""

    def __init__(self, spread: Spread, local: LinkPages) -> None:
        self._spread, self._local = spread, local

    def __call__(self, pages: Sequence[StoryPage], changed: Collection[Stretch]) -> tuple[Link, ...]:
        """Return the links of pages of changed stretches."""
        whole = {find_stretch(page.published) for page in pages} <= set(changed)
        if not whole or len(pages) < self._spread.least:
            return self._local(pages, changed)
        links = {link for found in self._spread.map(link_days, _cut(pages, self._spread.batch)) for link in found}
        return tuple(sorted(links))


def link_days(days: Days) -> tuple[Link, ...]:
    """Return the links of the pages of some days, or of those without a day."""
    return link_pages(days.pages, days.stretches or None)


def _cut(pages: Sequence[StoryPage], size: int) -> Iterator[Days]:
    """Yield stretches in a row, of about so many pages, each with its surroundings and the pages without a day.

    What has no day is linked with each other apart; with the days it is linked where these are.
    """
    by_stretch: dict[Stretch, list[StoryPage]] = defaultdict(list)
    for page in pages:
        by_stretch[find_stretch(page.published)].append(page)
    undated = by_stretch.pop(None, [])
    if undated:
        yield Days(tuple(undated))
    stretches = sorted(stretch for stretch in by_stretch if stretch is not None)
    cuts, held = [0], 0
    for place, stretch in enumerate(stretches):
        if held and held + len(by_stretch[stretch]) > size:
            cuts.append(place)
            held = 0
        held += len(by_stretch[stretch])
    for first, last in pairwise([*cuts, len(stretches)]):
        mine = stretches[first:last]
        near = {other for stretch in mine for other in range(stretch - REACH, stretch + REACH + 1)}
        told = [page for stretch in sorted(near & by_stretch.keys()) for page in by_stretch[stretch]]
        yield Days((*told, *undated), tuple(mine))
