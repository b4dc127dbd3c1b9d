"""The terms of Tajik words: there is no dictionary, so that every shorter form is a term."""

from dragoman.language.morphology.tajik import Tajik
from dragoman.language.terms import Forms

_TAJIK = Tajik()


def analyse_word(word: str) -> Forms:
    """Return the folded word, and what is left without its endings."""
    whole, *shorter = _TAJIK.keys(word)
    return whole.text, tuple(key.text for key in shorter)
