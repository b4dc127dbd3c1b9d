"""The fields of a query as conditions on sentences.

The same field twice means either of the values; ``who`` and ``with`` mean both.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, false, not_, or_, select, union

from dragoman.chronicle import derived, schema
from dragoman.chronicle.days import first_day, last_day
from dragoman.chronicle.naming import choose_entities
from dragoman.chronicle.offices import list_titles
from dragoman.chronicle.search.asking import Part, parse_dates
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.writing import base_title
from dragoman.errors import UsageError
from dragoman.language.scripts import fold

Condition = ColumnElement[bool]

sentence, event, told = derived.sentence, derived.event.c, derived.event_report.c
mentioned, report, office = schema.mention, schema.event_mention, schema.office_mention

_ALL = ("who", "with")


def make_conditions(connection: Connection, parts: Iterable[Part], sense: Sense) -> list[Condition]:
    """Return what a sentence must all meet.

    Raises:
        UsageError: A value is no date, type or topic.
    """
    fields: dict[tuple[str, bool], list[Condition]] = {}
    for part in parts:
        fields.setdefault((part.field, part.negative), []).append(_condition(connection, part, sense))
    found: list[Condition] = []
    for (field, negative), conditions in fields.items():
        if negative:
            found += [not_(condition) for condition in conditions]
        else:
            found += conditions if field in _ALL else [or_(*conditions)]
    return found


def naming_sentences(entities: Sequence[str], *, named: bool = False) -> Select[tuple[int]]:
    """Select the sentences that speak of some entities; with ``named`` those that write one of their names."""
    member = derived.entity_member
    statement = (
        select(sentence.c.id)
        .join_from(
            member,
            mentioned,
            and_(mentioned.c.page_id == member.c.page_id, mentioned.c.referent == member.c.referent),
        )
        .join(sentence, _holds(mentioned.c.page_id, mentioned.c.start))
        .where(member.c.entity_id.in_(entities))
        .distinct()
    )
    return statement.where(mentioned.c.form == "name") if named else statement


def _condition(connection: Connection, part: Part, sense: Sense) -> Condition:
    value = part.text
    if part.field in ("who", "with", "place"):
        entities = choose_entities(connection, value, sense=sense)
        chosen = event.place.in_(entities) if part.field == "place" else _takes_part(entities)
        return sentence.c.id.in_(union(naming_sentences(entities), _telling(chosen)))
    if part.field == "type":
        return sentence.c.id.in_(_telling(event.type == _check(part)))
    if part.field == "topic":
        topic = derived.event_topic.c
        return sentence.c.id.in_(_telling(event.id.in_(select(topic.event_id).where(topic.topic == _check(part)))))
    if part.field == "office":
        titles = {base_title(title) for title in list_titles(value)}
        held = or_(*(office.c.title.startswith(title, autoescape=True) for title in sorted(titles)))
        return sentence.c.id.in_(
            select(sentence.c.id).join_from(office, sentence, _holds(office.c.page_id, office.c.start)).where(held)
        )
    if part.field == "date":
        return _dated(*parse_dates(value))
    if part.field == "outlet":
        return _of_outlet(connection, value)
    return sentence.c.language == value.casefold()


def _check(part: Part) -> str:
    """Return the value of a type or topic, if there is such a one."""
    from dragoman.language.checking import load_ids

    value, allowed = part.text.casefold(), load_ids(part.field)
    if value not in allowed:
        raise UsageError(f"no {part.field} {part.text!r}; allowed: {', '.join(sorted(allowed))}")
    return value


def _takes_part(entities: Sequence[str]) -> Condition:
    taking = derived.event_participant.c
    return event.id.in_(select(taking.event_id).where(taking.entity_id.in_(entities)))


def within(place: ColumnElement[int]) -> Condition:
    """A place in a page's text lies in the sentence."""
    return and_(place >= sentence.c.start, place < sentence.c.stop)


def _holds(page: ColumnElement[int], place: ColumnElement[int]) -> Condition:
    return and_(sentence.c.page_id == page, within(place))


def _telling(condition: Condition) -> Select[tuple[int]]:
    """Select the sentences that report events of some kind."""
    same = and_(report.c.page_id == told.page_id, report.c.id == told.event_mention)
    return (
        select(sentence.c.id)
        .join_from(derived.event, derived.event_report, told.event_id == event.id)
        .join(report, same)
        .join(sentence, _holds(report.c.page_id, report.c.sentence_start))
        .where(condition)
    )


def _dated(first: str | None, last: str | None) -> Condition:
    """A sentence is of the days of what it reports, or else of the day on which its page came out."""
    since, until = first_day(first), last_day(last)

    def between(start: ColumnElement[str | None], stop: ColumnElement[str | None]) -> Condition:
        bounds = [stop >= since] if since else []
        bounds += [start <= until] if until else []
        return and_(start.is_not(None), *bounds)

    same = and_(report.c.page_id == told.page_id, report.c.id == told.event_mention)
    dated = (
        exists()
        .where(_holds(report.c.page_id, report.c.sentence_start), same, told.event_id == event.id)
        .where(event.first_day.is_not(None))
        .correlate(sentence)
    )
    happened = sentence.c.id.in_(_telling(between(event.first_day, event.last_day)))
    return or_(happened, and_(between(sentence.c.first_day, sentence.c.last_day), not_(dated)))


def _of_outlet(connection: Connection, value: str) -> Condition:
    """An outlet is called by any part of its name."""
    wanted, article = fold(value), schema.article.c
    known = [name for name in connection.scalars(select(article.outlet).distinct()) if name and wanted in fold(name)]
    return sentence.c.page_id.in_(select(article.page_id).where(article.outlet.in_(known))) if known else false()
