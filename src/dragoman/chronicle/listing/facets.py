"""Counts what events have in common."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select

from dragoman.chronicle import derived
from dragoman.chronicle.event_rows import BODY, LANGUAGE, OUTLET, PERSON, TOPIC
from dragoman.chronicle.labels import Labels, load_labels
from dragoman.chronicle.listing.answers import Facets, FacetValue
from dragoman.chronicle.listing.chosen import Chosen

MOST = 20
"""So many values of each facet."""

MOST_COUNTED = 5_000
"""Of a filtered list that is longer, the latest events are counted alone."""

FIELDS = {PERSON: "people", BODY: "bodies", TOPIC: "topics", LANGUAGE: "languages", OUTLET: "outlets"}
COLUMNS = {"type": "types", "status": "statuses", "place": "places"}

event, facet = derived.event.c, derived.event_facet.c
Counts = Mapping[str, Sequence[tuple[str, int]]]


def count_facets(connection: Connection, chosen: Chosen, *, total: int) -> Facets:
    """Return the facets of events, of which there are ``total``."""
    found = _count_all(connection) if chosen.everything else _count_some(connection, chosen)
    named = [value for field in ("people", "bodies", "places") for value, _ in found.get(field, ())]
    labels = load_labels(connection, named)
    values = {name: tuple(_label(pairs, labels)) for name, pairs in found.items()}
    return Facets(**values, counted=total if chosen.everything else min(total, MOST_COUNTED))


def _label(pairs: Iterable[tuple[str, int]], labels: Labels) -> Iterable[FacetValue]:
    for value, count in pairs:
        yield FacetValue(value, labels.get(value, ("", value))[1], count)


def _count_all(connection: Connection) -> Counts:
    """Count the facets of all events, each in the order of an index."""
    found = {}
    for field, name in FIELDS.items():
        counted = select(facet.value, func.count().label("number")).where(facet.field == field).group_by(facet.value)
        found[name] = _first(connection, counted)
    for column, name in COLUMNS.items():
        value = event[column]
        found[name] = _first(
            connection, select(value, func.count().label("number")).where(value.is_not(None)).group_by(value)
        )
    return found


def _first(connection: Connection, counted: Select[Any]) -> list[tuple[str, int]]:
    value, number = list(counted.selected_columns)
    return [(row[0], row[1]) for row in connection.execute(counted.order_by(number.desc(), value).limit(MOST))]


def _count_some(connection: Connection, chosen: Chosen) -> Counts:
    """Count the facets of the latest of some events in one pass over their facets."""
    source = chosen.events()
    latest = source.select(source.id.label("id")).order_by(source.begun.desc(), source.id.desc()).limit(MOST_COUNTED)
    matching = latest.cte("matching")
    counted = (
        select(facet.field, facet.value, func.count().label("number"))
        .join_from(matching, derived.event_facet, facet.event_id == matching.c.id)
        .group_by(facet.field, facet.value)
        .cte("counted")
    )
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in (*FIELDS.values(), *COLUMNS.values())}
    best = func.row_number().over(
        partition_by=counted.c.field, order_by=(counted.c.number.desc(), counted.c.value)
    ).label("best")  # fmt: skip
    ranked = select(counted, best).cte("ranked")
    rows = select(ranked.c.field, ranked.c.value, ranked.c.number).where(ranked.c.best <= MOST)
    for field, value, number in connection.execute(rows.order_by(ranked.c.field, ranked.c.best)):
        found[FIELDS[field]].append((value, number))
    sums: dict[str, dict[str, int]] = {name: {} for name in COLUMNS.values()}
    plain = select(event.type, event.status, event.place, func.count())
    plain = plain.join_from(matching, derived.event, event.id == matching.c.id)
    for *values, number in connection.execute(plain.group_by(event.type, event.status, event.place)):
        for name, value in zip(COLUMNS.values(), values, strict=True):
            if value is not None:
                sums[name][value] = sums[name].get(value, 0) + number
    for name, counts in sums.items():
        found[name] = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    return found
