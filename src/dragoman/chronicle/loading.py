"""Loads readings, whole or in part, back from the primary tables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Table, select

from dragoman.chronicle import schema
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.rows import Row, parse_article, parse_event, parse_office, parse_referent
from dragoman.model import EventMention, OfficeMention, Reading, Referent

Grouped = dict[int, list[Row]]


def load_readings(connection: Connection, pages: Iterable[int]) -> Iterator[tuple[int, Reading]]:
    """Yield the readings of pages, by page number, in pieces; pages that were not read are left out."""
    for piece in chunks(pages, 100):
        found = _load_articles(connection, piece)
        referents, offices = load_referents(connection, piece), load_offices(connection, piece)
        events = load_events(connection, piece)
        blocks, left_out = _grouped(connection, schema.block, piece), _grouped(connection, schema.left_out, piece)
        for number in (number for number in piece if number in found):
            row = found[number]
            article = parse_article(row, blocks=blocks[number], left_out=left_out[number])
            parts = tuple(referents[number]), tuple(offices[number]), tuple(events[number])
            yield number, Reading(article, *parts, row["reader"])


def _load_articles(connection: Connection, pages: Sequence[int]) -> dict[int, Row]:
    statement = (
        select(schema.article, schema.page.c.name, schema.page.c.reader)
        .join(schema.page)
        .where(schema.article.c.page_id.in_(pages))
    )
    return {row["page_id"]: row for row in connection.execute(statement).mappings()}


def load_referents(connection: Connection, pages: Sequence[int], *, mentions: bool = True) -> dict[int, list[Referent]]:
    """Return the referents of pages, with their mentions if these are wanted."""
    named: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for rows in _grouped(connection, schema.mention, pages).values() if mentions else ():
        for row in rows:
            named[row["page_id"], row["referent"]].append(row)
    referents: dict[int, list[Referent]] = defaultdict(list)
    for number, rows in _grouped(connection, schema.referent, pages).items():
        referents[number] = [parse_referent(row, named[number, row["id"]]) for row in rows]
    return referents


def load_offices(connection: Connection, pages: Sequence[int]) -> dict[int, list[OfficeMention]]:
    """Return the office mentions of pages."""
    found: dict[int, list[OfficeMention]] = defaultdict(list)
    for number, rows in _grouped(connection, schema.office_mention, pages).items():
        found[number] = [parse_office(row) for row in rows]
    return found


def load_events(connection: Connection, pages: Sequence[int]) -> dict[int, list[EventMention]]:
    """Return the event mentions of pages with their roles."""
    roles: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for rows in _grouped(connection, schema.role, pages).values():
        for row in rows:
            roles[row["page_id"], row["event"]].append(row)
    found: dict[int, list[EventMention]] = defaultdict(list)
    for number, rows in _grouped(connection, schema.event_mention, pages).items():
        found[number] = [parse_event(row, roles[number, row["id"]]) for row in rows]
    return found


def _grouped(connection: Connection, table: Table, pages: Sequence[int]) -> Grouped:
    found: Grouped = defaultdict(list)
    for piece in chunks(pages):
        statement = select(table).where(table.c.page_id.in_(piece)).order_by(table.c.page_id, table.c.position)
        for row in connection.execute(statement).mappings().all():
            found[row["page_id"]].append(row)
    return found
