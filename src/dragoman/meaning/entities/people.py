"""People: full names first, then bare family names, which never join two crowds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from types import MappingProxyType

from dragoman.language.romanisation import DEFAULT_TABLE
from dragoman.meaning.entities.blocking import name_keys
from dragoman.meaning.entities.features import (
    ACROSS_SCRIPTS,
    IN_ONE_SCRIPT,
    OFFICE_IN_COMMON,
    OFFICE_WEIGHT,
    Floors,
    is_misspelling,
    is_other_name,
    score_full_names,
)
from dragoman.meaning.entities.links import Groups, Pair, order_pair
from dragoman.meaning.entities.names import score_part
from dragoman.meaning.entities.nodes import Node

SAME_PERSON = MappingProxyType(
    {"one script": 0.84, "Arabic and Persian": 0.80, "two scripts": 0.80, "with Arabic": 0.77}
)
CHAIN_FLOOR = 0.70
DISTINCT_BELOW = 0.93
BARE_FITS = 0.84
BARE_FITS_ARABIC = 0.78
ARABIC_TABLES = frozenset(DEFAULT_TABLE["Arab"])


def link_full_names(nodes: Mapping[str, Node], groups: Groups) -> None:
    """Merge full names that are one person, the surest pair first; no cluster holds two names that are far apart."""
    scores = {pair: score for pair in _pairs(nodes) if (score := score_people(nodes[pair[0]], nodes[pair[1]])) > 0}
    sure = (pair for pair, score in scores.items() if score >= same_person_from(nodes[pair[0]], nodes[pair[1]]))
    edges = sorted(sure, key=lambda pair: (-scores[pair], pair))
    _keep_page_apart({key: nodes[key] for pair in edges for key in pair}, groups)
    for a, b in edges:
        slip = is_misspelling(nodes[a].name, nodes[b].name)
        if slip or groups.together(a, b) or _all_near(groups.of(a), groups.of(b), scores, nodes):
            groups.merge(a, b)


def score_people(a: Node, b: Node) -> float:
    """Score two full names with what is known about their holders: an office in common speaks for one person."""
    shared = bool(a.offices & b.offices)
    if a.reference and b.reference and a.reference != b.reference:
        return 0.0
    if shared and is_misspelling(a.name, b.name):
        return 1.0 - OFFICE_WEIGHT
    score = score_full_names(a.name, b.name, floors=_choose_floors(a, b, shared)).score
    return min(1.0, score + OFFICE_WEIGHT * shared) if score else 0.0


def _choose_floors(a: Node, b: Node, shared: bool) -> Floors:
    if shared:
        return OFFICE_IN_COMMON
    return IN_ONE_SCRIPT if a.table == b.table else ACROSS_SCRIPTS


def same_person_from(a: Node, b: Node) -> float:
    """Return the score from which two full names are one person: lower where the scripts show less of the sounds."""
    tables = {a.table, b.table}
    if len(tables) == 1:
        return SAME_PERSON["one script"]
    arabic = len(tables & ARABIC_TABLES)
    return SAME_PERSON[("two scripts", "with Arabic", "Arabic and Persian")[arabic]]


def _pairs(nodes: Mapping[str, Node]) -> set[Pair]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for key, node in nodes.items():
        for block in name_keys(node.name):
            blocks[block].append(key)
    return {order_pair(a, b) for block in blocks.values() for a, b in combinations(block, 2)}


def _keep_page_apart(nodes: Mapping[str, Node], groups: Groups) -> None:
    pages: dict[str, list[str]] = defaultdict(list)
    for key in sorted(nodes):
        for page in nodes[key].pages:
            pages[page].append(key)
    for a, b in sorted({pair for keys in pages.values() for pair in combinations(keys, 2)}):
        if are_distinct(nodes[a], nodes[b]):
            groups.forbid(a, b)


def are_distinct(a: Node, b: Node) -> bool:
    """Tell whether two full names of one page are two people: unless they hardly differ, or hold one office."""
    score = score_people(a, b)
    return score < (same_person_from(a, b) if a.offices & b.offices else DISTINCT_BELOW)


def _all_near(
    left: frozenset[str], right: frozenset[str], scores: Mapping[Pair, float], nodes: Mapping[str, Node]
) -> bool:
    return all(
        scores.get(order_pair(a, b), 0.0) >= CHAIN_FLOOR for a in left for b in right if a in nodes and b in nodes
    )


def attach_bare_names(bare: Mapping[str, Node], full: Mapping[str, Node], groups: Groups) -> None:
    """Attach each bare family name to the one full name that fits its page, its office or its company; else leave it."""
    index = _index_parts(full)
    fitting = {key: _fitting(node, index, full) for key, node in bare.items()}
    crowds = {key: groups.of(key) for key in full}
    for key in sorted(bare):
        target = _choose(bare[key], fitting[key], crowds, full, groups)
        if target:
            groups.merge(key, target)
    _join_officials({key: node for key, node in bare.items() if groups.of(key) <= bare.keys()}, groups)


def _index_parts(full: Mapping[str, Node]) -> Mapping[str, list[str]]:
    index: dict[str, list[str]] = defaultdict(list)
    for key, node in full.items():
        for part in set(node.name.skeletons):
            index[part].append(key)
    return index


def _fitting(node: Node, index: Mapping[str, list[str]], full: Mapping[str, Node]) -> tuple[str, ...]:
    """Return the full names that hold the bare one: as their family name, else as their given name."""
    if not node.name.codes:
        return ()
    near = index.get(node.name.skeletons[-1], ())
    family = tuple(key for key in near if _fits(node, full[key], -1) and _initial_fits(node, full[key]))
    return family or tuple(key for key in near if len(node.name.codes) == 1 and _fits(node, full[key], 0))


def _fits(bare: Node, full: Node, position: int) -> bool:
    if is_other_name(bare.name.sounds[-1], full.name.sounds[position]):
        return False
    return _sounds_fit(bare, full, (bare.name.codes[-1], full.name.codes[position]))


def _sounds_fit(a: Node, b: Node, codes: tuple[str, str]) -> bool:
    arabic = len({a.table, b.table} & ARABIC_TABLES) == 1 and a.table != b.table
    return score_part(*codes) >= (BARE_FITS_ARABIC if arabic else BARE_FITS)


def _initial_fits(bare: Node, full: Node) -> bool:
    return len(bare.name.codes) == 1 or bare.name.codes[0][:1] == full.name.codes[0][:1]


def _choose(
    node: Node, fitting: Iterable[str], crowds: Mapping[str, frozenset[str]], full: Mapping[str, Node], groups: Groups
) -> str | None:
    allowed = [key for key in fitting if groups.may_merge(node.key, key)]
    tests = (
        lambda other: bool(other.pages & node.pages),
        lambda other: bool(other.offices & node.offices),
        lambda other: bool(other.company & node.company),
    )
    for test in tests:
        hits = {min(crowds[key]) for key in allowed if any(test(full[near]) for near in crowds[key] if near in full)}
        if hits:
            return hits.pop() if len(hits) == 1 else None
    return None


def _join_officials(bare: Mapping[str, Node], groups: Groups) -> None:
    """Merge bare names that nobody claimed where name and office agree."""
    posts: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for key in sorted(bare):
        if bare[key].offices and bare[key].name.codes:
            posts[(bare[key].name.skeletons, min(bare[key].offices))].append(key)
    for first, *others in posts.values():
        for key in others:
            whole = "".join(bare[first].name.codes), "".join(bare[key].name.codes)
            if _sounds_fit(bare[first], bare[key], whole) and not is_other_name(
                *_family_sounds(bare[first], bare[key])
            ):
                groups.merge(first, key)


def _family_sounds(a: Node, b: Node) -> tuple[str, str]:
    return a.name.sounds[-1], b.name.sounds[-1]
