"""Who meets whom: somebody in the middle first, as a picture, a table and a file for other programs."""

from typing import TYPE_CHECKING

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.chronicle.listing.filters import EventFilter
from dragoman.errors import UsageError
from dragoman.exports.ties import write_network_csv, write_network_gexf
from dragoman.views.web.asking import read_filter
from dragoman.views.web.depicting.counts import depict_histogram
from dragoman.views.web.depicting.networks import (
    count_undrawn,
    depict_matrix,
    depict_network,
    link_pair,
    list_legend,
    list_types,
)
from dragoman.views.web.following import find_named
from dragoman.views.web.formats import answer
from dragoman.views.web.fragments import link_to, with_query
from dragoman.views.web.kept.gaps import keep
from dragoman.views.web.labels import TYPES
from dragoman.views.web.numbers import read_number
from dragoman.views.web.preferences import read_preferences
from dragoman.views.web.rendering import get_dragoman, name_all

if TYPE_CHECKING:
    from dragoman.chronicle.answers import EntityView
    from dragoman.chronicle.listing.answers import Network

SIZES = (15, 30, 60)
USUAL = 30
IN_TABLE = 60
LARGEST = 5_000
APART = ("around", "least", "size")

router = APIRouter()


@router.get("/network")
def show_network(request: Request) -> Response:
    """Show a network of at most sixty."""
    return _show(request, "network.html", size=_read_number(request, "size", USUAL, most=SIZES[-1]))


@router.get("/network/explore")
def explore_network(request: Request) -> Response:
    """Show a network of up to five thousand, which the browser lays out; its JSON has the names that are preferred."""
    return _show(request, "explore.html", size=_read_number(request, "size", LARGEST, most=LARGEST))


def _show(request: Request, template: str, *, size: int) -> Response:
    dragoman, filter = get_dragoman(request), read_filter(request, *APART)
    asked = (request.query_params.get("around") or "").strip()
    found = find_named(request, asked) if asked else []
    ego = found[0] if len(found) == 1 else None
    least = _read_number(request, "least", 1, most=1_000_000)
    network = dragoman.network(filter, around=ego.id if ego else None, least=least, limit=size)
    names, query = _name(request, network), _write_query(request, ego)

    def link(id: str) -> str:
        if ego and id == ego.id:
            return link_to(id)
        return with_query("/network", **{**query, "around": id})

    keep(request)
    return answer(
        request,
        template,
        data=_rename(network, names),
        others={
            "gexf": lambda: write_network_gexf(network, names=names),
            "csv": lambda: write_network_csv(network, names=names),
        },
        network=network,
        filter=filter,
        asked=asked,
        found=found,
        ego=ego,
        least=least,
        size=size,
        sizes=SIZES,
        query=query,
        ties=network.edges[:IN_TABLE],
        nodes={one.id: one for one in network.nodes},
        histogram=dragoman.histogram(_narrow(filter, ego)),
        types=TYPES,
        undrawn=count_undrawn(network, ego.id if ego else None) if size <= SIZES[-1] else 0,
        link=link,
        depict_histogram=depict_histogram,
        depict_matrix=depict_matrix,
        depict_network=depict_network,
        link_pair=link_pair,
        list_legend=list_legend,
        list_types=list_types,
    )


def _narrow(filter: EventFilter, ego: "EntityView | None") -> EventFilter:
    """Return the filter of the events that the picture is about: those of who is in the middle."""
    return msgspec.structs.replace(filter, who=ego.id) if ego and not filter.who else filter


def _write_query(request: Request, ego: "EntityView | None") -> dict[str, str]:
    """Return the parameters of this view, with the id of who is in the middle."""
    given = {name: value for name, value in request.query_params.items() if value and name != "lang"}
    return {**given, "around": ego.id} if ego else given


def _name(request: Request, network: "Network") -> dict[str, str]:
    return name_all(request, {"network": network}, read_preferences(request))


def _rename(network: "Network", names: dict[str, str]) -> "Network":
    nodes = (msgspec.structs.replace(one, label=names.get(one.id) or one.label) for one in network.nodes)
    return msgspec.structs.replace(network, nodes=tuple(nodes))


def _read_number(request: Request, name: str, usual: int, *, most: int) -> int:
    given = request.query_params.get(name) or str(usual)
    number = read_number(given)
    if not number:
        raise UsageError(f"{name}: {given[:20]!r} is no number from 1 on, or too great")
    return min(number, most)
