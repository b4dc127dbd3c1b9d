"""Words weighed by what their letters cost beside each other; the words are names of nobody."""

import pytest

from dragoman.language.names.costs import trace_words, weigh_words
from dragoman.language.names.folding import find_writing, fold_word


@pytest.mark.parametrize(
    ("near", "word", "far"),
    [
        (("леру", "cyrl"), ("leroux", "latn"), ("лапин", "cyrl")),
        (("ворсин", "cyrl"), ("vorsin", "latn"), ("версаль", "cyrl")),
        (("کرخی", "fa"), ("karkhi", "latn"), ("کریمی", "fa")),
        (("ورسین", "fa"), ("ворсин", "cyrl"), ("وردک", "fa")),
        (("جوکوف", "ar"), ("жуков", "cyrl"), ("جومارت", "ar")),
        (("vorsyn", "latn"), ("vorsin", "latn"), ("versan", "latn")),
    ],
)
def test_the_same_name_costs_less(near: tuple[str, str], word: tuple[str, str], far: tuple[str, str]) -> None:
    same = weigh_words(near[0], word[0], writings=(near[1], word[1]))
    other = weigh_words(far[0], word[0], writings=(far[1], word[1]))
    assert same.nats > other.nats
    assert same.share > other.share


def test_order_does_not_matter() -> None:
    one = weigh_words("леру", "leroux", writings=("cyrl", "latn"))
    assert one == weigh_words("leroux", "леру", writings=("latn", "cyrl"))


def test_groups_of_letters_make_up_both_words() -> None:
    groups = trace_words("leroux", "леру", writings=("latn", "cyrl"))
    assert "".join(left for left, _, _ in groups) == "^leroux$"
    assert "".join(right for _, right, _ in groups) == "^леру$"


@pytest.mark.parametrize(
    ("word", "language", "writing", "letters"),
    [
        ("Алёна", "ru", "cyrl", "алена"),
        ("Ҷамшед", "tg", "cyrl", "джамшед"),
        ("Çelik", "tr", "latn", "çelik"),
        ("Nguyễn", None, "latn", "nguyen"),
        ("أحمد", "ar", "ar", "احمد"),
        ("كريم", "fa", "fa", "کریم"),
        ("گلنار", None, "fa", "گلنار"),
        ("海明", "zh", "hani", "haiming"),
        ("Oʻtkir", "uz", "latn", "otkir"),
    ],
)
def test_words_are_folded(word: str, language: str | None, writing: str, letters: str) -> None:
    assert find_writing(word, language) == writing
    assert fold_word(word, writing) == letters


def test_a_slip_of_the_pen_costs_less_than_another_name() -> None:
    slip = weigh_words("marlow", "marlwo", writings=("latn", "latn"))
    assert slip.share > weigh_words("marlow", "merkel", writings=("latn", "latn")).share
