"""The key that survives a change of script."""

import pytest

from dragoman.language.skeleton import reduce_sounds, skeleton

SPELLINGS = [
    {"ru": "Глеб Ворсин", "en": "Gleb Vorsin", "ar": "غليب فورسين", "fa": "گلب ورسین"},
    {"ru": "Бахтиёр Саломзода", "ar": "بختيار سلام زاده", "fa": "بختیار سلام‌زاده", "en": "Bakhtiyor Salomzoda"},
    {"ru": "Шамседдин Каримли", "en": "Shamseddin Karimli", "ar": "شمس الدين كريملي", "fa": "شمس‌الدین کریملی"},
    {"ru": "Абдул-Маджид Хатиб", "en": "Abd al-Majid al-Khatib", "ar": "عبد المجيد الخطيب", "fa": "عبدالمجید الخطیب"},
    {"ru": "Жанар Токсанова", "en": "Zhanar Toksanova", "ar": "جانار توكسانوفا", "fa": "ژانار توکسانووا"},
    {"ru": "Бадри Пшавели", "en": "Badri Pshaveli", "ar": "بادري بشافيلي", "fa": "بادری پشاولی"},
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_one_key_in_every_script(spellings: dict[str, str]) -> None:
    keys = {language: skeleton(name, language) for language, name in spellings.items()}
    assert len(set(keys.values())) == 1, keys


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Ворсин", "Ворсинов", "ru"),
        ("Каримли", "Карими", "ru"),
        ("Глеб", "Олег", "ru"),
        ("Vorsin", "Varkin", "en"),
    ],
)
def test_other_names_have_other_keys(one: str, other: str, language: str) -> None:
    assert skeleton(one, language) != skeleton(other, language)


@pytest.mark.parametrize(("sounds", "expected"), [("pub", "PP"), ("aia", "A"), ("XaC", "HJ"), ("SZ", "SJ"), ("", "A")])
def test_reduce_sounds(sounds: str, expected: str) -> None:
    assert reduce_sounds(sounds) == expected
