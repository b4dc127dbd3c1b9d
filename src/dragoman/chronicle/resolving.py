"""Brings entities up to date: resolves again what a change can reach, and writes what came out differently."""

from collections.abc import Iterable, Mapping, Sequence, Set

from sqlalchemy import Connection, delete, select

from dragoman.chronicle import derived
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.linking import replace_links
from dragoman.chronicle.listed import refresh_listed
from dragoman.chronicle.marking import stand_alone
from dragoman.chronicle.members import load_numbers, load_surfaces, split_key
from dragoman.chronicle.moving import mark_moved, mark_owned
from dragoman.chronicle.reaching import Reach, find_reach
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.verdicts import load_judgements
from dragoman.language.scripts import fold
from dragoman.meaning.entities import Cluster, Member


def refresh_entities(connection: Connection, sense: Sense) -> None:
    """Resolve what the pending blocks and entities can reach, and mark what depends on those that moved."""
    blocks = take_pending(connection, "block")
    if not blocks:
        return
    blocks, gone = refresh_listed(connection, blocks, take_pending(connection, "entity"))
    judgements = load_judgements(connection)
    reach = find_reach(connection, blocks, entities=gone, judgements=judgements)
    resolution = sense.resolve_entities(tuple(reach.members.values()), judgements, reach.settled)
    clusters = _choose_touched(resolution.clusters, reach, gone=gone)
    same = _find_unchanged(connection, clusters, reach, blocks=blocks, gone=gone)
    gone |= {home for cluster in clusters for key in cluster.members if (home := reach.homes.get(key))}
    changed = [cluster for cluster in clusters if cluster.id not in same]
    _replace(connection, changed, gone=gone - same, members=reach.members)
    replace_links(connection, reach.members.keys() - reach.settled.keys(), links=resolution.links)
    _mark_dependants(connection, clusters, old=reach.homes)


def _choose_touched(clusters: Iterable[Cluster], reach: Reach, *, gone: set[str]) -> list[Cluster]:
    """Return the clusters that hold, or lost, a member that was resolved again."""
    left = gone | {home for key, home in reach.homes.items() if key not in reach.settled}
    return [
        cluster
        for cluster in clusters
        if any(key not in reach.settled or reach.settled[key] in left for key in cluster.members)
    ]


def _find_unchanged(
    connection: Connection, clusters: Iterable[Cluster], reach: Reach, *, blocks: set[str], gone: set[str]
) -> set[str]:
    """Return the clusters that are written already, with all of their members, and none of them read anew."""
    members: dict[str, set[str]] = {}
    for key, home in reach.homes.items():
        members.setdefault(home, set()).add(key)
    alike = [c for c in clusters if c.id not in gone and members.get(c.id) == set(c.members)]
    numbers = load_numbers(connection, {split_key(key)[0] for cluster in alike for key in cluster.members})

    def is_new(key: str) -> bool:
        sha256, name = split_key(key)
        return stand_alone(numbers[sha256], name) in blocks

    heads: dict[str, tuple[str, str | None]] = {}
    table = derived.entity.c
    for piece in chunks(sorted(cluster.id for cluster in alike)):
        rows = connection.execute(select(table.id, table.label, table.reference).where(table.id.in_(piece)))
        heads.update({row[0]: (row[1], row[2]) for row in rows})
    return {c.id for c in alike if heads.get(c.id) == (c.label, c.reference) and not any(map(is_new, c.members))}


def _replace(
    connection: Connection, clusters: Sequence[Cluster], *, gone: set[str], members: Mapping[str, Member]
) -> None:
    """Write clusters in place of the entities that are gone."""
    numbers = load_numbers(connection, {split_key(key)[0] for cluster in clusters for key in cluster.members})
    before = _load_entities(connection, gone)
    _remove_entities(connection, gone)
    _write_entities(connection, clusters, numbers=numbers)
    places = {key: (numbers[split_key(key)[0]], split_key(key)[1]) for one in clusters for key in one.members}
    surfaces = load_surfaces(connection, places.values())
    forms = {key: {members[key].name, *surfaces.get(place, ())} for key, place in places.items()}
    _write_names(connection, clusters, forms=forms)
    after = _load_entities(connection, {cluster.id for cluster in clusters})
    log_changes(connection, "entity", before=before, after=after)


def take_pending(connection: Connection, kind: str) -> set[str]:
    """Return what is marked as changed, and take the marks away."""
    pending = derived.pending
    keys = set(connection.scalars(select(pending.c.key).where(pending.c.kind == kind)))
    connection.execute(delete(pending).where(pending.c.kind == kind))
    return keys


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


def _write_entities(connection: Connection, clusters: Sequence[Cluster], *, numbers: Mapping[str, int]) -> None:
    heads = [
        {
            "id": c.id,
            "kind": c.kind,
            "label": c.label,
            "reference": c.reference,
            "pages": len({split_key(key)[0] for key in c.members}),
        }
        for c in clusters
    ]
    insert_rows(connection, derived.entity, heads)
    members = [
        {"page_id": numbers[split_key(key)[0]], "referent": split_key(key)[1], "entity_id": cluster.id}
        for cluster in clusters
        for key in cluster.members
    ]
    insert_rows(connection, derived.entity_member, members)


def _write_names(connection: Connection, clusters: Sequence[Cluster], *, forms: Mapping[str, Set[str]]) -> None:
    aliases = [
        {"entity_id": cluster.id, "language": language, "position": position, "name": name}
        for cluster in clusters
        for language, names in sorted(cluster.names.items())
        for position, name in enumerate(names)
    ]
    insert_rows(connection, derived.alias, aliases)
    keys: list[dict[str, str]] = []
    for cluster in clusters:
        written = {name for names in cluster.names.values() for name in names} | {cluster.label}
        written |= {form for key in cluster.members for form in forms[key]}
        keys += [{"folded": form, "entity_id": cluster.id} for form in sorted({fold(form) for form in written} - {""})]
    insert_rows(connection, derived.name_key, keys)


def _mark_dependants(connection: Connection, clusters: Sequence[Cluster], *, old: Mapping[str, str]) -> None:
    """Mark the offices and events that name a member which now belongs to another entity."""
    new = {key: cluster.id for cluster in clusters for key in cluster.members}
    moved = {key for key, entity in new.items() if old.get(key) != entity}
    if not moved:
        return
    numbers = load_numbers(connection, {split_key(key)[0] for key in moved})
    places = {(numbers[split_key(key)[0]], split_key(key)[1]) for key in moved}
    mark_moved(connection, places, numbers)
    mark_owned(connection, {c.reference for c in clusters if c.reference and not moved.isdisjoint(c.members)})
