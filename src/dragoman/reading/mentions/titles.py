"""Bare titles and pronouns: "the president", "глава государства", "وی" stand for a person named elsewhere on the page."""

from dragoman.model import OfficeMention
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.mentions.referents import Cast
from dragoman.reading.sheet import Chunk, Sheet


def link_bare_titles(
    sheet: Sheet, cast: Cast, phrases: list[OfficePhrase], offices: list[OfficeMention]
) -> list[Chunk]:
    """Return a chunk of kind ``title`` for each office phrase or pronoun that continues a person of the page.

    An office phrase finds the nearest earlier holder of that office, of the same country where it names one; a phrase
    whose office nobody holds stands for its country or body. A pronoun finds the person named last before it.
    """
    named = {c.first for c in sheet.chunks if c.kind == "person"} | {c.stop for c in sheet.chunks if c.kind == "person"}
    found = []
    for phrase in phrases:
        if phrase.stop in named or phrase.first in named:
            continue
        referent = _holder(phrase, offices, cast)
        if referent is not None:
            found.append(_attach(sheet, cast, referent, (phrase.first, phrase.stop)))
    return [*found, *_pronouns(sheet, cast)]


def _holder(phrase: OfficePhrase, offices: list[OfficeMention], cast: Cast) -> str | None:
    fitting = [o for o in offices if o.title == phrase.office and o.status == "current"]
    if phrase.of_reference is not None:
        same = [o for o in fitting if o.of_reference == phrase.of_reference]
        fitting = same or [o for o in fitting if o.of_reference is None]
    before = [o for o in fitting if o.span.start <= phrase.start]
    if before:
        return before[-1].holder
    if fitting:
        return fitting[0].holder
    return cast.of_chunk.get(phrase.of) if phrase.of is not None else cast.with_reference(phrase.of_reference)


def _attach(sheet: Sheet, cast: Cast, referent: str, tokens: tuple[int, int]) -> Chunk:
    first, stop = tokens
    chunk = Chunk("title", first, stop, sheet.tokens[first].start, sheet.tokens[stop - 1].stop, "bare-title")
    cast.attach(referent, chunk)
    return chunk


def _pronouns(sheet: Sheet, cast: Cast) -> list[Chunk]:
    pronouns = sheet.tables.listed("pronouns")
    people = [c for c in sheet.chunks if c.kind == "person" and c in cast.of_chunk]
    found = []
    for sentence in sheet.sentences:
        for position in range(sentence.first, sentence.stop):
            if sheet.tokens[position].key not in pronouns:
                continue
            before = [c for c in people if c.stop <= position and not sheet.sentence_at(c.first).is_title]
            if before:
                referent = cast.of_chunk[_subject(sheet, before, position)]
                found.append(_attach(sheet, cast, referent, (position, position + 1)))
    return found


def _subject(sheet: Sheet, people: list[Chunk], position: int) -> Chunk:
    """The first person of the nearest sentence before the pronoun that names one."""
    nearest = sheet.sentence_at(people[-1].first)
    if nearest == sheet.sentence_at(position):
        return people[-1]
    return next(c for c in people if sheet.sentence_at(c.first) == nearest)
