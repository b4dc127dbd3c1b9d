"""UTF-8 that was read as an old encoding and written as UTF-8 again.

A stretch of such letters, put back into the bytes of the old encoding, is sound UTF-8; a stretch of a real word in
Cyrillic, Arabic or accented Latin letters hardly ever is, and a page of them never.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial

_OLD = ("cp1252", "cp1251", "cp1256")
_STRETCH = re.compile(r"[^\x00-\x7f]+")
_LEAST = 8
"""The fewest letters to judge by; a page with fewer is left as it is."""
_SHARE = 0.9
_TRIED = 200


def repair_mojibake(text: str) -> tuple[str, str] | None:
    """Return the text as it was meant and the encoding that it was taken for, ``None`` where that is not certain.

    >>> repair_mojibake("РњРёРЅРёСЃС‚СЂ РїСЂРёР±С‹Р».")
    ('Министр прибыл.', 'cp1251')
    """
    sample = _STRETCH.findall(text[:100_000])[:_TRIED]
    letters = sum(map(len, sample))
    if letters < _LEAST:
        return None
    for encoding in _OLD:
        if _is_sound(sample, encoding):
            return _STRETCH.sub(partial(_restored, encoding=encoding), text), encoding
    return None


def _is_sound(sample: Sequence[str], encoding: str) -> bool:
    """Tell whether most letters can be put back; a page that is as it was meant shows at once that they cannot."""
    letters = sound = sum(map(len, sample))
    for stretch in sample:
        sound -= len(stretch) if _restore(stretch, encoding) is None else 0
        if sound < _SHARE * letters:
            return False
    return True


def _restored(found: re.Match[str], *, encoding: str) -> str:
    return _restore(found[0], encoding) or found[0]


def _restore(stretch: str, encoding: str) -> str | None:
    table = _bytes_of(encoding)
    try:
        return bytes(table[letter] for letter in stretch).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


@cache
def _bytes_of(encoding: str) -> Mapping[str, int]:
    """Every byte by the letter that it is read as; one that the encoding leaves out is read as a control."""
    read = {bytes((byte,)).decode(encoding, "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
    return {**{chr(byte): byte for byte in range(0x80, 0x100)}, **read} if encoding == "cp1252" else read
