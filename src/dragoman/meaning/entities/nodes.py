"""Nodes: members that need no decision between them, taken together before anything is compared."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from dragoman.language.romanisation import choose_table
from dragoman.meaning.entities.names import CodedName, code_name
from dragoman.meaning.entities.records import Member

_FOLDED = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ё": "е"})
_NOT_LETTERS = re.compile(r"[\W_]+")


class Node(Struct, frozen=True, gc=False):
    """Members of one table id, or of one full name in one language; ``key`` is the least member key."""

    key: str
    members: tuple[Member, ...]
    name: CodedName

    @property
    def kind(self) -> str:
        """The kind of its members."""
        return self.members[0].kind

    @property
    def reference(self) -> str | None:
        """The table id, where it has one."""
        return self.members[0].reference

    @property
    def pages(self) -> frozenset[str]:
        """The pages that name it."""
        return frozenset(member.page for member in self.members)

    @property
    def offices(self) -> frozenset[tuple[str, str]]:
        """Title and table id of every office that it holds, held or will hold."""
        return frozenset((title, of) for member in self.members for title, of, _ in member.offices if of)

    @property
    def company(self) -> frozenset[str]:
        """Who and what is named beside it."""
        return frozenset(other for member in self.members for other in member.co)


def fold_name(name: str) -> str:
    """Fold letters that one language writes in two ways; drop case, marks and punctuation."""
    letters = unicodedata.normalize("NFKC", name).casefold().translate(_FOLDED)
    return _NOT_LETTERS.sub(" ", letters).strip()


def gather_nodes(members: Iterable[Member], judged: frozenset[str]) -> Mapping[str, Node]:
    """Gather members into nodes by key; a member that somebody has judged is always a node of its own."""
    groups: dict[tuple[str, ...], list[Member]] = defaultdict(list)
    for member in sorted(members, key=lambda member: member.key):
        groups[_identity(member, judged)].append(member)
    nodes = (_build_node(tuple(group)) for group in groups.values())
    return {node.key: node for node in nodes}


def _build_node(group: tuple[Member, ...]) -> Node:
    return Node(group[0].key, group, code_name(group[0].name, group[0].language))


def _identity(member: Member, judged: frozenset[str]) -> tuple[str, ...]:
    if member.key in judged:
        return ("judged", member.key)
    if member.reference:
        return ("reference", member.reference)
    if member.kind == "person" and code_name(member.name, member.language).full:
        return ("person", fold_name(member.name), choose_table(member.name, member.language))
    return ("alone", member.key)
