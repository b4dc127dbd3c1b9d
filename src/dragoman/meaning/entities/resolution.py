"""Entity resolution: a pure function of the set of members and judgements, free of their order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2s
from itertools import chain
from types import MappingProxyType

from dragoman.meaning.entities.acronyms import link_acronyms
from dragoman.meaning.entities.bare_names import attach_bare_names
from dragoman.meaning.entities.bodies import DERIVED
from dragoman.meaning.entities.judging import lift_verdicts, list_apart
from dragoman.meaning.entities.links import Groups, apply_judgements, settle_judgements
from dragoman.meaning.entities.naming import choose_label, rank_names
from dragoman.meaning.entities.nodes import Node, gather_nodes
from dragoman.meaning.entities.others import link_others
from dragoman.meaning.entities.people import Alike, link_full_names
from dragoman.meaning.entities.records import Cluster, Judgement, Member, Resolution
from dragoman.meaning.entities.weighing import tell_judgements, weigh_bare_names, weigh_full_names
from dragoman.meaning.offices.spells import earliest_first

DIGEST_BYTES = 5
NOBODY: Mapping[str, str] = MappingProxyType({})


def resolve_entities(
    members: Iterable[Member],
    judgements: Iterable[Judgement] = (),
    settled: Mapping[str, str] = NOBODY,
    *,
    alike: Alike | None = None,
) -> Resolution:
    """Gather the members that name one entity.

    Table ids decide first. Full names of people match when given and family name both fit; a bare family name only
    joins the one full name that its page, office or company points to, and joins nothing else through it. A judgement
    ``different`` always holds, and ``same`` wherever no ``different`` stands against it.

    Args:
        members: The referents of all pages, each key once, or those that a change can reach with what is around them.
        judgements: What people have decided; judgements about unknown keys are left out.
        settled: The entity of each member that is only there for the others to be compared with; whole written forms.
        alike: How alike those of the full names are that are alike at all, if that is known.

    Returns:
        The clusters, and the links that were weighed with their reasons, but for those between settled members. The
        same set of members and judgements gives the same in any order.

    Cost:
        Linear in the members; quadratic, at a microsecond a pair, in the distinct full names that share a key.
    """
    decided = settle_judgements(judgements)
    members = tuple(members)
    nodes = gather_nodes(members, list_apart(members, decided))
    fresh = {key: node for key, node in nodes.items() if not all(one.key in settled for one in node.members)}
    verdicts = lift_verdicts(decided, nodes)
    groups = Groups(nodes)
    apply_judgements(verdicts, groups)
    _apply_references(nodes, groups)
    _apply_settled(nodes, settled, groups=groups)
    people = {key: node for key, node in nodes.items() if node.kind == "person"}
    full = {key: node for key, node in people.items() if node.name.full}
    scores = link_full_names(full, groups, fresh=fresh, alike=alike)
    bare = {key: node for key, node in people.items() if key in fresh and key not in full}
    meant = attach_bare_names(bare, full, groups=groups)
    link_others({key: node for key, node in fresh.items() if node.kind != "person" and not node.sign}, groups)
    link_acronyms((node for node in fresh.values() if node.kind == "organisation"), groups)
    weighed = chain(
        weigh_full_names(full, scores, groups=groups),
        weigh_bare_names(people, meant, groups=groups),
        tell_judgements(verdicts, groups),
    )
    links = {(link.a, link.b): link for link in weighed if link.a in fresh or link.b in fresh}
    clusters = _build_clusters([[nodes[key] for key in keys] for keys in groups])
    return Resolution(clusters, tuple(links[pair] for pair in sorted(links)))


def _apply_settled(nodes: Mapping[str, Node], settled: Mapping[str, str], *, groups: Groups) -> None:
    """Merge the nodes that are settled in one entity."""
    first: dict[str, str] = {}
    for key in sorted(nodes):
        homes = {settled.get(member.key) for member in nodes[key].members}
        home = homes.pop() if len(homes) == 1 else None
        if home is not None:
            groups.merge(first.setdefault(home, key), key)


def _apply_references(nodes: Mapping[str, Node], groups: Groups) -> None:
    """Merge the nodes of one table id, and of one kind of body in one country."""
    first: dict[str, str] = {}
    for key in sorted(nodes):
        sign = nodes[key].sign
        if sign:
            groups.merge(first.setdefault(sign, key), key)


def _build_clusters(groups: Iterable[list[Node]]) -> tuple[Cluster, ...]:
    """Build the clusters; where a judgement splits what has one id, the part with the least key keeps it."""
    clusters: dict[str, Cluster] = {}
    for nodes in groups:
        members = sorted((member for node in nodes for member in node.members), key=lambda member: member.key)
        sign = min((node.sign for node in nodes if node.sign), default=None)
        cluster = build_cluster(members, sign if sign not in clusters else None)
        clusters[cluster.id] = cluster
    return tuple(clusters[key] for key in sorted(clusters))


def build_cluster(members: Sequence[Member], sign: str | None = None) -> Cluster:
    """Return the entity of some members, sorted by key, and of the table id that they bear."""
    kind = Counter(member.kind for member in members).most_common(1)[0][0]
    names = rank_names(_count_names(members))
    return Cluster(
        id=sign or f"{kind}:{blake2s(_find_first(members).key.encode(), digest_size=DIGEST_BYTES).hexdigest()}",
        kind=kind,
        members=tuple(member.key for member in members),
        names=names,
        reference=None if sign is None or DERIVED in sign else sign,
        label=choose_label(names),
    )


def _find_first(members: Iterable[Member]) -> Member:
    """Return the member of the earliest page: as pages come in the order of time, that one stays the first."""
    return min(members, key=lambda member: earliest_first(member.published, member.key))


def _count_names(members: Iterable[Member]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for member in members:
        counts[member.language][member.name] += 1
    return counts
