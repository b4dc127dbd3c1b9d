"""Counts what events have in common."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, distinct, func, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.labels import load_labels
from dragoman.chronicle.listing.answers import Facets, FacetValue
from dragoman.chronicle.listing.conditions import Condition

MOST = 20
"""So many values of each facet."""

event, taking, told = derived.event.c, derived.event_participant.c, derived.event_report.c
topic, article, entity = derived.event_topic.c, schema.article.c, derived.entity.c

Matching = Select[tuple[str]]


def count_facets(connection: Connection, conditions: Sequence[Condition]) -> Facets:
    """Return the facets of the events that meet conditions."""
    matching = select(event.id).where(*conditions)
    number = func.count(distinct(taking.event_id))
    people = select(taking.entity_id, number).join(derived.entity, entity.id == taking.entity_id)
    people = people.where(taking.event_id.in_(matching)).group_by(taking.entity_id)
    sources = derived.event_report.join(schema.article, article.page_id == told.page_id)

    def of_pages(column: Any) -> Select[Any]:
        counted = select(column, func.count(distinct(told.event_id))).select_from(sources)
        return counted.where(told.event_id.in_(matching), column.is_not(None)).group_by(column)

    def of_event(column: Any) -> Select[Any]:
        return select(column, func.count()).where(*conditions, column.is_not(None)).group_by(column)

    topics = select(topic.topic, func.count()).where(topic.event_id.in_(matching)).group_by(topic.topic)
    find = _finder(connection)
    return Facets(
        types=find(of_event(event.type)),
        topics=find(topics),
        languages=find(of_pages(article.language)),
        outlets=find(of_pages(article.outlet)),
        statuses=find(of_event(event.status)),
        people=_name(connection, find(people.where(entity.kind == "person"))),
        bodies=_name(connection, find(people.where(entity.kind != "person"))),
        places=_name(connection, find(of_event(event.place))),
    )


def _finder(connection: Connection) -> Callable[[Select[Any]], tuple[FacetValue, ...]]:
    def find(statement: Select[Any]) -> tuple[FacetValue, ...]:
        value, count = list(statement.selected_columns)
        rows = connection.execute(statement.order_by(count.desc(), value).limit(MOST))
        return tuple(FacetValue(row[0], row[0], row[1]) for row in rows)

    return find


def _name(connection: Connection, values: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    """Label values that are ids of entities."""
    found = tuple(values)
    labels = load_labels(connection, [one.value for one in found])
    return tuple(FacetValue(v.value, labels.get(v.value, ("", v.value))[1], v.count) for v in found)
