"""What judgements about members mean for nodes, and where judgements contradict each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from dragoman.meaning.entities.links import Groups, Pair, apply_judgements, order_pair
from dragoman.meaning.entities.nodes import Node, identify
from dragoman.meaning.entities.records import Member

Contradiction = tuple[Pair, tuple[Pair, ...]]
"""A pair judged the same that is held apart, and the pairs judged different that hold it."""


def list_apart(members: Iterable[Member], verdicts: Mapping[Pair, str]) -> dict[str, frozenset[str]]:
    """Return for each member those that it was judged to be different from, itself or through what it was tied to.

    Namesakes about whom nobody has judged go with the most of those about whom somebody has.
    """
    groups = Groups({key for pair in verdicts for key in pair})
    apply_judgements(verdicts, groups)
    homes = {key: min(keys) for keys in groups for key in keys}
    found: dict[str, set[str]] = defaultdict(set)
    for (a, b), verdict in verdicts.items():
        if verdict == "different":
            found[homes[a]].add(homes[b])
            found[homes[b]].add(homes[a])
    apart = {key: frozenset(found[home]) for key, home in homes.items() if found[home]}
    return _gather_namesakes(members, apart) if apart else {}


def _gather_namesakes(members: Iterable[Member], apart: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    bearers: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for member in members:
        bearers[identify(member)].append(member.key)
    settled = dict(apart)
    for keys in bearers.values():
        judged = sorted(key for key in keys if key in apart)
        if judged and len(judged) < len(keys):
            counts = Counter(apart[key] for key in judged)
            most = max(judged, key=lambda key: counts[apart[key]])
            settled |= {key: apart[most] for key in keys if key not in apart}
    return settled


def lift_verdicts(verdicts: Mapping[Pair, str], nodes: Mapping[str, Node]) -> dict[Pair, str]:
    """Return the verdicts ``same`` and ``different`` as verdicts about nodes; unknown members are left out.

    Where members of two nodes were judged both, the nodes are different.
    """
    homes = {member.key: key for key, node in nodes.items() for member in node.members}
    lifted: dict[Pair, str] = {}
    for wanted in ("same", "different"):
        pairs = [pair for pair, verdict in verdicts.items() if verdict == wanted and homes.keys() >= set(pair)]
        lifted |= {order_pair(homes[a], homes[b]): wanted for a, b in pairs if homes[a] != homes[b]}
    return lifted


def find_contradictions(verdicts: Mapping[Pair, str]) -> list[Contradiction]:
    """Return the pairs that were judged the same and are held apart, because a chain of them met a ``different``."""
    groups = Groups({key for pair in verdicts for key in pair})
    apply_judgements(verdicts, groups)
    different = sorted(pair for pair, verdict in verdicts.items() if verdict == "different")
    held = sorted(pair for pair, verdict in verdicts.items() if verdict == "same" and not groups.together(*pair))
    return [(pair, tuple(other for other in different if _between(other, pair, groups))) for pair in held]


def _between(pair: Pair, other: Pair, groups: Groups) -> bool:
    """Tell whether two pairs lie between the same two groups."""
    return {min(groups.of(key)) for key in pair} == {min(groups.of(key)) for key in other}
