"""Likeness of pages by their sentence vectors: more evidence for two pages in two languages, where there is any."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dragoman.meaning.stories.records import StoryPage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 0.5
"""The product of two centred vectors that makes one story of two pages in two languages."""


class VectorAffinity:
    """An :class:`~dragoman.meaning.stories.records.Affinity` from the vectors of :func:`dragoman.vectors.embed_texts`.

    It says nothing about two pages in one language: reports on the same people a week apart are as alike as two on one
    day, so that there it joins more stories than it finds (measured: ``benchmarks/stories/README.md``).

    Args:
        vectors: The vector of each page that has one, by the page's key.
    """

    def __init__(self, vectors: "Mapping[str, NDArray[np.float32]]") -> None:
        self._vectors = vectors

    def __call__(self, a: StoryPage, b: StoryPage) -> float | None:
        """Return how much two pages are alike, 1 where that suffices alone."""
        left, right = self._vectors.get(a.key), self._vectors.get(b.key)
        if a.language == b.language or left is None or right is None:
            return None
        return max(0.0, float(left @ right)) / ALIKE
