"""Acronyms and the words that spell them."""

import pytest

from dragoman.language.acronyms import Part, is_acronym, spells


def words(*names: str) -> list[Part]:
    """Write optional words in brackets."""
    return [Part((name.strip("()"),), optional=name.startswith("(")) for name in names]


@pytest.mark.parametrize(
    ("acronym", "parts", "fits"),
    [
        ("clc", words("chad", "lake", "council"), True),
        ("ccl", words("chad", "lake", "council"), False),
        ("сноч", words("совет", "(по)", "наблюдению", "озера", "чад"), True),
        ("соч", words("совет", "(по)", "(делам)", "озера", "чад"), True),
        ("minagro", words("ministry", "agrotech"), False),
        ("минагро", words("министерство", "аграрного", "надзора"), False),
        ("oc", words("(of)", "council"), True),
        ("c", words("council"), False),
        ("", words("council"), False),
        ("clc", [], False),
    ],
)
def test_each_word_lends_its_first_letters(acronym: str, parts: list[Part], fits: bool) -> None:
    assert spells(acronym, parts) is fits


@pytest.mark.parametrize(
    ("word", "expected"), [("CLC", True), ("UNHCRs", True), ("Lake", False), ("C", False), ("ABCDEFGHIJ", False)]
)
def test_an_acronym_is_written_in_capitals(word: str, expected: bool) -> None:
    assert is_acronym(word) is expected
