"""Words with their places in the text."""

from itertools import pairwise
from time import process_time

import pytest

from dragoman.language.morphology import load_morphology
from dragoman.language.tokens import split_words, tokenise

SPLITS = [
    ("english", "Brennick's car, 3.5 km", ["Brennick", "'s", "car", ",", "3.5", "km"]),
    ("english", "Brennick’s car", ["Brennick", "’s", "car"]),
    ("english", "Jean-Luc O'Brennick", ["Jean-Luc", "O'Brennick"]),
    ("english", "the al-Haddad (left)", ["the", "al-Haddad", "(", "left", ")"]),
    ("english", "12:30 on 03/05/2023", ["12:30", "on", "03/05/2023"]),
    ("english", "the 3rd time", ["the", "3rd", "time"]),
    ("english", "“Yes,” he said…", ["“", "Yes", ",", "”", "he", "said", "…"]),
    ("english", "", []),
    ("english", " \n\t ", []),
    ("russian", "Экс-министр «уехал» 3 мая.", ["Экс-министр", "«", "уехал", "»", "3", "мая", "."]),
    ("russian", "А. И. Лунин", ["А", ".", "И", ".", "Лунин"]),
    ("arabic", "قالَ محمّد: نعم، 3 أيام", ["قالَ", "محمّد", ":", "نعم", "،", "3", "أيام"]),
    ("arabic", "الوزيـــر", ["الوزيـــر"]),
    ("persian", "می‌گوید که رئیس‌جمهور رفت؟", ["می‌گوید", "که", "رئیس‌جمهور", "رفت", "؟"]),
    ("persian", "سال ۱۴۰۲", ["سال", "۱۴۰۲"]),
]


@pytest.mark.parametrize(("morphology", "text", "expected"), SPLITS)
def test_where_words_end(morphology, text, expected):
    assert [t.text for t in tokenise(text, load_morphology(morphology))] == expected


@pytest.mark.parametrize(("morphology", "text", "expected"), SPLITS)
def test_split_words_splits_alike(morphology, text, expected):
    assert split_words(text, load_morphology(morphology)) == expected


@pytest.mark.parametrize(("morphology", "text", "expected"), SPLITS)
def test_offsets_count_in_the_text_and_do_not_overlap(morphology, text, expected):
    tokens = tokenise(text, load_morphology(morphology))
    assert all(text[t.start : t.stop] == t.text for t in tokens)
    assert all(a.stop <= b.start for a, b in pairwise(tokens))


KEYS = [
    ("english", "Ministers", {"ministers", "minister"}),
    ("english", "Minister", {"minister"}),
    ("russian", "министром", {"министром", "министр"}),
    ("russian", "Берёзкин", {"березкин"}),
    ("arabic", "والوزير", {"والوزير", "الوزير", "وزير"}),
    ("arabic", "إلى", {"الي"}),
    ("arabic", "للأردن", {"الاردن"}),
    ("persian", "كشور", {"کشور"}),
]


@pytest.mark.parametrize(("morphology", "word", "expected"), KEYS)
def test_the_keys_of_a_word(morphology, word, expected):
    (token,) = tokenise(word, load_morphology(morphology))
    assert expected <= {key.text for key in token.keys}


@pytest.mark.parametrize(
    ("text", "is_word", "is_capital"),
    [("word", True, False), ("Word", True, True), ("42", False, False), (",", False, False), ("وزير", True, False)],
)
def test_words_numbers_and_marks(text, is_word, is_capital):
    (token,) = tokenise(text, load_morphology("english"))
    assert (token.is_word, token.is_capital) == (is_word, is_capital)


def test_has_asks_every_key():
    (token,) = tokenise("министром", load_morphology("russian"))
    assert token.has({"министр"})
    assert not token.has({"посол"})


def test_a_state_before_an_acronym_is_a_word_of_its_own() -> None:
    english = load_morphology("english")
    for text, words in (
        ("China-U.S. talks", ["China", "U.S.", "talks"]),
        ("the anti-U.S. mood", ["the", "anti", "U.S.", "mood"]),
        ("U.S.-China talks", ["U.S.", "-", "China", "talks"]),
    ):
        assert [token.text for token in tokenise(text, english)] == words


def test_words_are_cut_in_time_that_grows_as_the_text_does() -> None:
    english, text = load_morphology("english"), "The U.S. said it. " * 20_000
    began = process_time()
    assert len(tokenise(text, english)) == 100_000
    assert process_time() - began < 10  # every acronym was looked at for every word: minutes
