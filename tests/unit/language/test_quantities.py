"""How many of what a sentence says."""

import pytest

from dragoman.language.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("12 people were killed and 30 wounded.", "en", {"killed": "12", "wounded": "30"}),
        ("The group attacked a post on 2 August 2023, killing 12 people.", "en", {"killed": "12"}),
        ("Twelve people were killed.", "en", {"killed": "12"}),
        ("It is a loan of $1.5 billion.", "en", {"usd": "1500000000"}),
        ("The army lost 2000 soldiers.", "en", {"troops": "2000"}),
        ("At least 12 people were killed.", "en", {}),
        ("One bomb killed 3 people, another killed 4 people.", "en", {}),
        ("They met on 5 May 2024 in room 12.", "en", {}),
        ("Погибли 12 человек, 30 ранены.", "ru", {"killed": "12", "wounded": "30"}),
        ("Кредит на 1,5 млрд долларов подписан.", "ru", {"usd": "1500000000"}),
        ("Завод вывозит 20 000 баррелей.", "ru", {"barrels": "20000"}),
        ("أدى الهجوم إلى مقتل ١٢ شخصا.", "ar", {"killed": "12"}),
        ("۱۵ نفر کشته شدند.", "fa", {"killed": "15"}),
        ("12 people were killed.", "xx", {}),
        (
            "They talked for 3½ hours about ½ of the fields, ¾ done, ① signed, and 4 people were killed.",
            "en",
            {"killed": "4"},
        ),
    ],
)
def test_what_is_counted(text: str, language: str, found: dict[str, str]) -> None:
    assert {one.what: one.value for one in find_quantities(text, language)} == found
