"""The terms of Persian words: plurals, ezafe and verbs by their lemmas, however half-spaces are written.

A compound is one term whether it is written with a half-space, or in one piece; the prefix of a verb and the endings
of a plural are passed over where they stand apart.
"""

from simplemma import is_known, lemmatize

from dragoman.language.morphology.persian import Persian
from dragoman.language.terms import Forms

_HALF_SPACE = "\u200c"
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": None})
_APART = frozenset({"می", "نمی", "ها", "های", "هایی", "تر", "ترین"})
_PREFIXES = ("نمی", "می")
_PERSIAN = Persian()


def analyse_word(word: str) -> Forms:
    """Return the lemma of a word, and of a compound also its parts."""
    whole = word.translate(_LETTERS)
    if whole in _APART:
        return "", ()
    whole = _part_prefix(whole)
    parts = [part for part in whole.split(_HALF_SPACE) if part and part not in _APART]
    main = _reduce(whole, parts)
    others = {_reduce(part, [part]) for part in parts} if len(parts) > 1 else set()
    return main, tuple(others)


def _part_prefix(word: str) -> str:
    """Return a verb that is written in one piece with a half-space behind its prefix."""
    for prefix in _PREFIXES:
        parted = f"{prefix}{_HALF_SPACE}{word.removeprefix(prefix)}"
        if word.startswith(prefix) and _HALF_SPACE not in word and is_known(parted, "fa"):
            return parted
    return word


def _reduce(word: str, parts: list[str]) -> str:
    """Return the lemma of a word, of one that no dictionary has what is left without a plural ending or an ezafe."""
    joined = "".join(parts) or word.replace(_HALF_SPACE, "")
    lemma = _find_lemma(word, joined)
    if lemma:
        return lemma
    *_, key = _PERSIAN.keys(word if len(parts) == 1 else joined)
    shorter = word[: -key.tail].rstrip(_HALF_SPACE) if key.tail else ""
    return _find_lemma(shorter, key.text) or key.text


def _find_lemma(word: str, joined: str) -> str:
    """Return the lemma that begins as the word does: light verbs are all filed under one in the dictionary."""
    for form in dict.fromkeys(filter(None, (word, joined))):
        lemma = lemmatize(form, "fa").replace(_HALF_SPACE, "")
        if lemma != form.replace(_HALF_SPACE, "") and lemma[:1] == joined[:1]:
            return lemma
    return joined if joined and is_known(joined, "fa") else ""
