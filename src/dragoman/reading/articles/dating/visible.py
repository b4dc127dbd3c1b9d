"""The date that a reader of the page sees: in the lines round the headline, or where the markup calls a line a date."""

import re
from collections.abc import Iterator, Sequence

from dragoman.language.scripts import fold_keep_length
from dragoman.reading.articles.dating.claims import Claim, Place
from dragoman.reading.articles.dating.declared import make_claim
from dragoman.reading.articles.lexicon import load_furniture
from dragoman.reading.articles.outline import OutlineLine
from dragoman.reading.articles.repetition import normalise_line

_BELOW, _ABOVE = 20, 5
_PARAGRAPH = 200
_PARAGRAPHS = 2
_BARE_WORDS, _MARKED_WORDS = 9, 25
_LENGTH = 260
_DIGITS, _PART_WORDS = 4, 4
_PARTS = re.compile(r"\s[-–—|/•·]\s|[|•·]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_DATED = re.compile(r"date|time|publi|posted|stamp|created|(?:^|[-_\s])(?:meta|byline|info)(?:$|[-_\s])", re.IGNORECASE)
_CHANGED = re.compile(r"updated|modified|changed", re.IGNORECASE)
_COPYRIGHT = re.compile(r"©|\(c\)\s*\d|copyright", re.IGNORECASE)


def claims_of_lines(lines: Sequence[OutlineLine], title: str | None, language: str | None) -> list[Claim]:
    """Return what the lines of a page say of its date; those beside the article, such as comments, say nothing."""
    shown = [line for line in lines if line.text.strip() or line.stamps]
    places = _title_places(shown, title)
    claims: list[Claim] = []
    for place in places:
        claims += _near(_below(shown, place), language, Place.BELOW_TITLE)
        claims += _near(shown[max(place - _ABOVE, 0) : place][::-1], language, Place.ABOVE_TITLE)
        if any(not claim.updated for claim in claims):
            break
    return claims + _elsewhere(shown[places[0] if places else 0 :], language)


def _title_places(lines: Sequence[OutlineLine], title: str | None) -> list[int]:
    """Where the title stands, as a heading first; without a title, the only heading of the first level."""
    wanted = normalise_line(title or "")
    same = [i for i, line in enumerate(lines) if wanted and normalise_line(line.text) == wanted]
    first = [i for i, line in enumerate(lines) if line.heading == 1 and line.text.strip()]
    headings = [i for i in same if lines[i].heading]
    return headings or same or (first if len(first) == 1 else [])


def _below(lines: Sequence[OutlineLine], place: int) -> Iterator[OutlineLine]:
    """The lines after the title until the article is well under way."""
    paragraphs = 0
    for line in lines[place + 1 : place + 1 + _BELOW]:
        paragraphs += len(line.text) >= _PARAGRAPH
        if paragraphs > _PARAGRAPHS:
            return
        yield line


def _near(lines: "Iterator[OutlineLine] | Sequence[OutlineLine]", language: str | None, place: Place) -> list[Claim]:
    """The first line that is a date, and the first that is the date of a change."""
    claims: list[Claim] = []
    for line in lines:
        found = [] if line.aside else _claims(line, language, place)
        claims += [claim for claim in found if claim.updated not in {known.updated for known in claims}]
    return claims


def _elsewhere(lines: Sequence[OutlineLine], language: str | None) -> list[Claim]:
    """What the markup calls a date anywhere after the title, where all of it is one and the same day."""
    claims: list[Claim] = []
    for place, marked in (
        (Place.MICRODATA, [line for line in lines if any(kind == "published" for _, kind in line.stamps)]),
        (Place.MARKED_LINE, [line for line in lines if line.stamps or _DATED.search(line.marks)]),
    ):
        found = [c for line in marked if not line.aside for c in _claims(line, language, place) if not c.updated]
        if len({claim.day for claim in found}) == 1:
            claims.append(found[0])
    return claims


def _claims(line: OutlineLine, language: str | None, place: Place) -> list[Claim]:
    changed = bool(_CHANGED.search(line.marks)) and not re.search("publ|creat", line.marks, re.IGNORECASE)
    claims = [
        claim
        for value, kind in line.stamps
        for claim in make_claim(value, language, place=place, updated=kind == "updated" or (not kind and changed))
    ]
    return claims or list(_claims_of_text(line, language, place, changed=changed))


def _claims_of_text(line: OutlineLine, language: str | None, place: Place, *, changed: bool) -> Iterator[Claim]:
    text = " ".join(line.text.split())
    most = _MARKED_WORDS if _DATED.search(line.marks) else _BARE_WORDS
    if len(_WORD.findall(text)) > most:
        text = next((part for part in _PARTS.split(text) if _is_dated(part)), "")
    if len(text) > _LENGTH or not any(c.isdigit() for c in text) or _COPYRIGHT.search(line.text):
        return
    found = load_furniture().find("updated", fold_keep_length(text))
    start = found.start if found else len(text)
    yield from make_claim(text[:start], language, place=place, updated=changed)
    yield from make_claim(text[start:], language, place=place, updated=True)


def _is_dated(part: str) -> bool:
    """Tell whether a part of a line of notes may be the date: figures and hardly a word."""
    return sum(map(str.isdigit, part)) >= _DIGITS and len(_WORD.findall(part)) <= _PART_WORDS
