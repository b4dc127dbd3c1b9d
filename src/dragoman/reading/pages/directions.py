"""Signs that steer the direction of what follows: counted where they are dropped, shown where they could mislead.

An override makes "exe.txt" of "txt.exe" for the eye, so none may stay in a text that is printed or compared. That a
page holds them is worth knowing all the same.

Source: Unicode Standard Annex 9, explicit directional formatting characters.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

from dragoman.model.articles import LeftOut

REASON = "direction"
_SIGN = re.compile("[\u202a-\u202e\u2066-\u2069]|&#(?:(\\d{4})|[xX]([0-9a-fA-F]{4}));")
_STOP = re.compile("[\u202a-\u202e\u2066-\u2069\n<]|&#")
_OVERRIDES = (0x202D, 0x202E)
_QUOTED, _LENGTH, _FAR = 3, 40, 200
_CODES = frozenset((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def note_directions(text: str) -> tuple[LeftOut, ...]:
    r"""Return how often each sign of direction stands in a page, also as a reference of HTML.

    Of one that makes words read otherwise than they are, the words that follow it are quoted.

    >>> [part.text for part in note_directions("\u202etxt.exe\u202c b &#x202E;c")]
    ['U+202E right-to-left override, 2 times, before "txt.exe", "c"', 'U+202C pop directional formatting, once']
    """
    if text.isascii() and "&#" not in text:
        return ()
    found, words = Counter[int](), defaultdict[int, list[str]](list)
    for sign in _SIGN.finditer(text):
        if (code := _code(sign)) in _CODES:
            found[code] += 1
            if code in _OVERRIDES and len(words[code]) < _QUOTED and (quoted := _quote(text[sign.end() :][:_FAR])):
                words[code].append(f'"{quoted}"')
    return tuple(LeftOut(_describe(code, number, words[code]), REASON) for code, number in found.most_common())


def _quote(following: str) -> str:
    """The first words that follow a sign, up to the next sign, line or element."""
    return " ".join(_STOP.split(following, maxsplit=1)[0].split())[:_LENGTH]


def _code(sign: re.Match[str]) -> int:
    if sign[1]:
        return int(sign[1])
    return int(sign[2], 16) if sign[2] else ord(sign[0])


def _describe(code: int, number: int, words: Sequence[str]) -> str:
    times = "once" if number == 1 else f"{number} times"
    before = f", before {', '.join(words)}" if words else ""
    return f"U+{code:04X} {unicodedata.name(chr(code)).lower()}, {times}{before}"
