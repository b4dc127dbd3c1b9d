"""Words of names folded to the letters that the table of costs knows, and the writing that they are in."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from dragoman.language.names.tables import load_letters, load_readings

LATIN, CYRILLIC, ARABIC, PERSIAN, HAN, OTHER = "latn", "cyrl", "ar", "fa", "hani", "other"
WRITINGS = (LATIN, CYRILLIC, ARABIC, PERSIAN, HAN)
_RANGES = ((CYRILLIC, 0x0400, 0x0530), (ARABIC, 0x0600, 0x0700), (ARABIC, 0xFB50, 0xFEFD), (HAN, 0x3400, 0xA000))
_NOT_ARABIC = frozenset(["fa", "prs", "tg", "ps", "ur"])


@lru_cache(maxsize=1 << 16)
def find_writing(word: str, language: str | None = None) -> str:
    """Return the writing of a word: its script, and for Arabic script whether a language of Iran or Arabic wrote it."""
    for letter in word:
        code = ord(letter)
        for writing, start, stop in _RANGES:
            if start <= code < stop:
                return _of_arabic_script(word, language) if writing == ARABIC else writing
    return LATIN if any(unicodedata.name(letter, "").startswith("LATIN") for letter in word) else OTHER


def _of_arabic_script(word: str, language: str | None) -> str:
    if language in ("ar", "fa"):
        return language
    return PERSIAN if language in _NOT_ARABIC or looks_persian(word) else ARABIC


def looks_persian(text: str) -> bool:
    """Tell whether a text in Arabic script has a letter that only Persian and its neighbours write."""
    return bool(_persian_letters().search(text))


@cache
def _persian_letters() -> re.Pattern[str]:
    return re.compile(f"[{''.join(form for form, _ in load_letters('marks'))}]")


@lru_cache(maxsize=1 << 17)
def fold_word(word: str, writing: str) -> str:
    """Fold a word: small letters, spelling variants of one letter as one, signs and unknown accents dropped.

    A word in Chinese characters becomes what they are read, without tones.

    >>> fold_word("Šefčovič", "latn"), fold_word("Қосимӣ", "cyrl"), fold_word("أحمد", "ar")
    ('šefčovič', 'косими', 'احمد')
    """
    folds = _folds(writing)
    plain = unicodedata.normalize("NFKC", word).casefold()
    if writing == HAN:
        return "".join(load_readings().get(letter, "") for letter in plain)
    letters = "".join(folds.get(letter, letter) for letter in unicodedata.normalize("NFC", plain))
    return "".join(_known(letter, writing) for letter in letters)


def _known(letter: str, writing: str) -> str:
    if letter in _alphabet(writing):
        return letter
    bare = unicodedata.normalize("NFKD", letter)[:1]
    if bare in _alphabet(writing):
        return bare
    return letter if writing not in WRITINGS and letter.isalpha() else ""


@cache
def _folds(writing: str) -> Mapping[str, str]:
    return MappingProxyType(dict(load_letters(writing)))


@cache
def _alphabet(writing: str) -> frozenset[str]:
    return frozenset(form for form, _ in load_letters(f"{writing}-alphabet"))
