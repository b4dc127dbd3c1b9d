"""Places that no table lists, known by what stands round them: "in Wheelton, Ohio", "the village of Norby"."""

from dragoman.language.tokens import Token
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Chunk, Sheet

_LONGEST_PLACE = 3


def find_unlisted_places(sheet: Sheet, phrases: list[OfficePhrase]) -> list[Chunk]:
    """Strange capitalised words after "in", "near" or "the town of" that no table knows and that are no person."""
    if sheet.tables.pack.script != "Latn":
        return []
    covered = {i for c in sheet.chunks for i in range(c.first, c.stop)}
    covered |= {i for p in phrases for i in range(p.core, p.core_stop)}
    found = []
    leads = sheet.tables.any_of("genitive", "locative")
    for sentence in sheet.sentences:
        for position in range(sentence.first + 1, sentence.stop):
            if sheet.tokens[position - 1].key not in leads:
                continue
            stop = position
            while stop < sentence.stop and stop - position < _LONGEST_PLACE and _may_be_place(sheet, stop, covered):
                stop += 1
            if stop > position and _is_located(sheet, position, stop, sentence.stop):
                tokens = sheet.tokens[position:stop]
                found.append(Chunk("place", position, stop, tokens[0].start, tokens[-1].stop, "place-unlisted"))
                covered.update(range(position, stop))
    return found


def _may_be_place(sheet: Sheet, position: int, covered: set[int]) -> bool:
    token, tables = sheet.tokens[position], sheet.tables
    if position in covered or not token.is_word or not token.is_capital or token.text.isupper() or "-" in token.text:
        return False
    return len(token.text) > 3 and not token.has(tables.closed_words) and not tables.offices.at(sheet.tokens, position)


def _is_located(sheet: Sheet, first: int, stop: int, limit: int) -> bool:
    """After a town or village "of"; or after "in", where a known place follows or no dictionary has the word."""
    tokens, tables = sheet.tokens, sheet.tables
    before = tokens[first - 1]
    if before.key in tables.listed("genitive") and first > 1 and not tokens[first - 2].is_capital:
        return any(m.value.kind == "place" for m in tables.heads.at(tokens, first - 2))
    if before.key not in tables.listed("locative"):
        return False
    comma = stop + 1 < limit and tokens[stop].text == ","
    places = {c.first for c in sheet.chunks if c.kind in ("place", "country")}
    return (comma and stop + 1 in places) or all(_is_strange(sheet, t) for t in tokens[first:stop])


def _is_strange(sheet: Sheet, token: Token) -> bool:
    return not sheet.tables.morphology.knows(token.text) and sheet.tables.name_counts(token.key) == (0, 0)
