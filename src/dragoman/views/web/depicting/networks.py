"""Who meets whom as a picture, a matrix and the words beside both."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup

from dragoman.chronicle.listing import answers
from dragoman.chronicle.listing.answers import Network, TypeCount
from dragoman.views.web.depicting.common import count_events, join_words
from dragoman.views.web.drawing import Cell, Edge, Node, Pole, Words, draw_matrix, draw_network
from dragoman.views.web.drawing.network import choose_lines
from dragoman.views.web.fragments import link_to, name_of
from dragoman.views.web.labels import TYPES, label_in
from dragoman.views.web.rendering import gettext, mark

GROUPS = MappingProxyType(
    {
        "meet": ("meet", "convene"), "talk": ("call", "state"), "visit": ("visit",),
        "accord": ("agree", "cooperate", "support", "concede", "aid", "request"),
        "clash": ("reject", "accuse", "threaten", "protest", "sanction", "mobilize", "coerce", "assault"),
    }
)  # fmt: skip
"""Colours of lines: each stands for types of events."""

GROUP_LABELS = MappingProxyType(
    {
        "meet": mark("meetings and sessions"),
        "talk": mark("calls and statements"),
        "visit": mark("visits"),
        "accord": mark("agreements and aid"),
        "clash": mark("disputes"),
    }
)
NODE_LABELS = MappingProxyType(
    {
        "person": mark("persons"),
        "organisation": mark("organisations"),
        "country": mark("countries"),
        "place": mark("places"),
    }
)
IN_MATRIX = 10
_GROUP_OF = {type: group for group, types in GROUPS.items() for type in types}
_label_type = label_in(TYPES)


def group_of(types: Sequence[TypeCount]) -> str:
    """Return the group of types to which most events of a tie belong."""
    counts: dict[str, int] = {}
    for one in types:
        group = _GROUP_OF.get(one.type, "other")
        counts[group] = counts.get(group, 0) + one.count
    return max(sorted(counts), key=lambda group: counts[group]) if counts else "other"


def list_types(types: Sequence[TypeCount]) -> str:
    """Return the types of events of a tie in words, with how many there are of each."""
    return join_words(*(f"{_label_type(one.type)} {one.count}" for one in types))


def link_pair(a: str, b: str) -> str:
    """Return the address of the page of two."""
    return f"/pair/{link_to(a).removeprefix('/entity/')}/{link_to(b).removeprefix('/entity/')}"


def depict_network(network: Network, *, ego: str | None, link: Callable[[str], str]) -> Markup:
    """Return the picture.

    Args:
        network: Nodes and edges.
        ego: Who stands in the middle.
        link: Returns where a node leads to.
    """
    labels = _label_nodes(network)
    words = Words("network", gettext("Who meets whom"), gettext("The table below has the same as text."))
    nodes = [_make_node(one, labels[one.id], link(one.id)) for one in network.nodes]
    edges = [_make_edge(one, labels) for one in network.edges]
    return Markup(draw_network(nodes, edges=edges, words=words, ego=ego))


def count_undrawn(network: Network, ego: str | None) -> int:
    """Return how many ties of a network are too many to be drawn."""
    nodes = [Node(one.id, "", one.kind, one.events, "") for one in network.nodes]
    edges = [Edge(one.a, one.b, one.events, "", "") for one in network.edges]
    return len(edges) - len(choose_lines(nodes, edges=edges, ego=ego))


def _make_node(one: answers.Node, label: str, href: str) -> Node:
    return Node(one.id, label, one.kind, one.events, href, f"{label}: {count_events(one.events)}")


def _make_edge(one: answers.Edge, labels: Mapping[str, str]) -> Edge:
    return Edge(one.a, one.b, one.events, group_of(one.types), link_pair(one.a, one.b), _title(one, labels))


def _title(one: answers.Edge, labels: Mapping[str, str]) -> str:
    return f"{join_words(labels[one.a], labels[one.b])}: {count_events(one.events)} ({list_types(one.types)})"


def _label_nodes(network: Network) -> dict[str, str]:
    return {one.id: name_of(one) for one in network.nodes}


def depict_matrix(network: Network) -> Markup:
    """Return a table of those with the heaviest ties, each with each."""
    labels = _label_nodes(network)
    tied = list(dict.fromkeys(id for one in network.edges for id in (one.a, one.b)))
    poles = [Pole(id, labels[id], link_to(id)) for id in tied[:IN_MATRIX] if id in labels]
    cells = {(one.a, one.b): Cell(one.events, link_pair(one.a, one.b), _title(one, labels)) for one in network.edges}
    return Markup(draw_matrix(poles, cells=cells, caption=gettext("Each with each")))


def list_legend(network: Network) -> list[tuple[str, str, str]]:
    """Return what colours mean: ``edge`` or ``node``, the class, and the words; only those that the picture has."""
    groups = {group_of(one.types) for one in network.edges}
    kinds = {one.kind for one in network.nodes}
    return [
        *(("node", f"kind-{kind}", gettext(words)) for kind, words in NODE_LABELS.items() if kind in kinds),
        *(("edge", f"type-{group}", gettext(words)) for group, words in GROUP_LABELS.items() if group in groups),
    ]
