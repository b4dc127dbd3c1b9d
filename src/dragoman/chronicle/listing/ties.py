"""Who takes part with whom: counterparts, pairs and networks.

What was denied ties nobody, unless it is asked for; nor does an event of many participants, as whoever comes to a
summit has not met all the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, distinct, func, select

from dragoman.chronicle import derived
from dragoman.chronicle.labels import load_labels
from dragoman.chronicle.listing.answers import Counterpart, Edge, Network, Node, TypeCount, YearCount
from dragoman.chronicle.listing.conditions import Condition, begins
from dragoman.chronicle.listing.filters import EventFilter

LARGEST = 25
"""An event with more participants ties nobody to anybody."""

YEAR = 4

event = derived.event.c
one, other = derived.event_participant.alias("one"), derived.event_participant.alias("other")
Pair = tuple[str, str]


def tying(filter: EventFilter, conditions: Sequence[Condition]) -> list[Condition]:
    """Return the conditions on events that tie those who take part in them."""
    taking = derived.event_participant.c
    crowded = select(taking.event_id).group_by(taking.event_id).having(func.count(distinct(taking.entity_id)) > LARGEST)
    denied = [] if filter.status else [event.status != "denied"]
    return [*conditions, *denied, event.id.not_in(crowded)]


def find_counterparts(
    connection: Connection, entity: str, conditions: Sequence[Condition], *, limit: int
) -> tuple[Counterpart, ...]:
    """Return who takes part in the same events as an entity, the most frequent first."""
    number = func.count(distinct(event.id))
    here = and_(one.c.entity_id == entity, other.c.entity_id != entity, *conditions)
    together = _join().where(here)
    counted = together.with_only_columns(other.c.entity_id, number).group_by(other.c.entity_id)
    rows = connection.execute(counted.order_by(number.desc(), other.c.entity_id).limit(limit)).all()
    counts = {row[0]: row[1] for row in rows}
    details = together.where(other.c.entity_id.in_(counts))
    told = _tell(connection, details, (other.c.entity_id,))
    labels = load_labels(connection, counts)
    found = []
    for key, count in counts.items():
        tie, (kind, label) = told[key,], labels.get(key, ("", key))
        found.append(Counterpart(key, kind, label, count, tie.first, tie.last, tie.types, tie.series))
    return tuple(found)


def find_network(
    connection: Connection, conditions: Sequence[Condition], *, around: str | None, least: int, limit: int
) -> Network:
    """Return the entities that are tied most often, to the one in the middle if there is one, and all their ties."""
    counts, known = _choose_nodes(connection, conditions, around=around, least=least, limit=limit)
    here = and_(one.c.entity_id < other.c.entity_id, one.c.entity_id.in_(counts), other.c.entity_id.in_(counts))
    number = func.count(distinct(event.id))
    pairs = _join().where(here, *conditions).with_only_columns(one.c.entity_id, other.c.entity_id, number)
    pairs = pairs.group_by(one.c.entity_id, other.c.entity_id).having(number >= least)
    edges = {(row[0], row[1]): row[2] for row in connection.execute(pairs)}
    told = _tell(connection, _join().where(here, *conditions), (one.c.entity_id, other.c.entity_id))
    tied = {key for pair in edges for key in pair} | ({around} & counts.keys() if around else set())
    labels = load_labels(connection, tied)
    return Network(
        nodes=tuple(Node(key, *labels.get(key, ("", key)), counts[key]) for key in counts if key in tied),
        edges=tuple(
            Edge(*pair, count, told[pair].first, told[pair].last, told[pair].types)
            for pair, count in sorted(edges.items(), key=lambda item: (-item[1], item[0]))
        ),
        left_out=max(known - len(counts), 0),
    )


def _choose_nodes(
    connection: Connection, conditions: Sequence[Condition], *, around: str | None, least: int, limit: int
) -> tuple[dict[str, int], int]:
    """Return the chosen entities with their numbers of events, and how many there are to choose from."""
    number = func.count(distinct(event.id)).label("number")
    if around is None:
        statement = select(one.c.entity_id, number).join_from(one, derived.event, event.id == one.c.event_id)
        statement = statement.where(*conditions).group_by(one.c.entity_id)
    else:
        statement = _join().with_only_columns(other.c.entity_id, number).group_by(other.c.entity_id)
        statement = statement.where(one.c.entity_id == around, *conditions)
    counted = statement.having(number >= least)
    known = connection.execute(select(func.count()).select_from(counted.subquery())).scalar_one()
    key = counted.selected_columns[0]
    rows = connection.execute(counted.order_by(number.desc(), key).limit(limit)).all()
    counts = {row[0]: row[1] for row in rows}
    if around is not None and around not in counts and len(counts) >= limit:
        counts.popitem()
    return counts, known


class _Told:
    """Days, types and years of the events of a tie."""

    def __init__(self) -> None:
        self.first: str | None = None
        self.last: str | None = None
        self._types: dict[str, int] = {}
        self._years: dict[str, int] = {}

    def add(self, type: str, year: str, days: tuple[str | None, str | None], count: int) -> None:
        first, last = days
        self._types[type] = self._types.get(type, 0) + count
        if year:
            self._years[year] = self._years.get(year, 0) + count
        self.first = min(filter(None, (self.first, first)), default=None)
        self.last = max(filter(None, (self.last, last)), default=None)

    @property
    def types(self) -> tuple[TypeCount, ...]:
        return tuple(TypeCount(*item) for item in sorted(self._types.items(), key=lambda item: (-item[1], item[0])))

    @property
    def series(self) -> tuple[YearCount, ...]:
        return tuple(YearCount(*item) for item in sorted(self._years.items()))


def _tell(connection: Connection, together: Select[Any], keys: tuple[Any, ...]) -> Mapping[tuple[str, ...], _Told]:
    """Return what is told of ties by their keys."""
    begun = begins()
    year = func.substr(begun, 1, YEAR)
    columns = *keys, event.type, year
    statement = together.with_only_columns(
        *columns, func.min(func.nullif(begun, "")), func.max(func.nullif(begun, "")), func.count(distinct(event.id))
    )
    found: dict[tuple[str, ...], _Told] = {}
    for row in connection.execute(statement.group_by(*columns)):
        key, (type, when, first, last, count) = tuple(row[: len(keys)]), row[len(keys) :]
        found.setdefault(key, _Told()).add(type, when, (first, last), count)
    return found


def _join() -> Select[Any]:
    """Two who take part in one event."""
    same = one.c.event_id == other.c.event_id
    return select(event.id).join_from(one, other, same).join(derived.event, event.id == one.c.event_id)


def sum_up(connection: Connection, conditions: Sequence[Condition]) -> tuple[int, _Told]:
    """Count events, and tell of them as of one tie."""
    told = _Told()
    begun = begins()
    year = func.substr(begun, 1, YEAR)
    columns = event.type, year, func.min(func.nullif(begun, "")), func.max(func.nullif(begun, "")), func.count()
    total = 0
    for type, when, first, last, count in connection.execute(
        select(*columns).where(*conditions).group_by(event.type, year)
    ):
        told.add(type, when, (first, last), count)
        total += count
    return total, told


def count_of(connection: Connection, ids: Iterable[str], conditions: Sequence[Condition]) -> dict[str, int]:
    """Return in how many events each entity takes part."""
    taking = derived.event_participant.c
    statement = select(taking.entity_id, func.count(distinct(event.id)))
    statement = statement.join_from(derived.event_participant, derived.event, event.id == taking.event_id)
    rows = connection.execute(statement.where(taking.entity_id.in_(list(ids)), *conditions).group_by(taking.entity_id))
    return {row[0]: row[1] for row in rows}
