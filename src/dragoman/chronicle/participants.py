"""Who takes part in events, as people correct it: who comes in, in which role, and who does not take part.

Whoever a page names in the report is kept as that page's own member, so that a correction means the same person when
entities are put together otherwise. Others are kept by their table id, or by a member that stands for them.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.corrected import find_values
from dragoman.chronicle.corrections import PARTICIPANT, Correction, load_page_corrections, locate_facts
from dragoman.chronicle.facts import Fact
from dragoman.chronicle.members import format_key, load_numbers, split_key
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.sides import ENTITY, EVENT, Side, load_known
from dragoman.chronicle.subjects import Subject, find_subject, form_side
from dragoman.errors import UsageError
from dragoman.language.scripts import isolate

ROLES = ("participant", "host", "guest", "speaker", "addressee", "actor", "target", "appointed", "by", "body")
"""What somebody may be in an event; as readings have it."""

DEFAULT = ROLES[0]
KINDS = frozenset({"person", "organisation", "country", "place"})

Wanted = Mapping[str, str | None]
"""Roles by name; ``None`` for those who take no part."""

Said = list[tuple[Side, str, str]]
"""Who, in which role now (empty for none), and in which roles before."""


def check_roles(wanted: Wanted) -> None:
    """Raise where a role is none.

    Raises:
        UsageError: It is none.
    """
    for role in wanted.values():
        if role is not None and role not in ROLES:
            raise UsageError(f"no role {role!r}; allowed: {', '.join(ROLES)}")


def plan_participants(
    connection: Connection, facts: Sequence[Fact], wanted: Wanted, instead: Mapping[str, str], sense: Sense
) -> list[tuple[Fact, Said]]:
    """Return what is to be written of each report: those who take part otherwise, not, or instead of another.

    Raises:
        UsageError: A name means nobody or several, a role is none, or somebody who is to go takes no part.
    """
    check_roles(wanted)
    names = {*wanted, *instead, *instead.values()}
    subjects = {name: _find(connection, name, sense) for name in names}
    taking = _Taking(connection, facts)
    planned = []
    for fact in facts:
        said: Said = []
        for name, role in wanted.items():
            said += taking.say(fact, subjects[name], role)
        for old, new in instead.items():
            roles = taking.roles(fact, subjects[old])
            if roles:
                said += taking.say(fact, subjects[old], None)
                said += taking.say(fact, subjects[new], roles[0])
        planned.append((fact, said))
    gone = [name for name in (*instead, *(name for name, role in wanted.items() if role is None))]
    for name in gone:
        if not any(taking.roles(fact, subjects[name]) for fact in facts):
            raise UsageError(f"{isolate(name)} takes no part in what these pages report")
    return planned


def _find(connection: Connection, name: str, sense: Sense) -> Subject:
    found = find_subject(connection, name, sense=sense)
    if found.about != ENTITY or found.id is None or found.kind not in KINDS:
        raise UsageError(f"{isolate(name)} is nobody who can take part; name a person, a body or a country")
    return found


class _Taking:
    """Who takes part in some reports: as their pages have it, and as people corrected it before."""

    def __init__(self, connection: Connection, facts: Iterable[Fact]) -> None:
        self._connection = connection
        keys = {fact.side.key for fact in facts}
        numbers = load_numbers(connection, {split_key(key)[0] for key in keys})
        self._digests = {number: sha256 for sha256, number in numbers.items()}
        self._known = load_known(connection, numbers, ENTITY)
        self._read = self._load_roles()
        self._said = self._load_said(numbers)

    def roles(self, fact: Fact, subject: Subject) -> list[str]:
        """Return the roles that somebody has in a report now."""
        key = fact.side.key, subject.id or ""
        if key in self._said:
            return [role for role in (self._said[key].role,) if role]
        return [role for role, _ in self._read.get(key, ())]

    def say(self, fact: Fact, subject: Subject, role: str | None) -> Said:
        """Return what is to be written so that somebody has a role, or none; nothing where that is so already."""
        before = self.roles(fact, subject)
        if before == ([role] if role else []):
            return []
        return [(self._name(fact, subject), role or "", " ".join(before))]

    def _name(self, fact: Fact, subject: Subject) -> Side:
        key = fact.side.key, subject.id or ""
        for _, member in self._read.get(key, ()):
            return next(form_side(one) for one in self._known[split_key(member)[0]] if one.key == member)
        if key in self._said:
            return self._said[key].value
        entity = derived.entity.c
        reference = self._connection.scalar(select(entity.reference).where(entity.id == subject.id))
        return Side(reference, "", "") if reference else form_side(subject.head)

    def _load_roles(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        role, member = schema.role.c, derived.entity_member.c
        here = (member.page_id == role.page_id) & (member.referent == role.referent)
        columns = role.page_id, role.event, role.name, role.referent, member.entity_id
        statement = select(*columns).join_from(schema.role, derived.entity_member, here)
        rows = self._connection.execute(
            statement.where(role.page_id.in_(sorted(self._digests))).order_by(role.page_id, role.event, role.position)
        )
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for page, event, name, referent, entity in rows:
            report = format_key(self._digests[page], event)
            found.setdefault((report, entity), []).append((name, format_key(self._digests[page], referent)))
        return found

    def _load_said(self, digests: Iterable[str]) -> dict[tuple[str, str], Correction]:
        mine = [one for one in load_page_corrections(self._connection, digests, EVENT) if one.field == PARTICIPANT]
        keys, homes = locate_facts(self._connection, mine), find_values(self._connection, mine)
        return {(keys[one.side], homes[one.value]): one for one in mine if one.side in keys and one.value in homes}
