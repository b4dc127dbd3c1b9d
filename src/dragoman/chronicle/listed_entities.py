"""Writes the entities of states and cities of which members came or were lost, all of them in a few statements."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct
from sqlalchemy import Connection, delete, literal, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.dialects import chunks, insert_rows, upsert_rows
from dragoman.chronicle.entity_rows import load_by_entity, write_forms
from dragoman.chronicle.members import Place, load_surfaces
from dragoman.chronicle.moving import mark_moved, mark_owned
from dragoman.language.scripts import fold
from dragoman.meaning.entities.naming import choose_label, rank_names

Came = Mapping[str, set[Place]]
"""By the id of an entity its new members."""

_BLOCK, _MEMBER, _ENTITY = derived.referent_block.c, derived.entity_member.c, derived.entity.c


class Counted(Struct, frozen=True):
    """What the pages make of a table id: its kinds, how often they write each name, and how many pages there are."""

    kinds: frozenset[str]
    names: dict[str, Counter[str]]
    pages: int


def write_listed(connection: Connection, counted: Mapping[str, Counted], *, came: Came, lost: Collection[str]) -> None:
    """Write the entities whose members came, or were lost, by their ids."""
    before = _load_entities(connection, counted)
    dropped = {name for name in sorted(lost) if _drop_members(connection, name)}
    after = {name: _head(name, one) for name, one in counted.items() if one.pages}
    _write_entities(connection, before=before, after=after)
    members = [
        {"page_id": page, "referent": referent, "entity_id": name}
        for name in sorted(came)
        for page, referent in sorted(came[name])
    ]
    insert_rows(connection, derived.entity_member, members)
    renamed = _write_names(connection, counted)
    write_forms(connection, _list_forms(connection, counted, came=came, lost=lost), anew=lost)
    moved = {name for name in after if came[name] or before.get(name) != after[name]} | dropped | renamed
    states = dict.fromkeys(before, 0), {name: int(name in moved) for name in after}
    log_changes(connection, "entity", before=states[0], after=states[1])
    places = set().union(*came.values())
    mark_moved(connection, places, _digests(connection, places))
    mark_owned(connection, before.keys() ^ after.keys())


def _load_entities(connection: Connection, names: Iterable[str]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for piece in chunks(sorted(names)):
        rows = connection.execute(select(derived.entity).where(_ENTITY.id.in_(piece))).mappings()
        found.update((row["id"], dict(row)) for row in rows)
    return found


def _write_entities(
    connection: Connection, *, before: Mapping[str, dict[str, object]], after: Mapping[str, dict[str, object]]
) -> None:
    for piece in chunks(sorted(before.keys() - after.keys())):
        connection.execute(delete(derived.entity).where(_ENTITY.id.in_(piece)))
    upsert_rows(connection, derived.entity, [after[name] for name in sorted(after) if before.get(name) != after[name]])


def _head(name: str, counted: Counted) -> dict[str, object]:
    names = rank_names(counted.names)
    label = choose_label(names) if names else ""
    return {
        "id": name,
        "kind": min(counted.kinds, default=""),
        "label": label,
        "reference": name,
        "pages": counted.pages,
    }


def _drop_members(connection: Connection, name: str) -> int:
    """Remove the members of an entity that no longer have its id; returns how many."""
    mine = (_BLOCK.page_id == _MEMBER.page_id) & (_BLOCK.referent == _MEMBER.referent) & (_BLOCK.block == f"={name}")
    kept = select(literal(1)).where(mine).exists()
    return connection.execute(delete(derived.entity_member).where(_MEMBER.entity_id == name, ~kept)).rowcount


def _write_names(connection: Connection, counted: Mapping[str, Counted]) -> set[str]:
    """Write the names of entities where they are others now; returns whose are."""
    table, keys = derived.alias, ("language", "position", "name")
    known = load_by_entity(connection, counted, *(table.c[key] for key in keys))
    named = {name: _list_names(one) for name, one in counted.items()}
    renamed = {name for name in counted if known[name] != named[name]}
    for piece in chunks(sorted(renamed)):
        connection.execute(delete(table).where(table.c.entity_id.in_(piece)))
    rows = [
        {"entity_id": name, **dict(zip(keys, row, strict=True))}
        for name in sorted(renamed)
        for row in sorted(named[name])
    ]
    insert_rows(connection, table, rows)
    return renamed


def _list_names(counted: Counted) -> set[tuple[str, int, str]]:
    ranked = rank_names(counted.names)
    return {(language, position, one) for language, names in ranked.items() for position, one in enumerate(names)}


def _list_forms(
    connection: Connection, counted: Mapping[str, Counted], *, came: Came, lost: Collection[str]
) -> dict[str, set[str]]:
    """Return the folded forms of the names and of the members that came, or of all where some may be no more."""
    surfaces = load_surfaces(connection, set().union(*(came[name] for name in counted.keys() - lost)))
    found = {}
    for name, one in counted.items():
        written = {form for names in one.names.values() for form in names}
        read = _load_forms(connection, name) if name in lost else _gather(surfaces, came[name])
        found[name] = {fold(form) for form in written | read} - {""}
    return found


def _gather(surfaces: Mapping[Place, set[str]], places: Iterable[Place]) -> set[str]:
    return {form for place in places for form in surfaces.get(place, ())}


def _load_forms(connection: Connection, name: str) -> set[str]:
    mention = schema.mention.c
    joined = (mention.page_id == _BLOCK.page_id) & (mention.referent == _BLOCK.referent)
    statement = select(mention.surface).join_from(derived.referent_block, schema.mention, joined).distinct()
    return set(connection.scalars(statement.where(_BLOCK.block == f"={name}", mention.form == "name")))


def _digests(connection: Connection, places: Iterable[Place]) -> dict[str, int]:
    page = schema.page.c
    found: dict[str, int] = {}
    for piece in chunks(sorted({page for page, _ in places})):
        found.update(
            (row[0], row[1]) for row in connection.execute(select(page.sha256, page.id).where(page.id.in_(piece)))
        )
    return found
