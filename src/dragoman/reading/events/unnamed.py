"""Noun phrases without a name that may act: "Ruritanian troops", "the rebels", "a minister of Ruritania".

They keep a verb from taking the wrong subject. What acts for a state ("its navy") stands for the country that it
belongs to, where the page names that one; everybody else stands for nobody.
"""

from collections.abc import Iterator

from dragoman.reading.events.phrases import Phrase
from dragoman.reading.mentions.linking import Named
from dragoman.reading.sheet import Chunk, Sentence, Sheet

GROUP = "group"
_REACH = 3
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def find_unnamed(named: Named, sentence: Sentence, phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases of a sentence that nobody is named by, in a language whose pack lists their nouns.

    Args:
        named: The names of the page.
        sentence: The sentence.
        phrases: The named phrases. A country's adjective among them is no phrase of its own before a noun found here.
    """
    if not named.sheet.tables.listed("crowds"):
        return []
    taken = {i for p in phrases if p.chunk.kind != "demonym" for i in range(p.first, p.stop)}
    found = list(_nouns(named.sheet, sentence, taken | _in_offices(named)))
    covered = taken | {i for p in found for i in range(p.first, p.stop)}
    return [*found, *_others(named, covered)]


def _in_offices(named: Named) -> set[int]:
    return {i for p in named.phrases for i in range(p.first, p.stop)}


def _nouns(sheet: Sheet, sentence: Sentence, taken: set[int]) -> Iterator[Phrase]:
    """The listed nouns, each with the country that it belongs to."""
    owners = {c.stop: c for c in sheet.chunks if c.kind in ("demonym", "country")}
    groups = sheet.tables.listed("groups")
    listed = sheet.tables.any_of("groups", "crowds")
    for position in range(sentence.first, sentence.stop):
        if position in taken or not _is_head(sheet, position, (sentence.stop, taken, listed)):
            continue
        if _heads_countries(sheet, position, owners):
            continue
        body = _body_beside(sheet, position)
        if body is not None:
            first = min(body.first, _past_modifiers(sheet, position, (sentence.first, taken)))
            yield Phrase(first, max(body.stop, position + 1), body)
            continue
        owner = _owner(sheet, position, (owners, taken))
        first = _past_modifiers(sheet, owner.first if owner is not None else position, (sentence.first, taken))
        acting = owner or _owner_after(sheet, position) if sheet.tokens[position].has(groups) else None
        yield _phrase(sheet, (first, position + 1), acting)


def _others(named: Named, covered: set[int]) -> Iterator[Phrase]:
    """Offices whose holder is not named, and the adjectives of countries that the page does not name."""
    for phrase in named.phrases:
        if phrase.core not in covered:
            yield _phrase(named.sheet, (phrase.first, phrase.stop), None)
    covered = covered | _in_offices(named)
    for chunk in named.sheet.chunks:
        if chunk.kind != "demonym" or chunk.first in covered:
            continue
        if named.cast.with_reference(chunk.reference) is None or _is_people(named.sheet, chunk):
            yield _phrase(named.sheet, (chunk.first, chunk.stop), None)


def _is_people(sheet: Sheet, chunk: Chunk) -> bool:
    """Tell the plural of a demonym without an article, which means people and not their state: "warned Ruritanians"."""
    before = sheet.tokens[chunk.first - 1] if chunk.first else None
    definite = before is not None and before.has(sheet.tables.listed("articles"))
    return len(sheet.tokens[chunk.stop - 1].keys) > 1 and sheet.surface(chunk).endswith("s") and not definite


def _is_head(sheet: Sheet, position: int, around: tuple[int, set[int], frozenset[str]]) -> bool:
    """Tell a listed noun that no name, office or other listed noun follows ("the police chief")."""
    stop, taken, listed = around
    if not sheet.tokens[position].has(listed):
        return False
    after = position + 1
    return after >= stop or (after not in taken and not sheet.tokens[after].has(listed))


def _heads_countries(sheet: Sheet, position: int, owners: dict[int, Chunk]) -> bool:
    """Tell the plural head of countries that act themselves: "the leaders of A and B"."""
    lands = {c.first for c in owners.values() if c.kind == "country"}
    near = range(position + 2, position + 2 + _REACH)
    return any(first in lands and find_headed(sheet, first, 0) <= position for first in near)


def find_headed(sheet: Sheet, first: int, start: int) -> int:
    """Return where the phrase of a country begins that acts by a noun before it ("the leaders of A"), else the country.

    Args:
        sheet: The working sheet.
        first: The first token of the country.
        start: The first token of its sentence.
    """
    position = first - 1
    while position > start and sheet.tokens[position].has(sheet.tables.listed("articles")):
        position -= 1
    if position <= start or not sheet.tokens[position].has(sheet.tables.listed("possessive_links")):
        return first
    if not sheet.tokens[position - 1].has(sheet.tables.listed("heads_of_states")):
        return first
    return _past_modifiers(sheet, position - 1, (start, set()))


def _past_modifiers(sheet: Sheet, first: int, around: tuple[int, set[int]]) -> int:
    """Step left over the numbers and adjectives of a noun, so that what governs it is seen."""
    start, taken = around
    words = sheet.tables.listed("group_modifiers")
    while first > start and first - 1 not in taken:
        token = sheet.tokens[first - 1]
        if not (token.has(words) or token.text[0].isdigit()):
            break
        first -= 1
    return first


def _owner(sheet: Sheet, position: int, around: tuple[dict[int, Chunk], set[int]]) -> Chunk | None:
    """The country whose adjective or possessive stands before a noun, over a few plain words between them."""
    owners, taken = around
    for stop in range(position, max(position - _REACH, 0), -1):
        if stop in owners:
            chunk = owners[stop]
            near = chunk.kind == "demonym" or stop == position
            return chunk if near and chunk.first not in taken - set(range(chunk.first, stop)) else None
        token = sheet.tokens[stop - 1]
        if token.text in _POSSESSIVES and stop - 1 in owners:
            return owners[stop - 1]
        if not token.is_word or token.is_capital or token.has(sheet.tables.listed("prepositions")):
            return None
    return None


def _owner_after(sheet: Sheet, position: int) -> Chunk | None:
    """The country behind a noun: "the navy of Ruritania"."""
    if position + 1 >= len(sheet.tokens) or not sheet.tokens[position + 1].has(sheet.tables.listed("possessive_links")):
        return None
    after = sheet.chunks_in(position + 2, position + 2 + _REACH)
    fitting = (c for c in after if c.kind == "country" and find_headed(sheet, c.first, 0) == c.first)
    return next((c for c in fitting if _follows(sheet, position + 2, c.first)), None)


def _body_beside(sheet: Sheet, position: int) -> Chunk | None:
    """The body that fighters, leaders or a delegation act for: "ABC forces", "ABC foreign ministers"."""
    links, after = sheet.tables.any_of("possessive_links", "from"), position + 1
    if not sheet.tokens[position].has(sheet.tables.any_of("fighters", "body_heads")) or after >= len(sheet.tokens):
        return None
    head = position
    while head > 0 and sheet.tokens[head - 1].has(sheet.tables.listed("group_modifiers")):
        head -= 1
    before = next((c for c in sheet.chunks if c.kind == "organisation" and c.stop in (head, position)), None)
    if before is not None:
        return before
    if not (sheet.tokens[position].has(sheet.tables.listed("fighters")) and sheet.tokens[after].has(links)):
        return None
    bodies = (c for c in sheet.chunks_in(after + 1, after + 1 + _REACH) if c.kind == "organisation")
    return next((c for c in bodies if _follows(sheet, after + 1, c.first)), None)


def _follows(sheet: Sheet, first: int, stop: int) -> bool:
    return all(sheet.tokens[i].has(sheet.tables.listed("articles")) for i in range(first, stop))


def _phrase(sheet: Sheet, tokens: tuple[int, int], owner: Chunk | None) -> Phrase:
    first, stop = tokens
    reference = owner.reference if owner is not None else None
    chunk = Chunk(GROUP, first, stop, sheet.tokens[first].start, sheet.tokens[stop - 1].stop, GROUP, reference)
    return Phrase(first, stop, chunk)
