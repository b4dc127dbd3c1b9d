"""Loads what statements say: their sentences without those who say it, their offices, the verb and the date."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from dragoman.chronicle import schema
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.members import Place
from dragoman.chronicle.rows import Row

STATEMENT = "state"

Spans = dict[Place, list[tuple[int, int]]]


def load_contents(connection: Connection, rows: Iterable[Row], speakers: dict[Place, list[str]]) -> dict[Place, str]:
    """Return the content of each statement among events.

    Args:
        connection: The database.
        rows: Events with the texts of their pages.
        speakers: Who takes part in each, as referents of the page.
    """
    said = [row for row in rows if row["type"] == STATEMENT]
    named = _load_names(connection, sorted({row["page_id"] for row in said}))
    found = {}
    for row in said:
        place = row["page_id"], row["id"]
        spans = [span for who in speakers.get(place, ()) for span in named.get((row["page_id"], who), ())]
        found[place] = _cut(row, [*spans, (row["trigger_start"], row["trigger_stop"])])
    return found


def _load_names(connection: Connection, pages: Sequence[int]) -> Spans:
    """Return where each referent and each holder of an office is named."""
    mention, office = schema.mention.c, schema.office_mention.c
    found: Spans = defaultdict(list)
    for piece in chunks(pages):
        for columns in (
            (mention.page_id, mention.referent, mention.start, mention.stop),
            (office.page_id, office.holder, office.start, office.stop),
        ):
            for page, who, start, stop in connection.execute(select(*columns).where(columns[0].in_(piece))):
                found[page, who].append((start, stop))
    return found


def _cut(row: Row, spans: Iterable[tuple[int, int]]) -> str:
    text, start, stop = row["text"], row["sentence_start"], row["sentence_stop"]
    kept, place = [], start
    for first, last in sorted(span for span in spans if start <= span[0] < stop):
        kept.append(text[place : max(place, first)])
        place = max(place, last)
    content = " ".join((*kept, text[place:stop]))
    words = row["dated_words"]
    return content.replace(words, " ") if words else content
