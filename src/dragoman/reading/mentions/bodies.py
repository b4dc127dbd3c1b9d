"""Bodies and places named by a head word: "Ministry of Defence of X", "حزب ...", "Logar province".

The head comes from ``organisations/heads.tsv``; what belongs to it is a matter of grammar: capitals and "of" in
English, genitives in Russian, the idafa and its adjectives in Arabic, the ezafe chain in Persian.
"""

from msgspec.structs import replace

from dragoman.language.lexicon import Match
from dragoman.reading.mentions.body_chains import grow_by_chain, may_chain
from dragoman.reading.mentions.body_growth import PARLIAMENTS, grow_by_capitals, grow_by_genitives, past_purpose
from dragoman.reading.mentions.body_quotes import find_long_quotes, find_quoted_end, find_quoted_name
from dragoman.reading.sheet import Chunk, Sentence, Sheet
from dragoman.reading.tables import Head

_GOVERNMENT = "government"
_GOVERNMENTS = frozenset({_GOVERNMENT, "officials"})
_TROOPS = "troops"
_DELEGATION = "delegation"
_SIDE = "side"
_FIGHTERS = frozenset({"fighters", _TROOPS})
_FORCES = frozenset({"army", "armed-forces", "police", "security-forces", "air-force", "navy"})
_OF_LANDS = frozenset({"country", "demonym"})
_ADJECTIVES = 3
_LINKS = 2
_COMMAS = frozenset(",،")
_PRESIDENCY = "presidency"
_OFFICE_REACH = 3


def find_bodies(sheet: Sheet, taken: set[int]) -> list[Chunk]:
    """Return the chunks of bodies and places that a head word names, and of governments that act for their country.

    Args:
        sheet: The working sheet with its gazetteer chunks.
        taken: Tokens that belong to persons or offices already.
    """
    strategies = {"subject-verb": grow_by_capitals, "case": grow_by_genitives}
    grow = strategies.get(sheet.tables.pack.strategies["roles"], grow_by_chain)
    named = {i for c in sheet.chunks if c.kind != "demonym" and not c.weak for i in range(c.first, c.stop)}
    found: list[Chunk] = []
    page = sheet
    for sentence in page.sentences:
        heads = page.tables.heads.find(page.tokens, sentence.first, sentence.stop)
        sheet = page.inside(sentence) if heads else page
        quoted = find_long_quotes(sheet, sentence) if heads else set()
        for match in heads:
            if match.first in named or match.first in quoted or _is_cut(sheet, match):
                continue
            if _follows_demonstrative(sheet, match, sentence):
                continue
            if match.value.head == _PRESIDENCY and _is_sought(sheet, match, sentence):
                continue
            if _is_taken(sheet, match, taken) and not _is_told(sheet, match, sentence):
                continue
            stand_in = _stand_in(sheet, match)
            alone = stand_in is not None or match.value.head in _FIGHTERS or _is_plain_delegation(sheet, match)
            bounds = None if alone else grow(sheet, match, sentence, taken)
            if stand_in is not None:
                found.append(stand_in)
            elif bounds is not None and not (found and found[-1].stop > bounds[0]):
                known = _quotes_known_body(sheet, match, bounds) or _names_known_city(sheet, match, bounds)
                found += [] if known else [_make_chunk(sheet, match, bounds, sentence)]
    return found


def _is_cut(sheet: Sheet, match: Match[Head]) -> bool:
    """Tell a head with a suffix, or with an article written on that the table has not: "the square" heads no name."""
    if match.end < sheet.tokens[match.stop - 1].stop:
        return True
    token, fold = sheet.tokens[match.first], sheet.tables.morphology.fold
    written, listed = fold(token.text[match.start - token.start :]), fold(match.value.form.split()[0])
    return sheet.tables.writes_article_on and len(written) != len(listed)


def _follows_demonstrative(sheet: Sheet, match: Match[Head], sentence: Sentence) -> bool:
    """Tell, where the verb comes last, "this movement": what follows is the verb's own noun and no name of it."""
    final = sheet.tables.pack.strategies["roles"] == "verb-final" and match.first > sentence.first
    return final and sheet.tokens[match.first - 1].has(sheet.tables.listed("demonstratives"))


def _is_sought(sheet: Sheet, match: Match[Head], sentence: Sentence) -> bool:
    """Tell the presidency as what one stands for or holds, and no body: "the elections of the presidency"."""
    before = range(max(sentence.first, match.first - _OFFICE_REACH), match.first)
    return any(sheet.tokens[i].has(sheet.tables.listed("elections")) for i in before)


def _is_taken(sheet: Sheet, match: Match[Head], taken: set[int]) -> bool:
    """Tell a head inside a name or office, save a ministry or council inside an English office."""
    ordered = sheet.tables.pack.strategies["roles"] == "subject-verb"
    words = sheet.tokens[match.first : match.stop]
    inside = ordered and len(words) > 1 and all(t.is_capital for t in words)
    return match.first in taken and not inside


def _is_told(sheet: Sheet, match: Match[Head], sentence: Sentence) -> bool:
    """Tell a head that goes on with a name of its own though an office holds it: "leader of the party «X»"."""
    if sheet.tables.pack.strategies["roles"] != "case":
        return False
    quoted = find_quoted_end(sheet, match.stop, sentence) is not None
    house = match.value.head in PARLIAMENTS and sheet.tokens[match.first].is_capital and match.first > sentence.first
    return quoted or house or past_purpose(sheet, match, sentence) > match.stop


def _is_mere_head(sheet: Sheet, match: Match[Head], sentence: Sentence) -> bool:
    """Tell a head that is no part of the name behind it: written small, at the start of a sentence, or an acronym."""
    if sheet.tables.pack.strategies["roles"] != "case" or match.value.kind == "place":
        return False
    word = sheet.tokens[match.first]
    return not word.is_capital or match.first == sentence.first or word.text.isupper()


def _stand_in(sheet: Sheet, match: Match[Head]) -> Chunk | None:
    """A government, and troops written small, act as their country: "the Afghan government", "US military".

    Where the verb comes last, the officials of a body of the tables act as that body.

    Those who fight for a body of the tables act as that body: "Taliban fighters".
    """
    caseless = sheet.tables.pack.script == "Arab"
    if match.value.head == _DELEGATION:
        return _delegation(sheet, match)
    if match.value.head in _FIGHTERS:
        return _fighters(sheet, match)
    if match.value.head == _SIDE:
        return _side(sheet, match)
    if match.value.head not in _GOVERNMENTS:
        written_small = not any(t.is_capital for t in sheet.tokens[match.first : match.stop])
        if caseless or match.value.head not in _FORCES or not written_small:
            return None
    final = sheet.tables.pack.strategies["roles"] == "verb-final" and match.value.head != _GOVERNMENT
    for chunk in sheet.chunks:
        beside = match.first == chunk.stop or match.stop == chunk.first
        served = chunk.kind in _OF_LANDS or (final and chunk.kind == "organisation" and chunk.reference is not None)
        if beside and served and not chunk.clitic:
            return _cover(sheet, match, chunk)
    return _stand_in_afar(sheet, match) if caseless else None


def _side(sheet: Sheet, match: Match[Head]) -> Chunk | None:
    """The side of a country at talks, behind its adjective, which acts for it; what comes from a side is none."""
    adjective = next((c for c in sheet.chunks if c.kind == "demonym" and c.stop == match.first), None)
    before = adjective.first - 1 if adjective is not None else -1
    joined = before >= 0 and sheet.tokens[before].has(sheet.tables.listed("coordinators"))
    comes = before >= 0 and sheet.tokens[before].has(sheet.tables.listed("from"))
    oblique = "ins" not in sheet.tables.morphology.cases(sheet.tokens[match.first].text)
    return None if adjective is None or joined or (comes and oblique) else _cover(sheet, match, adjective)


def _fighters(sheet: Sheet, match: Match[Head]) -> Chunk | None:
    """Those who fight, with the name of their body, or troops of their country: before them in English, else behind.

    In a language of cases a country's adjective stands before them.
    """
    strategy, troops = sheet.tables.pack.strategies["roles"], match.value.head == _TROOPS
    if strategy == "case" and troops and _describes_noun(sheet, match):
        return None
    for chunk in sheet.chunks:
        beside = match.first == chunk.stop if strategy == "subject-verb" else match.stop == chunk.first
        beside = beside or (strategy == "case" and chunk.kind == "demonym" and match.first == chunk.stop)
        known = chunk.kind == "organisation" or (chunk.kind in _OF_LANDS and troops)
        if beside and known and chunk.reference and not chunk.clitic:
            return _cover(sheet, match, chunk)
    return None


def _describes_noun(sheet: Sheet, match: Match[Head]) -> bool:
    """Tell the adjective of a plain noun behind it: "военные базы" are no soldiers."""
    after, morphology = match.stop, sheet.tables.morphology
    if after >= len(sheet.tokens) or sheet.tokens[after].is_capital:
        return False
    word, noun = sheet.tokens[after - 1].text, sheet.tokens[after].text
    adjective = "gen" in morphology.cases(word) and not morphology.noun_cases(word)
    return adjective and bool(morphology.noun_cases(noun)) and morphology.tense(noun) is None


def _is_plain_delegation(sheet: Sheet, match: Match[Head]) -> bool:
    """Tell, without capitals, a delegation: with one it may be an office abroad, "the EU Delegation to X"."""
    return match.value.head == _DELEGATION and sheet.tables.pack.script == "Arab"


def _delegation(sheet: Sheet, match: Match[Head]) -> Chunk | None:
    """A delegation acts as the body that it is of, or from, unless it is said who leads it, who acts then himself."""
    position, limit = match.stop, sheet.sentence_at(match.first).stop
    links = sheet.tables.any_of("of", "from", "articles")
    while position < min(match.stop + _LINKS, limit) and sheet.tokens[position].has(links):
        position += 1
    for chunk in sheet.chunks:
        if chunk.first == position and chunk.kind == "organisation" and chunk.reference:
            after = chunk.stop + (chunk.stop < limit and sheet.tokens[chunk.stop].text in _COMMAS)
            led = sheet.tables.leading.at(sheet.tokens, after) if after < limit else ()
            return None if led else _cover(sheet, match, chunk)
    return None


def _cover(sheet: Sheet, match: Match[Head], chunk: Chunk) -> Chunk:
    """The head with the name beside it, on either side, as one that stands for what is named."""
    bounds = (min(match.first, chunk.first), max(match.stop, chunk.stop))
    return _make_title(sheet, match, bounds, chunk.reference)


def _stand_in_afar(sheet: Sheet, match: Match[Head]) -> Chunk | None:
    """In a chain an adjective may stand between the government and its country."""
    by_first = {c.first: c for c in sheet.chunks}
    limit = sheet.sentence_at(match.first).stop
    for position in range(match.stop, min(match.stop + _ADJECTIVES, limit)):
        chunk = by_first.get(position)
        if chunk is not None and chunk.kind == "country" and not chunk.clitic:
            title = _make_title(sheet, match, (match.first, chunk.stop), chunk.reference)
            return replace(title, end=chunk.end)
        if chunk is not None or not may_chain(sheet, position):
            return None
    return None


def _make_title(sheet: Sheet, match: Match[Head], bounds: tuple[int, int], reference: str | None) -> Chunk:
    first, stop = bounds
    start, end = sheet.tokens[first].start, sheet.tokens[stop - 1].stop
    return Chunk("title", first, stop, start, end, _GOVERNMENT, reference, clitic=match.clitic)


def _quotes_known_body(sheet: Sheet, match: Match[Head], bounds: tuple[int, int]) -> bool:
    """Tell a head before a body of the tables in quotation marks, which is found already: the group "X"."""
    inside = find_quoted_name(sheet, match.stop, bounds[1])
    known = (c for c in sheet.chunks if c.kind == "organisation" and not c.weak)
    return inside is not None and any((c.first, c.stop) == inside for c in known)


def _names_known_city(sheet: Sheet, match: Match[Head], bounds: tuple[int, int]) -> bool:
    """Tell "the city of X" where the tables know X, so that it is found already."""
    if match.value.head != "city" or match.first != bounds[0]:
        return False
    inner = (match.stop, bounds[1])
    return any((c.first, c.stop) == inner and c.reference is not None and not c.weak for c in sheet.chunks)


def _make_chunk(sheet: Sheet, match: Match[Head], bounds: tuple[int, int], sentence: Sentence) -> Chunk:
    """The chunk of a name; "the city of X" names X, and what closes a name may carry no suffix into it.

    In a language of cases, a name in quotation marks after a small head or an abbreviation is the name without those.
    """
    first, stop = bounds
    quoted = find_quoted_name(sheet, match.stop, stop)
    if quoted is not None and _is_mere_head(sheet, match, sentence):
        start, end = sheet.tokens[quoted[0]].start, sheet.tokens[quoted[1] - 1].stop
        return Chunk("organisation", first, stop, start, end, f"head:{match.value.head}", value=match.value.head)
    start = match.start if first == match.first else sheet.tokens[first].start
    if match.value.head == "city" and first == match.first and stop > match.stop:
        start = sheet.tokens[match.stop].start
    end = sheet.tokens[stop - 1].stop if stop > match.stop else match.end
    closing = [c for c in sheet.chunks if c.stop == stop and c.first > first and c.kind != "demonym"]
    return Chunk(
        kind="place" if match.value.kind == "place" else "organisation",
        first=first,
        stop=stop,
        start=start,
        end=closing[-1].end if closing else end,
        rule=f"head:{match.value.head}",
        value=match.value.head,
        clitic=match.clitic if first == match.first else "",
    )
