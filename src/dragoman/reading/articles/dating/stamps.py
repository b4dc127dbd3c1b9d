"""Stamps: dates that a program wrote, in the forms that programs write them."""

import re
from datetime import UTC, datetime

from dragoman.language.scripts import digits_to_ascii
from dragoman.reading.articles.dating.localised import make_day, parse_localised
from dragoman.reading.articles.publication import parse_published

_LIMIT = 80
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?(?!\d)")
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d+)?")
_NAMED = re.compile(r"[A-Za-z]{3,9}\.?,?\s+\d|\d\s*[A-Za-z]{3}")
_PROGRAMS_LANGUAGE = "en"
"""RFC 2822 and the programs that print a date as C does write its months so, whatever the page's language."""


def parse_stamp(value: str, language: str | None) -> str | None:
    """Return the day that a stamp names, in the zone that it is written in, or ``None``.

    Args:
        value: An attribute, a field of JSON-LD, a line of text.
        language: The page's language, for names of months and the order of figures.

    >>> parse_stamp("2024-05-17T23:30:00+05:00", None), parse_stamp("Fri, 17 May 2024 10:00:00 GMT", None)
    ('2024-05-17', '2024-05-17')
    """
    text = digits_to_ascii(value.strip())[:_LIMIT]
    if not any(c.isdigit() for c in text):
        return None
    return _figures(text) or _epoch(text) or _words(text, language)


def _figures(text: str) -> str | None:
    found = _YEAR_FIRST.search(text)
    if found:
        return make_day(found[1], found[3], found[4])
    compact = _COMPACT.search(text)
    return make_day(compact[1], compact[2], compact[3]) if compact else None


def _epoch(text: str) -> str | None:
    found = _EPOCH.fullmatch(text)
    return datetime.fromtimestamp(int(found[1]), UTC).date().isoformat() if found else None


def _words(text: str, language: str | None) -> str | None:
    if language and (day := parse_localised(text, language)):
        return day
    when = parse_published(text, language or _PROGRAMS_LANGUAGE)
    if when is not None and when.precision == "day":
        return when.value
    return parse_localised(text, _PROGRAMS_LANGUAGE) if _NAMED.search(text) else None
