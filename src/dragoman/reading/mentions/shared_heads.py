"""Offices whose head several holders share: "the foreign ministers of A and B, X and Y" pairs in order."""

from dragoman.model import OfficeMention, Span
from dragoman.reading.mentions.office_ids import settle_office
from dragoman.reading.mentions.offices import find_plural_office
from dragoman.reading.mentions.referents import Cast
from dragoman.reading.sheet import Chunk, Sentence, Sheet

SHARED = "shared-head"
_COMMAS = frozenset(",،()—–-")
_FEWEST = 2


def find_shared_heads(sheet: Sheet, cast: Cast) -> list[OfficeMention]:
    """Return an observation for each holder of a plural office that is paired with a country or body.

    The countries stand behind the office word or, as adjectives, before it; the persons follow or go before. Where the
    two lists are not as long as each other nothing is paired.
    """
    found: list[OfficeMention] = []
    position, limit = 0, 0
    for place in sheet.tables.offices.begun(sheet.tokens):
        sentence = sheet.sentence_at(place)
        position, limit = (position, limit) if sentence.stop == limit else (sentence.first, sentence.stop)
        match = find_plural_office(sheet, place) if position <= place < limit else None
        if match is not None and match.stop <= limit:
            pairs = _pairs(sheet, sentence, (match.first, match.stop))
            found += [_observe(cast, sentence, (match.value.office, *p)) for p in pairs if p[0] in cast.of_chunk]
        position = match.stop if match is not None else position
    return found


def _pairs(sheet: Sheet, sentence: Sentence, core: tuple[int, int]) -> list[tuple[Chunk, Chunk | None]]:
    """The holders of a plural office, each with the country or body that it is of, if that is named."""
    own = _each_with_own(sheet, sentence, core[1])
    if len(own) >= _FEWEST:
        return own
    owners, bounds = _owners(sheet, sentence, core)
    people = _list_after(sheet, sentence, bounds[1], {"person"})
    people = people or _list_before(sheet, sentence, bounds[0], {"person"})
    if not len(owners) == len(people) >= _FEWEST:
        return []
    return list(zip(people, owners, strict=True))


def _each_with_own(sheet: Sheet, sentence: Sentence, position: int) -> list[tuple[Chunk, Chunk | None]]:
    """The holders right behind the office word, each with what follows it: "Presidents X of A and Y of B"."""
    found: list[tuple[Chunk, Chunk | None]] = []
    chunks = {c.first: c for c in sheet.chunks_in(position, sentence.stop) if c.kind in ("person", "country")}
    while position in chunks and chunks[position].kind == "person":
        person, position = chunks[position], chunks[position].stop
        linked = position < sentence.stop and sheet.tokens[position].has(sheet.tables.listed("possessive_links"))
        owner = chunks.get(position + 1) if linked else None
        position = owner.stop if owner is not None else position
        found.append((person, owner))
        while position < sentence.stop and _is_between(sheet, position):
            position += 1
    return found


def _owners(sheet: Sheet, sentence: Sentence, core: tuple[int, int]) -> tuple[list[Chunk], tuple[int, int]]:
    """The countries or bodies that an office word is of, and the tokens that they and the word take up.

    A language whose pack has no ``possessive_links`` puts them right behind the word.
    """
    first, stop = core
    links = sheet.tables.listed("possessive_links")
    linked = stop < sentence.stop and sheet.tokens[stop].has(links)
    if linked or not links:
        after = _list_after(sheet, sentence, stop + linked, {"country", "organisation"})
        if after or linked:
            return after, (first, after[-1].stop if after else stop)
    before = _list_before(sheet, sentence, first, {"demonym"})
    return before, (before[0].first if before else first, stop)


def _list_after(sheet: Sheet, sentence: Sentence, position: int, kinds: set[str]) -> list[Chunk]:
    """The names that follow one another from a token on, with only commas, "and" and articles between."""
    found: list[Chunk] = []
    chunks = {c.first: c for c in sheet.chunks_in(position, sentence.stop) if c.kind in kinds}
    while position < sentence.stop:
        if position in chunks:
            found.append(chunks[position])
            position = chunks[position].stop
        elif _is_between(sheet, position):
            position += 1
        else:
            break
    return found


def _list_before(sheet: Sheet, sentence: Sentence, position: int, kinds: set[str]) -> list[Chunk]:
    """The names that go before a token in the same way, in text order."""
    found: list[Chunk] = []
    chunks = {c.stop: c for c in sheet.chunks_in(sentence.first, position) if c.kind in kinds}
    while position > sentence.first:
        if position in chunks:
            found.append(chunks[position])
            position = chunks[position].first
        elif _is_between(sheet, position - 1):
            position -= 1
        else:
            break
    return found[::-1]


def _is_between(sheet: Sheet, position: int) -> bool:
    token, tables = sheet.tokens[position], sheet.tables
    return token.text in _COMMAS or token.has(tables.listed("coordinators")) or token.has(tables.listed("articles"))


def _observe(cast: Cast, sentence: Sentence, held: tuple[str, Chunk, Chunk | None]) -> OfficeMention:
    office, person, owner = held
    named = owner if owner is not None and owner.kind != "demonym" else None
    reference = owner.reference if owner is not None else None
    return OfficeMention(
        holder=cast.of_chunk[person],
        title=settle_office(office, named, reference, deputy=False),
        status="current",
        span=Span(person.start, person.end),
        sentence=sentence.span,
        rule=SHARED,
        of=cast.of_chunk.get(named) if named is not None else cast.with_reference(reference),
        of_reference=reference,
    )
