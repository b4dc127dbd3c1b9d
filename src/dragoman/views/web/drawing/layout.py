"""Where the nodes of a small network stand: springs between those that meet, a push between all.

Own code and no library: sixty nodes need no matrix, the same network must give the same picture on every machine, and
the one in the middle has to stay there.

Source: Fruchterman and Reingold, Graph drawing by force-directed placement, 1991.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import cos, hypot, log2, pi, sin

ROUNDS = 120
GRAVITY = 0.06
"""How strongly what is tied to nothing is drawn to the middle, so that it does not fly to the edge."""

ASPECT = 1.3
"""A rectangle this much wider than high is cut across its width all the same: labels need width."""

Point = tuple[float, float]
Room = tuple[float, float, float, float]
"""Left, top, width and height."""

Pairs = Mapping[tuple[int, int], int]


def lay_out(count: int, *, ties: Pairs, fixed: int | None = None) -> list[Point]:
    """Return a point in the unit square for each node.

    Groups that nothing ties to each other have rectangles of their own, as large as they have nodes: otherwise they fly
    apart, and the picture is mostly empty.

    Args:
        count: How many nodes there are, numbered from 0.
        ties: How much two nodes have in common, by their numbers.
        fixed: The node that stays in the middle; all are one group then.

    Cost: quadratic in the nodes of a group, a fifth of a second for sixty.
    """
    groups = [list(range(count))] if fixed is not None else _group(count, ties)
    points: dict[int, Point] = {}
    for group, (left, top, wide, high) in _share([group for group in groups if group], (0.0, 0.0, 1.0, 1.0)):
        place = {node: number for number, node in enumerate(group)}
        inner = {(place[a], place[b]): weight for (a, b), weight in ties.items() if a in place}
        for node, (x, y) in zip(group, _lay_out_group(len(group), inner, _find(place, fixed)), strict=True):
            points[node] = (left + wide * (0.06 + 0.88 * x), top + high * (0.06 + 0.88 * y))
    return [points[node] for node in range(count)]


def _find(place: Mapping[int, int], node: int | None) -> int | None:
    return None if node is None else place.get(node)


def _group(count: int, ties: Pairs) -> list[list[int]]:
    """Return the nodes that are tied to each other by whatever way, the largest group first."""
    head = list(range(count))

    def find(node: int) -> int:
        while head[node] != node:
            head[node] = head[head[node]]
            node = head[node]
        return node

    for a, b in ties:
        head[find(a)] = find(b)
    groups: dict[int, list[int]] = {}
    for node in range(count):
        groups.setdefault(find(node), []).append(node)
    return sorted(groups.values(), key=lambda group: (-len(group), group))


def _share(groups: list[list[int]], room: Room) -> Iterator[tuple[list[int], Room]]:
    """Share a rectangle among groups by their size: halve them, cut across the longer side, and go on."""
    if len(groups) < 2:
        yield from ((group, room) for group in groups)
        return
    total, first = sum(map(len, groups)), len(groups[0])
    cut = 1
    while cut < len(groups) - 1 and first < total / 2:
        first += len(groups[cut])
        cut += 1
    left, top, wide, high = room
    part = first / total
    if wide * ASPECT >= high:
        rooms = (left, top, wide * part, high), (left + wide * part, top, wide * (1 - part), high)
    else:
        rooms = (left, top, wide, high * part), (left, top + high * part, wide, high * (1 - part))
    yield from _share(groups[:cut], rooms[0])
    yield from _share(groups[cut:], rooms[1])


def _lay_out_group(count: int, ties: Pairs, fixed: int | None) -> list[Point]:
    points = _begin(count, ties, fixed)
    ideal = 1 / count**0.5
    pulls = _weigh(count, ties)
    for number in range(ROUNDS):
        heat = 0.12 * (1 - number / ROUNDS) + 0.002
        points = [
            point if index == fixed else _step(point, move, heat)
            for index, (point, move) in enumerate(zip(points, _forces(points, pulls, ideal), strict=True))
        ]
    return _fill(points, points[fixed] if fixed is not None else None)


def _weigh(count: int, ties: Pairs) -> dict[tuple[int, int], float]:
    """Return how strongly each tie pulls: less between those with many, which would else fall into one heap."""
    degrees = [0] * count
    for a, b in ties:
        degrees[a] += 1
        degrees[b] += 1
    return {
        (a, b): (0.5 + 0.25 * log2(1 + weight)) / min(degrees[a], degrees[b]) ** 0.7 for (a, b), weight in ties.items()
    }


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


def _forces(points: Sequence[Point], ties: Mapping[tuple[int, int], float], ideal: float) -> list[Point]:
    pulls = [[-GRAVITY * x, -GRAVITY * y] for x, y in points]
    for a, (x, y) in enumerate(points):
        for b in range(a):
            dx, dy = x - points[b][0], y - points[b][1]
            push = ideal * ideal / max(dx * dx + dy * dy, 1e-4)
            _pull(pulls, a, b, (dx * push, dy * push))
    for (a, b), weight in ties.items():
        dx, dy = points[b][0] - points[a][0], points[b][1] - points[a][1]
        pull = hypot(dx, dy) / ideal * weight
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
    filled = [_stretch([point[axis] for point in points], None if middle is None else middle[axis]) for axis in (0, 1)]
    return list(zip(*filled, strict=True))


def _stretch(values: Sequence[float], middle: float | None) -> list[float]:
    """Return values from 0 to 1, half by their distance and half by their order, which thins crowds."""
    if middle is not None:
        below = _stretch_side([middle - value for value in values])
        above = _stretch_side([value - middle for value in values])
        return [
            0.5 - low / 2 if value < middle else 0.5 + high / 2
            for value, low, high in zip(values, below, above, strict=True)
        ]
    low, high = min(values), max(values)
    if high - low < 1e-9:
        return [0.5 for _ in values]
    order = {value: place / max(len(set(values)) - 1, 1) for place, value in enumerate(sorted(set(values)))}
    return [((value - low) / (high - low) + order[value]) / 2 for value in values]


def _stretch_side(values: Sequence[float]) -> list[float]:
    """Return values above 0 from 0 to 1 as :func:`_stretch` does, those below as 0."""
    positive = sorted({value for value in values if value > 0})
    order = {value: (place + 1) / len(positive) for place, value in enumerate(positive)}
    return [(value / positive[-1] + order[value]) / 2 if value > 0 else 0.0 for value in values]
