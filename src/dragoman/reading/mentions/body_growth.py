"""How the name of a body grows from its head word, by capitals and "of" (English) or by genitives (Russian)."""

from dragoman.language.lexicon import Match
from dragoman.reading.mentions.body_quotes import find_quoted_end
from dragoman.reading.sheet import Chunk, Sentence, Sheet
from dragoman.reading.tables import Head

_LONGEST = 6
_LONGEST_PURPOSE = 12
_NAMED = frozenset(
    "ministry parliament senate lower-house army armed-forces navy air-force security-council central-bank embassy "
    "consulate prosecutor supreme-court constitutional-court intelligence border-guard national-guard "
    "election-commission".split()
)
_FOR_A_PURPOSE = frozenset(
    "ministry committee commission agency drug-control customs council foundation institute association mission "
    "organisation group union federation border-guard security-council election-commission".split()
)
_SMALL_WITH_PURPOSE = frozenset({"committee", "commission"})
PARLIAMENTS = frozenset({"parliament", "senate", "lower-house"})


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
    return match.value.head in PARLIAMENTS and match.first > sentence.first


def _grow_of(sheet: Sheet, stop: int, sentence: Sentence, taken: set[int]) -> int:
    """Where the capitals end that "of" or "and" join to the head."""
    links, joins = sheet.tables.listed("of"), sheet.tables.listed("coordinators")
    best = stop
    for position in range(stop, min(sentence.stop, stop + _LONGEST + 2)):
        token = sheet.tokens[position]
        if token.is_word and token.is_capital and position not in taken and position > stop:
            best = position + 1
        elif not (token.has(links) or (token.has(joins) and position > stop)) or _begins_next(sheet, position):
            break
    return best


def _begins_next(sheet: Sheet, position: int) -> bool:
    """Tell an "and" with a body of its own behind it: "the Ministry of Trade and the Ministry of Defence"."""
    tokens, tables = sheet.tokens, sheet.tables
    if not tokens[position].has(tables.listed("coordinators")) or position + 2 >= len(tokens):
        return False
    return tokens[position + 1].has(tables.listed("articles")) and bool(tables.heads.at(tokens, position + 2))


def grow_by_genitives(sheet: Sheet, match: Match[Head], sentence: Sentence, taken: set[int]) -> tuple[int, int] | None:
    """Return the bounds of a head with its genitives up to a country, or an adjective of a country before it.

    A head that may name a body alone needs no capital; any other needs one that its place does not give it.
    """
    first, stop = match.first, match.stop
    capital = sheet.tokens[first].is_capital and (first > sentence.first or stop - first > 1)
    named = match.value.head.partition("/")[0] in _NAMED
    if capital or named or match.value.head in _SMALL_WITH_PURPOSE:
        stop = past_purpose(sheet, match, sentence)
    purposeful = stop > match.stop
    owner = _genitive_owner(sheet, stop, sentence, taken)
    if owner is not None:
        return (first, owner.stop) if capital or purposeful or (named and owner.kind != "place") else None
    quoted = find_quoted_end(sheet, stop, sentence)
    if quoted is not None:
        return first, quoted
    before = next((c for c in reversed(sheet.chunks) if c.stop == first), None)
    if before is not None and before.kind == "demonym" and (capital or named):
        return before.first, stop
    alone = match.value.head in PARLIAMENTS and sheet.tokens[first].is_capital and first > sentence.first
    return (first, stop) if purposeful or alone or (capital and stop - first > 1) else None


def past_purpose(sheet: Sheet, match: Match[Head], sentence: Sentence) -> int:
    """Return where "for fisheries and the protection of shores" ends behind a head, or where the head ends.

    These are datives written small, with their genitives. A head may hold the first of them.
    """
    tokens, purpose, position = sheet.tokens, sheet.tables.listed("purpose"), match.stop
    if match.value.head.partition("/")[0] not in _FOR_A_PURPOSE:
        return position
    if not any(t.has(purpose) for t in tokens[match.first : match.stop]):
        opens = position + 1 < sentence.stop and tokens[position].has(purpose)
        if not opens or not _is_in(sheet, position + 1, ("dat",)):
            return position
        position += 2
    joins, limit = sheet.tables.listed("coordinators"), min(sentence.stop, position + _LONGEST_PURPOSE)
    while position < limit:
        joined = tokens[position].has(joins) and position + 1 < limit
        if not _is_in(sheet, position + joined, ("dat",) if joined else ("dat", "gen")):
            break
        position += 1 + joined
    ends_in_noun = bool(sheet.tables.morphology.noun_cases(tokens[position - 1].text))
    return position if ends_in_noun else match.stop


def _is_in(sheet: Sheet, position: int, wanted: tuple[str, ...]) -> bool:
    """Tell a word written small that may be in one of some cases, or shares its case with the adjective before it."""
    token, morphology = sheet.tokens[position], sheet.tables.morphology
    if not token.is_word or token.is_capital or token.has(sheet.tables.listed("prepositions")):
        return False
    cases, before = morphology.cases(token.text), sheet.tokens[position - 1].text
    shared = cases & morphology.cases(before) if not morphology.noun_cases(before) else frozenset()
    return bool(shared or cases & set(wanted)) and morphology.tense(token.text) is None


def _genitive_owner(sheet: Sheet, start: int, sentence: Sentence, taken: set[int]) -> Chunk | None:
    """The country, body or place that closes a row of genitives."""
    by_first = {c.first: c for c in sheet.chunks}
    for position in range(start, min(sentence.stop, start + _LONGEST)):
        if position in taken and sheet.tokens[position].is_capital:
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
