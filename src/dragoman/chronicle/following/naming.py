"""Whom a name in a watch list means: understood once, held by what pages say, and never guessed in silence."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, or_, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.following.answers import Candidate
from dragoman.chronicle.members import split_key
from dragoman.chronicle.naming import find_entities, list_references
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.sides import ENTITY, Side, find_sides
from dragoman.chronicle.subjects import find_homes, form_side, load_subject
from dragoman.errors import UnknownError, UsageError
from dragoman.language.scripts import fold, isolate

CERTAIN = 0.9
"""The least likeness at which a name in another spelling is taken for the only entity that comes near."""
LISTED, KEPT = 5, 3


class AmbiguousNameError(UsageError):
    """A name that several entities have; ``candidates`` are these."""

    def __init__(self, name: str, candidates: Sequence[Candidate]) -> None:
        self.name, self.candidates = name, tuple(candidates)
        listed = ", ".join(f"{one.id} ({isolate(one.name)})" for one in self.candidates)
        super().__init__(f"{isolate(name)} may be {len(self.candidates)} entities; name one by its id: {listed}")

    def __reduce__(self) -> tuple[object, ...]:
        return AmbiguousNameError, (self.name, self.candidates)


class Held(Struct, frozen=True, gc=False):
    """Whom a name means: the id of a table, or members; neither where no page names it yet."""

    name: str
    reference: str | None = None
    sides: tuple[Side, ...] = ()
    home: str | None = None
    note: str = ""

    @property
    def is_bound(self) -> bool:
        """Whether it is known whom it means."""
        return bool(self.reference or self.sides)


def hold_name(connection: Connection, name: str, *, sense: Sense, kind: str = "") -> Held:
    """Understand a name in any script, or an id.

    Args:
        connection: The database.
        name: The name or id.
        sense: Finds names that come near.
        kind: Only entities of this kind.

    Raises:
        UsageError: It is empty, or an id that nothing has.
        AmbiguousNameError: Several entities have it.
    """
    words = " ".join(name.split())
    if not words:
        raise UsageError("a name is empty")
    found = _list_exact(connection, words, kind)
    if not found and _is_id(words):
        raise UnknownError(f"no entity has the id {words}; dragoman who NAME shows ids")
    if len(found) == 1:
        return _hold(connection, words, found[0].id)
    if found:
        raise AmbiguousNameError(words, found)
    tables = [one for one in list_references(words) if not kind or kind == _kind_of(one)]
    if len(tables) == 1:
        return Held(words, tables[0], note=f"{isolate(words)} is {tables[0]}; no page names it yet")
    return _hold_by_sound(connection, words, sense=sense, kind=kind)


def hold_waiting(connection: Connection, name: str) -> Held | None:
    """Return whom a name means that waits, now that a page writes it; ``None`` as long as none does, or several fit."""
    found = _list_exact(connection, name, "")
    return _hold(connection, name, found[0].id) if len(found) == 1 else None


def _hold_by_sound(connection: Connection, words: str, *, sense: Sense, kind: str) -> Held:
    near = find_entities(connection, words, sense=sense, limit=LISTED)
    known = {one.id: one for one in load_candidates(connection, (key for key, _ in near))}
    fitting = [known[key] for key, score in near if score >= CERTAIN and (not kind or known[key].kind == kind)]
    if len(fitting) > 1:
        raise AmbiguousNameError(words, fitting)
    if fitting:
        note = f"{isolate(words)} is taken for {isolate(fitting[0].name)} ({fitting[0].id}), by its sound"
        held = _hold(connection, words, fitting[0].id)
        return Held(held.name, held.reference, held.sides, held.home, note)
    nearest = ", ".join(f"{isolate(known[key].name)} ({key})" for key, _ in near)
    note = f"{isolate(words)} waits until a page names it{f'; nearest: {nearest}' if nearest else ''}"
    return Held(words, note=note)


def _list_exact(connection: Connection, name: str, kind: str) -> list[Candidate]:
    """Return the entities of an id or of a table's id, else those that a page calls by this name."""
    entity, written = derived.entity.c, derived.name_key.c
    known = select(entity.id).where(or_(entity.id == name, entity.reference == name))
    ids = list(connection.scalars(known))
    if name in ids:
        ids = [name]
    if not ids and not _is_id(name):
        ids = list(connection.scalars(select(written.entity_id).where(written.folded == fold(name)).distinct()))
        tables = list_references(name)
        ids += connection.scalars(select(entity.id).where(entity.reference.in_(tables))) if tables else ()
    return [one for one in load_candidates(connection, ids) if not kind or one.kind == kind]


def load_candidates(connection: Connection, ids: Iterable[str]) -> list[Candidate]:
    """Return entities with kind and label, in the order of their ids."""
    entity, found = derived.entity.c, []
    for piece in chunks(sorted(set(ids))):
        rows = connection.execute(select(entity.id, entity.kind, entity.label).where(entity.id.in_(piece)))
        found += [Candidate(row[0], row[1], row[2]) for row in rows]
    return sorted(found, key=lambda one: one.id)


def _is_id(name: str) -> bool:
    return (
        name.partition(":")[0] in ("person", "organisation", "place", "country", "territory", "city")
        and " " not in name
    )


def _kind_of(reference: str) -> str:
    return {"territory": "country", "city": "place"}.get(reference.partition(":")[0], "organisation")


def _hold(connection: Connection, name: str, key: str) -> Held:
    entity = derived.entity.c
    reference = connection.execute(select(entity.reference).where(entity.id == key)).scalar()
    if reference:
        return Held(name, reference, home=key)
    members = load_subject(connection, key).members
    ranked = sorted(members, key=lambda one: (-len(one.forms[0].split()), one.key))
    chosen = {split_key(one.key)[0]: one for one in ranked[::-1]}  # one a page, the fullest name of it
    best = [one for one in ranked if chosen[split_key(one.key)[0]] is one][:KEPT]
    return Held(name, None, tuple(form_side(one) for one in best), key)


def find_home(connection: Connection, held: Held) -> str | None:
    """Return the entity that is meant now, ``None`` where no page names it."""
    return find_all_homes(connection, [held])[0]


def find_all_homes(connection: Connection, many: Sequence[Held]) -> list[str | None]:
    """Return the entity that each name means now, ``None`` where no page names it.

    Of several members the first that pages still tell of says; after a split that is where it went.
    """
    known = _find_references(connection, {one.reference for one in many if one.reference})
    keys = find_sides(connection, (side for one in many for side in one.sides), ENTITY)
    homes = find_homes(connection, keys.values(), about=ENTITY)

    def find(held: Held) -> str | None:
        if held.reference:
            return known.get(held.reference)
        return next((homes[keys[side]] for side in held.sides if keys.get(side) in homes), None)

    return [find(one) for one in many]


def _find_references(connection: Connection, references: Iterable[str]) -> dict[str, str]:
    """Return the entities of table ids."""
    entity, found = derived.entity.c, dict[str, str]()
    for piece in chunks(sorted(references)):
        wanted = or_(entity.id.in_(piece), entity.reference.in_(piece))
        for key, reference in connection.execute(select(entity.id, entity.reference).where(wanted).order_by(entity.id)):
            found.setdefault(reference or key, key)
    return found
