"""The terms of a text for full-text search: every word by its dictionary form, with its place in the text.

Spelling is folded last, when the dictionary has been asked: folded letters hide Arabic words from it. A word has one
``main`` term, so that phrases are runs of terms, and may have ``others``, where its form may be of several words.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from types import MappingProxyType

from msgspec import Struct

from dragoman.language.packs import list_packs, load_pack
from dragoman.language.scripts import digits_to_ascii, fold, script_of

ANALYSER = "2"
"""Goes up whenever the same text would give other terms; an index of others is built anew."""

Forms = tuple[str, tuple[str, ...]]
"""The main term of a word and the others; an empty main term is a word that is passed over."""

_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670"
_WORD = re.compile(
    rf"(?<=\w)['’ʼ]s\b|(?:[^\W\d_]\.){{2,}}|\d+|[^\W\d_](?:[^\W_]|[{_MARKS}]|\u200c(?=\w)|['’ʼ](?!s\b)(?=[^\W\d_]))*"
)
_TATWEEL = "".join(map(chr, (0x0640, *range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, 0x200C)))
"""The tatweel counts as a letter; together with the marks over it, it is no word."""

_APOSTROPHES = "'’ʼ"
_NOTHING: Forms = ("", ())
_OWN_LETTERS = MappingProxyType(
    {"fa": frozenset("پچژگیک\u200c"), "ar": frozenset("يكةىأإ"), "tg": frozenset("ғӣқӯҳҷ"), "ru": frozenset("щыьц")}
)
_STRATEGIES = frozenset({"english", "russian", "arabic", "persian", "tajik"})
_ODD = re.compile(r"[^\w~]|_")


class Term(Struct, frozen=True, gc=False):
    """A word of a text: where it stands, in code points, and its terms."""

    start: int
    stop: int
    main: str
    others: tuple[str, ...] = ()


def analyse_text(text: str, language: str, *, start: int = 0) -> Iterator[Term]:
    """Yield the terms of a text in order; affixes that are written apart are passed over.

    Args:
        text: The text.
        language: Its language; without a pack words are folded and nothing more.
        start: The place of the text in a longer one.

    Cost: under a microsecond a word once it has been seen.

    >>> [term.main for term in analyse_text("Ministers’ meetings, 2024", "en")]
    ['minister', 'meet', '2024']
    """
    analyse = _choose(language)
    for match in _WORD.finditer(text):
        main, others = _analyse_word(match[0], analyse) if match[0][0] not in _APOSTROPHES else _NOTHING
        if main:
            yield Term(match.start() + start, match.end() + start, main, others)


def guess_languages(text: str) -> tuple[str, ...]:
    """Return the languages with a pack that write as a text does; a query is read in all of them."""
    script = script_of(text)
    found = tuple(tag for tag in list_packs() if load_pack(tag).script == script)
    return found or ("und",)


def likely_language(text: str) -> str | None:
    """Return the one language with a pack whose own letters a text has, ``None`` where they may be of several."""
    found = [tag for tag, letters in _OWN_LETTERS.items() if not letters.isdisjoint(text.casefold())]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1 << 17)
def _analyse_word(word: str, analyse: Callable[[str], Forms]) -> Forms:
    if word[0].isdigit():
        return digits_to_ascii(word), ()
    main, others = analyse(word) if word.strip(_TATWEEL) else _NOTHING
    plain = _plain(main)
    return plain, tuple(sorted({_plain(other) for other in others} - {plain, ""}))


def _plain(term: str) -> str:
    """Return a folded term without anything at which an index would cut it in two."""
    return _ODD.sub("", fold(term))


@cache
def _choose(language: str) -> Callable[[str], Forms]:
    name = load_pack(language).strategies.get("morphology", "") if language in list_packs() else ""
    if name not in _STRATEGIES:
        return _as_written
    found: Callable[[str], Forms] = import_module(f"dragoman.language.terms.{name}").analyse_word
    return found


def _as_written(word: str) -> Forms:
    return word, ()
