"""Brings entities up to date: resolves again what shares a block with anything that changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, delete, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.linking import remove_links, write_links
from dragoman.chronicle.members import Place, format_key, load_members, split_key
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.verdicts import load_judgements
from dragoman.chronicle.writing import base_title, mark
from dragoman.language.scripts import fold
from dragoman.meaning.entities import Cluster, Judgement, Member


def refresh_entities(connection: Connection, sense: Sense) -> None:
    """Resolve the members of every block that is pending, and mark what depends on those that moved."""
    blocks = take_pending(connection, "block")
    if not blocks:
        return
    judgements = load_judgements(connection)
    members = load_members(connection, _close(connection, blocks, judgements))
    old = _find_entities(connection, members)
    resolution = sense.resolve_entities(tuple(members.values()), judgements)
    clusters = resolution.clusters
    gone = set(old.values()) | take_pending(connection, "entity")
    before = _load_entities(connection, gone)
    _remove_entities(connection, gone)
    _write_entities(connection, clusters)
    _write_names(connection, clusters, members=members)
    remove_links(connection, members)
    write_links(connection, resolution.links)
    after = _load_entities(connection, {cluster.id for cluster in clusters})
    log_changes(connection, "entity", before=before, after=after)
    _mark_dependants(connection, clusters, old=old)


def take_pending(connection: Connection, kind: str) -> set[str]:
    """Return what is marked as changed, and take the marks away."""
    pending = derived.pending
    keys = set(connection.scalars(select(pending.c.key).where(pending.c.kind == kind)))
    connection.execute(delete(pending).where(pending.c.kind == kind))
    return keys


def _close(connection: Connection, blocks: set[str], judgements: Sequence[Judgement]) -> set[Place]:
    """Return every referent that shares a block with the given ones, directly or through others or a judgement."""
    seen, new, found = set(blocks), set(blocks), set[Place]()
    judged = _judged_places(connection, judgements)
    table = derived.referent_block
    while new:
        rows = _select_in(connection, table.c.block, values=new, give=(table.c.page_id, table.c.referent))
        places = {(row[0], row[1]) for row in rows} - found
        places |= {other for place in places for other in judged.get(place, ())}
        found |= places
        new = _blocks_of(connection, places) - seen
        seen |= new
    return found


def _blocks_of(connection: Connection, places: set[Place]) -> set[str]:
    table = derived.referent_block.c
    pages = {page for page, _ in places}
    rows = _select_in(connection, table.page_id, values=pages, give=(table.page_id, table.referent, table.block))
    return {row[2] for row in rows if (row[0], row[1]) in places}


def _select_in(
    connection: Connection, column: Column[Any], *, values: Iterable[object], give: tuple[Column[Any], ...]
) -> Iterator[tuple[Any, ...]]:
    for piece in chunks(sorted(values, key=str)):
        for row in connection.execute(select(*give).where(column.in_(piece)).distinct()):
            yield tuple(row)


def _judged_places(connection: Connection, judgements: Sequence[Judgement]) -> dict[Place, set[Place]]:
    names = {key for judgement in judgements for key in (judgement.a, judgement.b)}
    numbers = load_numbers(connection, {split_key(name)[0] for name in names})
    places = {name: (numbers.get(split_key(name)[0], 0), split_key(name)[1]) for name in names}
    judged: dict[Place, set[Place]] = {}
    for judgement in judgements:
        pair = {places[judgement.a], places[judgement.b]}
        for place in pair:
            judged.setdefault(place, set()).update(pair)
    return judged


def load_numbers(connection: Connection, digests: Iterable[str]) -> dict[str, int]:
    """Return the numbers of pages by sha256."""
    columns = schema.page.c.sha256, schema.page.c.id
    found: dict[str, int] = {}
    for piece in chunks(sorted(digests)):
        found.update((row[0], row[1]) for row in connection.execute(select(*columns).where(columns[0].in_(piece))))
    return found


def _find_entities(connection: Connection, members: Mapping[str, Member]) -> dict[str, str]:
    """Return the entity that each member belongs to so far."""
    numbers = load_numbers(connection, {member.page for member in members.values()})
    digests = {number: sha256 for sha256, number in numbers.items()}
    found = {}
    for piece in chunks(sorted(digests)):
        table = derived.entity_member
        for row in connection.execute(select(table).where(table.c.page_id.in_(piece))):
            found[format_key(digests[row.page_id], row.referent)] = row.entity_id
    return {key: found[key] for key in members if key in found}


def _load_entities(connection: Connection, ids: set[str]) -> dict[str, object]:
    """Return what makes an entity what it is, to tell whether it changed."""
    found: dict[str, list[object]] = {}
    for piece in chunks(sorted(ids)):
        for row in connection.execute(select(derived.entity).where(derived.entity.c.id.in_(piece))):
            found[row.id] = [tuple(row)]
        members, aliases = derived.entity_member, derived.alias
        for table in (members, aliases):
            columns = [column for column in table.c if column.name != "entity_id"]
            rows = select(table.c.entity_id, *columns).where(table.c.entity_id.in_(piece)).order_by(*columns)
            for row in connection.execute(rows):
                found.setdefault(row[0], []).append(tuple(row))
    return dict(found)


def _remove_entities(connection: Connection, ids: set[str]) -> None:
    for piece in chunks(sorted(ids)):
        for table in (derived.alias, derived.name_key, derived.entity_member):
            connection.execute(delete(table).where(table.c.entity_id.in_(piece)))
        connection.execute(delete(derived.entity).where(derived.entity.c.id.in_(piece)))


def _write_entities(connection: Connection, clusters: Sequence[Cluster]) -> None:
    heads = [{"id": c.id, "kind": c.kind, "label": c.label, "reference": c.reference} for c in clusters]
    insert_rows(connection, derived.entity, heads)
    numbers = load_numbers(connection, {split_key(key)[0] for c in clusters for key in c.members})
    members = [
        {"page_id": numbers[split_key(key)[0]], "referent": split_key(key)[1], "entity_id": cluster.id}
        for cluster in clusters
        for key in cluster.members
    ]
    insert_rows(connection, derived.entity_member, members)


def _write_names(connection: Connection, clusters: Sequence[Cluster], *, members: Mapping[str, Member]) -> None:
    aliases = [
        {"entity_id": cluster.id, "language": language, "position": position, "name": name}
        for cluster in clusters
        for language, names in sorted(cluster.names.items())
        for position, name in enumerate(names)
    ]
    insert_rows(connection, derived.alias, aliases)
    for cluster in clusters:
        written = {name for names in cluster.names.values() for name in names} | {cluster.label}
        written |= {form for key in cluster.members for form in (*members[key].surfaces, members[key].name)}
        folded = sorted({fold(form) for form in written} - {""})
        insert_rows(connection, derived.name_key, [{"folded": form, "entity_id": cluster.id} for form in folded])


def _mark_dependants(connection: Connection, clusters: Sequence[Cluster], *, old: Mapping[str, str]) -> None:
    """Mark the offices and events that name a member which now belongs to another entity."""
    new = {key: cluster.id for cluster in clusters for key in cluster.members}
    moved = {key for key, entity in new.items() if old.get(key) != entity}
    if not moved:
        return
    numbers = load_numbers(connection, {split_key(key)[0] for key in moved})
    mark(connection, "event", numbers.values())
    places = {(numbers[split_key(key)[0]], split_key(key)[1]) for key in moved}
    references = {cluster.reference for cluster in clusters if cluster.reference and moved & set(cluster.members)}
    offices = schema.office_mention.c
    for pages in chunks(sorted({page for page, _ in places})):
        columns = offices.title, offices.page_id, offices.holder, offices.of
        rows = connection.execute(select(*columns).where(offices.page_id.in_(pages)))
        titles = {title for title, page, *names in rows if any((page, name) in places for name in names)}
        mark(connection, "office", {base_title(title) for title in titles})
    for piece in chunks(sorted(references)):
        named = connection.scalars(select(offices.title).where(offices.of_reference.in_(piece)).distinct())
        mark(connection, "office", {base_title(title) for title in named})
