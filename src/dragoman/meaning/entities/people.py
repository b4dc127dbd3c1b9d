"""People by their full names: the surest pair first, and no cluster that holds two names far apart."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, combinations, product
from types import MappingProxyType
from typing import Protocol

from msgspec import Struct

from dragoman.language.names.coding import code_name
from dragoman.language.names.scoring import compare_names, weigh_features
from dragoman.language.romanisation import DEFAULT_TABLE
from dragoman.meaning.entities.clashes import clash_in_office
from dragoman.meaning.entities.features import (
    ACROSS_SCRIPTS,
    IN_ONE_SCRIPT,
    OFFICE_IN_COMMON,
    OFFICE_WEIGHT,
    is_misspelling,
    is_other_name,
    score_full_names,
)
from dragoman.meaning.entities.folding import fold_name
from dragoman.meaning.entities.links import Groups, Pair, order_pair
from dragoman.meaning.entities.names import CodedName, score_part
from dragoman.meaning.entities.nodes import Node
from dragoman.meaning.entities.pairing import ENDS_ALIKE, list_pairs
from dragoman.meaning.entities.surroundings import tell_one_story

SAME_PERSON = MappingProxyType(
    {"one script": 0.84, "Arabic and Persian": 0.80, "two scripts": 0.80, "with Arabic": 0.77}
)
CHAIN_FLOOR = 0.70
DISTINCT_BELOW = 0.93
SURE = 0.975
WORTH_HEARING = 0.69
ARABIC_TABLES = frozenset(DEFAULT_TABLE["Arab"])

Written = tuple[str, str]
"""A name as it is written, and its language."""


class Spelt(Protocol):
    """A full name: as it is written and in which language, ready to be compared, and by which table of letters."""

    @property
    def written(self) -> Written:
        """The name and its language."""

    @property
    def name(self) -> CodedName:
        """The name ready to be compared."""

    @property
    def table(self) -> str:
        """The table of its letters."""


class Likeness(Struct, frozen=True, gc=False):
    """How alike two full names are, whoever bears them.

    ``slip`` says that they differ by one sound of the family name. ``score`` counts where nothing else speaks for one
    person, ``shared`` where an office or a story in common does. ``heard`` is the score by the learnt spellings of two
    scripts, from which they are one person, or 0.
    """

    slip: bool
    score: float
    shared: float
    heard: float


UNLIKE = Likeness(slip=False, score=0.0, shared=0.0, heard=0.0)

Alike = Mapping[tuple[Written, Written], Likeness]
"""How alike two names are, for each pair of them in one order."""


def link_full_names(
    nodes: Mapping[str, Node],
    groups: Groups,
    *,
    fresh: Collection[str] | None = None,
    alike: Alike | None = None,
) -> dict[Pair, float]:
    """Merge full names that are one person, the surest pair first; no cluster holds two names that are far apart.

    Args:
        nodes: The full names.
        groups: What is clustered so far.
        fresh: Only pairs of which one is among these are compared, if they are given.
        alike: How alike those names are that are alike at all, if that is known.

    Returns:
        The score of every pair that was worth comparing.
    """
    pairs: Iterable[tuple[Pair, Likeness | None]]
    if alike is None:
        pairs = ((pair, None) for pair in list_pairs({key: node.name for key, node in nodes.items()}, fresh=fresh))
    else:
        pairs = _list_alike(nodes, alike, fresh=fresh)
    weighed = ((pair, score_people(nodes[pair[0]], nodes[pair[1]], likeness)) for pair, likeness in pairs)
    scores = {pair: score for pair, score in weighed if score > 0}
    sure = (pair for pair, score in scores.items() if is_sure(nodes[pair[0]], nodes[pair[1]], score))
    edges = sorted(sure, key=lambda pair: (-scores[pair], pair))
    _keep_page_apart({key: nodes[key] for pair in edges for key in pair}, groups)
    _keep_namesakes_apart(nodes, edges, groups=groups)

    def near(a: str, b: str) -> bool:
        return scores.get(order_pair(a, b), 0.0) >= CHAIN_FLOOR

    for a, b in edges:
        slip = is_misspelling(nodes[a].name, nodes[b].name)
        if slip or groups.together(a, b) or groups.all_fit(a, b, fits=near):
            groups.merge(a, b)
    return scores


def _list_alike(
    nodes: Mapping[str, Node], alike: Alike, *, fresh: Collection[str] | None
) -> Iterator[tuple[Pair, Likeness | None]]:
    """Yield the pairs of keys whose names are alike, with how alike they are; of one name it is not known."""
    bearers: dict[Written, list[str]] = defaultdict(list)
    for key in sorted(nodes):
        bearers[nodes[key].written].append(key)
    same = ((pair, None) for keys in bearers.values() for pair in combinations(keys, 2))
    others = (
        (order_pair(one, other), likeness)
        for (a, b), likeness in alike.items()
        for one, other in product(bearers.get(a, ()), bearers.get(b, ()))
    )
    for (a, b), likeness in chain(same, others):
        if fresh is None or a in fresh or b in fresh:
            yield (a, b), likeness


def liken_names(a: Spelt, b: Spelt) -> Likeness:
    """Return how alike two full names are: ``UNLIKE`` where no surroundings make them one person, as nearly always."""
    slip, shared = is_misspelling(a.name, b.name), score_full_names(a.name, b.name, floors=OFFICE_IN_COMMON).score
    one_script = a.table == b.table
    score = (
        score_full_names(a.name, b.name, floors=IN_ONE_SCRIPT if one_script else ACROSS_SCRIPTS).score
        if shared
        else 0.0
    )
    heard = 0.0
    if not one_script and score < same_person_in(a.table, b.table) and is_worth_hearing(a.name, b.name):
        heard = _hear(a, b)
    return Likeness(slip, score, shared, heard) if slip or shared or heard else UNLIKE


def score_people(a: Node, b: Node, likeness: Likeness | None = None) -> float:
    """Score two full names with what is known about their holders: an office in common speaks for one person.

    Args:
        a: A full name.
        b: Another.
        likeness: How alike they are, if that is known.
    """
    if a.reference and b.reference and a.reference != b.reference:
        return 0.0
    alike = likeness or liken_names(a, b)
    if alike is UNLIKE:
        return 0.0
    together = bool(a.offices & b.offices) or tell_one_story(a, b)
    if together and alike.slip:
        return 1.0 - OFFICE_WEIGHT
    score = alike.shared if together else alike.score
    if score < same_person_from(a, b):
        score = max(score, alike.heard)
    return min(1.0, score + OFFICE_WEIGHT * together) if score else 0.0


def is_worth_hearing(a: CodedName, b: CodedName) -> bool:
    """Tell whether two names of two scripts are alike enough for their learnt spellings to be compared."""
    if score_part(a.codes[-1], b.codes[-1]) < ENDS_ALIKE:
        return False
    return score_part("".join(a.codes), "".join(b.codes)) >= WORTH_HEARING


def _hear(a: Spelt, b: Spelt) -> float:
    """Score two names of two scripts by how surely the learnt spellings of one are those of the other."""
    if is_other_name(a.name.sounds[-1], b.name.sounds[-1]):
        return 0.0
    sure = hear_names(a.written, b.written)
    return same_person_in(a.table, b.table) + (sure - SURE) / 2 if sure >= SURE else 0.0


def hear_names(a: Written, b: Written) -> float:
    """Return how surely the learnt spellings of one name, given with its language, are those of another, in any order.

    The same names are compared day after day, so the last quarter of a million answers are remembered.
    """
    return _hear_names(*a, *b) if a <= b else _hear_names(*b, *a)


@lru_cache(maxsize=1 << 18)
def _hear_names(name: str, language: str, other: str, its: str) -> float:
    return weigh_features(compare_names(code_name(name, language), code_name(other, its)))


def same_person_from(a: Node, b: Node) -> float:
    """Return the score from which two full names are one person: lower where the scripts show less of the sounds."""
    return same_person_in(a.table, b.table)


def same_person_in(table: str, other: str) -> float:
    """Return the score from which two full names, written by two tables of letters, are one person."""
    tables = {table, other}
    if len(tables) == 1:
        return SAME_PERSON["one script"]
    arabic = len(tables & ARABIC_TABLES)
    return SAME_PERSON[("two scripts", "with Arabic", "Arabic and Persian")[arabic]]


def _keep_page_apart(nodes: Mapping[str, Node], groups: Groups) -> None:
    pages: dict[str, list[str]] = defaultdict(list)
    for key in sorted(nodes):
        for page in nodes[key].pages:
            pages[page].append(key)
    for a, b in sorted({pair for keys in pages.values() for pair in combinations(keys, 2)}):
        if are_distinct(nodes[a], nodes[b]):
            groups.forbid(a, b)


def is_sure(a: Node, b: Node, score: float) -> bool:
    """Tell whether two full names are one person by their score alone."""
    return score >= same_person_from(a, b) and not (a.stray or b.stray)


def _keep_namesakes_apart(nodes: Mapping[str, Node], edges: Iterable[Pair], *, groups: Groups) -> None:
    """Keep apart who holds offices of two countries at one time, and namesakes that were parted for it."""
    for a, b in edges:
        one, other = nodes[a], nodes[b]
        parted = one.table == other.table and fold_name(one.members[0].name) == fold_name(other.members[0].name)
        if parted or clash_in_office(one.holders, other.holders):
            groups.forbid(a, b)


def are_distinct(a: Node, b: Node) -> bool:
    """Tell whether two full names of one page are two people: unless they hardly differ, or hold one office.

    A writer who misspells a name misspells one part of it: in one script, two names that differ in every part are two.
    """
    if a.offices & b.offices:
        return score_people(a, b) < same_person_from(a, b)
    sounds = a.name.sounds, b.name.sounds
    comparable = a.table == b.table and len(sounds[0]) == len(sounds[1])
    in_all = comparable and set(sounds[0]).isdisjoint(sounds[1])
    return in_all or score_people(a, b) < DISTINCT_BELOW
