"""Nodes: members that need no decision between them, taken together before anything is compared."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from msgspec import Struct

from dragoman.language.romanisation import choose_table
from dragoman.meaning.entities.bodies import find_sign
from dragoman.meaning.entities.clashes import Holders, gather_holders, part_namesakes
from dragoman.meaning.entities.folding import fold_name
from dragoman.meaning.entities.names import CodedName, code_name
from dragoman.meaning.entities.records import Member


class Node(Struct, frozen=True, gc=False):
    """Members of one table id, or of one full name in one language; ``key`` is the least member key.

    A ``stray`` one bears a name of several people and does not say which.
    ``sign`` is the table id, or what :func:`find_sign` makes of a body without one.

    ``table`` names the letters that its name is written in; ``offices`` are title and table id of every office that
    it holds, held or will hold; ``pages`` name it, on ``days`` (ordinals), and ``company`` is who and what is named
    beside it; ``holders`` are those of the members who hold national offices.
    """

    key: str
    members: tuple[Member, ...]
    name: CodedName
    table: str
    kind: str
    reference: str | None
    sign: str | None
    pages: frozenset[str]
    offices: frozenset[tuple[str, str]]
    company: frozenset[str]
    holders: Holders
    days: tuple[int, ...] = ()
    stray: bool = False

    @property
    def written(self) -> tuple[str, str]:
        """Its name as the first of the members writes it, and the language."""
        return self.members[0].name, self.members[0].language


def gather_nodes(members: Iterable[Member], apart: Mapping[str, frozenset[str]]) -> Mapping[str, Node]:
    """Gather members into nodes by key; those of one node were judged to be different from the same others."""
    groups: dict[tuple[str, ...], list[Member]] = defaultdict(list)
    for member in sorted(members, key=lambda member: member.key):
        groups[*identify(member), *sorted(apart.get(member.key, ()))].append(member)
    nodes = (_build_node(*part) for identity, group in groups.items() for part in _part(identity, group))
    return {node.key: node for node in nodes}


def _part(identity: tuple[str, ...], group: list[Member]) -> list[tuple[tuple[Member, ...], bool]]:
    return part_namesakes(group) if identity[0] == "person" else [(tuple(group), False)]


def _build_node(group: tuple[Member, ...], stray: bool) -> Node:
    first = group[0]
    return Node(
        key=first.key,
        members=group,
        name=code_name(first.name, first.language),
        table=choose_table(first.name, first.language),
        kind=first.kind,
        reference=first.reference,
        sign=first.reference or find_sign(first),
        pages=frozenset(member.page for member in group),
        offices=frozenset((title, of) for member in group if member.offices for title, of, _ in member.offices if of),
        company=frozenset().union(*(member.co for member in group)),
        holders=gather_holders(group),
        days=tuple(sorted({day for member in group if (day := _count_day(member.published))})),
        stray=stray,
    )


def _count_day(published: str | None) -> int:
    """Return the ordinal of a day that is known to the day, else 0."""
    try:
        return date.fromisoformat(published or "").toordinal()
    except ValueError:
        return 0


def identify(member: Member) -> tuple[str, ...]:
    """Return what members written alike share: a sign of their own, or a full name in one writing, or nothing."""
    if sign := member.reference or find_sign(member):
        return ("sign", sign)
    written = _write(member.name, member.language) if member.kind == "person" else None
    return written or ("alone", member.key)


@lru_cache(maxsize=1 << 16)
def _write(name: str, language: str) -> tuple[str, str, str] | None:
    """Return what the members of a full name share, ``None`` for a bare one; few names are on most of the pages."""
    if not code_name(name, language).full:
        return None
    return "person", fold_name(name), choose_table(name, language)
