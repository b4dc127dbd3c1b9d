"""Bodies and places about which a person is asked."""

import pytest

from dragoman.meaning.entities.doubts import Named, find_name_doubts


def place(key: str, *names: tuple[str, str], **fields: object) -> Named:
    return Named(key, fields.pop("kind", "place"), names, **fields)  # type: ignore[arg-type]


LAKE = place("place:1", ("en", "Verigard"), pages=frozenset((1,)))


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (place("place:2", ("ru", "Веригард")), "sound alike"),
        (place("city:2", ("ru", "Веригард"), listed=True), "listed in a table"),
        (place("place:2", ("ru", "Веригард"), pages=frozenset((1, 2))), "One page names both"),
        (place("place:2", ("en", "Verigart")), "sound"),
    ],
)
def test_names_that_sound_alike_are_asked_about(other: Named, words: str) -> None:
    (doubt,) = find_name_doubts([LAKE, other])
    assert {doubt.a, doubt.b} == {"place:1", other.id}
    assert words in " ".join(doubt.reasons)
    assert 0.2 <= doubt.probability <= 0.9


@pytest.mark.parametrize(
    "other",
    [
        place("place:2", ("ru", "Молодово")),
        place("organisation:2", ("ru", "Веригард"), kind="organisation"),
        place("person:2", ("ru", "Веригард"), kind="person"),
    ],
)
def test_others_are_not(other: Named) -> None:
    assert find_name_doubts([LAKE, other]) == []


def test_two_of_the_tables_are_two() -> None:
    one, other = place("city:1", ("en", "Verigard"), listed=True), place("city:2", ("ru", "Веригард"), listed=True)
    assert find_name_doubts([one, other]) == []


@pytest.mark.parametrize(("country", "asked"), [("territory:DE", True), ("territory:FR", False), (None, True)])
def test_countries_count(country: str | None, asked: bool) -> None:
    bank = place("organisation:1", ("en", "Veri Bank"), kind="organisation", country="territory:DE")
    other = place("organisation:2", ("en", "Very Banc"), kind="organisation", country=country)
    assert bool(find_name_doubts([bank, other])) is asked


def test_initials_may_be_the_name() -> None:
    body = place("organisation:1", ("en", "Lake Trade Union"), kind="organisation")
    (doubt,) = find_name_doubts([body, place("organisation:2", ("en", "LTU"), kind="organisation")])
    assert "initials" in doubt.reasons[0]


def test_one_with_names_that_are_hardly_alike_is_asked_about() -> None:
    (doubt,) = find_name_doubts([place("place:1", ("en", "Verigard"), ("ru", "Велигод"))])
    assert doubt.a == doubt.b == "place:1"
    assert doubt.names == ("Verigard", "Велигод") or doubt.names == ("Велигод", "Verigard")
    assert find_name_doubts([place("city:1", ("en", "Verigard"), ("ru", "Велигод"), listed=True)]) == []


def test_of_many_namesakes_one_pair_is_asked_at_a_time() -> None:
    namesakes = [place(f"place:{number}", ("en", "Verigard")) for number in range(4)]
    (doubt,) = find_name_doubts(namesakes)
    (other,) = find_name_doubts(namesakes, {frozenset((doubt.a, doubt.b))})
    assert {other.a, other.b} != {doubt.a, doubt.b}
