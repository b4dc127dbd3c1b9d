"""Counts what the sentences that were found have in common."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, and_, func, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.dialects import select_numbers
from dragoman.chronicle.labels import load_labels
from dragoman.chronicle.search.answers import Facet
from dragoman.chronicle.search.filtering import within

MOST_COUNTED = 1_000
"""So many of the best sentences are counted."""

MOST_VALUES = 12

_SENTENCE, _MENTION, _MEMBER = derived.sentence, schema.mention, derived.entity_member


def count_facets(connection: Connection, ranked: Sequence[int]) -> Iterator[Facet]:
    """Yield the languages, types, outlets, years and entities of most of the sentences, the most frequent first."""
    found = _SENTENCE.c.id.in_(select_numbers(connection, ranked[:MOST_COUNTED]))
    number = func.count(_SENTENCE.c.id.distinct())
    article, year = schema.article, func.substr(_SENTENCE.c.first_day, 1, 4)
    told, report = derived.event_report, schema.event_mention
    reported = and_(report.c.page_id == _SENTENCE.c.page_id, within(report.c.sentence_start))
    merged = and_(told.c.page_id == report.c.page_id, told.c.event_mention == report.c.id)
    named = and_(_MENTION.c.page_id == _SENTENCE.c.page_id, within(_MENTION.c.start))
    member = and_(_MEMBER.c.page_id == _MENTION.c.page_id, _MEMBER.c.referent == _MENTION.c.referent)
    typed = _SENTENCE.join(report, reported).join(told, merged)
    typed = typed.join(derived.event, derived.event.c.id == told.c.event_id)
    columns = {
        "language": (_SENTENCE.c.language, _SENTENCE),
        "type": (derived.event.c.type, typed),
        "outlet": (article.c.outlet, _SENTENCE.join(article, article.c.page_id == _SENTENCE.c.page_id)),
        "year": (year, _SENTENCE),
        "entity": (_MEMBER.c.entity_id, _SENTENCE.join(_MENTION, named).join(_MEMBER, member)),
    }
    for field, (column, source) in columns.items():
        statement = select(column, number).select_from(source).where(found, column.is_not(None)).group_by(column)
        rows = connection.execute(statement.order_by(number.desc(), column).limit(MOST_VALUES)).all()
        labels = load_labels(connection, [row[0] for row in rows]) if field == "entity" else {}
        for value, count in rows:
            yield Facet(field, value, labels[value][1] if value in labels else value, count)
