"""Search by meaning, from Python: the vectors of the sentences of a chronicle, made with the extra ``vectors``."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.search.vectors import VectorFigures


class Meanings:
    """The part of :class:`~dragoman.app.Dragoman` that keeps the vectors of sentences."""

    _chronicle: "Chronicle"

    def make_vectors(self, *, progress: Callable[[int, int], None] | None = None) -> int:
        """Make the vectors of the sentences that have none, so that a search can find by meaning.

        What was made stays where this is cut off, and a page that is read again with the same text keeps its vectors.

        Args:
            progress: Called with how many pages are done, and of how many.

        Returns:
            Of how many pages they were made.

        Raises:
            UsageError: The extra ``vectors`` is not installed.

        Cost: some 12 ms and 392 bytes for each sentence.
        """
        from dragoman.vectors import load_encoder

        return self._chronicle.vectors.make(load_encoder(), progress=progress)

    def forget_vectors(self) -> int:
        """Forget all vectors; returns of how many pages."""
        return self._chronicle.vectors.forget()

    def vector_figures(self) -> "VectorFigures":
        """Count the pages that have sentences, and those whose sentences have vectors."""
        return self._chronicle.vectors.figures()

    def has_meanings(self) -> bool:
        """Tell whether this chronicle can be searched by meaning: there are vectors, and the extra that made them."""
        from dragoman.errors import UsageError
        from dragoman.vectors import load_encoder

        try:
            version = load_encoder().version
        except UsageError:
            return False
        return self._chronicle.vectors.has(version)
