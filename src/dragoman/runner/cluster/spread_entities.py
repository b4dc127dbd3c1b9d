"""Entity resolution in parts.

Three rounds. Full names that share a key are compared, each pair once. What shares a block, or has names that could be
one person by their score alone, is a part; names that merely come near are shown to it as settled, so that every link
is weighed in which one of its names has a part. Then bare family names are resolved against the finished clusters of
those whom they could mean. At last the clusters that got bare names from several sides are put together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from msgspec import Struct

from dragoman.meaning.entities import Cluster, Judgement, Link, Member, Resolution, block_keys, code_name
from dragoman.meaning.entities.blocking import bare_key, spelling_keys, write_form
from dragoman.meaning.entities.people import Alike, Likeness, Written
from dragoman.meaning.entities.reach import liken_written, may_be_sure, may_mean
from dragoman.meaning.entities.resolution import build_cluster, resolve_entities
from dragoman.runner.cluster.spreading import Spread, pack, read_groups, table_links

Resolve = Callable[[Sequence[Member], Sequence[Judgement], Mapping[str, str]], Resolution]
AlikePair = tuple[int, int, Likeness]
"""Two names by their places in a list, and how alike they are."""

PAIRS_A_RECORD = 16
"""So many pairs of names are compared in the time in which one record is weighed."""


class Part(Struct, frozen=True):
    """Members to be resolved, and those around them that are settled, with the entity of each.

    ``alike`` says how alike the full names are that are alike at all, of pairs in which one is to be resolved.
    """

    members: tuple[Member, ...]
    around: tuple[Member, ...]
    homes: Mapping[str, str]
    alike: Alike

    def __len__(self) -> int:
        return len(self.members) + len(self.around)


class NamePairs(Struct, frozen=True):
    """Pairs of names to be compared: the names with their places in a longer list, and the places of each pair."""

    names: Mapping[int, Written]
    pairs: Sequence[tuple[int, int]]


class SpreadEntities:
    """:func:`~dragoman.meaning.entities.resolve_entities`, spread.

    Where people have judged, or where only the surroundings of a change are resolved, the local function does it all:
    a judgement ties anything to anything, and what a change reaches is little.
    """

    def __init__(self, spread: Spread, local: Resolve) -> None:
        self._spread, self._local = spread, local

    def __call__(
        self, members: Sequence[Member], judgements: Sequence[Judgement], settled: Mapping[str, str]
    ) -> Resolution:
        """Gather the members that name one entity."""
        if judgements or settled or len(members) < self._spread.least or any(map(_is_odd, members)):
            return self._local(members, judgements, settled)
        members = sorted(members, key=lambda member: member.key)
        bare = [member for member in members if _is_bare(member)]
        full = [member for member in members if not _is_bare(member)]
        names = sorted({(one.name, one.language) for one in full if one.kind == "person"})
        first = self._resolve(_cut_full(self._spread, full, names=names, alike=self._compare(names)))
        second = self._resolve(_cut_bare(bare, full, clusters=first.clusters))
        links = {(link.a, link.b): link for link in (*first.links, *second.links)}
        clusters = _put_together(members, first.clusters, second.clusters)
        return Resolution(clusters, tuple(links[pair] for pair in sorted(links)))

    def _compare(self, names: Sequence[Written]) -> list[AlikePair]:
        """Return the pairs of full names that may score above zero, and how alike they are."""
        keys = ((key, i) for i, name in enumerate(names) for key in spelling_keys(*name) if key.startswith("&"))
        pairs = self._spread.joins.pair(table_links(keys)).sort_by([("a", "ascending"), ("b", "ascending")])
        batches = pairs.to_batches(PAIRS_A_RECORD * self._spread.batch)
        tasks = (_list_names(names, batch) for batch in batches)
        return sorted(chain.from_iterable(self._spread.map(compare_names, tasks)), key=itemgetter(0, 1))

    def _resolve(self, parts: Iterable[Part]) -> Resolution:
        found = list(self._spread.map(resolve_parts, pack(parts, self._spread.batch)))
        clusters = tuple(cluster for one in found for cluster in one.clusters)
        return Resolution(clusters, tuple(link for one in found for link in one.links))


def _list_names(names: Sequence[Written], batch: Any) -> NamePairs:
    pairs = list(zip(batch.column("a").to_pylist(), batch.column("b").to_pylist(), strict=True))
    return NamePairs({one: names[one] for pair in pairs for one in pair}, pairs)


def compare_names(batch: NamePairs) -> list[AlikePair]:
    """Return the pairs that may score above zero, and how alike they are."""
    names = batch.names
    weighed = ((a, b, liken_written(names[a], names[b])) for a, b in batch.pairs)
    return [(a, b, likeness) for a, b, likeness in weighed if likeness]


def resolve_parts(parts: Sequence[Part]) -> Resolution:
    """Resolve the members of some parts; clusters of nothing but what is around them are left out."""
    clusters: list[Cluster] = []
    links: list[Link] = []
    for part in parts:
        found = resolve_entities((*part.members, *part.around), (), part.homes, alike=part.alike)
        mine = {member.key for member in part.members}
        clusters += [cluster for cluster in found.clusters if not mine.isdisjoint(cluster.members)]
        links += found.links
    return Resolution(tuple(clusters), tuple(links))


def _is_odd(member: Member) -> bool:
    """A person with a table id: there are none, and the parts of people are cut as if there were none."""
    return member.kind == "person" and member.reference is not None


def _is_bare(member: Member) -> bool:
    return member.kind == "person" and not code_name(member.name, member.language).full


def _cut_full(
    spread: Spread, members: Sequence[Member], *, names: Sequence[Written], alike: Sequence[AlikePair]
) -> Iterator[Part]:
    """Yield what shares a block or may be one person, with the names that come near as settled."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for number, member in enumerate(members):
        if member.kind == "person":
            bearers[write_form(member.name, member.language)].append(number)
    forms = [write_form(*name) for name in names]
    blocks = ((block, i) for i, member in enumerate(members) for block in (*block_keys(member), f"@{i}"))
    sure = (pair for pair in alike if may_be_sure(names[pair[0]], names[pair[1]], pair[2]))
    ties = ((f"&{i}", bearers[forms[name]][0]) for i, pair in enumerate(sure) for name in pair[:2])
    groups = read_groups(spread.joins.connect(table_links(chain(blocks, ties))))
    home = {one: number for number, group in enumerate(groups) for one in group}
    homes = [home[bearers[form][0]] for form in forms]
    around: dict[int, set[str]] = defaultdict(set)
    known: dict[int, list[AlikePair]] = defaultdict(list)
    for pair in alike:
        here, there = (homes[name] for name in pair[:2])
        known[here].append(pair)
        if here != there:
            known[there].append(pair)
            around[here].add(forms[pair[1]])
            around[there].add(forms[pair[0]])
    for number, group in enumerate(groups):
        others = [one for form in sorted(around[number]) for one in bearers[form]]
        yield Part(
            members=tuple(members[one] for one in group),
            around=tuple(members[one] for one in others),
            homes={members[one].key: str(home[one]) for one in others},
            alike={(names[a], names[b]): likeness for a, b, likeness in known[number]},
        )


def _cut_bare(bare: Sequence[Member], full: Sequence[Member], *, clusters: Iterable[Cluster]) -> Iterator[Part]:
    """Yield the bare names that end alike, with the whole clusters of those whom they could mean."""
    homes = {key: cluster for cluster in clusters for key in cluster.members}
    listed: dict[str, dict[Written, set[str]]] = defaultdict(lambda: defaultdict(set))
    for member in full:
        if member.kind == "person":
            written = member.name, member.language
            for key in (key for key in spelling_keys(*written) if key.startswith("~")):
                listed[key][written].add(homes[member.key].id)
    by_id = {cluster.id: cluster for cluster in homes.values()}
    by_key = {member.key: member for member in full}
    for alike in _gather_alike(bare):
        meant: set[str] = set()
        for name in {(member.name, member.language) for member in alike}:
            for other, ids in listed.get(bare_key(*name), {}).items():
                if not ids <= meant and may_mean(name, other):
                    meant |= ids
        around = {key: one for one in sorted(meant) for key in by_id[one].members}
        yield Part(tuple(alike), tuple(by_key[key] for key in around), around, {})


def _gather_alike(bare: Iterable[Member]) -> Iterable[list[Member]]:
    blocks: dict[str, list[Member]] = defaultdict(list)
    for member in bare:
        blocks[bare_key(member.name, member.language)].append(member)
    return (blocks[key] for key in sorted(blocks))


def _put_together(
    members: Iterable[Member], clusters: Iterable[Cluster], others: Iterable[Cluster]
) -> tuple[Cluster, ...]:
    """Return the clusters of full names with the bare names that joined them, and those of bare names alone."""
    by_key = {member.key: member for member in members}
    found = {cluster.id: cluster for cluster in clusters}
    homes = {key: cluster.id for cluster in found.values() for key in cluster.members}
    joined: dict[str, set[str]] = defaultdict(set)
    alone: list[Cluster] = []
    for cluster in others:
        home = next((homes[key] for key in cluster.members if key in homes), None)
        if home is None:
            alone.append(cluster)
        else:
            joined[home] |= set(cluster.members)
    for home, keys in joined.items():
        del found[home]
        alone.append(build_cluster([by_key[key] for key in sorted(keys)]))
    return tuple(sorted((*found.values(), *alone), key=lambda cluster: cluster.id))
