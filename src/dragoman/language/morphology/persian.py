"""Persian words: letters of both keyboards, half-spaces, the verb's prefix, plural endings and the written ezafe."""

import re
from functools import lru_cache

from dragoman.language.morphology import Key
from dragoman.language.morphology.caseless import Caseless

_FOLD = str.maketrans(
    {"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ۀ": "ه", "ؤ": "و", "ء": None}
)
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c-\u200f \u00a0]")
_VOWEL_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_VERB_PREFIXES = frozenset({"می", "نمی", "مي", "نمي"})
_PLURALS = ("هایشان", "هایش", "هایی", "های", "ها")
_POSSESSIVES = ("اش", "شان")
_LONG_VOWELS = "او"
_HALF_SPACE = "\u200c"
_INDEFINITE = ("\u200cای", "\u200cاي")
_FUTURE = ("خواهد", "خواهند", "خواهیم", "خواهم", "خواهید")
_PLURAL_VERB = "ند"
_PLURAL_PERFECT = "هاند"
_SHORTEST = 3


class Persian(Caseless):
    """Keys are the folded word without half-spaces, and what is left of it without an ending.

    The endings are those of a plural, an ezafe, or "his" and "their" written apart.

    The ending -i after a consonant stays: it makes adjectives and family names of countries, cities and peoples,
    which must not be taken for them.
    """

    def keys(self, word: str) -> tuple[Key, ...]:
        """Return the folded word, then shorter forms."""
        return _keys(word)

    def index(self, word: str) -> tuple[str, ...]:
        """Return the folded word alone."""
        return (fold_word(word),)

    def index_rare(self, word: str) -> tuple[str, ...]:
        """Return the same keys as ``index``."""
        return self.index(word)

    def fold(self, word: str) -> str:
        """Return the folded surface."""
        return fold_word(word)

    def knows(self, word: str) -> bool:
        """Ask simplemma's dictionary."""
        from simplemma import is_known

        return is_known(word, "fa")

    def join(self, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Join the prefix of a verb, written with a space, to its verb; the same letters may be a name or a month."""
        joined: list[tuple[int, int]] = []
        for start, stop in spans:
            before = text[slice(*joined[-1])] if joined else ""
            if before in _VERB_PREFIXES and text[joined[-1][1] : start] == " " and _is_verb(before, text[start:stop]):
                joined[-1] = (joined[-1][0], stop)
            else:
                joined.append((start, stop))
        return joined

    def plural(self, word: str) -> bool:
        """Tell a verb in the third person of the plural by its ending and its singular; the word must be a verb."""
        return _is_plural_verb(word)

    def tense(self, word: str) -> str | None:
        """Return ``future`` for a form of the auxiliary of the future."""
        return "future" if fold_word(word).startswith(_FUTURE) else None

    def base_name(self, words: tuple[str, ...], *, subject: bool = False) -> str:
        """Return the words in Persian letters, without vowel marks."""
        return " ".join(_VOWEL_MARKS.sub("", w).translate(_LETTERS) for w in words)


@lru_cache(maxsize=32768)
def _is_verb(prefix: str, stem: str) -> bool:
    """Ask the dictionary whether a prefix and a word make a form of a verb."""
    from simplemma import is_known

    return is_known(f"{prefix}{_HALF_SPACE}{stem}".translate(_LETTERS), "fa")


@lru_cache(maxsize=8192)
def _is_plural_verb(word: str) -> bool:
    """Tell "they did" from "does", whose stem ends alike: what is left without the ending is a verb, too."""
    from simplemma import is_known

    if not word.endswith(_PLURAL_VERB):
        return False
    stem = word.removesuffix(_PLURAL_VERB).translate(_LETTERS)
    if stem.endswith(_LONG_VOWELS[0]):
        return fold_word(word).endswith(_PLURAL_PERFECT)
    return len(stem) > 1 and (is_known(stem, "fa") or is_known(stem + _PLURAL_VERB[-1], "fa"))


def fold_word(word: str) -> str:
    """Fold letters and drop half-spaces, vowel marks and the space inside a verb."""
    return _MARKS.sub("", word).translate(_FOLD).casefold()


@lru_cache(maxsize=32768)
def _keys(word: str) -> tuple[Key, ...]:
    folded = fold_word(word)
    letters = _possessive(word) or _plural(word, folded) or _ezafe(word, folded)
    if not letters or len(folded) - letters < _SHORTEST:
        return (Key(folded),)
    return Key(folded), Key(folded[:-letters], tail=_tail_length(word, letters))


def _possessive(word: str) -> int:
    """Return the length of "his" or "their" written apart behind a word: "همتای عراقی‌اش"."""
    return next((len(s) for s in _POSSESSIVES if word.endswith(_HALF_SPACE + s)), 0)


def _plural(word: str, folded: str) -> int:
    """Return the length of a plural ending; the -i of an indefinite noun in -e, written apart, is none."""
    if word.endswith(_INDEFINITE):
        return 0
    return next((len(s) for s in _PLURALS if folded.endswith(s)), 0)


def _ezafe(word: str, folded: str) -> int:
    """Return 1 for a word whose last letter only links it to the next: -i after a long vowel or a half-space."""
    if not folded.endswith("ی") or word.endswith(_INDEFINITE):
        return 0
    return int(folded[-2:-1] in tuple(_LONG_VOWELS) or word[-2:-1] == _HALF_SPACE)


def _tail_length(word: str, letters: int) -> int:
    """Count the characters of the surface that the last ``letters`` folded letters take, half-space included."""
    count, taken = 0, 0
    for character in reversed(word):
        if taken == letters and character != _HALF_SPACE:
            break
        taken += bool(fold_word(character))
        count += 1
    return count
