"""Tajik words: the written ezafe, the plural, the object mark and the small words written on the end of another.

Tajik is Persian in Cyrillic letters, and it writes what Persian leaves to the reader. The ezafe is the letter -и,
which after -ӣ takes its place (-ӣ becomes -ии); -ро marks the object; "his" and "and" are written on. What is stripped
is no part of a name.
"""

import re
import unicodedata
from functools import lru_cache
from types import MappingProxyType

from dragoman.language.morphology import Key
from dragoman.language.morphology.caseless import Caseless

_NEIGHBOURS = str.maketrans("ёіѓ", "еӣғ")
"""Letters typed for another: the dots are often left out, and not every keyboard has the Tajik letters."""
_STRESS = re.compile("[\u0300\u0301\u00ad]")

_OBJECT = "ро"
_FOREIGN_ENDS = ("стро", "дро", "негро", "зеро")
_POSSESSIVES = ("яшон", "ашон", "амон", "атон", "яш", "аш", "ам", "ат")
_EZAFE = "и"
_LONG_I = "ӣ"
_JOINED_AND = ("ву", "ю", "у")
_INDEFINITE = "е"
_PLURALS = ("ҳо", "гон", "ен", "он")
_CLOSED = tuple("еиоуэюяӣӯ")
_NEVER_BEFORE = MappingProxyType(
    {
        **dict.fromkeys(("аш", "ам", "ат", "ашон", "амон", "атон"), _CLOSED),
        **dict.fromkeys(("у", "е", "он"), (*_CLOSED, "а")),
    }
)
"""After which vowels an ending is not written: there it is a part of the word."""
_FUTURE = ("хоҳад", "хоҳанд", "хоҳам", "хоҳем", "хоҳед")
_SHORTEST = 3
_LAYERS = 3


class Tajik(Caseless):
    """Keys are the folded word, then what is left when one ending after another is taken off, up to three."""

    def keys(self, word: str) -> tuple[Key, ...]:
        """Return the folded word, then shorter forms."""
        return _keys(word)

    def index(self, word: str) -> tuple[str, ...]:
        """Return the folded word alone: tables hold words as they stand, with the ezafe inside a phrase."""
        return (fold_word(word),)

    def index_rare(self, word: str) -> tuple[str, ...]:
        """Return the same keys as ``index``."""
        return self.index(word)

    def fold(self, word: str) -> str:
        """Return the folded surface."""
        return fold_word(word)

    def knows(self, word: str) -> bool:
        """Tell a word that an ending shows to be the head of a phrase: there is no dictionary to ask."""
        return len(word) > _SHORTEST and fold_word(word).endswith(_EZAFE)

    def join(self, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the spans as they are: Tajik writes its verbs in one word."""
        return spans

    def tense(self, word: str) -> str | None:
        """Return ``future`` for a form of the auxiliary of the future."""
        return "future" if fold_word(word) in _FUTURE else None

    def base_name(self, words: tuple[str, ...], *, subject: bool = False) -> str:
        """Return the words of a name without the object mark on the last one, before which -ӣ is written -и."""
        *front, last = words
        if not _ends_in_object(last):
            return " ".join(words)
        stem = last[: -len(_OBJECT)]
        return " ".join((*front, stem[:-1] + _LONG_I if stem.endswith(_EZAFE) else stem))


def fold_word(word: str) -> str:
    """Fold case, stress marks and neighbouring letters; composed letters stay, for -ӣ and -и mean different things."""
    return _STRESS.sub("", unicodedata.normalize("NFC", word)).casefold().translate(_NEIGHBOURS)


def _ends_in_object(word: str) -> bool:
    """Tell a word with the object mark, and not a foreign name in -stro or -dro."""
    return word.endswith(_OBJECT) and len(word) - len(_OBJECT) >= _SHORTEST and not word.endswith(_FOREIGN_ENDS)


@lru_cache(maxsize=32768)
def _keys(word: str) -> tuple[Key, ...]:
    folded = fold_word(word)
    found, seen = [Key(folded)], {folded}
    layer = [folded]
    for _ in range(_LAYERS):
        layer = [stem for form in layer for stem in _shorten(form) if stem not in seen]
        for stem in layer:
            if stem not in seen:
                seen.add(stem)
                found.append(Key(stem, tail=max(0, len(folded) - len(stem))))
    return tuple(found)


def _shorten(form: str) -> list[str]:
    """Return the forms with one ending less; -ии and -ию may hide -ӣ."""
    stems = [_without(form, ending) for ending in (_OBJECT, *_POSSESSIVES, *_JOINED_AND, _EZAFE, _INDEFINITE)]
    stems += [_without(form, ending) for ending in _PLURALS]
    if form.endswith("гон"):
        stems.append(form[:-3] + "а")
    if form.endswith(_EZAFE * 2):
        return [form[:-2] + _LONG_I]
    if form.endswith("ию"):
        stems.append(form[:-2] + _LONG_I)
    return [stem for stem in stems if len(stem) >= _SHORTEST]


def _without(form: str, ending: str) -> str:
    """Return the form without an ending that it may bear, else an empty string."""
    if not form.endswith(ending):
        return ""
    stem = form[: -len(ending)]
    return "" if stem.endswith(_NEVER_BEFORE.get(ending, ())) else stem
