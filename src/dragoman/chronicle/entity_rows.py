"""Writes entities that were resolved again: what of them is no more, and what came, and nothing that stays.

An entity that is named on a third of all pages gains a few hundred members a day and keeps a hundred thousand.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Column, Connection, delete, select

from dragoman.chronicle import derived
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.dialects import chunks, delete_rows, insert_rows, upsert_rows
from dragoman.chronicle.members import Place, load_numbers, load_surfaces, split_key
from dragoman.language.scripts import fold
from dragoman.meaning.entities import Cluster, Member

_HEAD = ("id", "kind", "label", "reference", "pages")
_ALIAS = ("language", "position", "name")


class State(Struct, frozen=True, gc=False):
    """What an entity is: its own row, the places of its members, and its names by language and rank."""

    head: tuple[object, ...]
    members: frozenset[Place]
    names: frozenset[tuple[str, int, str]]


def replace_entities(
    connection: Connection,
    clusters: Sequence[Cluster],
    *,
    gone: Collection[str],
    lost: Collection[str],
    members: Mapping[str, Member],
) -> None:
    """Write clusters in place of entities.

    Args:
        connection: The database.
        clusters: What was resolved.
        gone: The entities in whose place they come, some of them perhaps as they were.
        lost: Of these, or others, those that lost members before.
        members: The members of the clusters, by key.

    Cost:
        One look at all members, and writing for each that is another's now.
    """
    numbers = load_numbers(connection, {split_key(key)[0] for cluster in clusters for key in cluster.members})
    places = {key: (numbers[split_key(key)[0]], split_key(key)[1]) for one in clusters for key in one.members}
    before = _load_states(connection, gone)
    after = {cluster.id: _describe(cluster, places) for cluster in clusters}
    _write_heads(connection, before=before, after=after)
    _write_members(connection, before=before, after=after)
    _write_aliases(connection, before=before, after=after)
    anew = {name for name in after if name in lost or _is_less(before.get(name), after[name])}
    forms = _list_forms(connection, clusters, places=places, members=members, had=_keep(before, anew))
    write_forms(connection, forms, anew=anew)
    for piece in chunks(sorted(before.keys() - after.keys())):
        connection.execute(delete(derived.name_key).where(derived.name_key.c.entity_id.in_(piece)))
        connection.execute(delete(derived.entity).where(derived.entity.c.id.in_(piece)))
    log_changes(connection, "entity", before=before, after=after)


def _describe(cluster: Cluster, places: Mapping[str, Place]) -> State:
    members = frozenset(places[key] for key in cluster.members)
    pages = len({page for page, _ in members})
    head = (cluster.id, cluster.kind, cluster.label, cluster.reference, pages)
    names = ((tag, rank, name) for tag, named in cluster.names.items() for rank, name in enumerate(named))
    return State(head, members, frozenset(names))


def _is_less(before: State | None, after: State) -> bool:
    """Tell whether something of an entity is no more, so that it may have been found by forms that are not its own."""
    if before is None:
        return False
    return not (before.members <= after.members and before.names <= after.names and before.head[2] == after.head[2])


def _load_states(connection: Connection, ids: Collection[str]) -> dict[str, State]:
    member, alias, entity = derived.entity_member.c, derived.alias.c, derived.entity.c
    members = load_by_entity(connection, ids, member.page_id, member.referent)
    names = load_by_entity(connection, ids, *(alias[name] for name in _ALIAS))
    found: dict[str, State] = {}
    for piece in chunks(sorted(ids)):
        for row in connection.execute(select(*(entity[name] for name in _HEAD)).where(entity.id.in_(piece))):
            found[row.id] = State(tuple(row), frozenset(members[row.id]), frozenset(names[row.id]))
    return found


def load_by_entity(
    connection: Connection, names: Iterable[str], *columns: Column[Any]
) -> defaultdict[str, set[tuple[Any, ...]]]:
    """Return what some columns of a table hold of each entity."""
    owner = columns[0].table.c.entity_id
    found = defaultdict[str, set[tuple[Any, ...]]](set)
    for piece in chunks(sorted(names)):
        for name, *values in connection.execute(select(owner, *columns).where(owner.in_(piece))).all():
            found[name].add(tuple(values))
    return found


def _write_heads(connection: Connection, *, before: Mapping[str, State], after: Mapping[str, State]) -> None:
    rows = [
        state.head for name, state in sorted(after.items()) if name not in before or before[name].head != state.head
    ]
    upsert_rows(connection, derived.entity, [dict(zip(_HEAD, row, strict=True)) for row in rows])


def _write_members(connection: Connection, *, before: Mapping[str, State], after: Mapping[str, State]) -> None:
    """Take members away first, as they may be another's now, then add those that came."""
    table = derived.entity_member
    delete_rows(
        connection, table, ("entity_id", "page_id", "referent"), _differ(before, after, lambda one: one.members)
    )
    came = _differ(after, before, lambda one: one.members)
    rows = [{"page_id": page, "referent": referent, "entity_id": name} for name, page, referent in came]
    insert_rows(connection, table, rows)


def _write_aliases(connection: Connection, *, before: Mapping[str, State], after: Mapping[str, State]) -> None:
    lost = _differ(before, after, lambda one: one.names)
    delete_rows(connection, derived.alias, ("entity_id", "language", "position"), lost)
    came = _differ(after, before, lambda one: one.names)
    rows = [dict(zip(("entity_id", *_ALIAS), row, strict=True)) for row in came]
    insert_rows(connection, derived.alias, rows)


def _differ(
    some: Mapping[str, State], others: Mapping[str, State], part: Callable[[State], frozenset[Any]]
) -> list[tuple[Any, ...]]:
    """Return what some entities have and, under the same ids, others have not, each with the id before it."""
    none: frozenset[Any] = frozenset()
    return [
        (name, *one)
        for name, state in sorted(some.items())
        for one in sorted(part(state) - (part(others[name]) if name in others else none))
    ]


def _keep(before: Mapping[str, State], anew: Collection[str]) -> dict[str, frozenset[Place]]:
    """Return by entity the members whose forms are written and stay."""
    return {name: state.members for name, state in before.items() if name not in anew}


def _list_forms(
    connection: Connection,
    clusters: Sequence[Cluster],
    *,
    places: Mapping[str, Place],
    members: Mapping[str, Member],
    had: Mapping[str, frozenset[Place]],
) -> dict[str, set[str]]:
    """Return the folded forms of the members of entities that are not had, and their names."""
    came = {one.id: [key for key in one.members if places[key] not in had.get(one.id, ())] for one in clusters}
    surfaces = load_surfaces(connection, {places[key] for keys in came.values() for key in keys})
    found = {}
    for one in clusters:
        forms = {name for names in one.names.values() for name in names} | {one.label}
        for key in came[one.id]:
            forms |= {members[key].name, *surfaces.get(places[key], ())}
        found[one.id] = {fold(form) for form in forms} - {""}
    return found


def write_forms(connection: Connection, forms: Mapping[str, set[str]], *, anew: Collection[str]) -> None:
    """Write the folded forms by which entities are found, and of those written anew take away what is no more."""
    table = derived.name_key
    known = load_by_entity(connection, forms, table.c.folded)
    rows: list[dict[str, str]] = []
    for name, wanted in sorted(forms.items()):
        had = {row[0] for row in known[name]}
        if name in anew:
            delete_rows(connection, table, ("entity_id", "folded"), [(name, form) for form in sorted(had - wanted)])
        rows += [{"folded": form, "entity_id": name} for form in sorted(wanted - had)]
    insert_rows(connection, table, rows)
