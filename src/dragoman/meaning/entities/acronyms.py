"""Acronyms of bodies over pages: one page introduces a body by both of its names, others use the acronym alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from dragoman.language.acronyms import is_acronym
from dragoman.meaning.entities.bodies import read_body
from dragoman.meaning.entities.folding import fold_name
from dragoman.meaning.entities.links import Groups
from dragoman.meaning.entities.nodes import Node
from dragoman.meaning.entities.records import Member


def list_acronyms(member: Member) -> tuple[str, ...]:
    """Return the acronyms that a page writes for a body, folded: its whole name, or one beside its full name."""
    if member.kind != "organisation":
        return ()
    return tuple(sorted({fold_name(form) for form in member.surfaces if is_acronym(form)}))


def link_acronyms(nodes: Iterable[Node], groups: Groups) -> None:
    """Give an acronym the body that pages introduce by it, where there is but one.

    Those who bear a full name and the acronym on one page introduce it; those whose name is nothing but the acronym use
    it. Names in two languages are one body where their head words say the same. Two bodies that are introduced by one
    acronym leave its uses to themselves.
    """
    introduced: dict[str, list[Node]] = defaultdict(list)
    used: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: node.key):
        bare = node.reference is None and all(is_acronym(member.name) for member in node.members)
        for acronym in sorted({acronym for member in node.members for acronym in list_acronyms(member)}):
            (used if bare else introduced)[acronym].append(node)
    for acronym, bodies in introduced.items():
        _link_translations(bodies, groups)
        if _count_groups(bodies, groups) == 1:
            for user in used[acronym]:
                groups.merge(bodies[0].key, user.key)


def _link_translations(bodies: list[Node], groups: Groups) -> None:
    """Merge bodies of one acronym and one kind that two languages name, where either language has only one such."""
    kinds: dict[str, list[Node]] = defaultdict(list)
    for body in bodies:
        head = read_body(body.members[0].name, body.members[0].language).head
        if head is not None:
            kinds[head].append(body)
    for alike in kinds.values():
        tongues: Mapping[str, list[Node]] = _by_language(alike)
        if all(_count_groups(named, groups) == 1 for named in tongues.values()):
            for (one, *_), (other, *_) in combinations(tongues.values(), 2):
                groups.merge(one.key, other.key)


def _by_language(bodies: Iterable[Node]) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = defaultdict(list)
    for body in bodies:
        found[body.members[0].language].append(body)
    return found


def _count_groups(bodies: Iterable[Node], groups: Groups) -> int:
    return len({min(groups.of(body.key)) for body in bodies})
