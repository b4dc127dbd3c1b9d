"""The states that a sentence speaks of, for an office that names none."""

import re

from dragoman.model import OfficeMention
from dragoman.reading.sheet import Chunk, Sentence, Sheet

_STATE = re.compile(r"territory:[A-Z]{2}")


def find_country_before(sheet: Sheet, office: OfficeMention) -> str | None:
    """The state that the sentence before is about, where the subject comes first and the office's own names none.

    "Ruritania closed the strait. Foreign Minister John Doe said ...": its name or adjective opens that sentence.
    """
    sentence = sheet.sentence_at(sheet.token_range(office.span)[0])
    if sheet.tables.pack.strategies["roles"] != "subject-verb" or sentence.number == 0:
        return None
    before = sheet.sentences[sentence.number - 1]
    if any(c.start < office.span.start for c in _list_lands(sheet, sentence)):
        return None
    articles = sheet.tables.listed("articles")
    first = before.first + sheet.tokens[before.first].has(articles)
    opening = next((c.reference for c in _list_lands(sheet, before) if c.first == first), None)
    return opening if is_state(opening) else None


def _list_lands(sheet: Sheet, sentence: Sentence) -> list[Chunk]:
    lands = [c for c in sheet.chunks_in(sentence.first, sentence.stop) if c.kind in ("country", "demonym")]
    return [c for c in lands if not _is_circumstance(sheet, c)]


def is_state(reference: str | None) -> bool:
    """Tell a state from a region, a part of the world and a body, by its table id."""
    return _STATE.fullmatch(reference or "") is not None


def find_country_of_sentence(sheet: Sheet, office: OfficeMention, chunks: list[Chunk]) -> str | None:
    """The only country of some that the sentence of an office names by noun or adjective; in English before it."""
    ordered = sheet.tables.pack.strategies["roles"] == "subject-verb"
    stop = office.span.start if ordered else office.sentence.stop
    inside = [c for c in chunks if office.sentence.start <= c.start < stop and not c.weak]
    named = {c.reference for c in inside if c.kind in ("country", "demonym") and not _is_circumstance(sheet, c)}
    if ordered and len(named) > 1:
        return max(inside, key=lambda c: c.start).reference
    return named.pop() if len(named) == 1 else None


def _is_circumstance(sheet: Sheet, chunk: Chunk) -> bool:
    """A country that a preposition of place governs is where something happens, not whose president somebody is."""
    words = sheet.tables.any_of("locative", "towards", "from")
    if sheet.tables.writes_article_on and chunk.kind == "country":
        words = sheet.tables.any_of("locative", "towards", "from", "prepositions")
        if chunk.clitic in words:
            return True
    return chunk.first > 0 and sheet.tokens[chunk.first - 1].has(words)
