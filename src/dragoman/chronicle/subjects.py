"""What a judgement is asked about: an entity or an event by its id, or one of its members."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from msgspec import Struct
from sqlalchemy import Connection, or_, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.members import format_key, split_key
from dragoman.chronicle.naming import find_entities
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.showing import find_pages
from dragoman.chronicle.sides import ENTITY, EVENT, Known, Side, fold_words, load_known
from dragoman.errors import UnknownError, UsageError
from dragoman.language.scripts import isolate

NEAREST = 3
NEAR_ID = 0.6
MEMBER = re.compile(r"(?P<page>.+)[#:](?P<member>[a-z]+[0-9]+)", re.DOTALL)
_LIKE_ID = re.compile(r"[a-z]+:\S+")
_COMPATIBLE = ({"country", "place"},)


class Subject(Struct, frozen=True, gc=False):
    """What was named: ``about`` entity or event, its ``id`` (``None`` for a single member), and its members."""

    name: str
    about: str
    id: str | None
    members: tuple[Known, ...]

    @property
    def kind(self) -> str:
        """The kind of the entity, or the type of the event."""
        return self.head.kind

    @property
    def head(self) -> Known:
        """The member that stands for all: the one with the fullest name."""
        return min(self.members, key=lambda one: (-len(one.forms[0].split()) if self.about == ENTITY else 0, one.key))


def find_subject(connection: Connection, name: str, *, sense: Sense) -> Subject:
    """Return the entity or event of an id, of a member (``PAGE#r1``), or of a name that only one entity has.

    Raises:
        UsageError: There is none, or there are several; says which come near.
    """
    known = _find_events(connection, name) or _find_entities(connection, name)
    if not known:
        member = _find_member(connection, name)
        if member:
            return member
        raise UnknownError(f"no entity and no event {isolate(name)}; {_suggest(connection, name, sense)}")
    if len(known) > 1:
        listed = ", ".join(f"{key} ({isolate(label)})" for key, label in known[: 2 * NEAREST])
        raise UsageError(f"{isolate(name)} may be {len(known)} entities; name one by its id: {listed}")
    return load_subject(connection, known[0][0], name=name)


def load_subject(connection: Connection, key: str, *, name: str = "") -> Subject:
    """Return the entity or event of an id with all its members."""
    about = EVENT if _find_events(connection, key) else ENTITY
    keys = list_members(connection, key, about=about)
    known = load_known(connection, {split_key(one)[0] for one in keys}, about)
    members = [one for found in known.values() for one in found if one.key in keys]
    return Subject(name or key, about, key, tuple(sorted(members, key=lambda one: one.key)))


def list_members(connection: Connection, key: str, *, about: str) -> set[str]:
    """Return the keys of an entity's members, or of an event's reports."""
    page = schema.page.c
    table = derived.event_report if about == EVENT else derived.entity_member
    part, whole = (table.c.event_mention, table.c.event_id) if about == EVENT else (table.c.referent, table.c.entity_id)
    statement = select(page.sha256, part).join_from(table, schema.page, page.id == table.c.page_id).where(whole == key)
    return {format_key(row[0], row[1]) for row in connection.execute(statement)}


def find_homes(connection: Connection, keys: Iterable[str], *, about: str) -> dict[str, str]:
    """Return the entity or event to which each member belongs now."""
    wanted = set(keys)
    page = schema.page.c
    table = derived.event_report if about == EVENT else derived.entity_member
    part, whole = (table.c.event_mention, table.c.event_id) if about == EVENT else (table.c.referent, table.c.entity_id)
    found: dict[str, str] = {}
    statement = select(page.sha256, part, whole).join_from(table, schema.page, page.id == table.c.page_id)
    for piece in chunks(sorted({split_key(key)[0] for key in wanted})):
        for row in connection.execute(statement.where(page.sha256.in_(piece))):
            found[format_key(row[0], row[1])] = row[2]
    return {key: found[key] for key in wanted if key in found}


def check_pair(a: Subject, b: Subject) -> None:
    """Raise where two subjects cannot be one, or are one member.

    Raises:
        UsageError: They are of different kinds, or are the same.
    """
    if a.about != b.about:
        raise UsageError(f"{isolate(a.name)} is an {a.about} and {isolate(b.name)} an {b.about}; judge two of a kind")
    kinds = {a.kind, b.kind}
    if a.about == ENTITY and len(kinds) > 1 and kinds not in _COMPATIBLE:
        raise UsageError(
            f"{isolate(a.name)} is a {a.kind} and {isolate(b.name)} a {b.kind}; judge two of a kind, "
            "or two single members as PAGE#r1"
        )
    if a.id == b.id if a.id and b.id else a.head.key == b.head.key:
        raise UsageError(f"{isolate(a.name)} and {isolate(b.name)} are one already; to part it: dragoman split {a.id}")


def form_side(member: Known) -> Side:
    """Return what a judgement keeps of a member."""
    return Side(member.key, member.kind, member.forms[0])


def choose_part(connection: Connection, subject: Subject, *, pages: Sequence[str], mentions: Sequence[str]) -> set[str]:
    """Return the keys of the members that stand on some pages, or that some names or members mean.

    Raises:
        UsageError: One of them is no part of the subject.
    """
    chosen: set[str] = set()
    for page in pages:
        digests = find_digests(connection, page)
        found = {one.key for one in subject.members if split_key(one.key)[0] in digests}
        chosen |= _check_part(found, subject, page)
    for mention in mentions:
        member, folded = _find_member(connection, mention), fold_words(mention)
        found = {one.key for one in subject.members if folded in one.forms}
        found |= {one.key for one in subject.members if member and one.key == member.head.key}
        chosen |= _check_part(found, subject, mention)
    return chosen


def _check_part(found: set[str], subject: Subject, asked: str) -> set[str]:
    if not found:
        forms = ", ".join(isolate(form) for form in sorted({one.forms[0] for one in subject.members})[: 2 * NEAREST])
        raise UnknownError(f"{isolate(asked)} is no part of {isolate(subject.name)}; it is told of as {forms}")
    return found


def _find_events(connection: Connection, name: str) -> list[tuple[str, str]]:
    event = derived.event.c
    return [(row[0], row[1]) for row in connection.execute(select(event.id, event.type).where(event.id == name))]


def _find_entities(connection: Connection, name: str) -> list[tuple[str, str]]:
    entity, written = derived.entity.c, derived.name_key.c
    known = select(entity.id, entity.label).where(or_(entity.id == name, entity.reference == name)).order_by(entity.id)
    rows = connection.execute(known).all()
    exact = [row for row in rows if row[0] == name]
    if not rows and not _LIKE_ID.fullmatch(name):
        named = select(written.entity_id).where(written.folded == fold_words(name))
        rows = connection.execute(select(entity.id, entity.label).where(entity.id.in_(named)).order_by(entity.id)).all()
    return [(row[0], row[1]) for row in exact or rows]


def find_digests(connection: Connection, page: str) -> set[str]:
    """Return the sha256 of the pages of a name, address or beginning of a sha256.

    Raises:
        UsageError: There is none.
    """
    table = schema.page.c
    numbers = find_pages(connection, page)
    if not numbers:
        raise UnknownError(f"the chronicle has no page {isolate(page)}")
    return set(connection.scalars(select(table.sha256).where(table.id.in_(numbers))))


def _find_member(connection: Connection, name: str) -> Subject | None:
    """Return a single member by its page and its id there."""
    match = MEMBER.fullmatch(name)
    if not match or not find_pages(connection, match["page"]):
        return None
    digests = find_digests(connection, match["page"])
    for about in (ENTITY, EVENT):
        for known in load_known(connection, digests, about).values():
            for one in known:
                if split_key(one.key)[1] == match["member"]:
                    return Subject(name, about, None, (one,))
    return None


def _suggest(connection: Connection, name: str, sense: Sense) -> str:
    """Say which ids or names come nearest."""
    if _LIKE_ID.fullmatch(name):
        ids = [*connection.scalars(select(derived.entity.c.id)), *connection.scalars(select(derived.event.c.id))]
        near = get_close_matches(name, ids, n=NEAREST, cutoff=NEAR_ID)
        return f"nearest: {', '.join(near)}" if near else "dragoman who NAME and dragoman timeline show ids"
    found = [key for key, _ in find_entities(connection, name, sense=sense, limit=NEAREST)]
    entity = derived.entity.c
    rows = connection.execute(select(entity.id, entity.label).where(entity.id.in_(found)))
    labels = {row[0]: row[1] for row in rows}
    near = [f"{isolate(labels[key])} ({key})" for key in found]
    return f"nearest: {', '.join(near)}" if near else "dragoman who NAME and dragoman timeline show ids"
