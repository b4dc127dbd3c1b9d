"""Datelines: the place, day and agency that stand before the first sentence.

``KABUL, 5 May (Agency) - The minister ...``: what stands before the dash is no part of the article, but it holds the
day that the article was written and the agency that wrote it.
"""

import re

from msgspec import Struct

from dragoman.language.scripts import digits_to_ascii
from dragoman.model.times import When
from dragoman.reading.articles.lexicon import Furniture, level_line
from dragoman.reading.articles.publication import parse_published

_LIMIT = 110
_YEAR = 4
_CLOSERS = re.compile(
    r"""(?P<dash>\s+[–—―-]{1,2}\s+|\s*[–—―]{1,2}\s+|\)\s*[-–—:]{0,2}\s*|\s*--\s*)
    |(?P<slash>[/\\]\s*[.:–—-]{0,2}\s+)|(?P<colon>\s?:\s+)|(?P<stop>(?<![.\s][A-Z])\.\s+)""",
    re.VERBOSE,
)
_PARTS = re.compile(r"""[,،/()\[\]:|.\\]+\s+|\s+[–—―-]{1,2}\s+|[,،()/\[\]|]|\s*[–—―]+\s*""")
_DASH = re.compile(r"\s+[–—―-]{1,2}\s+")
_ENDS_IN_DASH = re.compile(r"[–—―-]\s*$")
_QUOTES = " \"'«»“”„”‘’.,،:–—-/()[]"
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\b\d{1,2}\b(?=.*[^\W\d_]{3})|[^\W\d_]{3,}\.?\s+\d{1,2}\b")


class Dateline(Struct, frozen=True, gc=False):
    """What stood before the first sentence: as written, how long it is in the text, its day and its agency."""

    text: str
    length: int
    published: When
    agency: str | None


def find_dateline(paragraph: str, language: str, *, furniture: Furniture) -> Dateline | None:
    """Return the dateline at the start of a paragraph, or ``None``.

    A dateline needs two of place, day and agency, or a place in capitals before a dash; before a full stop a place and
    a day with its year. A single agency with a colon counts where the pack has a word for news agencies before it.
    """
    head = paragraph[:_LIMIT]
    best: Dateline | None = None
    for closer in _CLOSERS.finditer(head):
        if not paragraph[closer.end() :].strip():
            break
        if best is not None and _ENDS_IN_DASH.search(head[: best.length]) and head[closer.start()] == ")":
            continue
        found = _read(paragraph[: closer.end()], closer.lastgroup or "", language, furniture)
        best = found or best
        if found is None and closer.lastgroup == "stop" and best:
            break
    return best


def read_dateline(line: str, language: str, *, furniture: Furniture) -> Dateline | None:
    """Read a short line that is a dateline and nothing else, such as a city, a dash and an agency."""
    return _read(line, "line", language, furniture) if len(line) <= 60 else None


def _read(text: str, closer: str, language: str, furniture: Furniture) -> Dateline | None:
    parts = _split(text, furniture)
    if not parts or len(parts) > 6:
        return None
    kinds = [_kind(part, furniture) for part in parts]
    when = parse_published(text, language) if "day" in kinds else None
    if "day" in kinds and when is None and not _loose_day(parts, kinds):
        return None
    agency = next((part for part, kind in zip(parts, kinds, strict=True) if kind == "agency"), None)
    dated = when is not None and when.precision == "day"
    if not (_is_dateline(text, kinds, closer) or (closer == "stop" and dated and _is_place_and_day(kinds))):
        return None
    return Dateline(text.strip(" –—―-:"), len(text), when or When(), agency)


def _split(text: str, furniture: Furniture) -> list[str]:
    """Cut at dashes first, so that an agency whose letters have points stays whole."""
    parts: list[str] = []
    for piece in _DASH.split(text):
        whole = level_line(piece) in furniture.agencies
        parts += [piece] if whole else _PARTS.split(piece)
    return [bare for part in parts if (bare := part.strip(_QUOTES))]


def _loose_day(parts: list[str], kinds: list[str | None]) -> bool:
    """A day and month without a year is a day too."""
    return any(kind == "day" and len(part.split()) <= 4 for part, kind in zip(parts, kinds, strict=True))


def _kind(part: str, furniture: Furniture) -> str | None:
    key = level_line(part)
    if key in furniture.agencies:
        return "agency"
    if any(key.startswith(noun + " ") and len(key.split()) <= 4 for noun in furniture.agency_nouns):
        return "agency"
    plain = digits_to_ascii(part)
    if plain.isdecimal() and len(plain) == _YEAR:
        return "day"
    if any(c.isdigit() for c in plain):
        return "day" if _DAY.search(plain) and len(part.split()) <= 5 else "agency" if len(part) <= 10 else None
    words = part.split()
    cased = part[0].lower() != part[0].upper()
    if cased and all(w[:1].isupper() or w[:1] in "-'’" or len(w) <= 3 for w in words) and len(words) <= 4:
        return "place"
    return "place" if not cased and len(words) <= 3 else None


def _is_dateline(text: str, kinds: list[str | None], closer: str) -> bool:
    if None in kinds or kinds.count("day") > 2:
        return False
    agencies, days, places = kinds.count("agency"), kinds.count("day"), kinds.count("place")
    if closer == "colon":
        return (agencies == 1 and not days and not places) or bool(agencies and places and len(kinds) <= 3)
    if closer == "stop":
        return bool(agencies and places and days) or (agencies and places and text.isupper())  # type: ignore[return-value]
    if kinds[0] not in ("place", "agency", "day") or places > 3:
        return False
    if agencies and (places or days):
        return True
    if closer == "line":
        return False
    if days and places and kinds[0] == "place":
        return _cased(text) or closer == "slash"
    if agencies and text.rstrip(" –—-:").endswith(")"):
        return True
    return len(kinds) <= 2 and kinds[0] == "place" and closer == "dash" and _capitals(text)


def _is_place_and_day(kinds: list[str | None]) -> bool:
    """Tell "Place, 5 May 2023." which is no sentence."""
    days = kinds.count("day")
    return set(kinds) == {"place", "day"} and days <= 2 and len(kinds) - days <= 2


def _cased(text: str) -> bool:
    first = next((c for c in text if c.isalpha()), "")
    return first.lower() != first.upper()


def _capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and all(c.isupper() for c in letters) and letters[0].lower() != letters[0]
