"""Names compared and looked up."""

import pytest

from dragoman.meaning.entities import compare_names, search_names
from dragoman.meaning.entities.features import is_misspelling, is_other_name
from dragoman.meaning.entities.names import code_name, score_names
from dragoman.meaning.entities.reach import liken_written


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Глеб Ворсин", "Gleb Vorsin"),
        ("Глеб Ворсин", "گلب ورسین"),
        ("Глеб Ворсин", "غليب فورسين"),
        ("Gleb Vorsin", "Ворсин, Глеб"),
        ("Шамседдин Каримли", "شمس الدين كريملي"),
        ("Abdul Majid al-Khatib", "عبد المجيد الخطيب"),
        ("Ҷамшед Ғуломов", "جمشید غلام‌اف"),
        ("Глеб Петрович Ворсин", "Gleb Vorsin"),
    ],
)
def test_one_person(a: str, b: str) -> None:
    assert compare_names(a, b).score >= 0.78


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Глеб Ворсин", "Oleg Vorsin"),
        ("Глеб Ворсин", "Gleb Marin"),
        ("Глеб Ворсин", "جمشید غلام‌اف"),
        ("Ворсин", "Ворсинов"),
        ("Каримли", "کریم"),
        ("Салом", "سلامی"),
        ("", "Gleb"),
    ],
)
def test_other_people(a: str, b: str) -> None:
    assert compare_names(a, b).score < 0.78


def test_a_bare_name_is_never_as_good_as_a_full_one() -> None:
    assert compare_names("Ворсин", "Gleb Vorsin").score < compare_names("Глеб Ворсин", "Gleb Vorsin").score


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("Ворсин", "Vorsin", "consonants are the same"),
        ("Глеб Ворсин", "Gleb Vorsin", "given names are alike"),
        ("Ворсин", "Ворсинов", "suffix"),
        ("Ворсин", "Gleb Vorsin", "bare name"),
        ("", "Gleb", "no letters"),
    ],
)
def test_reasons(a: str, b: str, words: str) -> None:
    assert any(words in reason for reason in compare_names(a, b).reasons)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("salom", "salomov", True),
        ("salom", "salomi", True),
        ("salomov", "salomof", False),
        ("lavrin", "lavrin", False),
        ("zelinski", "zelinskiy", False),
        ("godonov", "godomin", True),
    ],
)
def test_a_suffix_makes_another_name(a: str, b: str, expected: bool) -> None:
    assert is_other_name(a, b) is is_other_name(b, a) is expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("Samir Godonov", "en"), ("Samir Godomin", "en")),
        (("Самир Годонов", "ru"), ("Samir Godomin", "en")),
        (("وليد ساسولين", "ar"), ("وليد سازونوف", "ar")),
        (("Boris Gosorin Talev", "en"), ("Talev Boris Gasirin", "en")),
    ],
)
def test_names_are_compared_alike_in_either_order(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert liken_written(a, b) == liken_written(b, a)
    assert liken_written(a, b) is not None
    assert score_names(code_name(*a), code_name(*b)) == score_names(code_name(*b), code_name(*a)) > 0


def test_a_slip_of_one_letter() -> None:
    assert is_misspelling(code_name("Gleb Vors", "en"), code_name("Gleb Vorc", "en"))
    assert not is_misspelling(code_name("Gleb Vors", "en"), code_name("Oleg Vorc", "en"))


NAMES = [
    ("1", "Глеб Ворсин", "ru"),
    ("1", "غليب فورسين", "ar"),
    ("2", "جمشید غلام‌اف", "fa"),
    ("3", "Zhanar Toksanova", "en"),
    ("4", "Oleg Varkin", "en"),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Vorsin", "1"),
        ("ورسین", "1"),
        ("Ғуломов", "2"),
        ("Жанар Токсанова", "3"),
        ("جانار توكسانوفا", "3"),
        ("Олег Варкин", "4"),
    ],
)
def test_search_in_any_script(query: str, expected: str) -> None:
    assert search_names(query, NAMES)[0][0] == expected


def test_search_gives_each_id_once_and_no_more_than_asked() -> None:
    found = search_names("Глеб Ворсин", NAMES)
    assert len({key for key, _ in found}) == len(found)
    assert search_names("Глеб Ворсин", NAMES, limit=1) == found[:1]
    assert search_names("…", NAMES) == []
