"""The dictionary of Russian forms: pymorphy3 with its OpenCorpora data, loaded once a process."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

CASES: Mapping[str, str] = MappingProxyType({
    "nomn": "nom", "gent": "gen", "gen2": "gen", "gen1": "gen", "datv": "dat", "accs": "acc", "acc2": "acc",
    "ablt": "ins", "loct": "loc", "loc2": "loc", "loc1": "loc",
})  # fmt: skip
"""The dictionary's cases by ours; what is rare falls in with its neighbour."""

_HYPHENS = str.maketrans("\u2010\u2011", "--")
_VARIANTS = _HYPHENS | {ord("ё"): "е"}


_PLAIN = re.compile("[а-яё-]+")
_UNKNOWN = "\ufffd"
"""Stands for a letter that Unicode gives no name, of which the dictionary says nothing but an error."""


@cache
def _analyser() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=32768)
def parse_word(word: str) -> tuple[Any, ...]:
    """Return every parse of a lower-case word, likeliest first. Cost: 20 to 200 microseconds for a new word."""
    whole = word.encode("utf-8", "replace").decode("utf-8")  # the compiled lookup refuses half a character
    if not (whole.isascii() or _PLAIN.fullmatch(whole)):
        whole = "".join(letter if unicodedata.name(letter, "") else _UNKNOWN for letter in whole)
    return tuple(_analyser().parse(whole.translate(_HYPHENS)))


def is_known(parse: Any) -> bool:
    """Tell a parse of a form that the dictionary has: it alone was asked. A tenth of the cost of asking it again."""
    return len(parse.methods_stack) == 1 and isinstance(parse.methods_stack[0][0], _dictionary_unit())


@cache
def _dictionary_unit() -> type:
    from pymorphy3.units import DictionaryAnalyzer

    found: type = DictionaryAnalyzer
    return found


def fold_word(word: str) -> str:
    """Fold case, ``ё`` and the variants of the hyphen."""
    return word.casefold().translate(_VARIANTS)
