"""English words: the keys that plurals, contractions, compounds and dotted acronyms are found by."""

import pytest

from dragoman.language.morphology import Key
from dragoman.language.morphology.english import English
from dragoman.language.tokens import tokenise

ENGLISH = English()


def found_by(word: str) -> list[str]:
    return [key.text for key in ENGLISH.keys(word)]


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("ministers", ["ministers", "minister"]),
        ("embassies", ["embassies", "embassy"]),
        ("classes", ["classes", "class"]),
        ("taxes", ["taxes", "tax"]),
        ("speeches", ["speeches", "speech"]),
        ("business", ["business"]),
        ("gas", ["gas"]),
        ("NATO", ["nato"]),
        ("OPEC", ["opec"]),
        ("O’Brien", ["o'brien"]),
    ],
)
def test_the_surface_comes_first_and_a_plural_has_its_singular(word: str, keys: list[str]) -> None:
    assert found_by(word) == keys


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("didn't", [Key("n't", lead=3), Key("did", tail=3)]),
        ("didn’t", [Key("n't", lead=3), Key("did", tail=3)]),
        ("they'll", [Key("'ll", lead=4), Key("they", tail=3)]),
        ("I've", [Key("'ve", lead=1), Key("i", tail=3)]),
    ],
)
def test_a_contraction_is_two_words(word: str, keys: list[Key]) -> None:
    assert list(ENGLISH.keys(word))[1:3] == keys


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("Lind-Boateng", [Key("lind", tail=8), Key("boateng", lead=5)]),
        ("Chile-Norway", [Key("chile", tail=7), Key("norway", lead=6)]),
        ("Norway-led", [Key("norway", tail=4)]),
        ("co-operation", []),
        ("pro-Chilean", []),
        ("X-ray", []),
        ("Secretary-General-elect", []),
    ],
)
def test_the_names_in_a_compound(word: str, keys: list[Key]) -> None:
    assert [key for key in ENGLISH.keys(word) if key.lead or key.tail] == keys


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the U.S. envoy", ["the", "U.S.", "envoy"]),
        ("the U.A.E. and Oman", ["the", "U.A.E.", "and", "Oman"]),
        ("He left. She stayed.", ["He", "left", ".", "She", "stayed", "."]),
        ("Norway's envoy", ["Norway", "'s", "envoy"]),
    ],
)
def test_dotted_acronyms_are_one_token(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenise(text, ENGLISH)] == words


def test_an_acronym_is_known_without_its_full_stops() -> None:
    assert found_by("U.N.") == ["u.n.", "un"]


def test_tables_file_a_word_under_its_surface_alone() -> None:
    assert ENGLISH.index("Ministers") == ("ministers",)
    assert ENGLISH.index_rare("Ministers") == ENGLISH.index("Ministers")
    assert ENGLISH.fold("Côte d’Azur") == "côte d'azur"


@pytest.mark.parametrize(
    ("word", "tense"), [("signed", "past"), ("Welcomed", "past"), ("signs", None), ("treaty", None)]
)
def test_tense(word: str, tense: str | None) -> None:
    assert ENGLISH.tense(word) == tense


@pytest.mark.parametrize(("word", "known"), [("harbour", True), ("Harbour", True), ("Qwzgrt", False)])
def test_knows(word: str, *, known: bool) -> None:
    assert ENGLISH.knows(word) is known


def test_english_shows_no_case_and_keeps_names_as_they_stand() -> None:
    assert ENGLISH.cases("treaty") == frozenset()
    assert ENGLISH.base_name(("Oskar", "Lind")) == "Oskar Lind"
