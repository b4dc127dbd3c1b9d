"""Persian words: one key for every way of writing them, and no key that makes a country of a family name."""

import pytest

from dragoman.language.morphology.persian import Persian, fold_word
from dragoman.language.tokens import tokenise

PERSIAN = Persian()


def found_by(word: str) -> set[str]:
    return {key.text for key in PERSIAN.keys(word)}


@pytest.mark.parametrize(
    ("written", "table"),
    [
        ("سفير", "سفیر"),
        ("كشور", "کشور"),
        ("رئیس", "رییس"),
        ("رؤسا", "روسا"),
        ("امضاء", "امضا"),
        ("مُذاکره", "مذاکره"),
        ("نـــشست", "نشست"),
        ("آلمان", "المان"),
        ("گفت\u200cوگو", "گفتوگو"),
        ("می گوید", "می\u200cگوید"),
    ],
)
def test_fold_word(written: str, table: str) -> None:
    assert fold_word(written) == fold_word(table)


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("گروه\u200cهای", "گروه"),
        ("گروههای", "گروه"),
        ("گروه\u200cهایی", "گروه"),
        ("دیدارها", "دیدار"),
        ("وزرای", "وزرا"),
        ("آسیای", "آسیا"),
        ("روسیه\u200cی", "روسیه"),
        ("جاده\u200cهایش", "جاده"),
    ],
)
def test_endings_that_come_off(word: str, base: str) -> None:
    assert fold_word(base) in found_by(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("لبنانی", "لبنان"),
        ("تهرانی", "تهران"),
        ("روسیه\u200cای", "روسیه"),
        ("نامه\u200cای", "نام"),
        ("آنها", "آن"),
        ("سامان", "سام"),
    ],
)
def test_endings_that_stay(word: str, other: str) -> None:
    assert fold_word(other) not in found_by(word)


@pytest.mark.parametrize(("word", "tail"), [("گروه\u200cهای", 4), ("گروههای", 3), ("آسیای", 1), ("کوه\u200cی", 2)])
def test_tail_counts_the_letters_of_the_surface(word: str, tail: int) -> None:
    assert PERSIAN.keys(word)[-1].tail == tail


def test_the_first_key_is_the_folded_surface() -> None:
    for word in ("گروه\u200cهای", "آسیای", "وزير"):
        assert PERSIAN.keys(word)[0].text == PERSIAN.fold(word) == PERSIAN.index(word)[0] == PERSIAN.index_rare(word)[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("او می گوید", ["او", "می گوید"]),
        ("او نمی رود", ["او", "نمی رود"]),
        ("در ماه می وزیر آمد", ["در", "ماه", "می", "وزیر", "آمد"]),
        ("می\u200cگوید که", ["می\u200cگوید", "که"]),
    ],
)
def test_join(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenise(text, PERSIAN)] == words


@pytest.mark.parametrize(("word", "tense"), [("خواهد", "future"), ("خواهند", "future"), ("خواهان", None)])
def test_tense(word: str, tense: str | None) -> None:
    assert PERSIAN.tense(word) == tense


def test_base_name_has_persian_letters() -> None:
    assert PERSIAN.base_name(("كريم", "ساحلي")) == "کریم ساحلی"


def test_no_cases() -> None:
    assert PERSIAN.cases("وزیر") == frozenset()


@pytest.mark.parametrize(("word", "known"), [("مدرسه", True), ("کریمفزاده", False)])
def test_knows(word: str, known: bool) -> None:
    assert PERSIAN.knows(word) is known
