"""Who takes part with whom: counterparts, pairs and networks.

What was denied ties nobody, unless it is asked for; nor does an event of many participants, as whoever comes to a
summit has not met all the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import CTE, Connection, func, select

from dragoman.chronicle import derived
from dragoman.chronicle.event_rows import BODY, PERSON
from dragoman.chronicle.labels import load_labels
from dragoman.chronicle.listing.answers import Counterpart, Edge, Network, Node
from dragoman.chronicle.listing.chosen import Chosen
from dragoman.chronicle.listing.conditions import taking_part
from dragoman.chronicle.listing.filters import EventFilter
from dragoman.chronicle.listing.telling_ties import Tie, add_row

LARGEST = 25
"""An event with more participants ties nobody to anybody."""

YEAR = 4

event = derived.event.c
one, other = derived.event_facet.alias("one"), derived.event_facet.alias("other")
TAKING = (PERSON, BODY)


def tying(filter: EventFilter, chosen: Chosen) -> Chosen:
    """Return those of the events that tie those who take part in them."""
    denied = () if filter.status else (event.status != "denied",)
    return chosen.narrowed(event.parties <= LARGEST, *denied)


def find_counterparts(connection: Connection, entity: str, chosen: Chosen, *, limit: int) -> tuple[Counterpart, ...]:
    """Return who takes part in the same events as an entity, the most frequent first."""
    mine = chosen.within(connection, taking_part([entity]))
    counts, _ = _count_partners(connection, mine, without=entity, least=1, limit=limit)
    matching = _match(mine)
    columns = one.c.value, matching.c.type, func.substr(matching.c.begun, 1, YEAR)
    statement = select(*columns, *_sums(matching)).join_from(matching, one, one.c.event_id == matching.c.id)
    statement = statement.where(one.c.field.in_(TAKING), one.c.value.in_(counts)).group_by(*columns)
    ties: dict[str, Tie] = {key: Tie() for key in counts}
    for key, *told in connection.execute(statement):
        add_row(ties[key], told)
    labels = load_labels(connection, counts)
    found = []
    for key, tie in ties.items():
        kind, label = labels.get(key, ("", key))
        found.append(
            Counterpart(key, kind, label, counts[key], tie.first, tie.last, tie.list_types(), tie.list_years())
        )
    return tuple(found)


def find_network(connection: Connection, chosen: Chosen, *, around: str | None, least: int, limit: int) -> Network:
    """Return the entities that are tied most often, to the one in the middle if there is one, and all their ties."""
    mine = chosen if around is None else chosen.within(connection, taking_part([around]))
    counts, known = _count_partners(connection, mine, without=None, least=least, limit=limit)
    ties = {pair: tie for pair, tie in _load_ties(connection, chosen, list(counts)).items() if tie.events >= least}
    tied = {key for pair in ties for key in pair} | ({around} & counts.keys() if around else set())
    labels = load_labels(connection, tied)
    return Network(
        nodes=tuple(Node(key, *labels.get(key, ("", key)), counts[key]) for key in counts if key in tied),
        edges=tuple(
            Edge(*pair, tie.events, tie.first, tie.last, tie.list_types())
            for pair, tie in sorted(ties.items(), key=lambda item: (-item[1].events, item[0]))
        ),
        left_out=max(known - len(counts), 0),
    )


def _match(chosen: Chosen) -> CTE:
    """Events as a table of id, first day and type."""
    source = chosen.events(event.type)
    columns = source.id.label("id"), source.begun.label("begun"), event.type.label("type")
    return source.select(*columns).cte("matching")


def _count_partners(
    connection: Connection, chosen: Chosen, *, without: str | None, least: int, limit: int
) -> tuple[dict[str, int], int]:
    """Return who takes part in most of the events with in how many, and how many take part in enough of them."""
    matching, number = _match(chosen), func.count().label("number")
    counted = select(one.c.value, number).join_from(matching, one, one.c.event_id == matching.c.id)
    counted = counted.where(one.c.field.in_(TAKING), *([] if without is None else [one.c.value != without]))
    counted = counted.group_by(one.c.value).having(number >= least)
    every = select(counted.subquery(), func.count().over().label("all")).subquery()
    best = select(every).order_by(every.c.number.desc(), every.c.value).limit(limit)
    rows = connection.execute(best).all()
    return {row[0]: row[1] for row in rows}, rows[0][2] if rows else 0


def _load_ties(connection: Connection, chosen: Chosen, ids: Sequence[str]) -> dict[tuple[str, str], Tie]:
    """Return the ties among some entities."""
    matching = _match(chosen)
    columns = one.c.value, other.c.value, matching.c.type
    statement = (
        select(*columns, func.substr(func.max(matching.c.begun), 1, YEAR), *_sums(matching))
        .join_from(matching, one, one.c.event_id == matching.c.id)
        .join(other, (other.c.event_id == one.c.event_id) & (other.c.value > one.c.value))
        .where(one.c.field.in_(TAKING), one.c.value.in_(ids), other.c.field.in_(TAKING), other.c.value.in_(ids))
        .group_by(*columns)
    )
    ties: dict[tuple[str, str], Tie] = {}
    for a, b, *told in connection.execute(statement):
        add_row(ties.setdefault((a, b), Tie()), told)
    return ties


def _sums(matching: CTE) -> tuple[Any, ...]:
    begun = func.nullif(matching.c.begun, "")
    return func.min(begun), func.max(begun), func.count()


def sum_up(connection: Connection, chosen: Chosen) -> Tie:
    """Tell of events as of one tie."""
    matching, tie = _match(chosen), Tie()
    columns = matching.c.type, func.substr(matching.c.begun, 1, YEAR)
    for told in connection.execute(select(*columns, *_sums(matching)).group_by(*columns)):
        add_row(tie, list(told))
    return tie


def count_of(connection: Connection, ids: Iterable[str], chosen: Chosen) -> Mapping[str, int]:
    """Return in how many events each entity takes part."""
    found = {}
    for id in ids:
        mine = chosen.within(connection, taking_part([id])).events()
        found[id] = connection.execute(mine.select(func.count())).scalar_one()
    return found
