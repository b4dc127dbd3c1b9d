"""Under which name a source is compared."""

import pytest

from dragoman.chronicle.sources import Credits, name_sources

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
    assert name_sources(chain, Credits(outlet), language) == source


def test_an_agency_without_a_table_is_known_in_two_scripts() -> None:
    quoted = name_sources([("organisation:x", "информационное агентство «Степной Монитор»")], Credits("Б"), "ru")
    own = name_sources((), Credits("Stepnoy Monitor"), "en")
    assert quoted == own


@pytest.mark.parametrize(
    ("credits", "language", "source"),
    [
        (Credits("Lake Post", author="Reuters"), "en", "organisation:reuters"),
        (Credits("Lake Post", author="Karim Daler"), "en", "Lake Post"),
        (Credits("Lake Post", dateline="BISHKEK, 5 May (Reuters) -"), "en", "organisation:reuters"),
        (Credits("Lake Post", dateline="МОСКВА, 5 мая - ТАСС.", named="Lake"), "en", "organisation:tass"),
        (Credits("Степной Монитор", dateline="ОШ, 5 мая, Степной Монитор -", named="Озеро"), "ru", "Степной Монитор"),
        (Credits("lake.example", named="Lake Post"), "en", "Lake Post"),
    ],
)
def test_wire_copy_goes_back_to_its_agency_before_the_outlet_that_carries_it(
    credits: Credits, language: str, source: str
) -> None:
    wanted = (source,) if source.startswith("organisation:") else name_sources((), Credits(source), language)
    assert name_sources((), credits, language) == wanted
