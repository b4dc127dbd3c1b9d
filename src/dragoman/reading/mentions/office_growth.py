"""How an office phrase grows from its office word: to its modifiers, to what it is an office of, to where it serves."""

from collections.abc import Mapping

from msgspec import Struct

from dragoman.language.lexicon import Match
from dragoman.language.tokens import Token, tokenise
from dragoman.reading.sheet import Chunk, Sheet
from dragoman.reading.tables import Modifier, OfficeForm

_OF_KINDS = frozenset({"country", "organisation", "place"})
_OWNER_KINDS = _OF_KINDS | {"demonym"}
_POSTED = frozenset({"ambassador", "envoy", "other/charge", "other/diplomat"})
_COUNTERPART = "counterpart"
_STATUSES = {"former": "former", "designate": "incoming"}
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_QUOTES = frozenset('«»"“”„')
_LINKS = 4
_REACH = 3
_MOST_GENITIVES = 5
_MODIFIER_REACH = 5
_SITES = 2


class Neighbours(Struct, frozen=True):
    """The chunks of a page, filed by the token that they begin at and by the token that they stop before."""

    by_first: Mapping[int, Chunk]
    by_stop: Mapping[int, Chunk]


class OfficeDraft:
    """A phrase while it grows to the left and to the right of its office word, inside ``bounds``."""

    def __init__(self, match: Match[OfficeForm], bounds: tuple[int, int]) -> None:
        """Begin with the office word alone."""
        self.first, self.stop = match.first, match.stop
        self.lowest, self.limit = bounds
        self.office = match.value.office
        self.status = "current"
        self.deputy = False
        self.acting = False
        self.over_nouns = False
        self.of: Chunk | None = None
        self.of_reference: str | None = match.value.land if match.value.office in _POSTED else None

    def modify(self, modifier: Modifier) -> None:
        """Take in a word such as "former" or "deputy"."""
        self.status = _STATUSES.get(modifier.effect, self.status)
        self.deputy = self.deputy or modifier.effect == "deputy"
        self.acting = self.acting or modifier.effect == "acting"

    def own(self, chunk: Chunk) -> None:
        """Take in what the office is of; an adjective says it by its reference alone."""
        self.of_reference = chunk.reference or self.of_reference
        if chunk.kind != "demonym":
            self.of = chunk


def apply_hyphened(sheet: Sheet, draft: OfficeDraft, token: Token) -> None:
    """Take in a modifier joined to the office by a hyphen: "Ex-President", "President-elect"."""
    for part in token.text.split("-") if "-" in token.text else ():
        words = tokenise(part, sheet.tables.morphology)
        found = sheet.tables.modifiers.longest(words, 0) if words else None
        if found is not None:
            draft.modify(found.value)


def grow_left(sheet: Sheet, draft: OfficeDraft, chunks: Neighbours) -> None:
    """Take in the modifiers and the owner before the office."""
    growing = True
    while growing and draft.first > draft.lowest:
        growing = (
            _take_modifier_before(sheet, draft)
            or _take_owner_before(sheet, draft, chunks)
            or _take_far_owner(sheet, draft, chunks)
        )


def grow_right(sheet: Sheet, draft: OfficeDraft, chunks: Neighbours) -> None:
    """Take in the modifiers, the owner, the post and the rest of the portfolio after the office."""
    growing = True
    while growing and draft.stop < draft.limit:
        growing = (
            _take_modifier_after(sheet, draft)
            or _take_owner_after(sheet, draft, chunks)
            or _take_portfolio(sheet, draft, chunks)
            or _take_instrumentals(sheet, draft)
            or _take_genitives(sheet, draft, chunks)
            or _take_reflexive(sheet, draft)
        )


def _take_modifier_before(sheet: Sheet, draft: OfficeDraft) -> bool:
    for start in range(max(draft.first - _MODIFIER_REACH, draft.lowest), draft.first):
        found = sheet.tables.modifiers.longest(sheet.tokens, start)
        if found is not None and found.stop == draft.first and found.value.position == "before":
            draft.modify(found.value)
            draft.first = start
            return True
    return False


def _take_modifier_after(sheet: Sheet, draft: OfficeDraft) -> bool:
    found = sheet.tables.modifiers.longest(sheet.tokens, draft.stop)
    if found is None or found.stop > draft.limit or found.value.position != "after":
        return False
    draft.modify(found.value)
    draft.stop = found.stop
    return True


def _take_reflexive(sheet: Sheet, draft: OfficeDraft) -> bool:
    """Take the reflexive pronoun behind a counterpart, whose name may follow it: "همتای تونسی خود کریم فؤاد"."""
    if draft.office != _COUNTERPART or not sheet.tokens[draft.stop].has(sheet.tables.listed("reflexives")):
        return False
    draft.stop += 1
    return True


def _take_owner_before(sheet: Sheet, draft: OfficeDraft, chunks: Neighbours) -> bool:
    """Take a demonym, a possessive or a noun adjunct before the office: "Tajik president", "Russia's", "CSTO"."""
    possessive = sheet.tokens[draft.first - 1].text in POSSESSIVES
    chunk = chunks.by_stop.get(draft.first - 1 if possessive else draft.first)
    if chunk is None or chunk.first < draft.lowest or draft.of_reference or chunk.kind not in _OWNER_KINDS:
        return False
    strategy = sheet.tables.pack.strategies["roles"]
    if chunk.kind != "demonym" and not possessive and strategy != "subject-verb":
        return False
    if chunk.kind == "demonym" and strategy in ("verb-subject", "verb-final"):
        return False
    draft.own(chunk)
    draft.first = chunk.first
    return True


def _take_far_owner(sheet: Sheet, draft: OfficeDraft, chunks: Neighbours) -> bool:
    """Take, where the subject comes first, a possessor over a few plain words: "Ruritania's emergency chief"."""
    tables = sheet.tables
    if tables.pack.strategies["roles"] != "subject-verb" or draft.of_reference:
        return False
    closed = tables.any_of("prepositions", "articles", "coordinators")
    for position in range(draft.first - 1, max(draft.first - 1 - _REACH, draft.lowest), -1):
        token = sheet.tokens[position]
        if token.text in POSSESSIVES:
            chunk = chunks.by_stop.get(position)
            if chunk is None or chunk.kind not in _OF_KINDS or position == draft.first - 1:
                return False
            draft.own(chunk)
            draft.first = chunk.first
            return True
        plain = token.is_word and not token.is_capital and not token.has(closed)
        if not plain or tables.morphology.tense(token.text) is not None or tables.offices.at(sheet.tokens, position):
            return False
    return False


def _take_owner_after(sheet: Sheet, draft: OfficeDraft, chunks: Neighbours) -> bool:
    """Take the complement after the office: "of the Republic of Tajikistan", a genitive, an idafa, an ezafe."""
    if _is_land_of_body(sheet, draft, chunks):
        draft.stop = chunks.by_first[draft.stop].stop
        return True
    if draft.of is not None or (draft.of_reference and draft.office in _POSTED):
        return _take_post(sheet, draft, chunks)
    if draft.office in _POSTED and sheet.tables.pack.strategies["roles"] == "subject-verb":
        ahead = sheet.tables.any_of("towards", "locative")
        if sheet.tokens[draft.stop].has(ahead):
            return _take_post(sheet, draft, chunks)
    position = _past_links(sheet, draft, chunks)
    if draft.office == _COUNTERPART and position == draft.stop and position + 1 < draft.limit:
        position += sheet.tokens[position].has(sheet.tables.listed("from")) and position + 1 in chunks.by_first
    chunk = chunks.by_first.get(position)
    if chunk is None:
        pointed = position + 1 < draft.limit and points_to_country(sheet, position)
        return pointed and _take_last_country(sheet, draft, position)
    if not _may_own(sheet, draft, chunk, linked=position > draft.stop):
        return False
    draft.own(chunk)
    draft.stop = _past_acronym(sheet, chunk.stop, draft.limit)
    return True


def _is_land_of_body(sheet: Sheet, draft: OfficeDraft, chunks: Neighbours) -> bool:
    """Tell, in a language of cases, the country between the body of an office and a name: "head of the X of A"."""
    land = chunks.by_first.get(draft.stop)
    if land is None or draft.of is None or sheet.tables.pack.strategies["roles"] != "case":
        return False
    behind = draft.of.kind == "organisation" and draft.of.stop == draft.stop and land.kind == "country"
    genitive = "gen" in sheet.tables.morphology.cases(sheet.tokens[land.first].text)
    return behind and genitive and land.stop < draft.limit and sheet.tokens[land.stop].is_capital


def _past_links(sheet: Sheet, draft: OfficeDraft, chunks: Neighbours) -> int:
    """Step over "of the" after the office, or over a comma before a body."""
    position, links = draft.stop, sheet.tables.listed("of")
    while position < draft.limit and position - draft.stop < _LINKS and sheet.tokens[position].has(links):
        if position in chunks.by_first:
            break
        position += 1
    if position > draft.stop or position + 1 >= draft.limit or sheet.tokens[position].text != ",":
        return position
    chunk = chunks.by_first.get(position + 1)
    return position + 1 if chunk is not None and chunk.kind == "organisation" else position


def _may_own(sheet: Sheet, draft: OfficeDraft, chunk: Chunk, *, linked: bool) -> bool:
    """Tell whether the office before a chunk may be its office, by the way in which the language links the two."""
    strategy = sheet.tables.pack.strategies["roles"]
    if chunk.kind not in _OWNER_KINDS or (strategy == "subject-verb" and not linked):
        return False
    if chunk.kind == "demonym" and (linked or strategy == "case"):
        return False
    if draft.of_reference and chunk.reference != draft.of_reference:
        return False
    return not chunk.weak or linked or chunk.kind == "country"


def _take_post(sheet: Sheet, draft: OfficeDraft, chunks: Neighbours) -> bool:
    """Take the country or body where an ambassador serves: "ambassador of A in B"."""
    position, tables = draft.stop, sheet.tables
    if draft.office not in _POSTED or position + 1 >= draft.limit:
        return False
    links = tables.any_of("post", "locative", "towards")
    linked = sheet.tokens[position].has(links) and position not in chunks.by_first
    position += linked
    while position + 1 < draft.limit and sheet.tokens[position].has(tables.listed("articles")):
        position += 1
    chunk = chunks.by_first.get(position)
    if chunk is None and linked and sheet.tokens[position - 1].has(tables.listed("post")):
        here = sheet.tokens[position].has(tables.listed("here_words"))
        draft.stop += (position + 1 - draft.stop) * here
        return here
    if chunk is None or chunk.kind not in _OF_KINDS or not (linked or chunk.clitic):
        return False
    draft.stop = chunk.stop
    return True


def points_to_country(sheet: Sheet, position: int) -> bool:
    """Tell whether "this country" stands at a token, which must not be the last of the page."""
    tokens, tables = sheet.tokens, sheet.tables
    pointing = tokens[position].has(tables.listed("demonstratives"))
    return pointing and tokens[position + 1].has(tables.listed("country_words"))


def _take_instrumentals(sheet: Sheet, draft: OfficeDraft) -> bool:
    """Take what an office commands, where it governs the instrumental, up to a noun: "commander of the fleet"."""
    governing, cases = sheet.tables.listed("instrumental_offices"), sheet.tables.morphology.cases
    if draft.of is not None or not sheet.tokens[draft.stop - 1].has(governing):
        return False
    words = range(draft.stop, min(draft.limit, draft.stop + _MOST_GENITIVES))
    noun = next((i for i in words if sheet.tables.morphology.noun_cases(sheet.tokens[i].text)), None)
    if noun is None or not all("ins" in cases(sheet.tokens[i].text) for i in range(draft.stop, noun + 1)):
        return False
    draft.stop = noun + 1
    return True


def _take_genitives(sheet: Sheet, draft: OfficeDraft, chunks: Neighbours) -> bool:
    """Take, in a language of cases, plain genitives up to a body, country or name: "head of the rebels' staff X"."""
    if sheet.tables.pack.strategies["roles"] != "case" or draft.of is not None:
        return False
    position, joins = draft.stop, sheet.tables.listed("coordinators")
    while position < draft.limit and position - draft.stop < _MOST_GENITIVES and position not in chunks.by_first:
        joined = position > draft.stop and sheet.tokens[position].has(joins) and position + 1 < draft.limit
        if not (_is_plain_genitive(sheet, position + joined) or _is_capital_adjective(sheet, position, draft.limit)):
            break
        position += 1 + joined
    position += _is_quoted_body(sheet, position, draft.limit, chunks)
    if position == draft.stop or position >= draft.limit:
        return False
    chunk = chunks.by_first.get(position)
    if chunk is not None and chunk.kind in _OF_KINDS and _may_own(sheet, draft, chunk, linked=False):
        draft.own(chunk)
        draft.over_nouns = True
        draft.stop = chunk.stop + _is_quoted_body(sheet, position - 1, draft.limit, chunks)
    elif sheet.tokens[position].is_capital and sheet.tokens[position].is_word:
        draft.stop = position
    else:
        return False
    return True


def _is_capital_adjective(sheet: Sheet, position: int, limit: int) -> bool:
    """Tell an adjective with a capital before a plain genitive, no part of a name: "head of the Lower town council"."""
    token, morphology = sheet.tokens[position], sheet.tables.morphology
    if not token.is_capital or position + 1 >= limit or not _is_plain_genitive(sheet, position + 1):
        return False
    adjective = morphology.knows(token.text) and not morphology.noun_cases(token.text)
    return adjective and "gen" in morphology.cases(token.text)


def _is_quoted_body(sheet: Sheet, position: int, limit: int, chunks: Neighbours) -> bool:
    """Tell a quotation mark at a token with the name of a body and another mark behind it: «head of "ABC"»."""
    if position + 2 >= limit or sheet.tokens[position].text not in _QUOTES:
        return False
    chunk = chunks.by_first.get(position + 1)
    body = chunk is not None and chunk.kind == "organisation" and chunk.stop < limit
    return body and chunk is not None and sheet.tokens[chunk.stop].text in _QUOTES


def _is_plain_genitive(sheet: Sheet, position: int) -> bool:
    """Tell a word written small that may be a genitive and hardly a nominative, and that begins no other office."""
    token, tables = sheet.tokens[position], sheet.tables
    if not token.is_word or token.is_capital or tables.offices.at(sheet.tokens, position):
        return False
    cases = tables.morphology.singular_cases(token.text)
    return "gen" in cases and "nom" not in cases and tables.morphology.tense(token.text) is None


def _take_last_country(sheet: Sheet, draft: OfficeDraft, position: int) -> bool:
    """Take "of this country" as of the country named last before the office."""
    before = [c for c in sheet.chunks if c.kind == "country" and c.stop <= draft.first and not c.weak]
    if not before:
        return False
    draft.of, draft.of_reference = before[-1], before[-1].reference
    draft.stop = position + 2
    return True


def _past_acronym(sheet: Sheet, position: int, limit: int) -> int:
    """Step over an acronym in brackets, as in "the Organization (ABC) John Doe"."""
    tokens = sheet.tokens
    bracketed = position + 2 < limit and tokens[position].text == "(" and tokens[position + 2].text == ")"
    return position + 3 if bracketed else position


def _take_portfolio(sheet: Sheet, draft: OfficeDraft, chunks: Neighbours) -> bool:
    """Take more of a minister's portfolio where "and the" is written on the word: "وزير الخارجية والتعاون الإفريقي"."""
    if not sheet.tables.writes_article_on or "minister" not in draft.office or draft.of_reference:
        return False
    if draft.stop in chunks.by_first or not _is_definite(sheet, draft.stop, joined=True):
        return False
    draft.stop += 1
    while draft.stop < draft.limit and draft.stop not in chunks.by_first:
        if not _is_definite(sheet, draft.stop, joined=False):
            break
        draft.stop += 1
    return True


def _is_definite(sheet: Sheet, position: int, *, joined: bool) -> bool:
    """Tell a word with the article, and with or without "and", that is neither an office nor a name."""
    tables, token = sheet.tables, sheet.tokens[position]
    articles, joins = tuple(tables.listed("articles")), tables.listed("coordinators")
    keys = [k for k in token.keys if k.text.startswith(articles) and (k.clitic[:1] in joins) == joined]
    if not keys or tables.offices.at(sheet.tokens, position):
        return False
    return tables.name_counts(keys[0].text) == (0, 0)


def past_site(sheet: Sheet, position: int) -> tuple[int, Chunk | None]:
    """Step from the end of an office over where or in what it is held, in a language whose pack lists the links.

    "The spokesman of the Front in Ruritania", "the member for the Front": a name may follow. Returns where that would
    be, and the first place or body; the position itself and ``None`` where there is no such thing.
    """
    first: Chunk | None = None
    for _ in range(_SITES):
        site = _site_at(sheet, position)
        if site is None:
            break
        first, position = first or site, _past_adjective(sheet, site.stop)
    return position, first


def _past_adjective(sheet: Sheet, position: int) -> int:
    """Step over the adjective of a country behind a place, where the article is written on: "the region of X the Y"."""
    adjectives = (c for c in sheet.chunks_in(position, position + 1) if c.kind == "demonym" and c.first == position)
    return next((c.stop for c in adjectives), position) if sheet.tables.writes_article_on else position


def _site_at(sheet: Sheet, position: int) -> Chunk | None:
    """The place or body at a token, behind a link or with one written on it."""
    links = sheet.tables.listed("office_links")
    if not links or position >= len(sheet.tokens):
        return None
    linked = sheet.tokens[position].has_bare(links, frozenset())
    found = [c for c in sheet.chunks_in(position + linked, position + linked + 1) if c.kind in _OF_KINDS]
    fused = bool(found) and sheet.surface(found[0]) != sheet.text[sheet.tokens[found[0].first].start : found[0].end]
    return found[0] if found and (linked or found[0].clitic in links or fused) else None
