"""Arabic words: spelling variants, proclitics, the article and the feminine ending.

The clitic is peeled off by a list, longest first, and each way of peeling gives a key; the table decides which one is a
word. Source: the proclitics of Modern Standard Arabic (conjunctions و ف, prepositions ب ل ك, future س, article ال) and
its suffixes (the pronouns, the feminine ending, the alif of the indefinite accusative).
"""

import re
from functools import lru_cache

from dragoman.language.morphology import Key
from dragoman.language.morphology.caseless import Caseless

_FOLD = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "گ": "ك",
        "ـ": None,
    }
)
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200e\u200f]")
_FUTURE = re.compile(r"[وف]?س([يتن]\w{2,})$")
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_PRONOUNS = ("هما", "ها", "هم", "هن", "نا", "كم", "ه")
_SUFFIXES = (*_PRONOUNS, "ا")
_VERBAL = ("ت", "تا", "وا", "ات", "اتهم", "اتها", "تان", "تين", "ين", "ون", "ان")
_SHORTEST = 2
_SHORTEST_STEM = 3


class Arabic(Caseless):
    """Keys are the folded word and what is left of it after each run of proclitics that may stand there."""

    def keys(self, word: str) -> tuple[Key, ...]:
        """Return the folded word, then the word without proclitics, then without its article."""
        return _keys(word)

    def index(self, word: str) -> tuple[str, ...]:
        """Return the folded word, and without its article where it has one."""
        folded = fold_word(word)
        return (folded,)

    def index_rare(self, word: str) -> tuple[str, ...]:
        """Return the same keys as ``index``."""
        return self.index(word)

    def fold(self, word: str) -> str:
        """Return the folded surface."""
        return fold_word(word)

    def knows(self, word: str) -> bool:
        """Ask simplemma's dictionary, also for what a pronoun or the ending of a feminine verb hangs on.

        A folded word may have lost the spelling of its feminine ending.
        """
        from simplemma import is_known

        if is_known(word, "ar") or (word.endswith("ه") and is_known(word[:-1] + "ة", "ar")):
            return True
        stems = [word[: -len(ending)] for ending in _VERBAL if word.endswith(ending)]
        return any(len(stem) > _SHORTEST_STEM and is_known(stem, "ar") for stem in stems)

    def join(self, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Arabic writes its words in one piece."""
        return spans

    def tense(self, word: str) -> str | None:
        """Return ``future`` for a known verb behind the prefix of the future, which is the only sure sign."""
        bare = _MARKS.sub("", word)
        found = _FUTURE.match(bare)
        return "future" if found and not bare.endswith("ة") and self.knows(found[1]) else None

    def base_name(self, words: tuple[str, ...], *, subject: bool = False) -> str:
        """Return the words without vowel marks and tatweel."""
        return " ".join(_MARKS.sub("", word) for word in words)


def fold_word(word: str) -> str:
    """Fold spelling variants and drop vowel marks and tatweel."""
    return _MARKS.sub("", word).translate(_FOLD).casefold()


@lru_cache(maxsize=32768)
def _keys(word: str) -> tuple[Key, ...]:
    folded = fold_word(word)
    found: dict[str, Key] = {folded: Key(folded)}
    peeled = _peel(folded)
    for rest, lead, clitic in peeled:
        found.setdefault(rest, Key(rest, lead=lead, clitic=clitic))
    for rest, lead, clitic in peeled:
        for stem, tail in _unsuffixed(rest):
            found.setdefault(stem, Key(stem, lead=lead, tail=tail, clitic=clitic))
    return tuple(found.values())


def _unsuffixed(rest: str) -> list[tuple[str, int]]:
    """Return (stem, letters cut off) for a pronoun suffix, the feminine ending or the accusative of an indefinite noun.

    A feminine noun shows its ending as a plain ta before a pronoun, and gets it back.
    """
    stems = []
    for suffix in _SUFFIXES:
        stem = rest[: -len(suffix)]
        if rest.endswith(suffix) and len(stem) >= _SHORTEST_STEM:
            stems.append((stem, len(suffix)))
            if stem.endswith("ت") and suffix in _PRONOUNS:
                stems.append((stem[:-1] + "ه", len(suffix)))
    return stems


def _peel(word: str) -> list[tuple[str, int, str]]:
    """Return (rest, letters peeled off, clitic) for every way of peeling, the whole word first."""
    steps = [(word, 0, "")]
    if word[:1] in _CONJUNCTIONS and len(word) > _SHORTEST + 1:
        steps.append((word[1:], 1, word[0]))
    for rest, lead, clitic in list(steps):
        if rest[:1] in _PREPOSITIONS and len(rest) > _SHORTEST + 1:
            steps.append((rest[1:], lead + 1, clitic + rest[0]))
        if rest.startswith("لل") and len(rest) > _SHORTEST + 2:
            # the article loses its alif after the preposition: the fused form cannot be cut, so nothing leads
            steps.append(("ال" + rest[2:], lead, clitic + "ل"))
    for rest, lead, clitic in list(steps):
        if rest.startswith("ال") and len(rest) > _SHORTEST + 2:
            steps.append((rest[2:], lead, clitic))
        if rest[:1] == "س" and rest[1:2] in ("ي", "ت", "ن") and len(rest) > 4:
            steps.append((rest[1:], lead, clitic + "س"))
    return steps
