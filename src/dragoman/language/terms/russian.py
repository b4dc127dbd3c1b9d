"""The terms of Russian words: the likeliest lemma, then the others that the form allows, and the stem of a name."""

from dragoman.language.morphology.russian import stem
from dragoman.language.morphology.russian_dictionary import parse_word
from dragoman.language.terms import Forms

_RARE = 0.005


def analyse_word(word: str) -> Forms:
    """Return the lemma of a word, with its rivals."""
    if len(word) > 1 and word.isupper():
        return word, ()
    parses = parse_word(word.lower())
    others = [parse.normal_form for parse in parses[1:] if parse.score > _RARE]
    if not parses[0].is_known and word[:1].isupper() and (root := stem(word)):
        others.append(f"~{root}")
    return parses[0].normal_form, tuple(others)
