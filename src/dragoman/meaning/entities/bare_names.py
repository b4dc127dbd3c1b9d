"""Bare family names: each joins the one full name that its page, office or company points to, and links nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from dragoman.meaning.entities.features import is_other_name
from dragoman.meaning.entities.links import Groups
from dragoman.meaning.entities.names import CodedName, score_part
from dragoman.meaning.entities.nodes import Node
from dragoman.meaning.entities.people import ARABIC_TABLES
from dragoman.meaning.entities.surroundings import FAR, days_between

FITS = 0.84
FITS_WITH_ARABIC = 0.78
SURROUNDINGS = ("pages", "offices", "company")
YEAR, YEARS = 366, 2 * 366

Sound = tuple[str, str, bool]
"""The code of a part, its sounds, and whether it is written in Arabic letters, which show fewer of them."""


class Around(Struct, frozen=True, gc=False):
    """All that is named with a cluster, and the days on which it is named."""

    pages: frozenset[str]
    offices: frozenset[tuple[str, str]]
    company: frozenset[str]
    days: frozenset[int]


class FullNames(Struct, frozen=True):
    """The full names as they were clustered before any bare name came.

    ``crowds`` gives the least key of each one's cluster, ``surroundings`` all that is named with that cluster.
    ``families`` and ``givens`` gather those that sound alike under each skeleton.
    """

    nodes: Mapping[str, Node]
    crowds: Mapping[str, str]
    surroundings: Mapping[str, Around]
    families: Mapping[str, Mapping[Sound, list[str]]]
    givens: Mapping[str, Mapping[Sound, list[str]]]
    fitting: dict[tuple[str, str], tuple[str, ...]]
    leading: dict[tuple[str, str], tuple[str, ...]]

    def fit(self, node: Node) -> tuple[str, ...]:
        """Return the full names that hold the bare one, sorted, found once for each written form."""
        if node.written not in self.fitting:
            self.fitting[node.written] = tuple(sorted(_fitting(node, self)))
        return self.fitting[node.written]

    def lead(self, node: Node) -> tuple[str, ...]:
        """Return the least of the full names that fit from each crowd."""
        if node.written not in self.leading:
            self.leading[node.written] = self.lead_of(self.fit(node))
        return self.leading[node.written]

    def lead_of(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the first of some keys from each crowd."""
        return tuple({self.crowds[key]: key for key in sorted(keys, reverse=True)}.values())


def attach_bare_names(
    bare: Mapping[str, Node], full: Mapping[str, Node], *, groups: Groups
) -> dict[str, tuple[str, ...]]:
    """Attach each bare family name to the only full name that fits its page, office or company, else leave it alone.

    Those that a person has tied together join one full name or none, so that no two are joined through them.

    Returns:
        For each bare name the full names that it could have meant, one of each crowd; the one that it means where one.
    """
    names = _gather_full_names(full, groups)
    free = [key for key in sorted(bare) if groups.of(key) <= bare.keys()]  # the others a person has tied to a full name
    meant = {key: _choose(bare[key], names, groups=groups) for key in free}
    wanted: dict[frozenset[str], set[str]] = defaultdict(set)
    for key, targets in meant.items():
        wanted[groups.of(key)] |= {names.crowds[target] for target in targets[:1] if len(targets) == 1}
    agreed = {key for tied, crowds in wanted.items() if len(crowds) == 1 for key in tied}
    for key, targets in meant.items():
        if len(targets) == 1 and key in agreed:
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
    around: dict[str, list[Node]] = defaultdict(list)
    for key, node in full.items():
        around[crowds[key]].append(node)
    surroundings = {crowd: _gather_surroundings(nodes) for crowd, nodes in around.items()}
    return FullNames(full, crowds, surroundings, families, givens, {}, {})


def _gather_surroundings(nodes: Sequence[Node]) -> Around:
    if len(nodes) == 1:
        return Around(nodes[0].pages, nodes[0].offices, nodes[0].company, frozenset(nodes[0].days))
    return Around(
        frozenset().union(*(node.pages for node in nodes)),
        frozenset().union(*(node.offices for node in nodes)),
        frozenset().union(*(node.company for node in nodes)),
        frozenset().union(*(node.days for node in nodes)),
    )


def _sound(node: Node, part: int) -> Sound:
    return _sound_part(node.name, node.table, part=part)


def _sound_part(name: CodedName, table: str, *, part: int) -> Sound:
    return name.codes[part], name.sounds[part], table in ARABIC_TABLES


def could_mean(bare: CodedName, bare_table: str, full: CodedName, full_table: str) -> bool:
    """Tell whether a full name has a part, its family or its given name, that sounds like a bare name."""
    if not bare.codes:
        return False
    mine = _sound_part(bare, bare_table, part=-1)
    return any(_sound_alike(mine, _sound_part(full, full_table, part=part)) for part in (-1, 0))


def _choose(node: Node, names: FullNames, *, groups: Groups) -> tuple[str, ...]:
    leading = names.lead(node)
    if groups.is_bound(node.key):
        leading = names.lead_of(key for key in names.fit(node) if groups.may_merge(node.key, key))
    crowds = [(names.crowds[key], key) for key in leading]
    for surrounding in SURROUNDINGS:
        mine = getattr(node, surrounding)
        hits = {
            crowd: key for crowd, key in crowds if not getattr(names.surroundings[crowd], surrounding).isdisjoint(mine)
        }
        if hits:
            return tuple(sorted(_of_the_period(node, hits, names)))
    return ()


def _of_the_period(node: Node, hits: Mapping[str, str], names: FullNames) -> list[str]:
    """Return the only one who is named within a year of the page where all others are named years away, else all."""
    gaps = {crowd: days_between(node.days, names.surroundings[crowd].days) for crowd in hits}
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
