"""What a change can reach: which names could be one, whatever else is known of their bearers, and which nodes are."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from msgspec import Struct

from dragoman.language.romanisation import choose_table
from dragoman.meaning.entities.bare_names import could_mean
from dragoman.meaning.entities.features import OFFICE_IN_COMMON, OFFICE_WEIGHT, is_misspelling, score_full_names
from dragoman.meaning.entities.judging import list_apart
from dragoman.meaning.entities.links import settle_judgements
from dragoman.meaning.entities.names import CodedName, code_name
from dragoman.meaning.entities.nodes import Node, gather_nodes
from dragoman.meaning.entities.pairing import list_pairs, look_at, may_be_alike
from dragoman.meaning.entities.people import (
    UNLIKE,
    Likeness,
    Written,
    is_sure,
    is_worth_hearing,
    liken_names,
    same_person_in,
    score_people,
)
from dragoman.meaning.entities.records import Judgement, Member


class Ties(Struct, frozen=True):
    """The members besides those in hand that are one person with one of them by their names, or that come near."""

    sure: frozenset[str]
    near: frozenset[str]


def may_be_one(a: Written, b: Written) -> bool:
    """Tell whether two full names could score above zero in some surroundings."""
    first, second = code_name(*a), code_name(*b)
    if not may_be_alike(look_at(first), look_at(second)):
        return False
    if is_misspelling(first, second) or score_full_names(first, second, floors=OFFICE_IN_COMMON).score > 0:
        return True
    return choose_table(*a) != choose_table(*b) and is_worth_hearing(first, second)


def may_mean(bare: Written, full: Written) -> bool:
    """Tell whether a bare name could mean a full one in some surroundings."""
    return could_mean(code_name(*bare), choose_table(*bare), code_name(*full), choose_table(*full))


def find_ties(members: Iterable[Member], judgements: Iterable[Judgement], *, hand: Collection[str]) -> Ties:
    """Find who else is tied to some full names.

    Args:
        members: Those in hand and all who may be one person with them, each with all members of its written form.
        judgements: What people have decided.
        hand: The keys of those in hand.
    """
    members = tuple(members)
    nodes = gather_nodes(members, list_apart(members, settle_judgements(judgements)))
    full = {key: node for key, node in nodes.items() if node.kind == "person" and node.name.full}
    mine = frozenset(key for key, node in full.items() if any(member.key in hand for member in node.members))
    sure: set[str] = set()
    near: set[str] = set()
    for a, b in list_pairs({key: node.name for key, node in full.items()}, fresh=mine):
        if a in mine and b in mine:
            continue
        score, other = score_people(full[a], full[b]), full[b if a in mine else a]
        if score > 0:
            (sure if is_sure(full[a], full[b], score) else near).update(_keys(other))
    return Ties(frozenset(sure), frozenset(near - sure))


def _keys(node: Node) -> Iterable[str]:
    return (member.key for member in node.members)


class SpeltName(Struct, frozen=True, gc=False):
    """A written name, as those are compared who bear it."""

    written: Written
    name: CodedName
    table: str


@lru_cache(maxsize=1 << 17)
def _spell(name: str, language: str) -> SpeltName:
    return SpeltName((name, language), code_name(name, language), choose_table(name, language))


def liken_written(a: Written, b: Written) -> Likeness | None:
    """Return how alike two full names are; ``None`` where they could not score above zero in any surroundings."""
    first, second = _spell(*a), _spell(*b)
    if not may_be_alike(look_at(first.name), look_at(second.name)):
        return None
    found = liken_names(first, second)
    return None if found is UNLIKE else found


def may_be_sure(a: Written, b: Written, likeness: Likeness) -> bool:
    """Tell whether two full names that are so alike could be one person by that alone, in some surroundings."""
    if likeness.slip or likeness.heard:
        return True
    least = same_person_in(choose_table(*a), choose_table(*b))
    return likeness.shared > 0 and likeness.shared + OFFICE_WEIGHT >= least
