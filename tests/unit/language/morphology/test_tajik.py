"""Tajik words: what is written on the end of a word is taken off, and what belongs to a name stays."""

import pytest

from dragoman.language.morphology.tajik import Tajik, fold_word
from dragoman.language.tokens import tokenise

TAJIK = Tajik()


def found_by(word: str) -> set[str]:
    return {key.text for key in TAJIK.keys(word)}


@pytest.mark.parametrize(
    ("written", "table"),
    [("Раҳмо\u0301н", "раҳмон"), ("Тоҷикистон", "тоҷикистон"), ("и\u0304д", "ӣд"), ("Алё", "але"), ("Соли", "соли")],
)
def test_fold_word(written: str, table: str) -> None:
    assert fold_word(written) == table


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("вазири", "вазир"),
        ("хориҷии", "хориҷӣ"),
        ("мудофиаи", "мудофиа"),
        ("гуфтугӯи", "гуфтугӯ"),
        ("Олмонро", "олмон"),
        ("вазирон", "вазир"),
        ("вазирони", "вазир"),
        ("кишварҳо", "кишвар"),
        ("кишварҳои", "кишвар"),
        ("кишварҳоро", "кишвар"),
        ("ҳайатҳояшон", "ҳайат"),
        ("нависандагон", "нависанда"),
        ("Тоҷикистону", "тоҷикистон"),
        ("дӯстию", "дӯстӣ"),
        ("вазифааш", "вазифа"),
        ("нишасте", "нишаст"),
    ],
)
def test_endings_are_taken_off(word: str, base: str) -> None:
    assert base in found_by(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Ирон", "ир"),
        ("Алӣ", "ал"),
        ("Осиё", "оси"),
        ("Чинӣ", "чин"),
        ("Амрико", "амрик"),
        ("дуо", "ду"),
        ("роҳбарии", "роҳбар"),
    ],
)
def test_what_belongs_to_a_word_stays(word: str, other: str) -> None:
    assert other not in found_by(word)


def test_the_ending_is_no_part_of_the_name() -> None:
    tails = {key.text: key.tail for key in TAJIK.keys("Тоҷикистонро")}
    assert tails["тоҷикистонро"] == 0
    assert tails["тоҷикистон"] == 2


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("Анвар", "Сафарзодаро"), "Анвар Сафарзода"),
        (("Ерлан", "Абзалов"), "Ерлан Абзалов"),
        (("Диего", "Ластро"), "Диего Ластро"),
        (("Муро",), "Муро"),
        (("Ҳусайн", "Рамазониро"), "Ҳусайн Рамазонӣ"),
    ],
)
def test_base_name(words: tuple[str, ...], name: str) -> None:
    assert TAJIK.base_name(words) == name


@pytest.mark.parametrize(("word", "tense"), [("хоҳад", "future"), ("хоҳанд", "future"), ("кард", None)])
def test_the_auxiliary_shows_the_future(word: str, tense: str | None) -> None:
    assert TAJIK.tense(word) == tense


@pytest.mark.parametrize(("word", "known"), [("Маҳбаси", True), ("Сафар", False), ("ҳои", False)])
def test_a_written_ezafe_shows_a_word_of_the_language(word: str, known: bool) -> None:
    assert TAJIK.knows(word) is known


def test_a_word_is_one_token() -> None:
    assert [token.text for token in tokenise("Ӯ ба Хуҷанд намеравад.", TAJIK)] == [
        "Ӯ",
        "ба",
        "Хуҷанд",
        "намеравад",
        ".",
    ]
