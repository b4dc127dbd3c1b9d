"""Bodies and places without a table id: by their written name, in one language and one country."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dragoman.meaning.entities.bodies import write_plainly
from dragoman.meaning.entities.features import is_other_name
from dragoman.meaning.entities.folding import COUNTRY_PREFIX
from dragoman.meaning.entities.links import Groups
from dragoman.meaning.entities.names import score_names
from dragoman.meaning.entities.nodes import Node

SAME_PLACE = 0.88


def link_others(nodes: Mapping[str, Node], groups: Groups) -> None:
    """Merge bodies of one name and country, and places whose names sound alike in any script."""
    names: dict[tuple[str, str, str], list[Node]] = defaultdict(list)
    sounds: dict[str, list[Node]] = defaultdict(list)
    for key in sorted(nodes):
        node = nodes[key]
        names[_written_name(node)].append(node)
        if node.kind == "place":
            sounds[" ".join(node.name.skeletons)].append(node)
    for namesakes in names.values():
        _link_namesakes(namesakes, groups)
    for echoes in sounds.values():
        _link_echoes(echoes, groups)


def _written_name(node: Node) -> tuple[str, str, str]:
    member = node.members[0]
    return (node.kind, "" if member.name.isascii() else member.language, write_plainly(member.name, member.language))


def _link_namesakes(nodes: Sequence[Node], groups: Groups) -> None:
    """Merge namesakes that share a country; those without any join when there is one group only."""
    countries: dict[str, str] = {}
    for node in nodes:
        for country in _countries(node):
            groups.merge(countries.setdefault(country, node.key), node.key)
    rooted = [node for node in nodes if _countries(node)]
    if len({min(groups.of(node.key)) for node in rooted}) <= 1:
        _merge_all((node.key for node in nodes), groups)


def _countries(node: Node) -> list[str]:
    return sorted(other for other in node.company if other.startswith(COUNTRY_PREFIX))


def _merge_all(keys: Iterable[str], groups: Groups) -> None:
    first, *others = keys
    for key in others:
        groups.merge(first, key)


def _link_echoes(nodes: Sequence[Node], groups: Groups) -> None:
    first, *others = nodes
    for node in others:
        alike = score_names(first.name, node.name) >= SAME_PLACE
        if (
            alike
            and len("".join(first.name.skeletons)) > 2
            and not is_other_name(first.name.sounds[-1], node.name.sounds[-1])
        ):
            groups.merge(first.key, node.key)
