"""Scripts: which one a text is in, and how to fold its spelling variants for look-ups.

Folding is for keys alone: texts are stored as they came. There are two strengths: :func:`fold` is thorough and may
change the length; :func:`fold_keep_length` maps one code point to one, so that an offset in the folded text is an
offset in the text.
"""

import re
import sys
import unicodedata
from collections import Counter
from functools import cache, lru_cache

MARK = "\ue000"
"""The private code point that stands for a vowel mark, a tatweel or a direction sign in :func:`fold_keep_length`."""

_VARIANTS = {
    "ё": "е",
    "ي": "ی",
    "ى": "ی",
    "ئ": "ی",
    "ې": "ی",
    "ك": "ک",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ة": "ه",
    "ۀ": "ه",
    "ہ": "ه",
    "ە": "ه",
    "ؤ": "و",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "‐": "-",
    "‑": "-",
    "\u200c": " ",
    "\u200b": " ",
}
_DROPPED = re.compile("[\u0640\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_IDEOGRAPH_LETTERS = 3
_SPACE = re.compile(r"\s+")
_WORD_LENGTH = 40
"""What is no longer is likely a word, and comes again."""
_VARIANT_TABLE = str.maketrans(_VARIANTS)

_RANGES: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0531, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x137F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x3040, 0x30FF, "Kana"),
    (0x3400, 0x4DBF, "Hans"),
    (0x4E00, 0x9FFF, "Hans"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFC, "Arab"),
)


def fold(text: str) -> str:
    """Return the key under which spelling variants of one word meet.

    Compatibility forms, case, ё, the Arabic and Persian variants of one letter, vowel marks, accents, tatweel and
    direction signs are levelled; half-spaces and runs of white space become one space.

    >>> fold("Алёна"), fold("مُحَمَّد"), fold("می‌شود")
    ('алена', 'محمد', 'می شود')
    """
    return _fold_word(text) if len(text) <= _WORD_LENGTH else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        return _SPACE.sub(" ", text.casefold().replace("`", "'")).strip()
    text = unicodedata.normalize("NFKC", text).casefold().translate(_VARIANT_TABLE)
    return _SPACE.sub(" ", _DROPPED.sub("", _drop_accents(text))).strip()


@lru_cache(maxsize=1 << 15)
def _fold_word(text: str) -> str:
    return _fold(text)


def _drop_accents(text: str) -> str:
    kept = text.replace("й", "\ue001")
    bare = _combining_marks().sub("", unicodedata.normalize("NFD", kept))
    return unicodedata.normalize("NFC", bare).replace("\ue001", "й")


@cache
def _combining_marks() -> re.Pattern[str]:
    """The characters that combine with the one before them."""
    marks = (chr(code) for code in range(sys.maxunicode + 1) if unicodedata.combining(chr(code)))
    return re.compile(f"[{''.join(marks)}]+")


def fold_keep_length(text: str) -> str:
    """Return the text with case and letter variants levelled, code point for code point.

    A vowel mark, a tatweel or a direction sign cannot be dropped without moving what follows: it becomes :data:`MARK`,
    and a caller that compares with folded forms skips that character. Half-spaces and odd spaces become a space.

    >>> fold_keep_length("Ёлка НАТО")
    'елка нато'
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        return text.translate(_length_keeping_table())
    return lowered if lowered.isascii() else _variant_pattern().sub(_fold_variant, lowered)


@cache
def _variant_pattern() -> re.Pattern[str]:
    """What lower case leaves to be folded; far fewer letters than the whole table, so that most are not looked up."""
    left = (chr(code) for code, folded in _length_keeping_table().items() if chr(code).lower() == chr(code) != folded)
    return re.compile(f"[{re.escape(''.join(left))}]")


def _fold_variant(found: re.Match[str]) -> str:
    return _length_keeping_table()[ord(found[0])]


@cache
def _length_keeping_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (*range(0x80), *range(0xA0, 0x0700), *range(0x1E00, 0x2070), *range(0xFB50, 0xFF00)):
        folded = _fold_character(chr(code))
        if folded != chr(code):
            table[code] = folded
    table[0x3000] = " "
    return table


def _fold_character(character: str) -> str:
    if unicodedata.combining(character) or _DROPPED.match(character):
        return MARK
    if character.isspace():
        return character if character in "\n\r\t" else " "
    lowered = unicodedata.normalize("NFKC", character).lower()
    single = lowered if len(lowered) == 1 else character
    return _VARIANTS.get(single, single)


def script_of(text: str) -> str | None:
    """Return the ISO 15924 code of the script that most letters of the text are in, or ``None`` without letters.

    Ideographs are ``Hans`` whatever their tradition; a text with any kana is ``Jpan``.

    >>> script_of("Город Душанбе (Dushanbe)"), script_of("12.05.2024")
    ('Cyrl', None)
    """
    counts = count_scripts(text)
    if not counts:
        return None
    best = max(counts, key=lambda script: counts[script])
    return "Jpan" if best in ("Hans", "Kana") and counts.get("Kana") else best


def count_scripts(text: str) -> Counter[str]:
    """Return how many letters of each script the text has; an ideograph counts for three, as it stands for a word."""
    counts: Counter[str] = Counter()
    for character, number in Counter(text).items():
        if character.isalpha() and (script := _script_of_character(character)):
            counts[script] += number * (_IDEOGRAPH_LETTERS if script == "Hans" else 1)
    return counts


@cache
def _script_of_character(character: str) -> str | None:
    code = ord(character)
    return next((script for start, stop, script in _RANGES if start <= code <= stop), None)


def digits_to_ascii(text: str) -> str:
    """Return the text with the decimal digits of every script as 0 to 9, code point for code point.

    >>> digits_to_ascii("۱۴۰۲/٠٥")
    '1402/05'
    """
    return text if text.isascii() else text.translate(_digit_table())


@cache
def _digit_table() -> dict[int, str]:
    decimal = (c for c in range(0x80, min(sys.maxunicode, 0x1FFFF)) if unicodedata.category(chr(c)) == "Nd")
    return {code: str(unicodedata.decimal(chr(code))) for code in decimal}


def isolate(text: str) -> str:
    """Return the text between direction isolates, so that it does not reorder its neighbours on a terminal.

    Source: Unicode Standard Annex 9, first strong isolate.
    """
    return f"\u2068{text}\u2069" if text else text
