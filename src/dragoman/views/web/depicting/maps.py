"""Where events took place: places of the chronicle on a part of the map, and the words beside it."""

from collections.abc import Mapping, Sequence
from csv import reader
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup

from dragoman.chronicle.listing.answers import PlaceCount
from dragoman.language.gazetteer_tables import territory_label
from dragoman.language.tables import DATA
from dragoman.views.web.assets import asset
from dragoman.views.web.depicting.common import count_events
from dragoman.views.web.drawing import Place, Words, draw_map
from dragoman.views.web.drawing.places import Land
from dragoman.views.web.drawing.regions import REGIONS, Frame
from dragoman.views.web.fragments import with_query
from dragoman.views.web.rendering import current, gettext, mark

REGION_LABELS = MappingProxyType(
    {
        "world": mark("World"),
        "europe": mark("Europe"),
        "eurasia": mark("Northern Eurasia"),
        "middle-east": mark("Middle East"),
        "caucasus": mark("Caucasus"),
        "central-asia": mark("Central Asia"),
        "south-asia": mark("South Asia"),
        "east-asia": mark("East Asia"),
        "southeast-asia": mark("Southeast Asia"),
        "africa": mark("Africa"),
        "north-america": mark("North America"),
        "latin-america": mark("Latin America"),
        "oceania": mark("Oceania"),
    }
)


class View(NamedTuple):
    """A part of the map: ``region`` is a name of :data:`REGIONS` or a territory id."""

    region: str
    frame: Frame
    borders: bool


class Spot(NamedTuple):
    """Where a territory lies, and the middle of its largest part."""

    frame: Frame
    latitude: float
    longitude: float


@cache
def load_spots() -> Mapping[str, Spot]:
    """Return where territories lie, by id."""
    spots: dict[str, Spot] = {}
    lines = DATA.joinpath("territories", "frames.tsv").read_text("utf-8").splitlines()
    for row in reader((line for line in lines if not line.startswith("#")), delimiter="\t"):
        if row[0].startswith("territory:"):
            west, south, east, north, latitude, longitude = map(float, row[1:])
            spots[row[0]] = Spot(Frame(west, south, east, north), latitude, longitude)
    return MappingProxyType(spots)


def find_view(region: str, *, places: Sequence[PlaceCount], borders: bool) -> View | None:
    """Return a part of the map, ``None`` where there is none of that name.

    A country's frame takes in the places in it that lie away from its main parts.
    """
    if region in REGIONS:
        return View(region, REGIONS[region].shape(), borders)
    spot = load_spots().get(region)
    if spot is None:
        return None
    west, south, east, north = spot.frame
    for one in places:
        if one.country == region and one.coordinates:
            latitude, longitude = one.coordinates
            west, east = min(west, longitude), max(east, longitude)
            south, north = min(south, latitude), max(north, latitude)
    return View(region, Frame(west, south, east, north).widen(0.12).shape(), borders)


def locate(one: PlaceCount) -> tuple[float, float] | None:
    """Return where a place is, of a country the middle of its largest part."""
    if one.coordinates:
        return one.coordinates
    spot = load_spots().get(one.country or "")
    return (spot.latitude, spot.longitude) if spot else None


def name_region(region: str) -> str:
    """Return what a part of the map is called."""
    if region in REGION_LABELS:
        return gettext(REGION_LABELS[region])
    return territory_label(region, current().preferences.language) or region


def depict_map(places: Sequence[PlaceCount], *, view: View, path: str, query: Mapping[str, str]) -> Markup:
    """Return the picture.

    Args:
        places: With the names that are shown.
        view: The part of the map.
        path: The address of this page, to which circles of several places lead.
        query: The filter.
    """
    located = [(one, at) for one in places if (at := locate(one))]
    drawn = [
        Place(
            one.id, one.label, *at, one.events, with_query("/", **{**query, "place": one.id}),
            kind="city" if one.coordinates else "country", title=f"{one.label}: {count_events(one.events)}",
        )
        for one, at in located
    ]  # fmt: skip
    countries = {one.id: one.country for one in places}

    def zoom(many: Sequence[Place]) -> str:
        region = choose_closer(many, view, [countries.get(one.id) for one in many])
        return with_query(path, **{**query, "region": region, "borders": "" if view.borders else "0"})

    title = f"{gettext('Where events took place')}: {name_region(view.region)}"
    words = Words("map", title, gettext("Borders are de facto lines, as Natural Earth draws them."))
    land = Land(asset("world.svg"), view.borders)
    return Markup(draw_map(drawn, frame=view.frame, land=land, words=words, zoom=zoom))


def choose_closer(many: Sequence[Place], view: View, countries: Sequence[str | None]) -> str:
    """Return the part of the map that shows places of one circle apart: their country, or the smallest region."""
    only = set(countries)
    if len(only) == 1 and (country := countries[0]) and country in load_spots() and country != view.region:
        return country
    fitting = [
        (frame.east - frame.west, name)
        for name, frame in REGIONS.items()
        if all(frame.has(one.latitude, one.longitude) for one in many)
        and frame.east - frame.west < view.frame.east - view.frame.west
    ]
    if fitting:
        return min(fitting)[1]
    first = next((one for one in countries if one in load_spots() and one != view.region), None)
    return first or view.region
