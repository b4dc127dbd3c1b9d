"""Whether the letters of an acronym come from the words of a name: CLC from Chad Lake Council."""

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

FEWEST, MOST = 2, 9
_LETTERS_OF_ONE_WORD = 3


class Part(Struct, frozen=True, gc=False):
    """A word of a name: the forms that lend its first letters; an optional one ("of", a country) may lend none."""

    forms: tuple[str, ...]
    optional: bool = False


def spells(acronym: str, parts: Sequence[Part]) -> bool:
    """Tell whether the words, in order, lend their first letters to all of an acronym; the first word always does.

    >>> words = [Part(("chad",)), Part(("lake",)), Part(("of",), optional=True), Part(("council",))]
    >>> spells("clc", words), spells("clo", words), spells("lc", words)
    (True, False, False)
    """

    @cache
    def fits(part: int, letter: int) -> bool:
        if part == len(parts):
            return letter == len(acronym)
        word = parts[part]
        if word.optional and part and fits(part + 1, letter):
            return True
        lent = {_shared(form, acronym[letter : letter + _LETTERS_OF_ONE_WORD]) for form in word.forms}
        return any(fits(part + 1, letter + count) for most in lent for count in range(1, most + 1))

    return FEWEST <= len(acronym) <= MOST and bool(parts) and fits(0, 0)


def _shared(form: str, letters: str) -> int:
    """Count the letters with which a form and a stretch of the acronym begin alike."""
    count = 0
    while count < min(len(form), len(letters)) and form[count] == letters[count]:
        count += 1
    return count


def is_acronym(word: str) -> bool:
    """Tell a word written as an acronym in a script with capitals: nearly all of its letters are capitals.

    >>> [is_acronym(word) for word in ("CLC", "СОЧ", "MIT", "UNHCRs", "Mit", "A", "B2B", "شيم")]
    [True, True, True, True, False, False, True, False]
    """
    capitals = sum(letter.isupper() for letter in word)
    return FEWEST <= len(word) <= MOST and capitals >= FEWEST and len(word) - capitals <= 1
