"""The index of sentences follows from the pages alone, whatever came in which order and how often."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.test_chronicle import pages
from tests.unit.chronicle.plain_reader import PlainReader

from dragoman.chronicle.search.asking import SearchQuery
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.language.terms import analyse_text
from dragoman.model import Page

INDEXED = """SELECT p.sha256, s.start, s.stop, s.is_title, s.language, s.first_day, s.last_day, s.tokens, s.others
FROM sentence s JOIN page p ON p.id = s.page_id ORDER BY p.sha256, s.start"""


def read_index(path: Path) -> list[tuple[object, ...]]:
    """Return the rows of the index, after SQLite has compared them with the full-text table."""
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO sentence_index(sentence_index, rank) VALUES('integrity-check', 1)")
        return connection.execute(INDEXED).fetchall()


def search_all(chronicle: SqlChronicle) -> list[object]:
    answers = [chronicle.search(SearchQuery(text)) for text in ("Daler", "Петрова", "council met", "type:visit")]
    return [sorted((hit.quote.sha256, hit.quote.span) for hit in answer.hits) for answer in answers]


def store(chronicle: SqlChronicle, given_pages: Sequence[Page], version: str) -> None:
    for page in given_pages:
        chronicle.store(page, PlainReader(version).read(page))


@settings(max_examples=12, deadline=None)
@given(made=pages(), chance=st.randoms(use_true_random=False))
def test_the_index_after_any_order_and_reading_again_is_that_of_a_rebuild(made: list[Page], chance) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "one.db")
        chronicle = SqlChronicle(path, sense=load_sense())
        shuffled = chance.sample(made, len(made))
        for page in shuffled:
            store(chronicle, [page], "plain-1")
            if chance.random() < 0.5:
                chronicle.refresh()
            if chance.random() < 0.5:
                store(chronicle, [chance.choice(shuffled)], "plain-2")
        store(chronicle, made, "plain-3")
        chronicle.refresh()
        found, answers = read_index(path), search_all(chronicle)
        chronicle.rebuilding.finish()
        chronicle.refresh()
        assert read_index(path) == found
        assert search_all(chronicle) == answers
        chronicle.close()
        assert found


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60), language=st.sampled_from(["ar", "en", "fa", "ru", "tg", "tr"]))
def test_terms_stand_in_their_text_in_order(text: str, language: str) -> None:
    last = 0
    for term in analyse_text(text, language):
        assert last <= term.start < term.stop <= len(text)
        assert not set(" \"'*") & {*term.main, *"".join(term.others)}
        last = term.stop
