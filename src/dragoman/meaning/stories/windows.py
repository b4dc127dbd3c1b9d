"""Days: which pages lie close enough together in time to tell one story."""

from typing import TypeAlias

from dragoman.meaning.offices.spells import gap_days, read_days
from dragoman.meaning.stories.records import StoryPage

Stretch: TypeAlias = int | None
"""Four days, numbered since the year 1; ``None`` for pages whose day is not known."""

WINDOW_DAYS = 4


REACH = 3
"""What changes in one stretch changes weights in the next, links of those with the next, and those pages' own weights
come from one stretch more."""


def stretch_of(page: StoryPage) -> Stretch:
    """Return the stretch of time in which a page came out."""
    return find_stretch(page.published)


def find_stretch(published: str | None) -> Stretch:
    """Return the stretch of an EDTF value, ``None`` where it leaves more than one open.

    >>> find_stretch("2024-03-05") == find_stretch("2024-03-07"), find_stretch("2024-03"), find_stretch(None)
    (True, None, None)
    """
    days = read_days(published)
    if days is None:
        return None
    first, last = (day.toordinal() // WINDOW_DAYS for day in days)
    return first if first == last else None


def stretches_around(stretch: Stretch) -> tuple[Stretch, ...]:
    """Return a stretch with the one before and the one after; pages further away are out of the window."""
    return (None,) if stretch is None else (stretch - 1, stretch, stretch + 1)


def dates_allow(a: StoryPage, b: StoryPage) -> bool:
    """Two pages came out within four days of each other, or one of them does not say when."""
    left, right = read_days(a.published), read_days(b.published)
    return left is None or right is None or gap_days(left, right) <= WINDOW_DAYS
