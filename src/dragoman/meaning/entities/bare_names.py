"""Bare family names: each joins the one full name that its page, office or company points to, and links nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from dragoman.meaning.entities.features import is_other_name
from dragoman.meaning.entities.links import Groups
from dragoman.meaning.entities.names import score_part
from dragoman.meaning.entities.nodes import Node
from dragoman.meaning.entities.people import ARABIC_TABLES
from dragoman.meaning.entities.surroundings import FAR, days_between

FITS = 0.84
FITS_WITH_ARABIC = 0.78
SURROUNDINGS = ("pages", "offices", "company")
YEAR, YEARS = 366, 2 * 366


class FullNames(Struct, frozen=True):
    """The full names as they were clustered before any bare name came.

    ``crowds`` gives the least key of each one's cluster, ``surroundings`` all that is named with that cluster.
    """

    nodes: Mapping[str, Node]
    crowds: Mapping[str, str]
    surroundings: Mapping[str, Mapping[str, set[Any]]]
    by_skeleton: Mapping[str, list[str]]
    fitting: dict[tuple[str, str], tuple[str, ...]]

    def crowd_shares(self, key: str, node: Node, *, surrounding: str) -> bool:
        """Tell whether anybody of a key's crowd shares a page, an office or company with a node."""
        return not self.surroundings[self.crowds[key]][surrounding].isdisjoint(getattr(node, surrounding))

    def fit(self, node: Node) -> tuple[str, ...]:
        """Return the full names that hold the bare one, found once for each written form."""
        form = (node.members[0].name, node.members[0].language)
        if form not in self.fitting:
            self.fitting[form] = tuple(_fitting(node, self))
        return self.fitting[form]


def attach_bare_names(
    bare: Mapping[str, Node], full: Mapping[str, Node], *, groups: Groups
) -> dict[str, tuple[str, ...]]:
    """Attach each bare family name to the only full name that fits its page, office or company, else leave it alone.

    Returns:
        For each bare name the full names that it could have meant, one of each crowd; the one that it means where one.
    """
    names = _gather_full_names(full, groups)
    meant = {key: _choose(bare[key], names, groups=groups) for key in sorted(bare)}
    for key, targets in meant.items():
        if len(targets) == 1:
            groups.merge(key, targets[0])
    _join_officials({key: node for key, node in bare.items() if groups.of(key) <= bare.keys()}, groups)
    return {key: targets for key, targets in meant.items() if targets}


def _gather_full_names(full: Mapping[str, Node], groups: Groups) -> FullNames:
    by_skeleton: dict[str, list[str]] = defaultdict(list)
    for key, node in full.items():
        for part in {
            part for part, initial in zip(node.name.skeletons, node.name.initials, strict=True) if not initial
        }:
            by_skeleton[part].append(key)
    crowds = {key: min(keys) for keys in groups for key in keys}
    around: dict[str, dict[str, set[Any]]] = defaultdict(lambda: {name: set() for name in (*SURROUNDINGS, "days")})
    for key, node in full.items():
        for name in (*SURROUNDINGS, "days"):
            around[crowds[key]][name].update(getattr(node, name))
    return FullNames(full, crowds, around, by_skeleton, {})


def _choose(node: Node, names: FullNames, *, groups: Groups) -> tuple[str, ...]:
    allowed = [key for key in names.fit(node) if groups.may_merge(node.key, key)]
    for surrounding in SURROUNDINGS:
        near = (key for key in allowed if names.crowd_shares(key, node, surrounding=surrounding))
        hits = {names.crowds[key]: key for key in sorted(near, reverse=True)}
        if hits:
            return tuple(sorted(_of_the_period(node, hits, names)))
    return ()


def _of_the_period(node: Node, hits: Mapping[str, str], names: FullNames) -> list[str]:
    """Return the only one who is named within a year of the page where all others are named years away, else all."""
    gaps = {crowd: days_between(node.days, names.surroundings[crowd]["days"]) for crowd in hits}
    near = [key for crowd, key in hits.items() if gaps[crowd] <= YEAR]
    far = all(gap <= YEAR or YEARS <= gap < FAR for gap in gaps.values())
    return near if len(near) == 1 and far else list(hits.values())


def _fitting(node: Node, names: FullNames) -> Iterable[str]:
    """Return the full names that hold the bare one: as their family name, else as their given name."""
    if not node.name.codes or node.name.initials[-1]:
        return ()
    near = names.by_skeleton.get(node.name.skeletons[-1], ())
    family = [key for key in near if _fits(node, names.nodes[key], part=-1) and _initial_fits(node, names.nodes[key])]
    return family or [key for key in near if len(node.name.codes) == 1 and _fits(node, names.nodes[key], part=0)]


def _fits(bare: Node, full: Node, *, part: int) -> bool:
    if score_part(bare.name.codes[-1], full.name.codes[part]) < _fits_from(bare, full):
        return False
    return not is_other_name(bare.name.sounds[-1], full.name.sounds[part])


def _fits_from(a: Node, b: Node) -> float:
    one_is_arabic = len({a.table, b.table} & ARABIC_TABLES) == 1 and a.table != b.table
    return FITS_WITH_ARABIC if one_is_arabic else FITS


def _initial_fits(bare: Node, full: Node) -> bool:
    return len(bare.name.codes) == 1 or bare.name.codes[0][:1] == full.name.codes[0][:1]


def _join_officials(bare: Mapping[str, Node], groups: Groups) -> None:
    """Merge bare names that nobody claimed where name and office agree."""
    posts: dict[tuple[object, ...], list[Node]] = defaultdict(list)
    for key in sorted(bare):
        node = bare[key]
        if node.offices and node.name.codes:
            posts[(node.name.skeletons, min(node.offices))].append(node)
    for first, *others in posts.values():
        for node in others:
            if _same_bare_name(first, node):
                groups.merge(first.key, node.key)


def _same_bare_name(a: Node, b: Node) -> bool:
    if is_other_name(a.name.sounds[-1], b.name.sounds[-1]):
        return False
    return score_part("".join(a.name.codes), "".join(b.name.codes)) >= _fits_from(a, b)
