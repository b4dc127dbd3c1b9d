"""Every vote behind a reading is told, and telling changes nothing."""

import pytest
from tests.unit.reading.notation import make_article

from dragoman.reading.reader import explain_article, read_article

VOTES = [
    ("en", "President Oskar Brennick met Kojo Addai.", "Oskar Brennick", "title-name", "kept", ""),
    ("en", "Did Oskar Brennick meet Kojo Addai?", "meet", "event", "abstained", "only asked"),
    ("en", "The meeting was held.", "meeting", "event", "abstained", "nobody is named for"),
    ("en", "The minister spoke.", "minister", "office", "abstained", "no name stands beside it"),
    ("en", "Oskar Brennick took steps against the fires.", "took steps", "event", "kept", ""),
    ("ru", "Президент Иван Берёзкин встретился с Виктором Луниным.", "встретился", "event", "kept", "no date"),
    ("ru", "Спутник летел над Землёй.", "Спутник", "gazetteer", "abstained", "no second witness"),
    ("fa", "کامران سعیدی با رضا کاوه دیدار کرد", "کامران سعیدی", "tagger", "kept", "agrees with"),
    ("ar", "التقى الرئيس يوسف المنصوري الوزير خالد البدري في نيروبي", "نيروبي", "gazetteer", "kept", ""),
]


@pytest.mark.parametrize(("language", "text", "words", "step", "verdict", "reason"), VOTES)
def test_a_vote_is_told(language, text, words, step, verdict, reason):
    votes = [
        note
        for note in explain_article(make_article(text, language)).notes
        if note.span.of(text) == words and note.step == step and note.verdict == verdict
    ]
    assert votes, "no such vote"
    assert reason in votes[0].reason


def test_an_event_that_is_told_twice_is_merged_and_says_so():
    text = "President Oskar Brennick met Minister Kojo Addai. Brennick met Addai in Nairobi."
    notes = explain_article(make_article(text, "en")).notes
    assert [(n.step, n.verdict) for n in notes if n.says.startswith("meet")] == [
        ("event", "kept"),
        ("merging", "overruled"),
    ]


@pytest.mark.parametrize(("language", "text"), [case[:2] for case in VOTES])
def test_an_explained_reading_is_the_plain_reading(language, text):
    article = make_article(text, language)
    assert explain_article(article).reading == read_article(article)


def test_a_plain_reading_keeps_no_votes():
    from dragoman.reading.sheet import Sheet
    from dragoman.reading.tables import load_tables

    assert Sheet(make_article("The minister spoke.", "en"), load_tables("en")).notes is None
