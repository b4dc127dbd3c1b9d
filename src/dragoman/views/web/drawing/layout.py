"""Where the nodes of a small network stand: springs between those that meet, a push between all.

Own code and no library: sixty nodes need no matrix, the same network must give the same picture on every machine, and
the one in the middle has to stay there.

Source: Fruchterman and Reingold, Graph drawing by force-directed placement, 1991.
"""

from collections.abc import Mapping, Sequence
from math import cos, hypot, log2, pi, sin

ROUNDS = 120
GRAVITY = 0.06
"""How strongly what is tied to nothing is drawn to the middle, so that it does not fly to the edge."""

Point = tuple[float, float]
Pairs = Mapping[tuple[int, int], int]


def lay_out(count: int, *, ties: Pairs, fixed: int | None = None) -> list[Point]:
    """Return a point in the unit square for each node.

    Args:
        count: How many nodes there are, numbered from 0.
        ties: How much two nodes have in common, by their numbers.
        fixed: The node that stays in the middle.

    Cost: quadratic in the nodes, a fifth of a second for sixty.
    """
    if count == 0:
        return []
    points = _begin(count, ties, fixed)
    ideal = 1 / count**0.5
    for number in range(ROUNDS):
        heat = 0.12 * (1 - number / ROUNDS) + 0.002
        points = [
            point if index == fixed else _step(point, move, heat)
            for index, (point, move) in enumerate(zip(points, _forces(points, ties, ideal), strict=True))
        ]
    return _fill(points, points[fixed] if fixed is not None else None)


def _begin(count: int, ties: Pairs, fixed: int | None) -> list[Point]:
    """Put nodes on a spiral, the best connected in the middle: neighbours of a circle's order say nothing."""
    weights = [0] * count
    for (a, b), weight in ties.items():
        weights[a] += weight
        weights[b] += weight
    order = sorted(range(count), key=lambda index: (index != fixed, -weights[index], index))
    points: list[Point] = [(0.0, 0.0)] * count
    for place, index in enumerate(order):
        turn, away = place * pi * (3 - 5**0.5), (place / count) ** 0.5
        points[index] = (away * cos(turn), away * sin(turn))
    return points


def _forces(points: Sequence[Point], ties: Pairs, ideal: float) -> list[Point]:
    pulls = [[-GRAVITY * x, -GRAVITY * y] for x, y in points]
    for a, (x, y) in enumerate(points):
        for b in range(a):
            dx, dy = x - points[b][0], y - points[b][1]
            push = ideal * ideal / max(dx * dx + dy * dy, 1e-4)
            _pull(pulls, a, b, (dx * push, dy * push))
    for (a, b), weight in ties.items():
        dx, dy = points[b][0] - points[a][0], points[b][1] - points[a][1]
        pull = hypot(dx, dy) / ideal * (0.5 + 0.25 * log2(1 + weight))
        _pull(pulls, a, b, (dx * pull, dy * pull))
    return [(x, y) for x, y in pulls]


def _pull(pulls: list[list[float]], a: int, b: int, force: Point) -> None:
    for axis in (0, 1):
        pulls[a][axis] += force[axis]
        pulls[b][axis] -= force[axis]


def _step(point: Point, move: Point, heat: float) -> Point:
    far = hypot(*move)
    scale = min(far, heat) / far if far > 1e-9 else 0.0
    return point[0] + move[0] * scale, point[1] + move[1] * scale


def _fill(points: Sequence[Point], middle: Point | None) -> list[Point]:
    """Stretch the picture over the unit square; one that is fixed is in the middle of it."""
    filled: list[list[float]] = []
    for axis in (0, 1):
        values = [point[axis] for point in points]
        low, high = min(values), max(values)
        if middle is not None:
            far = max(high - middle[axis], middle[axis] - low)
            low, high = middle[axis] - far, middle[axis] + far
        wide = high - low
        filled.append([(value - low) / wide if wide > 1e-9 else 0.5 for value in values])
    return list(zip(*filled, strict=True))
