"""Words with their places in the text, and the keys under which tables may know them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dragoman.language.morphology import Key, Morphology

_ARABIC_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670"
_WORD = re.compile(
    rf"\d+(?:[.,:٫/]\d+)*(?!\w)|[\w{_ARABIC_MARKS}]+(?:[-‐‑'’\u200c](?!s\b)[\w{_ARABIC_MARKS}]+)*|['’]s\b|[^\w\s]"
)


_Known = tuple[tuple[Key, ...], frozenset[str], str, bool, bool]


class Token(Struct, frozen=True, gc=False):
    """A word, number or mark.

    ``keys`` are its lookup keys, the plain folded form first; ``forms`` their texts, ``key`` the text of the first:
    the folded surface, without stripping anything. ``is_word`` tells words from numbers and marks, ``is_capital``
    whether the first letter is an upper-case one (never true of Arabic script).
    """

    text: str
    start: int
    stop: int
    keys: tuple[Key, ...]
    forms: frozenset[str]
    key: str
    is_word: bool
    is_capital: bool

    def as_written(self) -> "Token":
        """The same token known by its folded surface alone."""
        return replace(self, keys=self.keys[:1], forms=frozenset([self.key]))

    def has(self, words: frozenset[str] | set[str]) -> bool:
        """Tell whether any of the keys is among ``words``."""
        return not self.forms.isdisjoint(words)

    def has_bare(self, keys: frozenset[str], closed: frozenset[str]) -> bool:
        """Tell whether the bare word is one of some keys: no article, suffix or clitic of ``closed`` is on it."""
        whole = len(self.key)
        return any(
            k.text in keys and len(k.text) + len(k.clitic) == whole and closed.isdisjoint(k.clitic) for k in self.keys
        )


class Tokens(tuple[Token, ...]):
    """The tokens of a text; ``looked_up`` remembers where forms of each table begin, for many steps ask for them."""

    looked_up: dict[object, Mapping[int, Any]]

    def __new__(cls, tokens: Iterable[Token] = ()) -> "Tokens":
        """Gather tokens of which nothing is known yet."""
        made = super().__new__(cls, tokens)
        made.looked_up = {}
        return made


def tokenise(text: str, morphology: Morphology) -> Tokens:
    """Split a text into tokens whose offsets count in code points of ``text``.

    Cost: about one microsecond a token once a word has been seen.
    """
    return Tokens(_tokens(text, morphology))


def split_words(text: str, morphology: Morphology) -> list[str]:
    """Split a short text as :func:`tokenise` does, without looking its words up."""
    return [text[start:stop] for start, stop in morphology.join(text, [m.span() for m in _WORD.finditer(text)])]


def _tokens(text: str, morphology: Morphology) -> Iterator[Token]:
    known: dict[str, _Known] = {}
    for start, stop in morphology.join(text, [m.span() for m in _WORD.finditer(text)]):
        word = text[start:stop]
        if word not in known:
            keys = morphology.keys(word)
            forms = frozenset([key.text for key in keys])
            known[word] = keys, forms, keys[0].text, word[0].isalpha(), word[0].isupper()
        yield Token(word, start, stop, *known[word])
