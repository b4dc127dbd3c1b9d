"""Where something stands in a text, and what vouches for it."""

from msgspec import Struct


class Span(Struct, frozen=True, gc=False, order=True):
    """A half-open stretch of a text, counted in code points.

    >>> Span(0, 3).of("Kabul")
    'Kab'
    """

    start: int
    stop: int

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.stop]

    def covers(self, other: "Span") -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.stop <= self.stop

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.stop and other.start < self.stop


class Evidence(Struct, frozen=True, gc=False):
    """The reason to believe a fact: a span of an article, and the rule or model that read it.

    ``score`` is the reader's own confidence, 0 to 1; it is a rank, not a probability.
    """

    span: Span
    rule: str
    score: float = 1.0
