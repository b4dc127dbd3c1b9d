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

Sound = tuple[str, str, bool]
"""The code of a part, its sounds, and whether it is written in Arabic letters, which show fewer of them."""


class FullNames(Struct, frozen=True):
    """The full names as they were clustered before any bare name came.

    ``crowds`` gives the least key of each one's cluster, ``surroundings`` all that is named with that cluster.
    ``families`` and ``givens`` gather those that sound alike under each skeleton.
    """

    nodes: Mapping[str, Node]
    crowds: Mapping[str, str]
    surroundings: Mapping[str, Mapping[str, set[Any]]]
    families: Mapping[str, Mapping[Sound, list[str]]]
    givens: Mapping[str, Mapping[Sound, list[str]]]
    fitting: dict[tuple[str, str], tuple[str, ...]]
    leading: dict[tuple[str, str], tuple[str, ...]]

    def fit(self, node: Node) -> tuple[str, ...]:
        """Return the full names that hold the bare one, sorted, found once for each written form."""
        form = (node.members[0].name, node.members[0].language)
        if form not in self.fitting:
            self.fitting[form] = tuple(sorted(_fitting(node, self)))
        return self.fitting[form]

    def lead(self, node: Node) -> tuple[str, ...]:
        """Return the least of the full names that fit from each crowd."""
        form = (node.members[0].name, node.members[0].language)
        if form not in self.leading:
            self.leading[form] = self.lead_of(self.fit(node))
        return self.leading[form]

    def lead_of(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the first of some keys from each crowd."""
        return tuple({self.crowds[key]: key for key in sorted(keys, reverse=True)}.values())


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
    families: dict[str, dict[Sound, list[str]]] = defaultdict(lambda: defaultdict(list))
    givens: dict[str, dict[Sound, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, node in full.items():
        parts = zip(node.name.skeletons, node.name.initials, strict=True)
        for part in {part for part, initial in parts if not initial}:
            families[part][_sound(node, -1)].append(key)
            givens[part][_sound(node, 0)].append(key)
    crowds = {key: min(keys) for keys in groups for key in keys}
    around: dict[str, dict[str, set[Any]]] = defaultdict(lambda: {name: set() for name in (*SURROUNDINGS, "days")})
    for key, node in full.items():
        for name in (*SURROUNDINGS, "days"):
            around[crowds[key]][name].update(getattr(node, name))
    return FullNames(full, crowds, around, families, givens, {}, {})


def _sound(node: Node, part: int) -> Sound:
    return node.name.codes[part], node.name.sounds[part], node.table in ARABIC_TABLES


def _choose(node: Node, names: FullNames, *, groups: Groups) -> tuple[str, ...]:
    leading = names.lead(node)
    if groups.is_bound(node.key):
        leading = names.lead_of(key for key in names.fit(node) if groups.may_merge(node.key, key))
    crowds = [(names.crowds[key], key) for key in leading]
    for surrounding in SURROUNDINGS:
        mine = getattr(node, surrounding)
        hits = {crowd: key for crowd, key in crowds if not names.surroundings[crowd][surrounding].isdisjoint(mine)}
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
    part = node.name.skeletons[-1]
    family = [key for key in _echo(node, names.families.get(part, {})) if _initial_fits(node, names.nodes[key])]
    return family or (_echo(node, names.givens.get(part, {})) if len(node.name.codes) == 1 else ())


def _echo(bare: Node, sounding: Mapping[Sound, list[str]]) -> list[str]:
    """Return those of the full names of one skeleton whose part sounds like the bare name."""
    mine = _sound(bare, -1)
    return [key for sound, keys in sounding.items() if _sound_alike(mine, sound) for key in keys]


def _sound_alike(a: Sound, b: Sound) -> bool:
    return score_part(a[0], b[0]) >= (FITS if a[2] == b[2] else FITS_WITH_ARABIC) and not is_other_name(a[1], b[1])


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
    return _sound_alike(_sound_whole(a), _sound_whole(b))


def _sound_whole(bare: Node) -> Sound:
    return "".join(bare.name.codes), bare.name.sounds[-1], bare.table in ARABIC_TABLES
