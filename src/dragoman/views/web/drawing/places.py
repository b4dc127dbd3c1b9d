"""Where events took place: circles with counts on a map that browsers fetch once and keep.

The land is an SVG file of its own (``static/world.svg``), to which the picture points; so a page of the map is as small
as its circles. Circles that would meet are one circle. Latitude and longitude are drawn as they are (plate carrée): no
projection of the whole world is fair to all, and this one keeps regions as readers know them.
"""

from collections.abc import Callable, Sequence
from math import cos, radians, sqrt
from typing import NamedTuple

from dragoman.views.web.drawing.boxes import Box, Label
from dragoman.views.web.drawing.markup import element, link, write
from dragoman.views.web.drawing.placing import Spot, place_labels
from dragoman.views.web.drawing.regions import WHOLE, Frame
from dragoman.views.web.drawing.texts import measure
from dragoman.views.web.drawing.words import Words

WIDTH = 1000
STEPS = 12
"""Steps to a degree in ``static/world.svg``."""

NUMBER = 12.0
SIZE = 13.0
LABELLED = 60
"""So many of the largest circles have their name beside them."""


class Place(NamedTuple):
    """A place with a number of events; ``title`` is said of it in full, ``kind`` is ``city``, ``country``, ..."""

    id: str
    label: str
    latitude: float
    longitude: float
    events: int
    href: str
    kind: str = "city"
    title: str = ""


class Cluster(NamedTuple):
    """Places that are one circle: the largest gives it its name and its middle."""

    x: float
    y: float
    radius: float
    events: int
    places: tuple[Place, ...]


class Land(NamedTuple):
    """The file that holds the land, and whether borders are drawn."""

    href: str
    borders: bool = True


def draw_map(
    places: Sequence[Place], *, frame: Frame, land: Land, words: Words, zoom: Callable[[Sequence[Place]], str | None]
) -> str:
    """Return the picture.

    Args:
        places: In any order; those outside the frame are left out.
        frame: The part of the world.
        land: Where the land is found.
        words: Its title and description.
        zoom: The address of what a circle of several places leads to.
    """
    height = height_of(frame)
    clusters = gather(places, frame=frame)
    drawn = [
        _draw_cluster(cluster, label, zoom)
        for cluster, label in zip(clusters, label_clusters(clusters, height), strict=True)
    ]
    scale, stretch = _scales(frame)
    left, top = -(frame.west + 180) * STEPS * scale, -(90 - frame.north) * STEPS * stretch
    # not rounded to a tenth as lengths are: this is multiplied by thousands of steps
    where = {"transform": f"translate({left:.2f} {top:.2f}) scale({scale:.5f} {stretch:.5f})"}
    parts = ["land", "borders"] if land.borders else ["land"]
    ground = (element("use", class_=part, href=f"{land.href}#{part}", **where) for part in parts)
    sea = element("rect", class_="sea", width=WIDTH, height=height)
    return element(
        "svg", words.describe(), sea, *ground, element("g", *drawn, class_="places"), class_="drawing map",
        role="group", viewBox=f"0 0 {WIDTH} {height}", **words.labelled,
    )  # fmt: skip


def _scales(frame: Frame) -> tuple[float, float]:
    """Pixels to a step across and down; a degree of longitude is as wide as in the middle of the frame."""
    across = WIDTH / ((frame.east - frame.west) * STEPS)
    middle = min(abs(frame.north + frame.south) / 2, 60.0)
    return across, across / cos(radians(middle)) if frame.east - frame.west < WHOLE else across


def height_of(frame: Frame) -> int:
    """Return the height of the picture of a frame, in pixels."""
    return round((frame.north - frame.south) * STEPS * _scales(frame)[1])


def gather(places: Sequence[Place], *, frame: Frame) -> list[Cluster]:
    """Return circles, the largest first, of which no two meet."""
    across, down = _scales(frame)
    clusters: list[Cluster] = []
    for place in sorted(places, key=lambda one: (-one.events, one.id)):
        if frame.has(place.latitude, place.longitude):
            x = (place.longitude - frame.west) * STEPS * across
            y = (frame.north - place.latitude) * STEPS * down
            _add(clusters, _circle((x, y), (place,), height_of(frame)))
    return sorted(clusters, key=lambda one: (-one.events, one.places[0].id))


def _add(clusters: list[Cluster], new: Cluster) -> None:
    """Put a circle among others; one that it meets it becomes one with, and then asks again."""
    while True:
        met = next((one for one in clusters if _meet(one, new)), None)
        if met is None:
            clusters.append(new)
            return
        clusters.remove(met)
        large, small = (met, new) if met.places[0].events >= new.places[0].events else (new, met)
        new = Cluster(
            large.x,
            large.y,
            _radius(large.events + small.events),
            large.events + small.events,
            (*large.places, *small.places),
        )


def _meet(one: Cluster, other: Cluster) -> bool:
    return sqrt((one.x - other.x) ** 2 + (one.y - other.y) ** 2) < one.radius + other.radius + 1


def _radius(count: int) -> float:
    """A circle that its number fits into."""
    size: float = min(7 + 2.2 * count**0.4, 34)
    return round(max(measure(str(count), NUMBER) / 2 + 2, size), 1)


def _circle(at: tuple[float, float], places: tuple[Place, ...], height: float) -> Cluster:
    count = sum(place.events for place in places)
    radius = _radius(count)
    inside = 34 + 2  # not its own radius: a circle that grows must stay in the frame without moving
    x, y = min(max(at[0], inside), WIDTH - inside), min(max(at[1], inside), height - inside)
    return Cluster(round(x, 1), round(y, 1), radius, count, places)


def label_clusters(clusters: Sequence[Cluster], height: float) -> list[Label | None]:
    """Return the labels of the largest circles; the rest are named in the list beside the map."""
    spots = [Spot(one.x, one.y, one.radius, _name(one)) for one in clusters]
    # all circles are in the way of labels, also those that have none
    labels = place_labels(
        spots[:LABELLED], frame=Box(2, 2, WIDTH - 4, height - 4), size=SIZE, width=130, others=spots[LABELLED:]
    )
    return [*labels, *[None] * (len(clusters) - len(labels))]


def _name(cluster: Cluster) -> str:
    first = cluster.places[0].label
    return f"{first} \u2066+{len(cluster.places) - 1}\u2069" if len(cluster.places) > 1 else first


def _draw_cluster(cluster: Cluster, label: Label | None, zoom: Callable[[Sequence[Place]], str | None]) -> str:
    first = cluster.places[0]
    several = len(cluster.places) > 1
    title = first.title or f"{first.label}: {first.events}"
    if several:
        title = " · ".join(place.title or f"{place.label}: {place.events}" for place in cluster.places[:12])
        title += " …" if len(cluster.places) > 12 else ""
    class_ = "cluster" if several else f"place kind-{first.kind}"
    number = element(
        "text", write(str(cluster.events)), class_="number", x=cluster.x, y=cluster.y + NUMBER * 0.36,
        text_anchor="middle", font_size=NUMBER, direction="ltr",
    )  # fmt: skip
    return link(
        zoom(cluster.places) if several else first.href,
        element("title", write(title)),
        element("circle", class_=class_, cx=cluster.x, cy=cluster.y, r=cluster.radius),
        number,
        label.draw() if label else "",
    )
