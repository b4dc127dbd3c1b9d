"""Mentions known by a table: territories, cities, bodies, and the adjectives made from them."""

from bisect import bisect_left

from msgspec.structs import replace

from dragoman.language.gazetteer_tables import describe_city
from dragoman.language.lexicon import Match
from dragoman.language.organisation_tables import load_organisations
from dragoman.reading.sheet import Chunk, Sentence, Sheet
from dragoman.reading.tables import Entry

_CASELESS = frozenset({"Arab"})
_CITING = 4
_FREQUENT = 5
_BUILDING = "government-building"


def find_gazetteer_chunks(sheet: Sheet) -> list[Chunk]:
    """Return the longest table forms of each sentence, none overlapping.

    A form counts in a script with capitals only where it is written with one (demonyms apart), and an acronym only
    where it is written as one. Weak forms come back marked: a later step looks for their second witness.
    """
    chunks: list[Chunk] = []
    tables = sheet.tables
    final = tables.pack.strategies["roles"] == "verb-final"
    beginning = (tables.gazetteer, tables.offices, tables.heads) if final else (tables.gazetteer,)
    places = sorted({place for table in beginning for place in table.begun(sheet.tokens)})
    for sentence in sheet.sentences:
        position, shut = sentence.first, sentence.first
        for place in places[bisect_left(places, sentence.first) : bisect_left(places, sentence.stop)]:
            if place < position:
                continue
            inside = place < shut
            match = _body_of_office(sheet, place, shut) if inside else _best(sheet, place, sentence.stop)
            shut = max(shut, _ends_title(sheet, place)) if final else shut
            if match is not None and not _is_outgrown(sheet, match, sentence.stop):
                chunks.append(_as_place(sheet, make_chunk(match), sentence))
                position = match.stop
    return chunks


def _as_place(sheet: Sheet, chunk: Chunk, sentence: Sentence) -> Chunk:
    """In a language of cases a government's building is a place after "in", save where somebody speaks in it."""
    building = load_organisations().get(chunk.reference or "") if chunk.kind == "organisation" else None
    if building is None or building.kind != _BUILDING or sheet.tables.pack.strategies["roles"] != "case":
        return chunk
    tokens, tables = sheet.tokens, sheet.tables
    if chunk.first == sentence.first or not tokens[chunk.first - 1].has(tables.listed("locative")):
        return chunk
    beside = [i for i in (chunk.first - 2, chunk.stop) if sentence.first <= i < sentence.stop]
    said = any(
        tokens[i].has(tables.listed("speech_verbs")) and tables.morphology.plural(tokens[i].text) for i in beside
    )
    return chunk if said else replace(chunk, kind="place", reference=None)


def _ends_title(sheet: Sheet, position: int) -> int:
    """Where the verb comes last, words of an office or of a body's head begin no country: "presidency | of France"."""
    found = (sheet.tables.offices.longest(sheet.tokens, position), sheet.tables.heads.longest(sheet.tokens, position))
    return max((m.stop for m in found if m is not None), default=0)


def _body_of_office(sheet: Sheet, position: int, shut: int) -> Match[Entry] | None:
    """The full name of a body that the words of an office run into: "commander | of the X Corps".

    A country at its end is named for itself.
    """
    limit = sheet.sentence_at(position).stop
    found = (m for m in sheet.tables.gazetteer.at(sheet.tokens, position) if shut < m.stop <= limit)
    bodies = [m for m in found if m.value.kind == "organisation" and m.value.form == "full" and not m.value.weak]
    whole = [m for m in bodies if m.stop - m.first > 1 and not _closes_with_country(sheet, m)]
    return max(whole, key=lambda m: m.stop, default=None)


def _closes_with_country(sheet: Sheet, match: Match[Entry]) -> bool:
    starts = range(match.first + 1, match.stop)
    return any(m.value.kind == "country" for i in starts for m in sheet.tables.gazetteer.at(sheet.tokens, i))


def _best(sheet: Sheet, position: int, limit: int) -> Match[Entry] | None:
    """The longest form that is written as a name; of equals the surest, and of cities the largest."""
    found = [m for m in sheet.tables.gazetteer.at(sheet.tokens, position) if m.stop <= limit and _written_so(sheet, m)]
    return max(found, key=_rank, default=None)


def _is_outgrown(sheet: Sheet, match: Match[Entry], limit: int) -> bool:
    """Tell a weak form with the article that a longer name takes the words of: "the Gulf | Cooperation Council"."""
    after = match.first + 1
    if (
        not match.value.weak
        or match.stop <= after
        or not sheet.tokens[match.first].has(sheet.tables.listed("articles"))
    ):
        return False
    longer = _best(sheet, after, limit)
    return longer is not None and longer.stop > match.stop


def _rank(match: Match[Entry]) -> tuple[float, ...]:
    entry = match.value
    people = 0
    if entry.reference.startswith("city:"):
        place = describe_city(entry.reference)
        people = place.population if place is not None else 0
    return (match.stop, -len(match.clitic), not entry.weak, entry.weight, people)


def _written_so(sheet: Sheet, match: Match[Entry]) -> bool:
    """Tell whether a form is written as its kind of name is.

    Adjectives of countries have no capital everywhere, nor have the plain words by which some bodies are known.
    """
    if match.value.kind == "demonym" or (match.value.small and not match.value.weak):
        return True
    if sheet.tables.pack.script in _CASELESS:
        return _is_bare(sheet, match) and not _is_ordinary(sheet, match) and not _is_given(sheet, match)
    if match.value.form == "acronym":
        surface = sheet.text[match.start : match.end]
        return sum(c.isupper() for c in surface) * 2 > sum(c.isalpha() for c in surface)
    return any(t.is_capital for t in sheet.tokens[match.first : match.stop]) and not _is_made_from(sheet, match)


def _is_made_from(sheet: Sheet, match: Match[Entry]) -> bool:
    """Tell, in a language of cases, a family name made from a town's: "Минсков" is no case of "Минск"."""
    if match.value.form != "city" or match.stop - match.first > 1 or sheet.tables.pack.strategies["roles"] != "case":
        return False
    suffixes = sheet.tables.name_roles.get("family-suffix", frozenset())
    written = sheet.tokens[match.first].text.lower()
    return any(written == match.value.first + suffix for suffix in suffixes)


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
        and not _is_capital_alone(sheet, match)
    )


def _is_given(sheet: Sheet, match: Match[Entry]) -> bool:
    """Tell a frequent given name that only looks like "in" written on a town: "باراك" is hardly "in Arak"."""
    single = match.stop - match.first == 1 and bool(match.clitic) and match.value.form == "city"
    return single and sheet.tables.name_counts(sheet.tokens[match.first].key)[0] >= _FREQUENT


def _is_capital_alone(sheet: Sheet, match: Match[Entry]) -> bool:
    """Tell, by what follows, a capital under a preposition of place or goal from the everyday word that it is spelt as.

    "در آستانه، پایتخت قزاقستان" is in Astana, "در آستانه انتخابات" on the eve of elections.
    """
    tables, tokens = sheet.tables, sheet.tokens
    followers, place = tables.listed("place_followers"), describe_city(match.value.reference)
    if not followers or match.first == 0 or place is None or place.kind != "capital":
        return False
    before = tokens[match.first - 1]
    going = before.has(tables.listed("towards"))
    if not going and not before.has(tables.any_of("locative", "place_heads")):
        return False
    if match.stop >= len(tokens) or not tokens[match.stop].is_word:
        return True
    followers = followers | tables.listed("prepositions") | (tables.listed("name_stops") if going else frozenset())
    return tokens[match.stop].has(followers)


def make_chunk(match: Match[Entry]) -> Chunk:
    """Return the chunk of a form of the tables, wherever it was found."""
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


def is_cited(sheet: Sheet, chunk: Chunk) -> bool:
    """Tell a chunk right after a word of citing: "quoting X"."""
    starts = range(max(0, chunk.first - _CITING), chunk.first)
    return any(m.stop == chunk.first for i in starts for m in sheet.tables.citations.at(sheet.tokens, i))
