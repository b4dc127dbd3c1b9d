"""Overviews for other programs: a network that was counted already as GEXF or CSV, and places as CSV."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from dragoman.chronicle.cells import guard
from dragoman.chronicle.listing.answers import Network, PlaceCount, TypeCount
from dragoman.exports.markup import xml

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""

Names = Mapping[str, str]


def write_network_gexf(network: Network, *, names: Names) -> bytes:
    """Return a network as GEXF 1.2: weights are counts of events, spells reach from the first day to the last.

    Args:
        network: Nodes and edges.
        names: What nodes are called, by id; others by their own label.
    """
    nodes = "".join(
        f'<node id="{xml(one.id)}" label="{xml(names.get(one.id) or one.label)}"><attvalues>'
        f'<attvalue for="0" value="{xml(one.kind)}"/><attvalue for="1" value="{one.events}"/></attvalues></node>\n'
        for one in network.nodes
    )
    edges = "".join(
        f'<edge id="{number}" source="{xml(one.a)}" target="{xml(one.b)}" weight="{one.events}"'
        f'{_ends(one.first, one.last)}><attvalues><attvalue for="0" value="{xml(_types(one.types))}"/></attvalues>'
        "</edge>\n"
        for number, one in enumerate(network.edges)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
        "<meta><creator>Dragoman</creator></meta>\n"
        '<graph defaultedgetype="undirected" mode="dynamic" timeformat="date">'
        '<attributes class="node" mode="static"><attribute id="0" title="kind" type="string"/>'
        '<attribute id="1" title="events" type="integer"/></attributes>'
        '<attributes class="edge" mode="static"><attribute id="0" title="types" type="string"/></attributes>\n'
        f"<nodes>\n{nodes}</nodes><edges>\n{edges}</edges></graph></gexf>\n"
    ).encode()


def write_network_csv(network: Network, *, names: Names) -> bytes:
    """Return the edges of a network as a table, the heaviest first."""
    labels = {one.id: names.get(one.id) or one.label for one in network.nodes}
    head = ("a", "a_name", "b", "b_name", "events", "first", "last", "types")
    rows = (
        (one.a, labels.get(one.a, ""), one.b, labels.get(one.b, ""), one.events, one.first, one.last, _types(one.types))
        for one in network.edges
    )
    return _write(head, rows)


def write_places_csv(places: Iterable[PlaceCount]) -> bytes:
    """Return places as a table; degrees are those of WGS 84."""
    head = ("id", "name", "country", "latitude", "longitude", "events")
    rows = ((one.id, one.label, one.country, *(one.coordinates or (None, None)), one.events) for one in places)
    return _write(head, rows)


def _write(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return (BOM + text.getvalue()).encode()


def _plain(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula."""
    return guard(value) if isinstance(value, str) else "" if value is None else value


def _ends(first: str | None, last: str | None) -> str:
    return f' start="{first}" end="{last}"' if first and last else ""


def _types(types: Iterable[TypeCount]) -> str:
    return " ".join(f"{one.type}:{one.count}" for one in types)
