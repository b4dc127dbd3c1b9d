"""Puts labels beside round marks so that no label meets another, a mark, or the edge of the frame.

A label that finds no place is left out rather than put over something else; its mark keeps its title, and the table
beside the picture its name.
"""

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.views.web.drawing.boxes import Box, Label, Side, is_free, size_label

DISTANCES = (3.0, 9.0, 18.0)
FARTHER = 0.6
"""A step away from its mark costs a label as much as so many lines through it."""


class Spot(NamedTuple):
    """A round mark and what is written beside it."""

    x: float
    y: float
    radius: float
    text: str


class Line(NamedTuple):
    """A stroke that labels avoid where they can."""

    x1: float
    y1: float
    x2: float
    y2: float


def place_labels(
    spots: Sequence[Spot],
    *,
    frame: Box,
    size: float = 13,
    lines: Sequence[Line] = (),
    width: float = 150,
    others: Sequence[Spot] = (),
) -> list[Label | None]:
    """Return a label or nothing for each mark; those that come first choose first.

    Args:
        spots: The marks, the weightiest first.
        frame: What all labels must lie in.
        size: That of the letters.
        lines: Strokes; of free places that which crosses the fewest of them is taken.
        width: That of a line of text, before it is broken.
        others: Marks without labels, that labels may not cover either.
    """
    marks = [Box.around(spot.x, spot.y, spot.radius + 1) for spot in (*spots, *others)]
    taken: list[Box] = []
    labels: list[Label | None] = []
    for spot in spots:
        label = _choose(spot, frame, (size, width), [*marks, *taken], lines)
        labels.append(label)
        if label:
            taken.append(label.box)
    return labels


def _choose(
    spot: Spot, frame: Box, shape: tuple[float, float], taken: Sequence[Box], lines: Sequence[Line]
) -> Label | None:
    size, width = shape
    text, wide, high = size_label(spot.text, size=size, width=width)
    best: tuple[float, Label] | None = None
    for further, away in enumerate(DISTANCES):
        for side, left, top in _candidates(spot, wide, high, away):
            box = Box(left, top, wide, high)
            if not frame.holds(box) or not is_free(box, taken):
                continue
            cost = sum(_crosses(line, box) for line in lines) + further * FARTHER
            if best is None or cost < best[0]:
                best = cost, Label(text, box, side, size)
        if best and best[0] <= (further + 1) * FARTHER:
            break
    return best[1] if best else None


def _candidates(spot: Spot, wide: float, high: float, away: float) -> tuple[tuple[Side, float, float], ...]:
    """Where a label may stand: beside first, then above and below, then at the corners."""
    reach = spot.radius + away
    right, left, middle = spot.x + reach, spot.x - reach - wide, spot.x - wide / 2
    above, below, level = spot.y - reach - high, spot.y + reach, spot.y - high / 2
    near_right, near_left = spot.x + reach * 0.7, spot.x - reach * 0.7 - wide
    return (
        ("left", right, level), ("right", left, level), ("middle", middle, above), ("middle", middle, below),
        ("left", near_right, above + reach * 0.3), ("right", near_left, above + reach * 0.3),
        ("left", near_right, below - reach * 0.3), ("right", near_left, below - reach * 0.3),
    )  # fmt: skip


def _crosses(line: Line, box: Box) -> bool:
    """Tell whether a stroke passes through a box (Liang and Barsky, 1984)."""
    enter, leave = 0.0, 1.0
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    for slope, room in (
        (-dx, line.x1 - box.left), (dx, box.right - line.x1), (-dy, line.y1 - box.top), (dy, box.bottom - line.y1),
    ):  # fmt: skip
        if slope == 0:
            if room < 0:
                return False
        elif slope < 0:
            enter = max(enter, room / slope)
        else:
            leave = min(leave, room / slope)
    return enter < leave
