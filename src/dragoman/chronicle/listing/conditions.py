"""The conditions of a filter in SQL."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, select

from dragoman.chronicle import derived, schema, watched
from dragoman.chronicle.days import check_day, first_day, last_day
from dragoman.chronicle.dialects import select_numbers
from dragoman.chronicle.listing.filters import EventFilter
from dragoman.chronicle.listing.standing import held_during
from dragoman.chronicle.listing.trail import find_home
from dragoman.chronicle.naming import choose_entities
from dragoman.chronicle.sense import Sense
from dragoman.language.scripts import fold

Condition = ColumnElement[bool]

event, taking, told = derived.event.c, derived.event_participant.c, derived.event_report.c


def make_conditions(connection: Connection, filter: EventFilter, sense: Sense) -> list[Condition]:
    """Return what an event must all meet.

    Raises:
        UsageError: A date is none, or the text cannot be searched for.
    """
    conditions = [*_plain_conditions(filter), *_source_conditions(connection, filter)]
    for name in (filter.who, filter.with_):
        if name is not None:
            conditions.append(takes_part(choose(connection, name, sense)))
    if filter.place is not None:
        conditions.append(event.place.in_(choose(connection, filter.place, sense)))
    if filter.office is not None:
        conditions.append(held_during(connection, filter.office))
    if filter.text is not None:
        conditions.append(_tells(connection, filter.text, sense))
    return conditions


def choose(connection: Connection, name: str, sense: Sense) -> list[str]:
    """Return the entities that a name or an id means; an id of before leads to the entity of now."""
    found = choose_entities(connection, name, sense=sense)
    home = None if found else find_home(connection, name)
    return found or ([home] if home else [])


def takes_part(entities: Sequence[str]) -> Condition:
    """One of the entities takes part in the event."""
    return event.id.in_(select(taking.event_id).where(taking.entity_id.in_(entities)))


def begins() -> ColumnElement[str]:
    """The day by which events are ordered: their first day, else that of their first report, else empty."""
    return func.coalesce(event.first_day, event.seen, "")


def _plain_conditions(filter: EventFilter) -> Iterable[Condition]:
    if filter.type is not None:
        yield event.type == filter.type
    if filter.status is not None:
        yield event.status == filter.status
    if filter.topic is not None:
        topic = derived.event_topic.c
        yield event.id.in_(select(topic.event_id).where(topic.topic == filter.topic))
    if filter.conflicts:
        yield event.id.in_(select(derived.conflict.c.event_id))
    if filter.since is not None:
        yield func.coalesce(event.last_day, event.seen) >= first_day(check_day(filter.since))
    if filter.until is not None:
        yield func.coalesce(event.first_day, event.seen) <= last_day(check_day(filter.until))


def _source_conditions(connection: Connection, filter: EventFilter) -> Iterable[Condition]:
    """A page that reports the event is in the language, and of the outlet."""
    article, meant = schema.article.c, []
    if filter.language is not None:
        meant.append(article.language == filter.language.casefold())
    if filter.outlet is not None:
        meant.append(_of_outlet(connection, filter.outlet))
    if meant:
        same = article.page_id == told.page_id
        yield event.id.in_(select(told.event_id).join_from(derived.event_report, schema.article, same).where(*meant))


def _of_outlet(connection: Connection, value: str) -> Condition:
    """An outlet is called by any part of the name that it gives itself, or that the user gives its source."""
    wanted, article, source = fold(value), schema.article.c, watched.source.c
    known = [name for name in connection.scalars(select(article.outlet).distinct()) if name and wanted in fold(name)]
    rows = connection.execute(select(source.name, source.outlet)).all()
    sources = [row.name for row in rows if row.outlet and wanted in fold(row.outlet)]
    mine = watched.source_page.c
    given: Condition = article.page_id.in_(select(mine.page_id).where(mine.source.in_(sources))) if sources else false()
    return article.outlet.in_(known) | given if known else given


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
