"""Letters to sounds, in four alphabets."""

import pytest

from dragoman.errors import PackError
from dragoman.language.romanisation import choose_table, load_alphabet, romanise, spell_name


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Глеб Ворсин", "ru", "gleb vorsin"),
        ("Жанар Токсанова", "ru", "zhanar toksanova"),
        ("Джамшед Вализода", "ru", "jamshed valizoda"),
        ("Ҷамшед Ғуломов", "tg", "jamshed ghulomov"),
        ("Gleb Vorsin", "en", "gleb vorsin"),
        ("Wright", "en", "rayt"),
        ("Knox", "en", "noks"),
        ("Lamb", "en", "lam"),
        ("Şahin", "tr", "shahin"),
        ("غليب فورسين", "ar", "ghlib fursin"),
        ("گلب ورسین", "fa", "glb vrsin"),
        ("پرویز", "fa", "prviz"),
        ("ثريا", "ar", "thrya"),
        ("ثریا", "fa", "srya"),
        ("", "en", ""),
        ("...", "en", ""),
    ],
)
def test_romanise(name: str, language: str, expected: str) -> None:
    assert romanise(name, language) == expected


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Хатиб, Маджид", "ru"),
        ("Хатиб Маджид Саидович", "ru"),
        ("Маджид Саидович Хатиб", "ru"),
    ],
)
def test_given_name_comes_first_and_the_patronymic_is_set_aside(name: str, language: str) -> None:
    assert romanise(name, language) == "majid hatib"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Abdul Majid al-Khatib", ("abdmaJid", "Xatib")),
        ("Abd al-Majid Khatib", ("abdmaJid", "Xatib")),
        ("Najm al-Din Khatib", ("naJmdin", "Xatib")),
        ("John Q. Carver", ("Jon", "karver")),
        ("Ann Carver, Baroness Carver of Hill", ("an", "karver")),
        ("Carver (diplomat)", ("karver",)),
    ],
)
def test_articles_joins_and_styles(name: str, expected: tuple[str, ...]) -> None:
    assert spell_name(name, "en").parts == expected


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("عبد المجيد الخطيب", "ar", ("abdmJid", "Xtib")),
        ("عبدالمجید الخطیب", "fa", ("abdmJid", "Xtib")),
        ("نجم الدين الخطيب", "ar", ("nJmdin", "Xtib")),
        ("إلياس الياسي", "ar", ("ilyas", "alyasi")),
    ],
)
def test_arabic_articles_and_joins(name: str, language: str, expected: tuple[str, ...]) -> None:
    assert spell_name(name, language).parts == expected


def test_initials_are_told_apart() -> None:
    assert spell_name("Г. Ворсин", "ru").initials == (True, False)
    assert spell_name("Глеб Ворсин", "ru").initials == (False, False)


def test_two_words_hold_no_patronymic() -> None:
    assert spell_name("Янкевич, Марек", "ru").parts == ("marek", "ankeviC")


@pytest.mark.parametrize(
    ("word", "language", "table"),
    [
        ("Ворсин", "ru", "ru"),
        ("Vorsin", "ru", "en"),
        ("ورسين", "ar", "ar"),
        ("ورسین", None, "fa"),
        ("ورسين", "fa", "fa"),
        ("Ворсин", "fa", "ru"),
        ("Ворсин", "tg", "tg"),
        ("Ворсин", "uk", "ru"),
    ],
)
def test_the_script_chooses_the_table(word: str, language: str | None, table: str) -> None:
    assert choose_table(word, language) == table


@pytest.mark.parametrize("tag", ["en", "ru", "ar", "fa", "tg"])
def test_every_table_loads(tag: str) -> None:
    try:
        alphabet = load_alphabet(tag)
    except PackError as error:
        pytest.fail(str(error))
    assert alphabet.articles | set(alphabet.prefixes)
