"""Office phrases: an office word with what stands round it, its modifiers, its country or body.

"Deputy foreign minister of Tajikistan", "заместитель министра иностранных дел Республики Таджикистан", "وزير الخارجية
الروسي السابق": one phrase each, with an office id, a status and the thing it is an office of.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dragoman.language.lexicon import Match
from dragoman.language.tokens import tokenise
from dragoman.reading.mentions.office_growth import (
    POSSESSIVES,
    Neighbours,
    OfficeDraft,
    apply_hyphened,
    grow_left,
    grow_right,
)
from dragoman.reading.mentions.office_ids import settle_office, state_of
from dragoman.reading.sheet import Chunk, Sheet
from dragoman.reading.tables import OfficeForm

_RULER = "head-of-state"
_LANDS = frozenset({"country", "demonym"})
_LEADERS = frozenset({"president", "leader", "chairman"})
_PURPOSE = 7
_LONGEST_OFFICE = 8
_SECRETARY = "other/secretary"
_SERVANTS_DEPUTY = "other/deputy"
_SERVING = frozenset({
    _SERVANTS_DEPUTY, "other/adviser", "other/chief-of-staff", "other/deputy-spokesperson", "spokesperson", "envoy",
})  # fmt: skip
_MOST_ADJECTIVES = 4
_DEPUTY = "deputy-minister"
_TOPICS = frozenset({"country", "place", "organisation"})


class OfficePhrase(Struct, frozen=True):
    """Tokens ``first`` to ``stop`` name an office; ``core`` and ``core_stop`` bound the office word itself.

    ``of`` is the chunk of the country or body, ``of_reference`` its table id, also where only a demonym says it.
    ``start`` is the code point of the phrase without the ``clitic`` written on its office word. ``plural`` phrases
    name several holders, or only look like an office. ``acting`` holders stand in for somebody.
    """

    first: int
    stop: int
    core: int
    core_stop: int
    office: str
    status: str
    start: int
    of: Chunk | None = None
    of_reference: str | None = None
    clitic: str = ""
    plural: bool = False
    acting: bool = False


def find_office_phrases(sheet: Sheet) -> list[OfficePhrase]:
    """Return the office phrases of an article from left to right, none overlapping."""
    by_first = {c.first: c for c in sorted(sheet.chunks, key=lambda c: c.stop)}
    chunks = Neighbours(by_first, {c.stop: c for c in sheet.chunks})
    phrases: list[OfficePhrase] = []
    beginning = _office_places(sheet)
    for sentence in sheet.sentences:
        position = sentence.first
        first, stop = bisect_left(beginning, sentence.first), bisect_left(beginning, sentence.stop)
        for place in beginning[first:stop]:
            if place < position:
                continue
            match = _office_word(sheet, place, chunks)
            passed = match is None or match.stop > sentence.stop or _is_inside_name(match, chunks)
            if match is None or passed or _is_middle_name(sheet, match) or _is_province(sheet, match):
                continue
            if _is_given_name(sheet, match, phrases[-1] if phrases else None, by_first):
                continue
            phrase = _grow(sheet, match, chunks, (sentence.first, sentence.stop))
            phrase = _complete(sheet, phrase, chunks, sentence.stop)
            phrase = _served(sheet, phrase, phrases)
            phrase = _chained(sheet, phrase, phrases)
            phrase = replace(phrase, stop=_past_purpose(sheet, phrase.stop, sentence.stop, chunks))
            phrases = [p for p in phrases if p.first < phrase.first or p.stop <= phrase.first]
            phrases.append(phrase)
            position = max(phrase.stop, match.stop)
    return phrases


def _office_places(sheet: Sheet) -> Sequence[int]:
    """The tokens at which an office may begin: those of the table, and words with a hyphen; found once a text."""
    looked_up: dict[object, Any] = sheet.tokens.looked_up
    asked = _office_places, sheet.tables.offices
    known: list[int] | None = looked_up.get(asked)
    if known is None:
        hyphened = [place for place, token in enumerate(sheet.tokens) if "-" in token.text]
        known = looked_up[asked] = sorted({*sheet.tables.offices.begun(sheet.tokens), *hyphened})
    return known


def _office_word(sheet: Sheet, position: int, chunks: Neighbours) -> Match[OfficeForm] | None:
    """The longest office form at a token that is no verb and does not cut a name: "president | Republic of X"."""
    token = sheet.tokens[position]
    found = sheet.tables.offices.at(sheet.tokens, position) or _joined_by_hyphen(sheet, position)
    if not found or sheet.tables.morphology.tense(token.text) is not None:
        return None
    for match in found:
        if _is_plural(sheet, match) and not _is_capital_at(sheet, match.stop):
            continue
        if match.value.capital and not token.text.isupper():
            continue
        if _is_within_style(sheet, match):
            continue
        cut = (chunks.by_first[i] for i in range(match.first + 1, match.stop) if i in chunks.by_first)
        if not any(chunk.stop > match.stop and not _is_held(sheet, match, chunk) for chunk in cut):
            return _with_portfolio(sheet, match)
    return None


def _is_held(sheet: Sheet, match: Match[OfficeForm], chunk: Chunk) -> bool:
    """Tell, where the verb comes last, a body in the words of a country's office: "spokesman of the ministry | of X".

    Who heads a body is its head, and not the country's.
    """
    final = sheet.tables.pack.strategies["roles"] == "verb-final" and match.value.office != "head"
    return final and match.value.of == "country" and chunk.kind == "organisation" and chunk.reference is None


def _with_portfolio(sheet: Sheet, match: Match[OfficeForm]) -> Match[OfficeForm]:
    """The office of a deputy minister with what this one is minister of: "замминистра торговли", "نائب وزير الطاقة".

    Behind the deputy's own words stand those that stand behind a minister's.
    """
    if match.value.office != _DEPUTY:
        return match
    behind = sheet.tokens[match.stop : match.stop + _LONGEST_OFFICE]
    for word in sorted(sheet.tables.listed("minister_words")):
        found = sheet.tables.offices.longest([*tokenise(word, sheet.tables.morphology), *behind], 0)
        if found is not None and found.stop > 1 and found.value.of == match.value.of:
            office = settle_office(found.value.office, None, None, deputy=True)
            if office.startswith(_DEPUTY):
                return replace(match, stop=match.stop + found.stop - 1, value=replace(match.value, office=office))
    return match


def _is_within_style(sheet: Sheet, match: Match[OfficeForm]) -> bool:
    """Tell, without capitals, the first word of a longer rank or honorific: "امیر سرتیپ" is a general and no emir."""
    if sheet.tables.pack.script != "Arab":
        return False
    style = sheet.tables.styles.longest(sheet.tokens, match.first)
    return style is not None and style.stop > match.stop


def find_plural_office(sheet: Sheet, position: int) -> Match[OfficeForm] | None:
    """Return the longest office word at a token that names several holders by its plural, or ``None``."""
    found = sheet.tables.offices.at(sheet.tokens, position)
    several = sheet.tokens[position].has(sheet.tables.listed("plural_offices"))
    return next((match for match in found if several or _is_plural(sheet, match)), None)


def _joined_by_hyphen(sheet: Sheet, position: int) -> list[Match[OfficeForm]]:
    """The offices at a token behind the modifier that a hyphen joins to it: "ex-president"."""
    token = sheet.tokens[position]
    before, hyphen, rest = token.text.partition("-")
    modifier = tokenise(before, sheet.tables.morphology) if hyphen and rest else ()
    if not modifier or sheet.tables.modifiers.longest(modifier, 0) is None:
        return []
    start = token.start + len(before) + 1
    words = [replace(t, start=start + t.start, stop=start + t.stop) for t in tokenise(rest, sheet.tables.morphology)]
    after = sheet.tokens[position + 1 : position + _LONGEST_OFFICE]
    found = sheet.tables.offices.at([*words, *after], 0) if len(words) == 1 else []
    return [replace(m, first=position, stop=position + m.stop, start=token.start) for m in found]


def _is_capital_at(sheet: Sheet, position: int) -> bool:
    return position < len(sheet.tokens) and sheet.tokens[position].is_capital


def _is_inside_name(match: Match[OfficeForm], chunks: Neighbours) -> bool:
    chunk = chunks.by_first.get(match.first)
    return chunk is not None and chunk.kind != "demonym" and chunk.stop > match.stop


def _is_province(sheet: Sheet, match: Match[OfficeForm]) -> bool:
    """Tell, where the article is written on, the feminine of an office that is a word for a place: "province"."""
    single = sheet.tables.writes_article_on and match.stop - match.first == 1
    heads = sheet.tables.heads.at(sheet.tokens, match.first) if single else ()
    return any(m.value.kind == "place" for m in heads)


def _is_middle_name(sheet: Sheet, match: Match[OfficeForm]) -> bool:
    """Tell, where the article is written on, an office word that is a name too, between two other words of a name.

    Arabic has given names that mean an office ("Qaid", commander); the word before is a given name, the one behind it a
    family name with the article: a listed one, or no word of the dictionary. "Son of" stands between names, and beside
    no office.
    """
    tables, first = sheet.tables, match.first
    if not tables.writes_article_on or match.clitic or first == 0 or match.stop >= len(sheet.tokens):
        return False
    before, after = sheet.tokens[first - 1], sheet.tokens[match.stop]
    if match.stop - first == 1 and {before.key, after.key} & tables.listed("filiation"):
        return True
    single = match.stop - first == 1 and tables.name_counts(sheet.tokens[first].key)[0] > 0
    definite = after.key.startswith(tuple(tables.listed("articles"))) and not tables.heads.at(sheet.tokens, match.stop)
    family = tables.name_counts(after.key)[1] > 0 or not any(
        k.text and tables.morphology.knows(k.text) for k in after.keys
    )
    return single and definite and family and tables.name_counts(before.key)[0] > 0


def _is_given_name(
    sheet: Sheet, match: Match[OfficeForm], before: OfficePhrase | None, by_first: Mapping[int, Chunk]
) -> bool:
    """Tell a ruler's title right behind another office, with no land behind it: a name ("Minister Sultan Karimov")."""
    single = match.stop - match.first == 1 and not match.clitic and match.value.office == _RULER
    if not single or before is None or match.stop >= len(sheet.tokens):
        return False
    token, after = sheet.tokens[match.first], sheet.tokens[match.stop]
    owner, land = by_first.get(before.stop), by_first.get(match.stop)
    ends = before.stop if owner is None or owner.kind not in _LANDS else owner.stop
    if ends != match.first or (land is not None and land.kind in _LANDS):
        return False
    if sheet.tables.pack.script == "Arab":
        definite = sheet.tables.writes_article_on and token.key.startswith(tuple(sheet.tables.listed("articles")))
        return after.is_word and not definite and sheet.tables.name_counts(token.key)[0] > 0
    return token.is_capital and after.is_word and after.is_capital


def _is_plural(sheet: Sheet, match: Match[OfficeForm]) -> bool:
    """Tell an English office word found only through its singular: it names several people, or is a verb ("chairs")."""
    if sheet.tables.pack.strategies["roles"] != "subject-verb":
        return False
    hyphened = any("-" in sheet.tokens[i].text for i in (match.first, match.stop - 1))
    return not hyphened and _is_partial(sheet, match)


def _is_partial(sheet: Sheet, match: Match[OfficeForm]) -> bool:
    """Tell whether an office was found through another key of its words than what is written."""
    words = [token.as_written() for token in sheet.tokens[match.first : match.stop]]
    return not any(m.value is match.value and m.stop == len(words) for m in sheet.tables.offices.at(words, 0))


def _grow(sheet: Sheet, match: Match[OfficeForm], chunks: Neighbours, bounds: tuple[int, int]) -> OfficePhrase:
    """The phrase that an office word heads, with all that belongs to it inside the bounds."""
    draft = OfficeDraft(match, bounds)
    for position in {match.first, match.stop - 1} if _is_partial(sheet, match) else ():
        apply_hyphened(sheet, draft, sheet.tokens[position])
    grow_left(sheet, draft, chunks)
    grow_right(sheet, draft, chunks)
    of, of_reference = _land(sheet, draft)
    if of is None and of_reference is None:
        of = _body_within(sheet, match)
        of_reference = of.reference if of is not None else match.value.land
    return OfficePhrase(
        first=draft.first,
        stop=draft.stop,
        core=match.first,
        core_stop=match.stop,
        office=settle_office(_council_office(sheet, draft), draft.of, draft.of_reference, deputy=draft.deputy),
        status=draft.status,
        start=match.start if draft.first == match.first else min(sheet.tokens[draft.first].start, match.start),
        of=of,
        of_reference=of_reference,
        clitic=match.clitic,
        plural=_is_plural(sheet, match),
        acting=draft.acting or _begins_as_acting(sheet, match),
    )


def _begins_as_acting(sheet: Sheet, match: Match[OfficeForm]) -> bool:
    """Tell an office whose own words begin with a stand-in's: "سرپرست وزارت دفاع"."""
    modifier = sheet.tables.modifiers.longest(sheet.tokens, match.first)
    return modifier is not None and modifier.value.effect == "acting" and modifier.stop <= match.stop


def _land(sheet: Sheet, draft: OfficeDraft) -> tuple[Chunk | None, str | None]:
    """What the office is of: for the head of a ministry named with its country, the country."""
    body = draft.of
    council = _is_council(sheet, body)
    if body is None or not (council or body.value.partition("/")[0] == "ministry"):
        return draft.of, draft.of_reference
    inside = (c for c in sheet.chunks if body.first <= c.first and c.stop <= body.stop)
    land = next((c for c in inside if c.kind in ("country", "demonym")), None)
    if land is None:
        return (None, state_of(body)) if council else (draft.of, draft.of_reference)
    return (land if land.kind == "country" else None), land.reference


def _council_office(sheet: Sheet, draft: OfficeDraft) -> str:
    """The id of an office; the secretary who heads the security council of a state has one of its own.

    Whoever leads what is named by plain nouns does not lead the country behind them: "head of a district of X".
    """
    if draft.over_nouns and draft.office in _LEADERS:
        return "chair" if draft.office == "chairman" else "head"
    heads = (draft.office.partition("/")[0] == "head" or draft.office == _SECRETARY) and _is_council(sheet, draft.of)
    return "security-council-secretary" if heads else draft.office


def _is_council(sheet: Sheet, body: Chunk | None) -> bool:
    """Tell the security council of a state by its head word; that of the United Nations is of no state."""
    if body is None or state_of(body) is None:
        return False
    return any(m.value.head == "security-council" for m in sheet.tables.heads.at(sheet.tokens, body.first))


def _body_within(sheet: Sheet, match: Match[OfficeForm]) -> Chunk | None:
    """The body that the words of an office name themselves: "head of the CIA" is one entry of the table."""
    if match.value.of == "country":
        return None
    bodies = (c for c in sheet.chunks_in(match.first + 1, match.stop) if c.kind == "organisation" and c.reference)
    return next((c for c in bodies if c.stop <= match.stop), None)


def _served(sheet: Sheet, phrase: OfficePhrase, before: list[OfficePhrase]) -> OfficePhrase:
    """Take in the possessor that is an office itself: "the ABC secretary-general's envoy" is an envoy of the ABC."""
    lord = before[-1] if before else None
    if lord is None or lord.stop != phrase.first - 1 or sheet.tokens[lord.stop].text not in POSSESSIVES:
        return phrase
    owned = lord.of is not None or lord.of_reference is not None
    of, reference = (lord.of, lord.of_reference) if owned else (phrase.of, phrase.of_reference)
    return replace(phrase, first=lord.first, start=lord.start, of=of, of_reference=reference)


def _chained(sheet: Sheet, phrase: OfficePhrase, before: list[OfficePhrase]) -> OfficePhrase:
    """Take in, where nouns chain without a sign, whom a deputy or adviser before serves: "deputy political minister".

    Adjectives may stand between. A minister's deputy is a deputy minister.
    """
    servant = before[-1] if before and sheet.tables.pack.strategies["roles"] == "verb-final" else None
    if servant is None or servant.office not in _SERVING or servant.of is not None or servant.of_reference is not None:
        return phrase
    if phrase.plural or not _only_adjectives(sheet, servant.stop, phrase.first):
        return phrase
    deputy = servant.office == _SERVANTS_DEPUTY
    office = settle_office(phrase.office, None, None, deputy=True) if deputy else servant.office
    return replace(servant, stop=phrase.stop, office=office, of=phrase.of, of_reference=phrase.of_reference)


def _only_adjectives(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell whether nothing but a few words with the ending of adjectives stands between two tokens."""
    words = sheet.tokens[start:stop]
    endings, joins = tuple(sheet.tables.listed("adjective_endings")), sheet.tables.listed("coordinators")
    adjectives = sum(token.is_word and token.key.endswith(endings) for token in words)
    joined = sum(token.has(joins) for token in words)
    few = start <= stop and len(words) <= _MOST_ADJECTIVES
    return few and adjectives + joined >= len(words) and joined < max(1, adjectives)


def _complete(sheet: Sheet, phrase: OfficePhrase, chunks: Neighbours, limit: int) -> OfficePhrase:
    """In a language of cases, an office in the genitive after another is whom that serves: "aide of the minister"."""
    if sheet.tables.pack.strategies["roles"] != "case" or phrase.of_reference or phrase.of is not None:
        return phrase
    demonym = chunks.by_first.get(phrase.stop)
    core = demonym.stop if demonym is not None and demonym.kind == "demonym" else phrase.stop
    match = _office_word(sheet, core, chunks) if core < limit else None
    cases = sheet.tables.morphology.cases(sheet.tokens[core].text) if match is not None else frozenset()
    if match is None or "gen" not in cases or "nom" in cases:
        return phrase
    inner = _grow(sheet, match, chunks, (phrase.stop, limit))
    return replace(phrase, stop=inner.stop, of=inner.of, of_reference=inner.of_reference)


def _is_definite(sheet: Sheet, position: int, articles: tuple[str, ...]) -> bool:
    """Tell a word with the article that begins no office and no honorific."""
    titled = sheet.tables.offices.at(sheet.tokens, position) or sheet.tables.styles.at(sheet.tokens, position)
    return not titled and any(key.text.startswith(articles) for key in sheet.tokens[position].keys)


def _past_definite(sheet: Sheet, position: int, limit: int) -> int:
    """Step over words with the article, which say more of a purpose: "for the affairs of | the foreign | the Asian"."""
    articles = tuple(sheet.tables.listed("articles"))
    stop = position
    while stop < limit and stop - position < _PURPOSE and _is_definite(sheet, stop, articles):
        stop += 1
    return stop


def _past_purpose(sheet: Sheet, position: int, limit: int, chunks: Neighbours) -> int:
    """Step over "for youth affairs" or "for Ruritania" where a name follows, if the pack lists words of purpose."""
    tokens, stop = sheet.tokens, position + 1
    if position >= limit or not tokens[position].has(sheet.tables.listed("purpose")):
        return position
    if sheet.tables.writes_article_on:
        return _past_definite(sheet, stop, limit)
    while stop < limit and stop - position <= _PURPOSE:
        chunk = chunks.by_first.get(stop)
        if chunk is not None and chunk.kind in _TOPICS:
            stop = chunk.stop
        elif tokens[stop].is_word and not tokens[stop].is_capital:
            stop += 1
        else:
            break
    named = stop < limit and tokens[stop].is_capital and stop > position + 1
    return stop if named else position
