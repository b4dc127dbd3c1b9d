"""Under which name a source is compared."""

import pytest

from dragoman.chronicle.sources import name_sources

MINISTRY = ("organisation:a1b2", "Министерство транспорта")


@pytest.mark.parametrize(
    ("chain", "outlet", "language", "source"),
    [
        ((), "TASS", "en", ("organisation:tass",)),
        ((), "ТАСС", "ru", ("organisation:tass",)),
        ((("organisation:tass", "ТАСС"),), "Речной листок", "ru", ("organisation:tass",)),
        ((MINISTRY,), "ТАСС", "ru", ("organisation:tass",)),
        ((("person:1", ""),), "ТАСС", "ru", ("organisation:tass",)),
        ((("", "источник в ведомстве"),), "ТАСС", "ru", ("organisation:tass",)),
        (
            (("organisation:tass", "TASS"), ("organisation:reuters", "Reuters")),
            "Lake Post",
            "en",
            ("organisation:reuters",),
        ),
        ((), None, "en", ()),
    ],
)
def test_the_innermost_agency_counts_then_the_outlet(
    chain: tuple[tuple[str, str], ...], outlet: str | None, language: str, source: tuple[str, ...]
) -> None:
    assert name_sources(chain, outlet=outlet, language=language) == source


def test_an_agency_without_a_table_is_known_in_two_scripts() -> None:
    quoted = name_sources([("organisation:x", "информационное агентство «Степной Монитор»")], outlet="Б", language="ru")
    own = name_sources((), outlet="Stepnoy Monitor", language="en")
    assert quoted == own
