"""The page's own publication date."""

import re
from functools import cache

from dragoman.language.dates import parse_date_line
from dragoman.language.packs import list_packs
from dragoman.model.times import When

OLDEST = "1995-01-01"
"""The day since when pages of news have been on the web."""
_STAMP = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?=T\d\d:|[ ]\d\d:\d\d|\b)")
_COPYRIGHT = re.compile(r"©|\(c\)\s*\d|copyright", re.IGNORECASE)


def parse_published(text: str, language: str) -> When | None:
    """Return the day that a head line, a byline, a dateline or a labelled foot line states, or ``None``.

    A year in a copyright line is none, and nothing is completed from elsewhere. Where the day is one before pages were
    on the web in one calendar, and a later one in that of another language, it is the later.
    """
    if _COPYRIGHT.search(text) or not any(c.isdigit() for c in text):
        return None
    stamp = _STAMP.search(text)
    if stamp and "01" <= stamp[2] <= "12" and "01" <= stamp[3] <= "31":
        return When(f"{stamp[1]}-{stamp[2]}-{stamp[3]}", "stated", stamp[0])
    tags = _tags()
    first = (language,) if language in tags else ()
    old: When | None = None
    for tag in (*first, *(other for other in tags if other not in first)):
        found = parse_date_line(text, tag)
        if found and (found.precision == "day" or found.note == "ambiguous-order"):
            if found.value is None or found.value >= OLDEST:
                return found
            old = old or found
    return old


@cache
def _tags() -> tuple[str, ...]:
    return list_packs()
