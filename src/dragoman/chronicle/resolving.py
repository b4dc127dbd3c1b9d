"""Brings entities up to date: resolves again what a change can reach, and writes what came out differently."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.entity_rows import replace_entities
from dragoman.chronicle.linking import replace_links
from dragoman.chronicle.listed import refresh_listed
from dragoman.chronicle.marking import stand_alone
from dragoman.chronicle.members import load_numbers, split_key
from dragoman.chronicle.moving import mark_moved, mark_owned
from dragoman.chronicle.reaching import Reach, find_reach
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.verdicts import load_judgements
from dragoman.meaning.entities import Cluster


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
    lost, gone = (
        gone,
        gone | {home for cluster in clusters for key in cluster.members if (home := reach.homes.get(key))},
    )
    changed = [cluster for cluster in clusters if cluster.id not in same]
    replace_entities(connection, changed, gone=gone - same, lost=lost, members=reach.members)
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


def take_pending(connection: Connection, kind: str) -> set[str]:
    """Return what is marked as changed, and take the marks away."""
    pending = derived.pending
    keys = set(connection.scalars(select(pending.c.key).where(pending.c.kind == kind)))
    connection.execute(delete(pending).where(pending.c.kind == kind))
    return keys


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
