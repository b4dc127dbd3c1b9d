"""The conditions of a filter, as sets of events and conditions in SQL."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Select, and_, false, func, select

from dragoman.chronicle import derived, schema, watched
from dragoman.chronicle.days import check_day, first_day, last_day
from dragoman.chronicle.dialects import select_numbers
from dragoman.chronicle.event_rows import BODY, LANGUAGE, OUTLET, PERSON, TOPIC
from dragoman.chronicle.listing.chosen import Chosen, Condition, Days, FacetSet, order_sets
from dragoman.chronicle.listing.filters import EventFilter
from dragoman.chronicle.listing.standing import held_during
from dragoman.chronicle.listing.trail import find_home
from dragoman.chronicle.naming import choose_entities
from dragoman.chronicle.sense import Sense
from dragoman.language.scripts import fold

event, told = derived.event.c, derived.event_report.c


def choose_events(connection: Connection, filter: EventFilter, sense: Sense) -> Chosen:
    """Return the events that meet a filter.

    Raises:
        UsageError: A date is none, or the text cannot be searched for.
    """
    sets, conditions = list(_find_sets(connection, filter, sense)), list(_plain_conditions(filter))
    if filter.place is not None:
        conditions.append(event.place.in_(choose(connection, filter.place, sense)))
    if filter.outlet is not None:
        conditions += _of_outlet(connection, filter.outlet, sets)
    if filter.office is not None:
        conditions.append(held_during(connection, filter.office))
    if filter.text is not None:
        conditions.append(_tells(connection, filter.text, sense))
    if any(not one.values for one in sets):
        return Chosen(conditions=(false(),))
    return Chosen(order_sets(connection, sets), tuple(conditions), _bound(connection, filter))


def choose(connection: Connection, name: str, sense: Sense) -> list[str]:
    """Return the entities that a name or an id means; an id of before leads to the entity of now."""
    found = choose_entities(connection, name, sense=sense)
    home = None if found else find_home(connection, name)
    return found or ([home] if home else [])


def taking_part(entities: Sequence[str]) -> FacetSet:
    """Return the events in which one of the entities takes part."""
    fields = sorted({PERSON if entity.startswith(f"{PERSON}:") else BODY for entity in entities})
    return FacetSet(tuple(fields), tuple(entities))


def _find_sets(connection: Connection, filter: EventFilter, sense: Sense) -> Iterable[FacetSet]:
    for name in (filter.who, filter.with_):
        if name is not None:
            yield taking_part(choose(connection, name, sense))
    if filter.topic is not None:
        yield FacetSet((TOPIC,), (filter.topic,))
    if filter.language is not None:
        yield FacetSet((LANGUAGE,), (filter.language.casefold(),))


def _plain_conditions(filter: EventFilter) -> Iterable[Condition]:
    if filter.type is not None:
        yield event.type == filter.type
    if filter.status is not None:
        yield event.status == filter.status
    if filter.conflicts:
        yield event.id.in_(select(derived.conflict.c.event_id))


def _bound(connection: Connection, filter: EventFilter) -> Days:
    since = first_day(check_day(filter.since)) if filter.since is not None else None
    until = last_day(check_day(filter.until)) if filter.until is not None else None
    low = since and connection.scalar(select(func.min(event.begun)).where(event.ended >= since, event.begun > ""))
    return Days(since, until, low)


def _of_outlet(connection: Connection, value: str, sets: list[FacetSet]) -> Iterable[Condition]:
    """An outlet is called by any part of the name that it gives itself, or that the user gives its source."""
    wanted, facet, source = fold(value), derived.event_facet.c, watched.source.c
    names = connection.scalars(select(facet.value).where(facet.field == OUTLET).distinct())
    known = tuple(sorted(name for name in names if wanted in fold(name)))
    rows = connection.execute(select(source.name, source.outlet)).all()
    sources = [row.name for row in rows if row.outlet and wanted in fold(row.outlet)]
    if not sources:
        sets.append(FacetSet((OUTLET,), known))
        return
    mine = watched.source_page.c
    given = select(told.event_id).join_from(derived.event_report, watched.source_page, mine.page_id == told.page_id)
    named = select(facet.event_id).where(facet.field == OUTLET, facet.value.in_(known))
    yield event.id.in_(given.where(mine.source.in_(sources)).union(named))


def _tells(connection: Connection, text: str, sense: Sense) -> Condition:
    """A sentence that reports the event meets a query of the full-text search."""
    from dragoman.chronicle.search.filtering import within
    from dragoman.chronicle.search.finding import find_numbers

    report, sentence = schema.event_mention, derived.sentence
    here = and_(report.c.page_id == sentence.c.page_id, within(report.c.sentence_start))
    same = and_(told.page_id == report.c.page_id, told.event_mention == report.c.id)
    found: Select[tuple[str]] = (
        select(told.event_id)
        .join_from(sentence, report, here)
        .join(derived.event_report, same)
        .where(sentence.c.id.in_(select_numbers(connection, find_numbers(connection, text, sense=sense))))
    )
    return event.id.in_(found)
