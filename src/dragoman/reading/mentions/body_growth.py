"""How the name of a body grows from its head word, by capitals and "of" (English) or by genitives (Russian)."""

from dragoman.language.lexicon import Match
from dragoman.reading.mentions.body_quotes import find_quoted_end
from dragoman.reading.sheet import Chunk, Sentence, Sheet
from dragoman.reading.tables import Head

_LONGEST = 6
_NAMED = frozenset(
    "ministry parliament senate lower-house army armed-forces navy air-force security-council central-bank embassy "
    "consulate prosecutor supreme-court constitutional-court intelligence border-guard national-guard "
    "election-commission".split()
)
_PARLIAMENTS = frozenset({"parliament", "senate", "lower-house"})


def grow_by_capitals(sheet: Sheet, match: Match[Head], sentence: Sentence, taken: set[int]) -> tuple[int, int] | None:
    """Return the bounds of a run of capitals round the head, then "of (the)" with more capitals, or ``None``."""
    first, stop = _first_capital(sheet, match, sentence, taken), match.stop
    if not any(t.is_capital for t in sheet.tokens[match.first : match.stop]):
        return None if first == match.first or _is_described(sheet, (first, match.first), sentence) else (first, stop)
    stop = _grow_of(sheet, stop, sentence, taken)
    if stop - first > match.stop - match.first:
        return first, stop
    return (first, stop) if _is_whole(sheet, match, sentence) else None


def _first_capital(sheet: Sheet, match: Match[Head], sentence: Sentence, taken: set[int]) -> int:
    """Where the run of capitals before the head begins."""
    stops, first = sheet.tables.name_roles.get("stop", frozenset()), match.first
    while first > sentence.first and match.first - first < _LONGEST and first - 1 not in taken:
        before = sheet.tokens[first - 1]
        if not before.is_word or not before.is_capital or before.key in stops:
            break
        first -= 1
    return first


def _is_described(sheet: Sheet, before: tuple[int, int], sentence: Sentence) -> bool:
    """Tell a small head after a country, a body or the first word of a sentence: a noun, and no part of a name."""
    first, stop = before
    kinds = {c.kind for c in sheet.chunks if (c.first, c.stop) == before}
    opening = first == sentence.first and stop - first == 1 and sheet.tables.morphology.knows(sheet.tokens[first].text)
    return opening or not kinds.isdisjoint(("country", "demonym", "organisation"))


def _is_whole(sheet: Sheet, match: Match[Head], sentence: Sentence) -> bool:
    """Tell a head that is a name by itself: several capitalised words, or a parliament's one word inside a sentence."""
    words = [t for t in sheet.tokens[match.first : match.stop] if t.is_word and not t.has(sheet.tables.listed("of"))]
    if len(words) > 1:
        return all(t.is_capital for t in words)
    return match.value.head in _PARLIAMENTS and match.first > sentence.first


def _grow_of(sheet: Sheet, stop: int, sentence: Sentence, taken: set[int]) -> int:
    """Where the capitals end that "of" or "and" join to the head."""
    links, joins = sheet.tables.listed("of"), sheet.tables.listed("coordinators")
    best = stop
    for position in range(stop, min(sentence.stop, stop + _LONGEST + 2)):
        token = sheet.tokens[position]
        if token.is_word and token.is_capital and position not in taken and position > stop:
            best = position + 1
        elif not (token.has(links) or (token.has(joins) and position > stop)):
            break
    return best


def grow_by_genitives(sheet: Sheet, match: Match[Head], sentence: Sentence, taken: set[int]) -> tuple[int, int] | None:
    """Return the bounds of a head with its genitives up to a country, or an adjective of a country before it.

    A head that may name a body alone needs no capital; any other needs one that its place does not give it.
    """
    first, stop = match.first, match.stop
    capital = sheet.tokens[first].is_capital and (first > sentence.first or stop - first > 1)
    named = match.value.head.partition("/")[0] in _NAMED
    owner = _genitive_owner(sheet, stop, sentence, taken)
    if owner is not None:
        return (first, owner.stop) if capital or (named and owner.kind != "place") else None
    quoted = find_quoted_end(sheet, stop, sentence)
    if quoted is not None:
        return first, quoted
    before = next((c for c in reversed(sheet.chunks) if c.stop == first), None)
    if before is not None and before.kind == "demonym" and (capital or named):
        return before.first, stop
    return (first, stop) if capital and stop - first > 1 else None


def _genitive_owner(sheet: Sheet, start: int, sentence: Sentence, taken: set[int]) -> Chunk | None:
    """The country, body or place that closes a row of genitives."""
    by_first = {c.first: c for c in sheet.chunks}
    for position in range(start, min(sentence.stop, start + _LONGEST)):
        if position in taken:
            return None
        chunk = by_first.get(position)
        if chunk is not None and chunk.kind in ("country", "organisation", "place") and not chunk.weak:
            return chunk
        if not _is_genitive(sheet, position):
            return None
    return None


def _is_genitive(sheet: Sheet, position: int) -> bool:
    """Tell a common noun or adjective that may be a genitive, or an "and" between two."""
    token = sheet.tokens[position]
    if token.has(sheet.tables.listed("coordinators")):
        return True
    return token.is_word and not token.is_capital and "gen" in sheet.tables.morphology.cases(token.text)
