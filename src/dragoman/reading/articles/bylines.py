"""What head and foot of a page say of it: when it was published, who wrote it, which outlet brought it."""

import re

import msgspec

from dragoman.language.scripts import fold_keep_length
from dragoman.model.times import When
from dragoman.reading.articles.datelines import read_dateline
from dragoman.reading.articles.lexicon import Furniture
from dragoman.reading.articles.lines import Line, find_domain, has_letters, is_name
from dragoman.reading.articles.publication import parse_published

_DATE_LENGTH = 90
_OUTLET_LENGTH = 60
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d(?::\d\d)?\b|\b(?:[AaPp]\.?[Mm]\.?|GMT|UTC|MSK)\b|[Tt](?=\d\d:)|[Zz]$|\+\d\d:?\d\d"
)
_NUMERIC = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_EDGES = ' \t,.;:|/\\()[]-–—•·"«»“”'


class Details(msgspec.Struct):
    """The metadata that lines of the page gave."""

    published: When = When()
    author: str | None = None
    outlet: str | None = None
    dateline: str | None = None


def read_details(lines: list[Line], language: str, *, furniture: Furniture, foot: bool = False) -> Details:
    """Read the metadata lines among these lines, label them, and return what they say.

    Args:
        lines: The head or the foot of a page; lines with a label other than date or byline only give what they label.
        language: The page's main language.
        furniture: The furniture lexicon.
        foot: Whether it is the foot, where only a line that is wholly a date or labelled as one counts.
    """
    details = Details()
    dated = False
    for line in lines:
        near = dated and line.label is None and not line.is_paragraph
        if line.label == "title":
            continue
        if _read_date(line, language, details, foot=foot):
            dated = True
        elif dated and not foot and line.label == "navigation" and "|" in line.text:
            details.outlet, line.label = details.outlet or line.text, "byline"
        elif line.label in (None, "byline"):
            _read_name(line, language, details, furniture=furniture, near=near or foot)
        _read_outlet(line, details, furniture)
    return details


def _read_date(line: Line, language: str, details: Details, *, foot: bool) -> bool:
    """Read a line that is a date, alone or with the author before it."""
    labelled = line.label == "date"
    if line.label == "navigation" and not foot:
        return _read_dated_part(line, language, details)
    if line.label not in (None, "date", "other", "byline") or not any(c.isdigit() for c in line.text):
        return False
    if len(line.text) > _DATE_LENGTH and line.label is None:
        return False
    when = parse_published(_published_part(line), language)
    if when is None:
        return False
    rest = _CLOCK.sub("", line.text.replace(when.words, " ", 1)).strip(_EDGES)
    if not (labelled or line.label == "other" or _is_date_line(line.text, rest, foot=foot)):
        return False
    line.label = line.label or "date"
    if details.published.value is None:
        details.published = when
    if details.author is None and is_name(rest):
        details.author = rest
    return True


def _read_dated_part(line: Line, language: str, details: Details) -> bool:
    """Read the part of a line of site notes ("Code: 1234 | 5 May 2024") that is wholly a date."""
    for part in line.text.split("|") if "|" in line.text else ():
        when = parse_published(part, language) if any(c.isdigit() for c in part) else None
        rest = _CLOCK.sub("", part.replace(when.words, " ", 1)).strip(_EDGES + " ") if when is not None else part
        if when is not None and not any(has_letters(word) for word in rest.split()[1:]):
            details.published = details.published if details.published.value is not None else when
            return True
    return False


def _published_part(line: Line) -> str:
    """Of a long line of site notes only the part from its last label on, where the date stands."""
    return line.text if len(line.text) <= _DATE_LENGTH else line.text[-2 * _DATE_LENGTH :]


def _is_date_line(text: str, rest: str, *, foot: bool) -> bool:
    words = [word for word in rest.split() if has_letters(word)]
    if not words:
        return True
    if foot:
        return len(words) <= 1
    exact = bool(_CLOCK.search(text) or _NUMERIC.search(text))
    return len(words) <= 1 or (exact and is_name(rest)) or ("|" in text and len(words) <= 4)


def _read_name(line: Line, language: str, details: Details, *, furniture: Furniture, near: bool) -> None:
    """Read the author or the outlet from a short line."""
    kept = furniture.find_kept("byline", line.folded, line.text) if line.label == "byline" else None
    domain = find_domain(line)
    if domain or kept:
        details.outlet = details.outlet or domain
        details.author = details.author or kept
        line.label = "byline"
        return
    if line.label or line.is_paragraph or len(line.text) > _OUTLET_LENGTH:
        return
    dateline = read_dateline(line.text, language, furniture=furniture)
    if dateline:
        details.dateline, details.outlet = line.text, details.outlet or dateline.agency
        details.published = details.published if details.published.value else dateline.published
        line.label = "byline"
    elif near and is_name(line.text, most=3):
        details.author, line.label = details.author or line.text, "byline"
    elif near and "|" in line.text:
        details.outlet, line.label = details.outlet or line.text, "byline"


def _read_outlet(line: Line, details: Details, furniture: Furniture) -> None:
    """The owner of the copyright is the outlet; a source that the page names is, where nothing else is known."""
    if line.label in (None, "title") or (details.outlet and "©" not in line.text):
        return
    found = furniture.find_kept("outlet", line.folded or fold_keep_length(line.text), line.text)
    details.outlet = found if found and len(found.split()) <= 8 else details.outlet
