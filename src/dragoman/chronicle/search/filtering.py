"""The fields of a query as conditions on sentences.

The same field twice means either of the values; ``who`` and ``with`` mean both.
"""

from collections.abc import Callable, Iterable, Sequence

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
Among = Select[tuple[int]] | None
"""The sentences among which an answer is sought, as a table of their numbers; ``None`` for all."""

Ask = Callable[[Among], Condition]
Narrow = Callable[[Among], list[Condition]]

sentence, event, told = derived.sentence, derived.event.c, derived.event_report.c
mentioned, report, office = schema.mention, schema.event_mention, schema.office_mention

_ALL = ("who", "with")


def make_conditions(connection: Connection, parts: Iterable[Part], sense: Sense) -> Narrow | None:
    """Return a function that gives what sentences must all meet; ``None`` where nothing is asked of them.

    It is told among which sentences the answer is sought, ``None`` for all: few are tested one by one, where all that
    meet a condition would have to be listed first.

    Raises:
        UsageError: A value is no date, type or topic.
    """
    asked: dict[tuple[str, bool], list[Ask]] = {}
    for part in parts:
        asked.setdefault((part.field, part.negative), []).append(_ask(connection, part, sense))

    def narrow(among: Among) -> list[Condition]:
        found: list[Condition] = []
        for (field, negative), asks in asked.items():
            conditions = [ask(among) for ask in asks]
            if negative:
                found += [not_(condition) for condition in conditions]
            else:
                found += conditions if field in _ALL else [or_(*conditions)]
        return found

    return narrow if asked else None


def naming_sentences(entities: Sequence[str], *, named: bool = False, among: Among = None) -> Select[tuple[int]]:
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
        .where(member.c.entity_id.in_(entities), *_limit(among))
        .distinct()
    )
    return statement.where(mentioned.c.form == "name") if named else statement


def _limit(among: Among) -> list[Condition]:
    return [] if among is None else [sentence.c.id.in_(among)]


def _ask(connection: Connection, part: Part, sense: Sense) -> Ask:
    """Return what a part asks of sentences; names are looked up and values checked now."""
    value = part.text
    if part.field in ("who", "with", "place"):
        entities = choose_entities(connection, value, sense=sense)
        chosen = event.place.in_(entities) if part.field == "place" else _takes_part(entities)
        return lambda among: sentence.c.id.in_(union(naming_sentences(entities, among=among), _telling(chosen, among)))
    if part.field == "type":
        typed = event.type == _check(part)
        return lambda among: sentence.c.id.in_(_telling(typed, among))
    if part.field == "topic":
        topic = derived.event_topic.c
        told_of = event.id.in_(select(topic.event_id).where(topic.topic == _check(part)))
        return lambda among: sentence.c.id.in_(_telling(told_of, among))
    if part.field == "office":
        return _ask_office(value)
    if part.field == "date":
        first, last = parse_dates(value)
        return lambda among: _dated(first, last, among)
    plain = _of_outlet(connection, value) if part.field == "outlet" else sentence.c.language == value.casefold()
    return lambda among: plain


def _ask_office(value: str) -> Ask:
    titles = {base_title(title) for title in list_titles(value)}
    held = or_(*(office.c.title.startswith(title, autoescape=True) for title in sorted(titles)))
    statement = select(sentence.c.id).join_from(office, sentence, _holds(office.c.page_id, office.c.start)).where(held)
    return lambda among: sentence.c.id.in_(statement.where(*_limit(among)))


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


def _telling(condition: Condition, among: Among) -> Select[tuple[int]]:
    """Select the sentences that report events of some kind."""
    same = and_(report.c.page_id == told.page_id, report.c.id == told.event_mention)
    return (
        select(sentence.c.id)
        .join_from(derived.event, derived.event_report, told.event_id == event.id)
        .join(report, same)
        .join(sentence, _holds(report.c.page_id, report.c.sentence_start))
        .where(condition, *_limit(among))
    )


def _dated(first: str | None, last: str | None, among: Among) -> Condition:
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
    happened = sentence.c.id.in_(_telling(between(event.first_day, event.last_day), among))
    return or_(happened, and_(between(sentence.c.first_day, sentence.c.last_day), not_(dated)))


def _of_outlet(connection: Connection, value: str) -> Condition:
    """An outlet is called by any part of its name."""
    wanted, article = fold(value), schema.article.c
    known = [name for name in connection.scalars(select(article.outlet).distinct()) if name and wanted in fold(name)]
    return sentence.c.page_id.in_(select(article.page_id).where(article.outlet.in_(known))) if known else false()
