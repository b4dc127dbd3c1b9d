"""Dates as the locale of a page writes them, also in languages that no pack reads.

Source: the date formats and names of months of CLDR, through Babel.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from dragoman.language.scripts import MARK, digits_to_ascii, fold_keep_length

_FIELDS = re.compile(r"'([^']*)'|(y+)|([ML]+)|(d+)|([Ec]+)|(\s+)|(.)")
_DAY = r"(?P<day>[0-3]?\d)"
_AFTER_DAY = r"(?:[^\W\d_]{1,2}\b|\.?º|[^\W\d_]{1,3}\.)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FIGURE = r"(?P<month>[01]?\d)"
_SEPARATOR = r"[\s.,/-]*(?:[^\W\d_]{1,3}\.?[\s.,]+)?"
_NUMBER, _WORD, _STOP = r"(?<!\d)(?<!\d[.,/-])", r"(?<!\w)", r"(?!\d)"
_LEAST_NAME = _NAMED = 3
_LOOSE_ORDER = frozenset({"en", "en-us"})
"""Tags that tell nothing of the order of figures: software writes them when nobody chose."""
_OLDEST = 1900


def parse_localised(text: str, language: str) -> str | None:
    """Return the first day that a text states in the way of a language, or ``None``.

    >>> parse_localised("Publicado el 3 de mayo de 2024", "es"), parse_localised("2024年5月3日", "ja")
    ('2024-05-03', '2024-05-03')
    """
    folded = digits_to_ascii(_level(text))
    months, patterns = _load(language)
    for pattern in patterns:
        for found in pattern.finditer(folded):
            name = found["month"].strip(". ")
            month = name if name.isdecimal() else str(months.get(name, 0))
            if day := make_day(found["year"], month, found["day"]):
                return day
    return None


def make_day(year: str, month: str, day: str) -> str | None:
    """Return the ISO day of three figures, ``None`` where there is no such day."""
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made.isoformat() if made.year >= _OLDEST else None


def _level(text: str) -> str:
    return fold_keep_length(text).replace(MARK, "")


@cache
def _load(language: str) -> tuple[dict[str, int], tuple[re.Pattern[str], ...]]:
    """The names of a language's months and the shapes of its dates; nothing for a language that CLDR lacks."""
    locale = _locale(language)
    if locale is None:
        return {}, ()
    months = dict(_months(locale))
    names = "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True))
    name = rf"(?P<month>{names})\.?" if names else r"(?P<month>(?!))"
    formats = [str(locale.date_formats[width].pattern) for width in _widths(language)]
    shapes = [
        *(_NUMBER + _shape(pattern, name) for pattern in formats),
        _NUMBER + _DAY + _AFTER_DAY + _SEPARATOR + name + _SEPARATOR + _YEAR,
        _WORD + name + _SEPARATOR + _DAY + _AFTER_DAY + _SEPARATOR + _YEAR,
        _NUMBER + _YEAR + _SEPARATOR + name + _SEPARATOR + _DAY,
    ]
    return months, tuple(re.compile(shape + _STOP) for shape in shapes)


def _locale(language: str) -> Any:
    from babel import Locale, UnknownLocaleError

    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _months(locale: Any) -> Iterator[tuple[str, int]]:
    """Names of months; one of one or two letters is none, except in scripts without capitals, as "5월" and "मई"."""
    for context in ("stand-alone", "format"):
        for width in ("abbreviated", "wide"):
            for number, name in locale.months[context][width].items():
                folded = _level(str(name)).strip(". ")
                if len(folded) >= _LEAST_NAME or (len(folded) > 1 and folded.upper() == folded.lower()):
                    yield folded, number


def _widths(language: str) -> tuple[str, ...]:
    return () if language.lower() in _LOOSE_ORDER else ("long", "medium", "short")


def _shape(pattern: str, name: str) -> str:
    """Turn a format into an expression; a year is written in full and a weekday may be left out."""
    parts = []
    for quoted, year, month, day, weekday, space, sign in _FIELDS.findall(pattern):
        literal = _level(quoted or sign).strip()
        field = _YEAR if year else name if len(month) >= _NAMED else _FIGURE if month else _DAY if day else ""
        parts.append(field or (r"\s*" if space or weekday or not literal else rf"\s*{re.escape(literal)}\s*"))
    return re.sub(r"(?:\\s\*)+", r"\\s*", "".join(parts)).removesuffix(r"\s*")
