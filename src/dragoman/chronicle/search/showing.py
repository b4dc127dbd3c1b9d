"""Shows the sentences that were found: what matched, whom they name and what they report."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, and_, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.answers import Quote
from dragoman.chronicle.dialects import select_numbers
from dragoman.chronicle.search.answers import Named, SearchHit, ToldEvent
from dragoman.chronicle.search.filtering import within
from dragoman.chronicle.search.wording import Wanted, find_spans
from dragoman.language.terms import analyse_text
from dragoman.model import Span

_SENTENCE = derived.sentence


class Sought(Struct, frozen=True):
    """What is highlighted: words, and the names of entities."""

    wanted: tuple[Wanted, ...]
    entities: frozenset[str]


def load_hits(connection: Connection, scores: Mapping[int, float], sought: Sought) -> Iterator[SearchHit]:
    """Yield sentences in the order of their scores as they are given."""
    rows = {row["id"]: row for row in _load(connection, scores)}
    named, told = _load_named(connection, scores), _load_told(connection, scores)
    for number in scores:
        row, names = rows[number], tuple(sorted(named.get(number, ()), key=lambda one: (one.span, one.id)))
        span = Span(row["start"], row["stop"])
        titled = row["title_start"] is not None
        yield SearchHit(
            quote=Quote(
                text=span.of(row["text"]),
                page=row["name"],
                address=row["address"],
                sha256=row["sha256"],
                span=span,
                language=row["language"],
                outlet=row["outlet"],
                published=row["published"],
            ),
            highlights=tuple(_highlight(row, span, names, sought)),
            score=round(scores[number], 4),
            is_title=bool(row["is_title"]),
            title=row["text"][row["title_start"] : row["title_stop"]] if titled else None,
            entities=names,
            events=tuple(told.get(number, ())),
        )


def _highlight(row: Any, span: Span, names: Iterable[Named], sought: Sought) -> Iterator[Span]:
    """Yield what matched, in order, what overlaps as one."""
    terms = tuple(analyse_text(span.of(row["text"]), row["language"], start=span.start))
    found = set(find_spans(terms, sought.wanted))
    found |= {(one.span.start, one.span.stop) for one in names if one.id in sought.entities}
    yield from merge_spans(sorted(found))


def merge_spans(spans: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Yield spans in order, those that overlap as one.

    >>> [(span.start, span.stop) for span in merge_spans([(1, 4), (3, 6), (8, 9)])]
    [(1, 6), (8, 9)]
    """
    begun: Span | None = None
    for start, stop in spans:
        if begun and start < begun.stop:
            begun = Span(begun.start, max(stop, begun.stop))
            continue
        if begun:
            yield begun
        begun = Span(start, stop)
    if begun:
        yield begun


def _load(connection: Connection, numbers: Iterable[int]) -> Any:
    page, article = schema.page, schema.article
    columns = article.c.text, article.c.title_start, article.c.title_stop, article.c.outlet, article.c.published
    statement = (
        select(_SENTENCE, page.c.name, page.c.address, page.c.sha256, *columns)
        .join_from(_SENTENCE, page, page.c.id == _SENTENCE.c.page_id)
        .join(article, article.c.page_id == _SENTENCE.c.page_id)
    )
    return connection.execute(statement.where(_SENTENCE.c.id.in_(select_numbers(connection, numbers)))).mappings()


def _load_named(connection: Connection, numbers: Iterable[int]) -> dict[int, list[Named]]:
    """Return whom sentences name, a bare title or pronoun too, by sentence."""
    mention, member, entity = schema.mention, derived.entity_member, derived.entity
    here = and_(mention.c.page_id == _SENTENCE.c.page_id, within(mention.c.start))
    same = and_(member.c.page_id == mention.c.page_id, member.c.referent == mention.c.referent)
    columns = _SENTENCE.c.id, entity.c.id, entity.c.kind, entity.c.label, mention.c.start, mention.c.stop
    statement = (
        select(*columns)
        .join_from(_SENTENCE, mention, here)
        .join(member, same)
        .join(entity, entity.c.id == member.c.entity_id)
        .where(_SENTENCE.c.id.in_(select_numbers(connection, numbers)))
    )
    found: dict[int, list[Named]] = {}
    for number, key, kind, label, start, stop in connection.execute(statement):
        found.setdefault(number, []).append(Named(key, kind, label, Span(start, stop)))
    return found


def _load_told(connection: Connection, numbers: Iterable[int]) -> dict[int, list[ToldEvent]]:
    report, told, event = schema.event_mention, derived.event_report, derived.event
    here = and_(report.c.page_id == _SENTENCE.c.page_id, within(report.c.sentence_start))
    same = and_(told.c.page_id == report.c.page_id, told.c.event_mention == report.c.id)
    statement = (
        select(_SENTENCE.c.id, event.c.id, event.c.type, event.c.status, event.c.dated)
        .join_from(_SENTENCE, report, here)
        .join(told, same)
        .join(event, event.c.id == told.c.event_id)
        .where(_SENTENCE.c.id.in_(select_numbers(connection, numbers)))
        .order_by(report.c.position)
    )
    found: dict[int, list[ToldEvent]] = {}
    for number, *told_event in connection.execute(statement):
        found.setdefault(number, []).append(ToldEvent(*told_event))
    return found
