"""A page in, a reading out."""

import pytest
from tests.unit.reading.notation import make_article, read, write_event, write_office

from dragoman.model import Page, Reading, Rejected
from dragoman.reading.reader import RuleReader, read_article

TEXT = (
    "Brennick receives Addai in Nairobi\n\n"
    "Kenyan President Oskar Brennick received Chilean Foreign Minister Kojo Addai in Nairobi on 3 May 2023. "
    "The president said that trade between the two countries was growing fast and would grow further this year. "
    "Mr Addai thanked his host and left for the airport in the evening, where journalists were waiting for him.\n"
)


def make_page(content: bytes, **more):
    return Page(name="page", address="page.txt", content=content, sha256="0" * 64, **more)


def test_a_page_becomes_a_reading():
    reading = RuleReader().read(make_page(TEXT.encode()))
    assert isinstance(reading, Reading)
    assert reading.reader == RuleReader().version
    assert reading.article.language == "en"
    assert [write_office(reading, o) for o in reading.offices] == [
        "Oskar Brennick: head-of-state of KE",
        "Kojo Addai: foreign-minister of CL",
    ]
    meeting = next(e for e in reading.events if e.type == "meet")
    assert write_event(reading, meeting) == "meet: Kojo Addai, Oskar Brennick"
    assert meeting.when.value == "2023-05-03"


@pytest.mark.parametrize("content", [b"", b"   \n", b"\x00\x01\x02" * 100])
def test_what_cannot_be_used_is_a_rejection(content):
    assert isinstance(RuleReader().read(make_page(content)), Rejected)


def test_every_id_points_somewhere():
    reading = RuleReader().read(make_page(TEXT.encode()))
    ids = {r.id for r in reading.referents}
    assert {o.holder for o in reading.offices} <= ids
    assert {o.of for o in reading.offices if o.of} <= ids
    assert {p for e in reading.events for p in e.participants} <= ids
    assert {e.place for e in reading.events if e.place} <= ids
    assert len({e.id for e in reading.events}) == len(reading.events)


@pytest.mark.parametrize("language", ["en", "ru", "ar", "fa"])
@pytest.mark.parametrize("text", ["", "\n", ".", "«»", "()", "- - -"])
def test_an_article_without_words_has_an_empty_reading(language, text):
    reading = read(text, language)
    assert (reading.referents, reading.offices, reading.events) == ((), (), ())


def test_the_same_article_gives_the_same_reading():
    article = make_article(TEXT, "en")
    assert read_article(article) == read_article(article)
