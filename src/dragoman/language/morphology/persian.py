"""Persian words: letters of both keyboards, half-spaces, the verb's prefix, plural and possessive endings."""

import re
from functools import lru_cache

from dragoman.language.morphology import Cases, Key

_FOLD = str.maketrans(
    {"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ۀ": "ه", "ؤ": "و", "ـ": None}
)
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200e\u200f\u0654]")
_VERB_PREFIXES = ("می", "نمی", "مي", "نمي")
_SUFFIXES = ("هایی", "های", "ها", "ان", "یی", "ی", "ای", "ش")
_SHORTEST = 3


class Persian:
    """Keys are the folded word without half-spaces, and without the endings that nouns take."""

    def keys(self, word: str) -> tuple[Key, ...]:
        """Return the folded word, then shorter forms."""
        return _keys(word)

    def index(self, word: str) -> tuple[str, ...]:
        """Return the folded word alone."""
        return (fold_word(word),)

    def join(self, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Join the prefix of a verb, written with a space, to its verb."""
        joined: list[tuple[int, int]] = []
        for start, stop in spans:
            if joined and text[slice(*joined[-1])] in _VERB_PREFIXES and text[joined[-1][1] : start] == " ":
                joined[-1] = (joined[-1][0], stop)
            else:
                joined.append((start, stop))
        return joined

    def cases(self, word: str) -> Cases:
        """Persian nouns show no case."""
        return frozenset()

    def tense(self, word: str) -> str | None:
        """Return ``future`` for a form of the auxiliary of the future."""
        return "future" if fold_word(word).startswith("خواه") else None

    def base_name(self, words: tuple[str, ...]) -> str:
        """Return the words in Persian letters, without vowel marks."""
        return " ".join(re.sub("[\u064b-\u065f\u0670\u0640]", "", w).translate(_LETTERS) for w in words)


_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})


def fold_word(word: str) -> str:
    """Fold letters and drop half-spaces and vowel marks."""
    return _MARKS.sub("", word).translate(_FOLD).casefold()


@lru_cache(maxsize=131072)
def _keys(word: str) -> tuple[Key, ...]:
    folded = fold_word(word)
    found: dict[str, Key] = {folded: Key(folded)}
    for suffix in _SUFFIXES:
        if folded.endswith(suffix) and len(folded) - len(suffix) >= _SHORTEST:
            rest = folded[: -len(suffix)]
            found.setdefault(rest, Key(rest, tail=_tail_length(word, len(suffix))))
    return tuple(found.values())


def _tail_length(word: str, letters: int) -> int:
    """Count the characters of the surface that the last ``letters`` folded letters take, half-space included."""
    count, taken = 0, 0
    for character in reversed(word):
        if taken == letters and character != "\u200c":
            break
        taken += bool(fold_word(character))
        count += 1
    return count
