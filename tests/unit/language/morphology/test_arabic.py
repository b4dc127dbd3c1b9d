"""Arabic words: clitics, the article and suffixes are peeled off, and the word as written stays the first key."""

import pytest

from dragoman.language.morphology.arabic import Arabic, fold_word

ARABIC = Arabic()


def found_by(word: str) -> set[str]:
    return {key.text for key in ARABIC.keys(word)}


@pytest.mark.parametrize(
    ("written", "table"),
    [
        ("أحمد", "احمد"),
        ("إيران", "ايران"),
        ("آسيا", "اسيا"),
        ("مصطفى", "مصطفي"),
        ("وزارة", "وزاره"),
        ("مسؤول", "مسوول"),
        ("مُحَمَّد", "محمد"),
        ("الســـلام", "السلام"),
        ("یوسف", "يوسف"),
        ("کریم", "كريم"),
    ],
)
def test_fold_word(written: str, table: str) -> None:
    assert fold_word(written) == fold_word(table)
    assert ARABIC.fold(written) == ARABIC.keys(written)[0].text


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("الوزير", "وزير"),
        ("والوزير", "وزير"),
        ("بالوزير", "وزير"),
        ("للوزير", "وزير"),
        ("وللوزير", "الوزير"),
        ("فقال", "قال"),
        ("سيزور", "يزور"),
        ("وستزور", "تزور"),
        ("نظيره", "نظير"),
        ("بنظيرها", "نظير"),
        ("رئيسهم", "رئيس"),
        ("دولتنا", "دولة"),
        ("زيارته", "زيارة"),
        ("وزيرا", "وزير"),
        ("التونسية", "تونسي"),
    ],
)
def test_keys_reach_the_word(word: str, base: str) -> None:
    assert fold_word(base) in found_by(word)


@pytest.mark.parametrize(("word", "absent"), [("ولد", "لد"), ("بن", "ن"), ("له", "ل"), ("منها", "من")])
def test_keys_leave_short_words_whole(word: str, absent: str) -> None:
    assert absent not in found_by(word)


@pytest.mark.parametrize(
    ("word", "text", "clitic", "lead", "tail"),
    [
        ("وتونس", "تونس", "و", 1, 0),
        ("بتونس", "تونس", "ب", 1, 0),
        ("وبتونس", "تونس", "وب", 2, 0),
        ("للأمم", "الامم", "ل", 0, 0),
        ("الأمم", "امم", "", 0, 0),
        ("وزيرها", "وزير", "", 0, 2),
    ],
)
def test_keys_say_what_was_peeled(word: str, text: str, clitic: str, lead: int, tail: int) -> None:
    key = next(key for key in ARABIC.keys(word) if key.text == text)
    assert (key.clitic, key.lead, key.tail) == (clitic, lead, tail)


@pytest.mark.parametrize("word", ["الرئيس", "وأكد", "مباحثاتهما", "محمد"])
def test_first_key_is_the_word_as_written(word: str) -> None:
    first = ARABIC.keys(word)[0]
    assert (first.text, first.lead, first.tail, first.clitic) == (fold_word(word), 0, 0, "")


def test_index_keeps_the_article() -> None:
    assert ARABIC.index("القاهرة") == (fold_word("القاهرة"),)
    assert ARABIC.index_rare("القاهرة") == ARABIC.index("القاهرة")


@pytest.mark.parametrize(
    ("word", "tense"),
    [("سيزور", "future"), ("وستعقد", "future"), ("زار", None), ("يزور", None), ("سيدة", None), ("سيف", None)],
)
def test_tense(word: str, tense: str | None) -> None:
    assert ARABIC.tense(word) == tense


@pytest.mark.parametrize("word", ["كتاب", "سياسة", "سياسه", "انخفضت"])
def test_knows_words(word: str) -> None:
    assert ARABIC.knows(word)


@pytest.mark.parametrize("word", ["كريفوروتشكو", "ستريتينغ"])
def test_knows_no_foreign_names(word: str) -> None:
    assert not ARABIC.knows(word)


def test_words_stand_alone_and_show_no_case() -> None:
    assert ARABIC.join("في روما", [(0, 2), (3, 7)]) == [(0, 2), (3, 7)]
    assert ARABIC.cases("الوزير") == frozenset()


def test_base_name_drops_vowel_marks() -> None:
    assert ARABIC.base_name(("مُحمَّد", "الحـــداد")) == "محمد الحداد"
