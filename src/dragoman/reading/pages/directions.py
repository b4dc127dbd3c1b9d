"""Signs that steer the direction of what follows: counted where they are dropped, shown where they could mislead.

An override makes "exe.txt" of "txt.exe" for the eye, so none may stay in a text that is printed or compared. That a
page holds them is worth knowing all the same.

Source: Unicode Standard Annex 9, explicit directional formatting characters.
"""

import re
import unicodedata
from collections import Counter

from dragoman.model.articles import LeftOut

REASON = "direction"
_SIGN = re.compile("[\u202a-\u202e\u2066-\u2069]|&#(?:(\\d{4})|[xX]([0-9a-fA-F]{4}));")
_CODES = frozenset((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def note_directions(text: str) -> tuple[LeftOut, ...]:
    r"""Return how often each sign of direction stands in a page, also as a reference of HTML.

    >>> [part.text for part in note_directions("\u202ea\u202c b &#x202E;")]
    ['U+202E right-to-left override, 2 times', 'U+202C pop directional formatting, once']
    """
    if text.isascii() and "&#" not in text:
        return ()
    found = Counter(code for sign in _SIGN.finditer(text) if (code := _code(sign)) in _CODES)
    return tuple(LeftOut(_describe(code, number), REASON) for code, number in found.most_common())


def _code(sign: re.Match[str]) -> int:
    if sign[1]:
        return int(sign[1])
    return int(sign[2], 16) if sign[2] else ord(sign[0])


def _describe(code: int, number: int) -> str:
    times = "once" if number == 1 else f"{number} times"
    return f"U+{code:04X} {unicodedata.name(chr(code)).lower()}, {times}"
