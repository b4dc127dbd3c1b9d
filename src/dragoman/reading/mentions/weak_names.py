"""Weak names: what a table knows, but what is a word or somebody's name as well, so that it needs a witness."""

from collections.abc import Collection, Sequence

from dragoman.language.gazetteer_tables import describe_city
from dragoman.language.lexicon import Match
from dragoman.language.organisation_tables import load_organisations
from dragoman.reading.mentions.gazetteer import is_cited, make_chunk
from dragoman.reading.mentions.office_adjectives import OFFICES_OF_STATES, offices_before
from dragoman.reading.sheet import Chunk, Sentence, Sheet
from dragoman.reading.tables import Entry

_CASELESS = frozenset({"Arab"})
_PLACES = frozenset({"country", "place", "organisation"})
_STATES = frozenset({"country", "demonym"})
_CITY = "city:"
_ARTICLE = "ال"
_OFFICE, _OWNED = 5, 3
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def confirm_weak(
    sheet: Sheet, chunks: list[Chunk], *, persons: Sequence[Chunk] = (), seen: Collection[tuple[int, int]] = ()
) -> list[Chunk]:
    """Keep a weak chunk only beside a witness.

    One is a preposition of place, another a place joined to it by "and"; for a body also its country on the page, its
    full name on the page, or a word of citing right before it. A country is also meant where the model sees a place,
    and, where words have capitals, wherever its name stands alone on a page that names it surely, or beside another
    country, unless somebody on the page bears it.

    Args:
        sheet: The working sheet.
        chunks: What the tables know of it.
        persons: The persons on it.
        seen: The first tokens and the ends of what the model is sure to be a place.
    """
    chunks = _settle_namesakes(sheet, chunks) if sheet.tables.pack.script in _CASELESS else chunks
    strong = [c for c in chunks if not c.weak and c.kind in _PLACES]
    kept = [
        chunk
        for chunk in chunks
        if not chunk.weak
        or _is_joined(sheet, chunk, strong)
        or _is_witnessed(sheet, chunk, chunks)
        or (chunk.kind == "country" and (chunk.first, chunk.stop) in seen)
    ]
    if sheet.tables.pack.script in _CASELESS:
        return kept
    borne = {sheet.tokens[i].key for c in persons if c.stop - c.first > 1 for i in range(c.first, c.stop)}
    borne |= {sheet.tokens[c.first].key for c in chunks if c.weak and _begins_name(sheet, c)}
    alone = [c for c in chunks if c.weak and c.kind == "country" and _stands_alone(sheet, c, borne)]
    strong, beside = [c for c in kept if c.kind in _PLACES], _number_sentences(sheet, kept)
    near = [c for c in alone if sheet.sentence_at(c.first).number in beside or _is_joined(sheet, c, strong)]
    named = _named_countries([*kept, *near])
    meant = {id(c) for c in (*kept, *near, *(c for c in alone if c.reference in named))}
    return [c for c in chunks if id(c) in meant]


def _begins_name(sheet: Sheet, chunk: Chunk) -> bool:
    """Tell a name with a capital behind it that is no word of the language: "Georgia Melton", not "Jordan Valley"."""
    after = sheet.tokens[chunk.stop] if chunk.stop < sheet.sentence_at(chunk.first).stop else None
    return after is not None and after.is_word and after.is_capital and not sheet.tables.morphology.knows(after.text)


def _number_sentences(sheet: Sheet, chunks: list[Chunk]) -> set[int]:
    """Return the numbers of the sentences in which countries are named."""
    return {sheet.sentence_at(c.first).number for c in chunks if c.kind in _STATES}


def _settle_namesakes(sheet: Sheet, chunks: list[Chunk]) -> list[Chunk]:
    """Read a name of two places as the one that the page speaks of: a country, or the capital of another country.

    Where an Arabic page names Jordan and nothing else of Oman, what both are written like is Amman, if something is
    there or comes from there.
    """
    shared = {c: matches for c in chunks if c.kind == "country" and (matches := _list_namesakes(sheet, c))}
    named = _named_countries([c for c in chunks if not c.weak and c not in shared]) if shared else set()

    def settle(chunk: Chunk) -> Chunk:
        towns = (match for land, match in shared.get(chunk, ()) if land in named)
        town = next(towns, None) if chunk.reference not in named and _is_under_place(sheet, chunk) else None
        return chunk if town is None else make_chunk(town)

    return [settle(chunk) for chunk in chunks] if named else chunks


def _list_namesakes(sheet: Sheet, chunk: Chunk) -> list[tuple[str, Match[Entry]]]:
    """Return the capitals of other countries that are written like a country, with their countries."""
    same = [m for m in sheet.tables.gazetteer.at(sheet.tokens, chunk.first) if m.stop == chunk.stop]
    towns = ((m, describe_city(m.value.reference)) for m in same if m.value.reference.startswith(_CITY))
    lands = ((town.country, match) for match, town in towns if town is not None and town.kind == "capital")
    return [(land, match) for land, match in lands if land != chunk.reference]


def _named_countries(chunks: list[Chunk]) -> set[str]:
    """Return the countries that are named by their names or adjectives, or by their capitals."""
    found = {c.reference for c in chunks if c.kind in _STATES and c.reference}
    cities = (describe_city(c.reference) for c in chunks if c.reference and c.reference.startswith(_CITY))
    return found | {city.country for city in cities if city is not None and city.kind == "capital"}


def _stands_alone(sheet: Sheet, chunk: Chunk, borne: Collection[str]) -> bool:
    """Tell a name that is no acronym, no part of a longer name, and no word that may only begin a sentence."""
    tokens, sentence = sheet.tokens, sheet.sentence_at(chunk.first)
    if chunk.stop - chunk.first == 1 and (tokens[chunk.first].key in borne or sheet.surface(chunk).isupper()):
        return False
    if chunk.first == sentence.first:
        if sheet.tables.pack.strategies["roles"] == "case":
            return False
    elif not _may_precede(sheet, chunk, sentence):
        return False
    return chunk.stop >= sentence.stop or not tokens[chunk.stop].is_capital or _owns_office(sheet, chunk.stop)


def _may_precede(sheet: Sheet, chunk: Chunk, sentence: Sentence) -> bool:
    """Tell, by the word before it, that a name begins here: no article, and no capital but that of a sentence."""
    before = sheet.tokens[chunk.first - 1]
    if before.has(sheet.tables.listed("articles")) and chunk.stop - chunk.first == 1:
        return False
    function = sheet.tables.any_of("prepositions", "coordinators", "articles", "name_stops")
    return not before.is_capital or (chunk.first - 1 == sentence.first and before.has(function))


def _owns_office(sheet: Sheet, position: int) -> bool:
    """Tell an office or the head of a body right behind a country: "Jordan Foreign Minister ..."."""
    return bool(sheet.tables.offices.at(sheet.tokens, position) or sheet.tables.heads.at(sheet.tokens, position))


def _is_joined(sheet: Sheet, chunk: Chunk, strong: list[Chunk]) -> bool:
    """Tell whether "and" joins a chunk to a sure one, as a word before or after it, or written on it."""
    tokens, joins = sheet.tokens, sheet.tables.listed("coordinators")
    starts, stops = {c.first for c in strong}, {c.stop for c in strong}
    if chunk.clitic and chunk.first in stops:
        return True
    if chunk.first and chunk.first - 1 in stops and tokens[chunk.first - 1].has(joins):
        return True
    return chunk.stop + 1 in starts and tokens[chunk.stop].has(joins)


def _is_witnessed(sheet: Sheet, chunk: Chunk, chunks: list[Chunk]) -> bool:
    """Tell a body whose country the page names or that is cited, or a place under a preposition of place."""
    if chunk.kind == "organisation":
        ordered = sheet.tables.pack.strategies["roles"] == "subject-verb"
        if ordered and sheet.surface(chunk).isupper() and _possesses_office(sheet, chunk.stop):
            return True
        return _country_named(chunk, chunks) or _is_spelt_out(sheet, chunk, chunks) or is_cited(sheet, chunk)
    if _is_definite(sheet, chunk) or _is_governed_by_office(sheet, chunk) or _describes_office(sheet, chunk, chunks):
        return True
    if chunk.first == 0 or _is_before_owner(sheet, chunk, chunks):
        return False
    return _is_under_place(sheet, chunk)


def _is_under_place(sheet: Sheet, chunk: Chunk) -> bool:
    """Tell a name under a preposition of place, written before it or on it, or behind "the city of"."""
    near = sheet.tables.any_of("locative", "towards", "from", "place_heads")
    governed = chunk.clitic.strip("".join(sheet.tables.listed("coordinators")))
    return bool(governed) or (chunk.first > 0 and sheet.tokens[chunk.first - 1].has(near))


def _is_before_owner(sheet: Sheet, chunk: Chunk, chunks: list[Chunk]) -> bool:
    """Tell, in an ezafe chain, a weak form right before a sure country: its noun's adjective ("the financial ...")."""
    final = sheet.tables.pack.strategies["roles"] == "verb-final"
    return final and any(c.first == chunk.stop and c.kind == "country" and not c.weak for c in chunks)


def _is_spelt_out(sheet: Sheet, chunk: Chunk, chunks: list[Chunk]) -> bool:
    """Tell an acronym of a body that the page names in full, written in capitals where there are any."""
    written = sheet.tables.pack.script in _CASELESS or sheet.surface(chunk).isupper()
    return written and any(c.reference == chunk.reference and not c.weak for c in chunks)


def _is_governed_by_office(sheet: Sheet, chunk: Chunk) -> bool:
    """Tell a country that an office says to be one: in the genitive behind it, or as a possessor before it.

    "The president of Chad" in a language of cases; "Jordan's king", "Georgia's ruling party" in English, and "King
    Karim of Chad"; in Arabic and Persian right behind an office that states alone have, without an article.
    """
    if chunk.kind != "country":
        return False
    tables, tokens = sheet.tables, sheet.tokens
    if tables.pack.strategies["roles"] == "subject-verb":
        return _possesses_office(sheet, chunk.stop) or _belongs(sheet, chunk)
    governing = offices_before(sheet, chunk.first)
    if tables.pack.strategies["roles"] == "case":
        return bool(governing) and "gen" in tables.morphology.cases(tokens[chunk.first].text)
    if tables.pack.script not in _CASELESS or not OFFICES_OF_STATES.intersection(governing):
        return False
    return not (tables.writes_article_on and tokens[chunk.first - 1].text.startswith(_ARTICLE))


def _describes_office(sheet: Sheet, chunk: Chunk, chunks: list[Chunk]) -> bool:
    """Tell the weak adjective of a country that the page names, right before an office: "the Georgian president"."""
    if chunk.kind != "demonym" or sheet.tables.pack.strategies["roles"] != "subject-verb":
        return False
    if chunk.stop >= len(sheet.tokens) or not _owns_office(sheet, chunk.stop):
        return False
    return any(c.kind == "country" and c.reference == chunk.reference for c in chunks)


def _belongs(sheet: Sheet, chunk: Chunk) -> bool:
    """Tell a country after "of" and a name, an office or a body: "King Karim of Chad", but not "of Chad Miller"."""
    tokens, tables = sheet.tokens, sheet.tables
    if chunk.first < 2 or not tokens[chunk.first - 1].has(tables.listed("possessive_links")):
        return False
    if chunk.stop < sheet.sentence_at(chunk.first).stop and tokens[chunk.stop].is_capital:
        return False
    owned = range(max(0, chunk.first - 1 - _OFFICE), chunk.first - 1)
    held = (m.stop for i in owned for table in (tables.offices, tables.heads) for m in table.at(tokens, i))
    return tokens[chunk.first - 2].is_capital or chunk.first - 1 in held


def _possesses_office(sheet: Sheet, position: int) -> bool:
    """Tell a possessive mark at a token with an office or the head of a body behind it, over a plain word or two."""
    tokens, tables = sheet.tokens, sheet.tables
    if position >= len(tokens) or tokens[position].text not in _POSSESSIVES:
        return False
    for start in range(position + 1, min(position + 1 + _OWNED, len(tokens))):
        if tables.offices.at(tokens, start) or tables.heads.at(tokens, start):
            return True
        if not tokens[start].is_word or tokens[start].is_capital:
            return False
    return False


def _is_definite(sheet: Sheet, chunk: Chunk) -> bool:
    """Tell a region whose name is a word with the article and a capital, and no part of a longer name: "the Gulf"."""
    if sheet.tables.pack.strategies["roles"] != "subject-verb" or chunk.stop - chunk.first < 2:
        return False
    if not sheet.tokens[chunk.first].has(sheet.tables.listed("articles")) or sheet.tokens[chunk.first].is_capital:
        return False
    after = sheet.tokens[chunk.stop] if chunk.stop < len(sheet.tokens) else None
    longer = after is not None and (after.is_capital or after.has(sheet.tables.listed("of")))
    return sheet.tokens[chunk.stop - 1].is_capital and not longer


def _country_named(chunk: Chunk, chunks: list[Chunk]) -> bool:
    """Tell whether the page names the country that a body belongs to."""
    organisation = load_organisations().get(chunk.reference or "")
    country = organisation.country if organisation is not None else None
    return bool(country) and any(c.reference == country and not c.weak for c in chunks)
