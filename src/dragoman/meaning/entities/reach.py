"""What a change can reach: which names could be one, whatever else is known of their bearers, and which nodes are."""

from collections.abc import Collection, Iterable

from msgspec import Struct

from dragoman.language.romanisation import choose_table
from dragoman.meaning.entities.bare_names import could_mean
from dragoman.meaning.entities.features import OFFICE_IN_COMMON, OFFICE_WEIGHT, is_misspelling, score_full_names
from dragoman.meaning.entities.judging import list_apart
from dragoman.meaning.entities.links import settle_judgements
from dragoman.meaning.entities.names import code_name
from dragoman.meaning.entities.nodes import Node, gather_nodes
from dragoman.meaning.entities.pairing import list_pairs, look_at, may_be_alike
from dragoman.meaning.entities.people import SURE, hear_names, is_sure, is_worth_hearing, same_person_in, score_people
from dragoman.meaning.entities.records import Judgement, Member

Written = tuple[str, str]
"""A name as it is written, and its language."""


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


def may_be_sure(a: Written, b: Written) -> bool:
    """Tell whether two full names could be one person by their score alone, in some surroundings."""
    first, second = code_name(*a), code_name(*b)
    if is_misspelling(first, second):
        return True
    tables = choose_table(*a), choose_table(*b)
    if tables[0] != tables[1] and is_worth_hearing(first, second) and hear_names(a, b) >= SURE:
        return True
    score = score_full_names(first, second, floors=OFFICE_IN_COMMON).score
    return score > 0 and score + OFFICE_WEIGHT >= same_person_in(*tables)
