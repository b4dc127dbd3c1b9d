"""What the tables call places and bodies."""

import pytest

from dragoman.language.labels import table_label


@pytest.mark.parametrize(
    ("reference", "language", "label"),
    [
        ("territory:TJ", "ru", "Таджикистан"),
        ("city:323786", "en", "Ankara"),
        ("city:323786", "fa", "آنکارا"),
        ("organisation:un", "en", "United Nations"),
        ("organisation:un", "ru", "Организация Объединённых Наций"),
        ("organisation:un", "xx", None),
        ("city:0", "en", None),
        ("person:0123", "en", None),
    ],
)
def test_a_label_is_that_of_the_table(reference: str, language: str, label: str | None) -> None:
    assert table_label(reference, language) == label
