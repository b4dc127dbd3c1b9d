"""Mentions known by a table: territories, cities, bodies, and the adjectives made from them."""

from dragoman.language.gazetteer_tables import describe_city
from dragoman.language.lexicon import Match
from dragoman.language.organisation_tables import load_organisations
from dragoman.reading.sheet import Chunk, Sheet
from dragoman.reading.tables import Entry

_CASELESS = frozenset({"Arab"})


def find_gazetteer_chunks(sheet: Sheet) -> list[Chunk]:
    """Return the longest table forms of each sentence, none overlapping.

    A form counts in a script with capitals only where it is written with one (demonyms apart), and an acronym only
    where
    it is written as one. Weak forms come back marked: a later step looks for their second witness.
    """
    chunks: list[Chunk] = []
    for sentence in sheet.sentences:
        position, shut = sentence.first, sentence.first
        while position < sentence.stop:
            match = _best(sheet, position, sentence.stop) if position >= shut else None
            shut = max(shut, _ends_title(sheet, position))
            if match is None:
                position += 1
                continue
            chunks.append(_chunk(match))
            position = match.stop
    return chunks


def _ends_title(sheet: Sheet, position: int) -> int:
    """Where the verb comes last, words of an office or of a body's head begin no country: "presidency | of France"."""
    if sheet.tables.pack.strategies["roles"] != "verb-final":
        return 0
    found = (sheet.tables.offices.longest(sheet.tokens, position), sheet.tables.heads.longest(sheet.tokens, position))
    return max((m.stop for m in found if m is not None), default=0)


def _best(sheet: Sheet, position: int, limit: int) -> Match[Entry] | None:
    found = [m for m in sheet.tables.gazetteer.at(sheet.tokens, position) if m.stop <= limit and _written_so(sheet, m)]
    return max(found, key=_rank, default=None)


def _rank(match: Match[Entry]) -> tuple[float, ...]:
    entry = match.value
    people = 0
    if entry.reference.startswith("city:"):
        place = describe_city(entry.reference)
        people = place.population if place is not None else 0
    return (match.stop, -len(match.clitic), not entry.weak, entry.weight, people)


def _written_so(sheet: Sheet, match: Match[Entry]) -> bool:
    if sheet.tables.pack.script in _CASELESS:
        return match.value.kind == "demonym" or (_is_bare(sheet, match) and not _is_ordinary(sheet, match))
    first = sheet.tokens[match.first]
    if match.value.kind == "demonym":
        return True
    if match.value.form == "acronym":
        surface = sheet.text[match.start : match.end]
        return sum(c.isupper() for c in surface) * 2 > sum(c.isalpha() for c in surface)
    return any(t.is_capital for t in sheet.tokens[match.first : match.stop]) and (
        first.is_capital or match.stop - match.first > 1
    )


def _is_bare(sheet: Sheet, match: Match[Entry]) -> bool:
    """An Arabic name has just the article that the table gives it, and no suffix: "السورية" is not Syria."""
    token = sheet.tokens[match.first]
    written = sheet.tables.morphology.keys(token.text[match.start - token.start :])[0].text
    return not sheet.tables.writes_article_on or len(written) == len(match.value.first)


def _is_ordinary(sheet: Sheet, match: Match[Entry]) -> bool:
    """A small town whose name is an everyday word ("statement", "state") is not named by that word."""
    return (
        match.value.form == "city"
        and match.stop - match.first == 1
        and sheet.tokens[match.first].has(sheet.tables.listed("ordinary_words"))
    )


def _chunk(match: Match[Entry]) -> Chunk:
    entry = match.value
    return Chunk(
        kind=entry.kind,
        first=match.first,
        stop=match.stop,
        start=match.start,
        end=match.end,
        rule=f"gazetteer:{entry.form}",
        reference=entry.reference,
        value=entry.form,
        clitic=match.clitic,
        weak=entry.weak,
    )


def confirm_weak(sheet: Sheet, chunks: list[Chunk]) -> list[Chunk]:
    """Keep a weak chunk only beside a witness: a preposition of place, or a place joined to it by "and"."""
    near = sheet.tables.listed("locative") | sheet.tables.listed("towards") | sheet.tables.listed("from")
    joins = sheet.tables.listed("coordinators")
    strong = {c.stop: c for c in chunks if not c.weak and c.kind in ("country", "place", "organisation")}
    starts = {c.first for c in strong.values()}
    kept = []
    for chunk in chunks:
        before = sheet.tokens[chunk.first - 1] if chunk.first else None
        joined = before is not None and before.has(joins) and (chunk.first - 1) in strong
        follows = (
            chunk.stop < len(sheet.tokens) - 1 and sheet.tokens[chunk.stop].has(joins) and chunk.stop + 1 in starts
        )
        joined = joined or follows or (bool(chunk.clitic) and chunk.first in strong)
        joined = joined or (chunk.kind == "organisation" and _country_named(chunk, chunks))
        placed = (
            chunk.kind != "organisation"
            and before is not None
            and (before.has(near) or bool(chunk.clitic.strip("".join(joins))))
        )
        if not chunk.weak or joined or placed:
            kept.append(chunk)
    return kept


def _country_named(chunk: Chunk, chunks: list[Chunk]) -> bool:
    """Tell whether the page names the country that a body belongs to."""
    organisation = load_organisations().get(chunk.reference or "")
    country = organisation.country if organisation is not None else None
    return bool(country) and any(c.reference == country and not c.weak for c in chunks)
