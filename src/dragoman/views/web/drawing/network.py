"""Who meets whom, of at most sixty: circles and lines, each a link.

Lines are out of the order in which the keyboard visits links: the table beside the picture has each of them, and nobody
should have to pass two hundred to reach what follows.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log2, sqrt
from typing import NamedTuple

from dragoman.views.web.drawing.boxes import Box, Label
from dragoman.views.web.drawing.layout import Point, lay_out
from dragoman.views.web.drawing.markup import element, link, write
from dragoman.views.web.drawing.placing import Line, Spot, place_labels
from dragoman.views.web.drawing.words import Words

LARGEST = 60
STRONGEST = 2
"""So many of the heaviest ties of each node are drawn, ..."""

LINES = 1.5
"""... and of the other ties the heaviest, so many a node: more of them would hide each other and all else."""

WIDTH = 1000
EDGE = 24
SIZE = 14
GROWTH = (1.0, 1.3, 1.7)
"""The picture is made higher where labels find no place."""


class Node(NamedTuple):
    """Somebody: ``kind`` chooses the colour, ``weight`` the size."""

    id: str
    label: str
    kind: str
    weight: int
    href: str
    title: str = ""


class Edge(NamedTuple):
    """What two have in common: ``type`` is the most frequent type of event and chooses the colour."""

    a: str
    b: str
    weight: int
    type: str
    href: str
    title: str = ""


class Drawn(NamedTuple):
    """A network with all places decided, in pixels of a picture ``WIDTH`` wide."""

    height: float
    spots: tuple[Spot, ...]
    labels: tuple[Label | None, ...]
    lines: tuple[Line, ...]


def draw_network(nodes: Sequence[Node], *, edges: Sequence[Edge], words: Words, ego: str | None = None) -> str:
    """Return the picture.

    Args:
        nodes: The weightiest first; those after the sixtieth are left out, with their edges.
        edges: Those of :func:`choose_lines` are drawn.
        words: Its title and description.
        ego: The id of the one in the middle.
    """
    if not nodes:
        return ""
    nodes = nodes[:LARGEST]
    index = {node.id: number for number, node in enumerate(nodes)}
    kept = choose_lines(nodes, edges=edges, ego=ego)
    drawn = arrange(nodes, edges=kept, ego=index.get(ego) if ego else None)
    lines = [_draw_edge(edge, line) for edge, line in zip(kept, drawn.lines, strict=True)]
    circles = [
        _draw_node(node, spot, label, node.id == ego)
        for node, spot, label in zip(nodes, drawn.spots, drawn.labels, strict=True)
    ]
    return element(
        "svg", words.describe(), element("g", *lines, class_="edges"), element("g", *circles, class_="nodes"),
        class_="drawing network", role="group", viewBox=f"0 0 {WIDTH} {round(drawn.height)}", **words.labelled,
    )  # fmt: skip


def choose_lines(nodes: Sequence[Node], *, edges: Sequence[Edge], ego: str | None = None) -> list[Edge]:
    """Return the edges that are drawn, the heaviest first: those of the ego, the heaviest of each node and of all."""
    there = {node.id for node in nodes}
    inside = [edge for edge in edges if edge.a in there and edge.b in there and edge.a != edge.b]
    ranked = sorted(inside, key=lambda edge: (-edge.weight, edge.a, edge.b))
    left = int(LINES * len(nodes))
    counts = dict.fromkeys(there, 0)
    chosen = []
    for edge in ranked:
        weak = min(counts[edge.a], counts[edge.b]) >= STRONGEST and ego not in (edge.a, edge.b)
        if weak and left <= 0:
            continue
        left -= weak
        counts[edge.a] += 1
        counts[edge.b] += 1
        chosen.append(edge)
    return chosen


def arrange(nodes: Sequence[Node], *, edges: Sequence[Edge], ego: int | None) -> Drawn:
    """Decide all places; the picture grows until each label has one, or stays as high as it may be."""
    index = {node.id: number for number, node in enumerate(nodes)}
    ties: dict[tuple[int, int], int] = {}
    for edge in edges:
        a, b = sorted((index[edge.a], index[edge.b]))
        ties[a, b] = ties.get((a, b), 0) + edge.weight
    points = _remember_layout(len(nodes), tuple(sorted(ties.items())), ego)
    base = 260 + 110 * sqrt(len(nodes))
    for growth in GROWTH:
        drawn = _fit(nodes, edges, points, base * growth)
        if all(drawn.labels):
            break
    return drawn


@lru_cache(maxsize=256)
def _remember_layout(count: int, ties: tuple[tuple[tuple[int, int], int], ...], fixed: int | None) -> tuple[Point, ...]:
    return tuple(lay_out(count, ties=dict(ties), fixed=fixed))


def _fit(nodes: Sequence[Node], edges: Sequence[Edge], points: Sequence[Point], height: float) -> Drawn:
    most = max(node.weight for node in nodes) or 1
    aside, above = 110, EDGE + 22
    radii = [5 + 9 * sqrt(max(node.weight, 0) / most) for node in nodes]
    places = _spread([(aside + x * (WIDTH - 2 * aside), above + y * (height - 2 * above)) for x, y in points], radii)
    places = [(min(max(x, EDGE), WIDTH - EDGE), min(max(y, EDGE), height - EDGE)) for x, y in places]
    spots = tuple(
        Spot(round(x, 1), round(y, 1), round(radius, 1), node.label)
        for node, (x, y), radius in zip(nodes, places, radii, strict=True)
    )
    at = {node.id: spot for node, spot in zip(nodes, spots, strict=True)}
    lines = tuple(Line(at[edge.a].x, at[edge.a].y, at[edge.b].x, at[edge.b].y) for edge in edges)
    labels = place_labels(spots, frame=Box(2, 2, WIDTH - 4, height - 4), size=SIZE, lines=lines)
    return Drawn(height, spots, tuple(labels), lines)


def _spread(places: Sequence[Point], radii: Sequence[float]) -> list[Point]:
    """Push apart circles that touch, a few rounds; their labels need the room between them too."""
    moved = [list(place) for place in places]
    for _ in range(12):
        for a in range(len(moved)):
            for b in range(a):
                dx, dy = moved[a][0] - moved[b][0], moved[a][1] - moved[b][1]
                far, wanted = sqrt(dx * dx + dy * dy), radii[a] + radii[b] + 14
                if far < wanted:
                    ux, uy = (dx / far, dy / far) if far > 1e-6 else (0.6, 0.8)
                    push = (wanted - far) / 2
                    moved[a] = [moved[a][0] + ux * push, moved[a][1] + uy * push]
                    moved[b] = [moved[b][0] - ux * push, moved[b][1] - uy * push]
    return [(x, y) for x, y in moved]


def _draw_edge(edge: Edge, line: Line) -> str:
    ends: Mapping[str, float] = line._asdict()
    return link(
        edge.href,
        element("title", write(edge.title or str(edge.weight))),
        element("line", class_="hit", **ends),
        element("line", class_=f"edge type-{edge.type}", stroke_width=1 + log2(1 + edge.weight), **ends),
        tabindex="-1",
    )


def _draw_node(node: Node, spot: Spot, label: Label | None, is_ego: bool) -> str:
    class_ = f"node kind-{node.kind}{' ego' if is_ego else ''}"
    return link(
        node.href,
        element("title", write(node.title or node.label)),
        element("circle", class_=class_, cx=spot.x, cy=spot.y, r=spot.radius),
        label.draw() if label else "",
    )
