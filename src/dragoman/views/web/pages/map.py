"""Where events took place: a map made on the server, and the places as a list beside it."""

from typing import TYPE_CHECKING

import msgspec
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.exports.ties import write_places_csv
from dragoman.views.web.asking import read_filter
from dragoman.views.web.depicting.counts import depict_histogram
from dragoman.views.web.depicting.maps import REGION_LABELS, depict_map, find_view, load_spots, locate, name_region
from dragoman.views.web.formats import answer
from dragoman.views.web.kept.gaps import keep
from dragoman.views.web.labels import TYPES
from dragoman.views.web.preferences import ORIGINAL, read_preferences
from dragoman.views.web.rendering import get_dragoman

if TYPE_CHECKING:
    from dragoman.chronicle.listing.answers import PlaceCount

IN_LIST = 60
APART = ("region", "borders")

router = APIRouter()


@router.get("/map")
def show_map(request: Request) -> Response:
    """Show places with counts; the list has those of the part of the map that is shown."""
    dragoman, filter = get_dragoman(request), read_filter(request, *APART)
    query = request.query_params
    places = _name(request, dragoman.places(filter))
    view = find_view(query.get("region") or "world", places=places, borders=query.get("borders") != "0")
    if view is None:
        raise HTTPException(404, f"no region {query.get('region')!r}; there are: {', '.join(REGION_LABELS)}")
    inside = [one for one in places if (at := locate(one)) and view.frame.has(*at)]
    keep(request)
    return answer(
        request,
        "map.html",
        data=places,
        others={"csv": lambda: write_places_csv(places)},
        places=places,
        inside=inside[:IN_LIST],
        more=len(inside) - IN_LIST,
        nowhere=[one for one in places if locate(one) is None],
        view=view,
        filter=filter,
        query=filter.to_query(),
        countries=_list_countries(inside),
        regions=REGION_LABELS,
        types=TYPES,
        histogram=dragoman.histogram(filter),
        depict_histogram=depict_histogram,
        depict_map=depict_map,
        name_region=name_region,
    )


def _name(request: Request, places: "tuple[PlaceCount, ...]") -> "tuple[PlaceCount, ...]":
    """Return places with their names in the language that is preferred."""
    preferred = read_preferences(request).names
    if preferred == ORIGINAL:
        return places
    names = get_dragoman(request).names_in([one.id for one in places], preferred)
    return tuple(msgspec.structs.replace(one, label=names.get(one.id, one.label)) for one in places)


def _list_countries(places: "list[PlaceCount]") -> list[str]:
    """Return the countries of places, those of most events first."""
    counts: dict[str, int] = {}
    for one in places:
        if one.country in load_spots():
            counts[one.country or ""] = counts.get(one.country or "", 0) + one.events
    return sorted(counts, key=lambda id: (-counts[id], id))[:12]
