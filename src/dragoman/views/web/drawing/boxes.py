"""Rectangles, and the labels that fill them."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from dragoman.views.web.drawing.markup import element, write
from dragoman.views.web.drawing.texts import break_lines, measure, run_of

LEADING = 1.25
"""The height of a line as a multiple of the size of letters: descenders of Arabic reach deep."""

Side = Literal["left", "right", "middle"]


class Box(NamedTuple):
    """A rectangle; ``left`` and ``top`` are its corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The other end of its width."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The other end of its height."""
        return self.top + self.height

    def meets(self, other: "Box") -> bool:
        """Tell whether two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Tell whether another lies wholly inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    @classmethod
    def around(cls, x: float, y: float, radius: float) -> "Box":
        """Return the square around a circle."""
        return cls(x - radius, y - radius, 2 * radius, 2 * radius)


class Label(NamedTuple):
    """Lines of text in a box, flush with its left or right edge or in the middle."""

    lines: tuple[str, ...]
    box: Box
    side: Side
    size: float

    def draw(self, class_: str = "label") -> str:
        """Return the text; each label runs as its own letters do, whatever stands around it."""
        runs = run_of("".join(self.lines))
        x = {"left": self.box.left, "right": self.box.right, "middle": self.box.left + self.box.width / 2}[self.side]
        starts = "left" if runs == "ltr" else "right"
        anchor = "middle" if self.side == "middle" else "start" if self.side == starts else "end"
        first = self.box.top + self.size * (LEADING + 0.55) / 2
        spans = (
            element("tspan", write(line), x=x, y=first + number * self.size * LEADING)
            for number, line in enumerate(self.lines)
        )
        return element(
            "text", *spans, class_=class_, direction=runs, text_anchor=anchor, font_size=self.size, x=x, y=first
        )


def size_label(text: str, *, size: float, width: float = 150) -> tuple[tuple[str, ...], float, float]:
    """Return the lines of a label, and the width and height that they need."""
    lines = break_lines(text, size=size, width=width) or ("",)
    return lines, max(measure(line, size) for line in lines), len(lines) * size * LEADING


def is_free(box: Box, taken: Iterable[Box]) -> bool:
    """Tell whether a box meets none of others."""
    return not any(box.meets(other) for other in taken)
