"""Builds the map of the world from the npm package world-atlas (Natural Earth, 1:50 million).

    npm pack world-atlas@2.0.2
    python tools/build_world.py world-atlas-2.0.2.tgz

Writes ``views/web/static/world.svg``, land and borders on a grid of whole numbers, 4,320 to the width of the world, and
``data/territories/frames.tsv``, where each territory lies. What is too small for the grid becomes a point of one step,
so that no state disappears. The package is checked against the checksum that npm publishes.
"""

import base64
import hashlib
import json
import sys
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

PACKAGE = "world-atlas@2.0.2"
INTEGRITY = "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
ROOT = Path(__file__).resolve().parent.parent / "src" / "dragoman"
WORLD = ROOT / "views" / "web" / "static" / "world.svg"
FRAMES = ROOT / "data" / "territories" / "frames.tsv"
STEPS = 12
"""Steps of the grid to a degree."""

MAIN = 0.2
"""A part of a territory counts for its frame where it has this share of the largest part's area."""

WITHOUT_CODE = {"Kosovo": "XK"}
Point = tuple[float, float]
Ring = list[Point]


def read_topology(archive: Path) -> dict[str, Any]:
    """Return the topology of an archive whose checksum is right."""
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != INTEGRITY:
        raise SystemExit(f"{archive}: the checksum is sha512-{digest}, expected sha512-{INTEGRITY}")
    with tarfile.open(archive) as opened:
        found = opened.extractfile("package/countries-50m.json")
        if found is None:
            raise SystemExit(f"{archive}: there is no package/countries-50m.json")
        return dict(json.load(found))


def list_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return all arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def list_rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """Yield each ring of a polygon or of several as the numbers of its arcs; outer and inner ones alike."""
    if geometry["type"] == "GeometryCollection":
        for one in geometry["geometries"]:
            yield from list_rings(one)
        return
    for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
        yield from polygon


def join(numbers: Iterable[int], arcs: list[Ring]) -> Ring:
    """Return the points of a ring or line; where it crosses the line of dates it goes on beyond 180 degrees."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    turns, joined = 0, points[:1]
    for (before, _), (longitude, latitude) in pairwise(points):
        turns += (longitude - before < -180) - (longitude - before > 180)
        joined.append((longitude + 360 * turns, latitude))
    if turns and joined[0][1] == joined[-1][1]:  # round a pole
        joined += [(joined[-1][0], -90.0), (joined[0][0], -90.0), joined[0]]
    return joined


def repeat(points: Ring) -> Iterator[Ring]:
    """Yield a ring or line, and again on the other side of the map where it leaves it."""
    yield points
    for turn in (360, -360):
        moved = [(longitude + turn, latitude) for longitude, latitude in points]
        if any(-180 < longitude < 180 for longitude, _ in moved):
            yield moved


def snap(points: Ring) -> list[tuple[int, int]]:
    """Put points on the grid, without those that lie on the line between their neighbours."""
    kept: list[tuple[int, int]] = []
    for longitude, latitude in points:
        point = (round((longitude + 180) * STEPS), round((90 - latitude) * STEPS))
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _is_straight(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    return kept


def _is_straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    ahead = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) > 0
    return ahead and (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])


def trace(points: list[tuple[int, int]], *, closed: bool) -> str:
    """Return a path of relative steps."""
    (x, y), written = points[0], ""
    for a, b in pairwise(points):
        for step in (b[0] - a[0], b[1] - a[1]):
            written += f"{' ' if step >= 0 and written else ''}{step}"
    return f"M{x} {y}l{written}{'z' if closed else ''}"


def draw_land(topology: dict[str, Any], arcs: list[Ring]) -> str:
    """Return all land as one path."""
    paths = []
    for numbers in list_rings(topology["objects"]["land"]):
        for ring in repeat(join(numbers, arcs)):
            points = snap(ring)
            if len(points) < 4:
                x, y = points[0]
                points = [(x - 1, y), (x, y - 1), (x + 1, y), (x, y + 1)]
            paths.append(trace(points, closed=True))
    return "".join(paths)


def draw_borders(topology: dict[str, Any], arcs: list[Ring]) -> str:
    """Return each arc that two territories share once."""
    used: Counter[int] = Counter()
    for geometry in topology["objects"]["countries"]["geometries"]:
        used.update({number if number >= 0 else ~number for ring in list_rings(geometry) for number in ring})
    shared = (number for number, times in sorted(used.items()) if times > 1)
    lines = (snap(line) for number in shared for line in repeat(join([number], arcs)))
    return "".join(trace(points, closed=False) for points in lines if len(points) > 1)


def measure(ring: Ring) -> tuple[float, Point]:
    """Return the area of a ring in square degrees, and its centre of gravity."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        cross = ax * by - bx * ay
        area, x, y = area + cross / 2, x + (ax + bx) * cross / 6, y + (ay + by) * cross / 6
    return (abs(area), (x / area, y / area)) if area else (0.0, ring[0])


def list_frames(topology: dict[str, Any], arcs: list[Ring]) -> Iterator[tuple[str, ...]]:
    """Yield for each territory with a code its frame and the middle of its largest part."""
    found: dict[str, tuple[float, tuple[str, ...]]] = {}
    codes = {key: value[0] for key, value in get_global("territory_aliases").items() if key.isdigit()}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = codes.get(geometry.get("id", "")) or WITHOUT_CODE.get(geometry["properties"]["name"])
        if code is None:
            print("without a code:", geometry["properties"]["name"])
            continue
        measured = [(*measure(ring), ring) for ring in (join(numbers, arcs) for numbers in list_rings(geometry))]
        largest = max(measured, key=lambda part: part[0])
        main = [point for area, _, ring in measured if area >= largest[0] * MAIN for point in ring]
        xs, ys = [x for x, _ in main], [y for _, y in main]
        numbers = (min(xs), min(ys), min(max(xs), 180.0), max(ys), largest[1][1], largest[1][0])
        if largest[0] >= found.get(code, (0.0,))[0]:
            found[code] = largest[0], (f"territory:{code}", *(f"{number:.2f}" for number in numbers))
    yield from (row for _, row in found.values())


def main() -> None:
    topology = read_topology(Path(sys.argv[1]))
    arcs = list_arcs(topology)
    note = (
        f"Natural Earth 1:50m (public domain), from the npm package {PACKAGE} (ISC, copyright 2013-2019 Michael "
        "Bostock), "
        f"sha512-{INTEGRITY}. Made by tools/build_world.py: grid of {360 * STEPS} steps. Borders are de facto lines."
    )
    WORLD.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {360 * STEPS} {180 * STEPS}"><!-- {note} -->'
        f'<path id="land" vector-effect="non-scaling-stroke" d="{draw_land(topology, arcs)}"/>'
        f'<path id="borders" vector-effect="non-scaling-stroke" d="{draw_borders(topology, arcs)}"/></svg>\n',
        "utf-8",
    )
    rows = sorted(list_frames(topology, arcs))
    head = "id\twest\tsouth\teast\tnorth\tlatitude\tlongitude"
    FRAMES.write_text(f"# {note}\n{head}\n" + "".join("\t".join(row) + "\n" for row in rows), "utf-8")
    print(len(rows), "territories,", WORLD.stat().st_size, "bytes of map")


if __name__ == "__main__":
    main()
