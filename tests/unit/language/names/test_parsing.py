"""Names taken apart in nine languages; the people are invented."""

import pytest

from dragoman.language.names.parsing import cut_name, parse_name


@pytest.mark.parametrize(
    ("name", "language", "given", "family"),
    [
        ("Gleb Vorsin", "en", ("Gleb",), ("Vorsin",)),
        ("Жуков Шамиль Иванович", "ru", ("Шамиль",), ("Жуков",)),
        ("Шамиль Иванович Жуков", "ru", ("Шамиль",), ("Жуков",)),
        ("Жуков, Шамиль", "ru", ("Шамиль",), ("Жуков",)),
        ("سامي الكرخي", "ar", ("سامي",), ("الكرخي",)),
        ("رستم ولی‌زاده", "fa", ("رستم",), ("ولی‌زاده",)),
        ("Ҷамшед Ғуломзода", "tg", ("Ҷамшед",), ("Ғуломзода",)),
        ("Асқар Нұрлан", "kk", ("Асқар",), ("Нұрлан",)),
        ("Jasur Toʻrayev", "uz", ("Jasur",), ("Toʻrayev",)),
        ("Şahin Çelik", "tr", ("Şahin",), ("Çelik",)),
        ("罗海明", "zh", ("海明",), ("罗",)),
        ("欧阳海", "zh", ("海",), ("欧阳",)),
        ("Wang Haiming", "en", ("Haiming",), ("Wang",)),
        ("Жуков", "ru", ("Жуков",), ()),
    ],
)
def test_given_and_family(name: str, language: str, given: tuple[str, ...], family: tuple[str, ...]) -> None:
    parsed = parse_name(name, language=language)
    assert [form.replace("\u200c", "") for form in parsed.given] == [form.replace("\u200c", "") for form in given]
    assert [form.replace("ʻ", "").replace("\u200c", "") for form in parsed.family] == [
        form.replace("ʻ", "").replace("\u200c", "") for form in family
    ]


@pytest.mark.parametrize(
    ("name", "field", "expected"),
    [
        ("Шамиль Иванович Жуков", "patronymic", ("Иванович",)),
        ("Shamil Ivanovich Zhukov", "patronymic", ("Ivanovich",)),
        ("سالم بن راشد الكرخي", "patronymic", ("راشد",)),
        ("Salim bin Rashid al-Karkhi", "patronymic", ("Rashid",)),
        ("Salim bin Rashid al-Karkhi", "particles", ("bin", "al")),
        ("Salim Abu Rashid Karkhi", "kunya", ("Abu Rashid",)),
        ("سامي الكرخي", "nisba", ("الكرخي",)),
        ("Salim al-Karkhi", "nisba", ("Karkhi",)),
        ("Sheikh Salim Karkhi", "honorifics", ("Sheikh",)),
        ("Pieter van der Loon", "particles", ("van", "der")),
        ("J. Marlow", "initials", ("J",)),
        ("Ben Marlow", "particles", ()),
        ("Peter King", "family", ("King",)),
    ],
)
def test_other_parts(name: str, field: str, expected: tuple[str, ...]) -> None:
    assert getattr(parse_name(name), field) == expected


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("Жуков Шамиль Иванович", "family-first"),
        ("罗海明", "family-first"),
        ("Жуков", "single"),
        ("Gleb Vorsin", "given-first"),
    ],
)
def test_order(name: str, order: str) -> None:
    assert parse_name(name).order == order


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Abd al-Malik Karkhi", ["abdalmalik", "karkhi"]),
        ("عبد الملك الكرخي", ["عبدملک", "الکرخی"]),
        ("نجم الدين", ["نجمالدین"]),
        ("GlebVorsin", ["gleb", "vorsin"]),
        ("Gleb Vorsin, 2nd Baron of Marlow", ["gleb", "vorsin"]),
    ],
)
def test_words(name: str, letters: list[str]) -> None:
    assert [part.letters for part in cut_name(name)] == letters


@pytest.mark.parametrize("name", ["", " ", "...", "()", "١٢٣"])
def test_no_name_is_no_error(name: str) -> None:
    assert parse_name(name).family == ()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("罗海明", ["luo", "haiming"]),
        ("单海明", ["shan", "haiming"]),
        ("罗伯特·马洛", ["luobote", "maluo"]),
        ("奥尔森", ["aoersen"]),
        ("林郑海月", ["linzheng", "haiyue"]),
        ("Gleb Marlow, Jr.", ["gleb", "marlow", "jr"]),
        ("گلب اس. مارلو", ["گلب", "s", "مارلو"]),
    ],
)
def test_words_of_a_name(name: str, letters: list[str]) -> None:
    assert [part.letters for part in cut_name(name)] == letters


def test_arabic_letters_beside_a_persian_word_are_persian() -> None:
    assert {part.writing for part in cut_name("محمد ولی")} == {"fa"}
    assert {part.writing for part in cut_name("محمد ولي")} == {"ar"}
