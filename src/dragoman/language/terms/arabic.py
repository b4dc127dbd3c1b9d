"""The terms of Arabic words: the lemma of what is left without clitics, asked for before any letter is folded.

Only what the dictionary knows is cut off as a suffix: a cut by rule alone makes one word of a ministry of foreign
affairs and of what is outside. Of words that no dictionary has, names above all, only clitics are taken off, and the
whole word stays the main term.
"""

import re
from collections.abc import Iterator

from simplemma import is_known, lemmatize

from dragoman.language.terms import Forms

_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c-\u200f]")
_LETTERS = str.maketrans({"ی": "ي", "ک": "ك"})
_CONJUNCTIONS, _PREPOSITIONS, _ARTICLE, _FUSED = "وف", "بلك", "ال", "لل"
_PRONOUNS = ("هما", "ها", "هم", "هن", "نا", "كم", "ه")
_SHORTEST = 3


def analyse_word(word: str) -> Forms:
    """Return the lemma of a word, or an unknown word with what is left of it behind its clitics.

    What a clitic was taken off is a term as a whole too: it may be a name that begins with that letter.
    """
    bare = _MARKS.sub("", word).translate(_LETTERS)
    rests = tuple(dict.fromkeys(_peel(bare)))
    for rest in sorted(rests, key=_is_behind_article):
        lemma = _find_lemma(rest)
        if lemma:
            return lemma, () if rest == bare or bare.startswith(_ARTICLE) else rests[:1]
    return rests[0], rests[1:]


def _find_lemma(word: str) -> str:
    """Return the lemma of a known word, also of one with a pronoun; empty for an unknown one.

    A feminine noun shows its ending as a plain ta before a pronoun, and is asked for before a verb that ends so.
    """
    if is_known(word, "ar"):
        return lemmatize(word, "ar")
    stems = [word[: -len(ending)] for ending in _PRONOUNS if word.endswith(ending)]
    stems = [stem for stem in stems if len(stem) >= _SHORTEST]
    nouns = [f"{stem[:-1]}ة" for stem in stems if stem.endswith("ت")]
    known = (lemmatize(noun, "ar") for noun in nouns if is_known(noun, "ar"))
    guessed = (lemma for form in (word, *stems) if is_known(lemma := lemmatize(form, "ar"), "ar"))
    return next(known, "") or next(guessed, "")


def _peel(word: str) -> Iterator[str]:
    """Yield a word, then what is left behind each run of proclitics, each before what is left behind its article."""
    steps = [word]
    if word[0] in _CONJUNCTIONS and len(word) > _SHORTEST:
        steps.append(word[1:])
    for step in list(steps):
        if step.startswith(_FUSED) and len(step) > _SHORTEST + 1:
            steps.append(step[2:])
        elif step[0] in _PREPOSITIONS and len(step) > _SHORTEST:
            steps.append(step[1:])
    for step in steps:
        yield step
        if step.startswith(_ARTICLE) and len(step) > _SHORTEST + 1:
            yield step[2:]


def _is_behind_article(word: str) -> bool:
    """Tell a word whose bare form is to be asked for first: the dictionary may have another lemma for the two."""
    return word.startswith(_ARTICLE) and len(word) > _SHORTEST + 2
