"""Claims in every script: where names stand, which of them are one, and what is no quote."""

from collections import Counter

import pytest

from dragoman.model import Article, Reading, Span
from dragoman.reading.llm.answers import Claims, EventClaim, NameClaim, OfficeClaim, RoleClaim
from dragoman.reading.llm.quotes import FoldedText, is_name
from dragoman.reading.llm.reader import check_claims

RUSSIAN = "Президент Кении Вера Одеро встретилась с Ларсом Баккеном в Найроби. Одеро поблагодарила Баккена."
ARABIC = "التقت رئيسة كينيا أمينة أوديرو بلارس باكن في نيروبي وقالت أوديرو للصحفيين إن باكن سيزور كينيا."


def check(text: str, language: str, claims: Claims) -> tuple[Reading, Counter[str]]:
    dropped: Counter[str] = Counter()
    article = Article("one", language, text, None, Span(0, len(text)))
    return check_claims(article, claims, version="llm-test", dropped=dropped), dropped


def claim(*names: tuple[str, str, list[str]]) -> Claims:
    return Claims(tuple(NameClaim(*name) for name in names), (), ())


def surfaces(reading: Reading) -> dict[str, list[str]]:
    return {r.name: [mention.surface for mention in r.mentions] for r in reading.referents}


def test_a_name_in_cases_is_one_referent_in_the_nominative() -> None:
    reading, dropped = check(
        RUSSIAN,
        "ru",
        claim(
            ("a", "person", ["Вера Одеро", "Одеро"]),
            ("b", "person", ["Ларсом Баккеном", "Баккена"]),
            ("k", "country", ["Кении"]),
            ("p", "place", ["Найроби"]),
        ),
    )
    assert surfaces(reading)["Вера Одеро"] == ["Вера Одеро", "Одеро"]
    assert [len(r.mentions) for r in reading.referents if r.kind == "person"] == [2, 2]
    assert {r.reference for r in reading.referents if r.kind == "country"} == {"territory:KE"}
    assert dropped.total() == 0


def test_a_preposition_written_on_to_an_arabic_name_is_no_part_of_it() -> None:
    reading, dropped = check(
        ARABIC, "ar", claim(("a", "person", ["أمينة أوديرو", "أوديرو"]), ("b", "person", ["لارس باكن", "باكن"]))
    )
    assert list(surfaces(reading).values()) == [["أمينة أوديرو", "أوديرو"], ["لارس باكن", "باكن"]]
    assert dropped.total() == 0


def test_two_claims_of_one_place_are_one_referent() -> None:
    reading, _ = check(RUSSIAN, "ru", claim(("a", "person", ["Вера Одеро"]), ("b", "person", ["Вера Одеро", "Одеро"])))
    assert surfaces(reading) == {"Вера Одеро": ["Вера Одеро", "Одеро"]}


def test_a_short_name_inside_a_longer_one_of_somebody_else_names_nobody_there() -> None:
    text = "The Odero Foundation paid. Odero was absent. The Kenya Tea Board paid as well."
    names = claim(
        ("f", "organisation", ["Odero Foundation"]),
        ("a", "person", ["Odero"]),
        ("t", "organisation", ["Kenya Tea Board"]),
        ("k", "country", ["Kenya"]),
    )
    reading, _ = check(text, "en", names)
    assert surfaces(reading) == {
        "Odero Foundation": ["Odero Foundation"],
        "Odero": ["Odero"],
        "Kenya Tea Board": ["Kenya Tea Board"],
        "Kenya": ["Kenya"],
    }


def test_the_gazetteer_makes_one_country_of_two_names() -> None:
    text = "The United States agreed. The USA signed the treaty."
    reading, _ = check(text, "en", claim(("a", "country", ["United States"]), ("b", "country", ["USA"])))
    assert [[m.surface for m in r.mentions] for r in reading.referents] == [["United States", "USA"]]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (("x", "person", ["Vera Doe"]), "name"),
        (("x", "person", ["Oder"]), "name"),
        (("x", "person", ["was absent"]), "name"),
        (("x", "person", []), "name"),
        (("x", "ship", ["Odero"]), "schema"),
    ],
)
def test_names_that_are_not_there_are_dropped(name: tuple[str, str, list[str]], reason: str) -> None:
    reading, dropped = check("Odero was absent from the talks.", "en", claim(name))
    assert (reading.referents, dropped) == ((), Counter({reason: 1}))


def test_a_quote_may_differ_in_white_space_alone() -> None:
    text = FoldedText("Odero  met\n\tBakken\u00a0yesterday. She left.")
    assert text.find_quote("Odero met Bakken yesterday.") == Span(0, 29)
    assert text.find_quote(" met Bakken  yesterday") == Span(7, 28)
    assert text.find_quote("Odero Met Bakken yesterday.") is None
    assert text.find_quote("She") is None, "too short to mean anything"
    assert text.find_quote("") is None


@pytest.mark.parametrize(
    ("form", "wanted"),
    [("Odero", True), ("odero", False), ("أوديرو", True), ("A", False), ("12", False), ("", False)],
)
def test_a_name_has_a_capital_where_there_are_capitals(form: str, wanted: bool) -> None:
    assert is_name(form) is wanted


def test_an_office_of_a_country_and_an_event_with_a_weekday() -> None:
    text = "Nairobi, 5 March 2024. President Amina Odero of Kenya received Lars Bakken on Monday."
    names = claim(("a", "person", ["Amina Odero"]), ("b", "person", ["Lars Bakken"]), ("k", "country", ["Kenya"]))
    roles = [RoleClaim("host", "a"), RoleClaim("guest", "b")]
    claims = Claims(
        names.names,
        (OfficeClaim("a", "head-of-state", "President Amina Odero of Kenya", of="k"),),
        (EventClaim("meet", "received Lars Bakken on Monday", roles, date="on Monday"),),
    )
    reading, dropped = check(text, "en", claims)
    [office], [event] = reading.offices, reading.events
    assert (office.of_reference, event.when.words) == ("territory:KE", "Monday")
    assert event.sentence.of(text).startswith("President Amina Odero")
    assert dropped.total() == 0
