"""The working sheet: tokens, sentences and where they stand."""

import pytest
from tests.unit.reading.notation import make_article, make_sheet

from dragoman.model import Span
from dragoman.reading.sheet import Chunk, Sheet
from dragoman.reading.tables import load_tables


def test_the_title_is_a_sentence_of_its_own():
    sheet = Sheet(make_article("He came. She left.", "en", title="Guests come and go"), load_tables("en"))
    assert [s.span.of(sheet.text) for s in sheet.sentences] == ["Guests come and go", "He came.", "She left."]
    assert [s.is_title for s in sheet.sentences] == [True, False, False]
    assert [s.number for s in sheet.sentences] == [0, 1, 2]


@pytest.mark.parametrize("language", ["en", "ru", "ar", "fa"])
@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "?!"])
def test_a_text_without_words_has_no_trouble(language, text):
    sheet = make_sheet(text, language)
    assert all(s.first < s.stop for s in sheet.sentences)


def test_sentences_cover_their_tokens_in_order():
    sheet = make_sheet("One two. Three four five. Six.", "en")
    bounds = [(s.first, s.stop) for s in sheet.sentences]
    assert bounds == [(0, 3), (3, 7), (7, 9)]


@pytest.mark.parametrize(("token", "number"), [(0, 0), (2, 0), (3, 1), (6, 1), (7, 2), (8, 2)])
def test_the_sentence_of_a_token(token, number):
    sheet = make_sheet("One two. Three four five. Six.", "en")
    assert sheet.sentence_at(token).number == number


@pytest.mark.parametrize(("span", "tokens"), [(Span(0, 3), (0, 1)), (Span(0, 8), (0, 3)), (Span(4, 4), (1, 1))])
def test_the_tokens_of_a_span(span, tokens):
    assert make_sheet("One two. Three", "en").token_range(span) == tokens


def test_surfaces_and_words():
    sheet = make_sheet("سافر لموسكو أمس", "ar")
    assert sheet.surface(Chunk("place", 1, 2, 6, 11, "gazetteer:city", clitic="ل")) == "موسكو"
    assert sheet.words(0, 2) == ("سافر", "لموسكو")
