"""Office phrases: an office word with what stands round it, its modifiers, its country or body.

"Deputy foreign minister of Tajikistan", "заместитель министра иностранных дел Республики Таджикистан", "وزير
الخارجية الروسي
السابق": one phrase each, with an office id, a status and the thing it is an office of.
"""

from msgspec import Struct
from msgspec.structs import replace

from dragoman.language.lexicon import Match
from dragoman.language.organisation_tables import load_organisations
from dragoman.language.tokens import tokenise
from dragoman.reading.sheet import Chunk, Sheet
from dragoman.reading.tables import Modifier, OfficeForm

_OF_KINDS = ("country", "organisation", "place")
_REACH = 3
_PURPOSE = 7


class OfficePhrase(Struct, frozen=True):
    """Tokens ``first`` to ``stop`` name an office; ``core`` and ``core_stop`` bound the office word itself.

    ``of`` is the chunk of the country or body, ``of_reference`` its table id, also where only a demonym says it.
    """

    first: int
    stop: int
    core: int
    core_stop: int
    office: str
    expects: str
    status: str
    start: int
    of: Chunk | None = None
    of_reference: str | None = None
    clitic: str = ""
    plural: bool = False


class _Draft:
    """A phrase while it grows to the left and to the right of its office word."""

    def __init__(self, match: Match[OfficeForm]) -> None:
        self.first, self.stop = match.first, match.stop
        self.office, self.expects = match.value.office, match.value.of
        self.status = "current"
        self.deputy = False
        self.of: Chunk | None = None
        self.of_reference: str | None = None


def find_office_phrases(sheet: Sheet) -> list[OfficePhrase]:
    """Return the office phrases of an article from left to right, none overlapping."""
    by_first = {c.first: c for c in sorted(sheet.chunks, key=lambda c: c.stop)}
    by_stop = {c.stop: c for c in sheet.chunks}
    phrases: list[OfficePhrase] = []
    for sentence in sheet.sentences:
        position = sentence.first
        while position < sentence.stop:
            match = _office_word(sheet, position, by_first)
            if match is None or match.stop > sentence.stop or _inside_name(match, by_first):
                position += 1
                continue
            phrase = _grow(sheet, match, by_first, by_stop, (sentence.first, sentence.stop))
            phrase = _complete(sheet, phrase, (by_first, by_stop), sentence.stop)
            phrase = replace(phrase, stop=_past_purpose(sheet, phrase.stop, sentence.stop))
            phrases = [p for p in phrases if p.first < phrase.first or p.stop <= phrase.first]
            phrases.append(phrase)
            position = max(phrase.stop, match.stop)
    return phrases


def _office_word(sheet: Sheet, position: int, by_first: dict[int, Chunk]) -> Match[OfficeForm] | None:
    """The longest office form at a token that does not cut a name: "president | Republic of X"."""
    if sheet.tables.morphology.tense(sheet.tokens[position].text) is not None:
        return None
    for match in sheet.tables.offices.at(sheet.tokens, position):
        if _is_plural(sheet, match) and not _is_capital_at(sheet, match.stop):
            continue
        if match.value.capital and not sheet.tokens[position].text.isupper():
            continue
        cut = (by_first[i] for i in range(match.first + 1, match.stop) if i in by_first)
        if not any(chunk.stop > match.stop for chunk in cut):
            return match
    return None


def _past_purpose(sheet: Sheet, position: int, limit: int) -> int:
    """Step over "for youth affairs" where a name follows, in a language whose pack lists the preposition of purposes."""
    tokens, stop = sheet.tokens, position + 1
    if position >= limit or not tokens[position].has(sheet.tables.listed("purpose")):
        return position
    while stop < limit and stop - position <= _PURPOSE and tokens[stop].is_word and not tokens[stop].is_capital:
        stop += 1
    named = stop < limit and tokens[stop].is_capital and stop > position + 1
    return stop if named else position


def _complete(
    sheet: Sheet, phrase: OfficePhrase, chunks: tuple[dict[int, Chunk], dict[int, Chunk]], limit: int
) -> OfficePhrase:
    """In a language of cases an office in the genitive right after another is what that one serves ("aide of the minister")."""
    if sheet.tables.pack.strategies["roles"] != "case" or phrase.of_reference or phrase.of is not None:
        return phrase
    demonym = chunks[0].get(phrase.stop)
    core = demonym.stop if demonym is not None and demonym.kind == "demonym" else phrase.stop
    match = _office_word(sheet, core, chunks[0]) if core < limit else None
    cases = sheet.tables.morphology.cases
    if match is None or "gen" not in cases(sheet.tokens[core].text) or "nom" in cases(sheet.tokens[core].text):
        return phrase
    inner = _grow(sheet, match, chunks[0], chunks[1], (phrase.stop, limit))
    return replace(phrase, stop=inner.stop, of=inner.of, of_reference=inner.of_reference)


def _inside_name(match: Match[OfficeForm], by_first: dict[int, Chunk]) -> bool:
    chunk = by_first.get(match.first)
    return chunk is not None and chunk.kind != "demonym" and chunk.stop > match.stop


def _grow(
    sheet: Sheet,
    match: Match[OfficeForm],
    by_first: dict[int, Chunk],
    by_stop: dict[int, Chunk],
    bounds: tuple[int, int],
) -> OfficePhrase:
    draft = _Draft(match)
    for position in {match.first, match.stop - 1} if _is_partial(sheet, match) else ():
        _apply_hyphened(sheet, draft, position)
    _grow_left(sheet, draft, by_stop, bounds[0])
    _grow_right(sheet, draft, by_first, bounds[1])
    of, of_reference = _land(sheet, draft)
    return OfficePhrase(
        first=draft.first,
        stop=draft.stop,
        core=match.first,
        core_stop=match.stop,
        office=_settle_office(draft),
        expects=draft.expects,
        status=draft.status,
        start=min(sheet.tokens[draft.first].start, match.start) if draft.first != match.first else match.start,
        of=of,
        of_reference=of_reference,
        clitic=match.clitic,
        plural=_is_plural(sheet, match),
    )


def _apply_hyphened(sheet: Sheet, draft: "_Draft", position: int) -> None:
    """A modifier joined to the office by a hyphen: "Ex-President", "President-elect"."""
    for part in sheet.tokens[position].text.split("-") if "-" in sheet.tokens[position].text else ():
        words = tokenise(part, sheet.tables.morphology)
        found = sheet.tables.modifiers.longest(words, 0) if words else None
        if found is not None:
            _apply(draft, found.value)


def _is_plural(sheet: Sheet, match: Match[OfficeForm]) -> bool:
    """An English office word found only through its singular names several people, or is a verb ("X chairs the y")."""
    if sheet.tables.pack.strategies["roles"] != "subject-verb":
        return False
    hyphened = any("-" in sheet.tokens[i].text for i in (match.first, match.stop - 1))
    return not hyphened and _is_partial(sheet, match)


def _is_partial(sheet: Sheet, match: Match[OfficeForm]) -> bool:
    """Tell whether an office was found through another key of its words than what is written."""
    words = [replace(t, keys=t.keys[:1]) for t in sheet.tokens[match.first : match.stop]]
    return not any(m.value is match.value and m.stop == len(words) for m in sheet.tables.offices.at(words, 0))


def _is_capital_at(sheet: Sheet, position: int) -> bool:
    return position < len(sheet.tokens) and sheet.tokens[position].is_capital


def _land(sheet: Sheet, draft: _Draft) -> tuple[Chunk | None, str | None]:
    """What the office is of: for the head of a ministry or parliament named with its country, the country."""
    body = draft.of
    if body is None or body.value.partition("/")[0] != "ministry":
        return draft.of, draft.of_reference
    inner = [c for c in sheet.chunks if body.first <= c.first and c.stop <= body.stop and c.kind in ("country", "demonym")]
    if not inner:
        return draft.of, draft.of_reference
    return (inner[0] if inner[0].kind == "country" else None), inner[0].reference


def _grow_left(sheet: Sheet, draft: _Draft, by_stop: dict[int, Chunk], limit: int) -> None:
    growing = True
    while growing and draft.first > limit:
        growing = _take_modifier_left(sheet, draft, limit) or _take_owner_left(sheet, draft, by_stop, limit)


def _take_modifier_left(sheet: Sheet, draft: _Draft, limit: int) -> bool:
    for length in range(_REACH, 0, -1):
        start = draft.first - length
        found = sheet.tables.modifiers.longest(sheet.tokens, start) if start >= limit else None
        if found is not None and found.stop == draft.first and found.value.position == "before":
            _apply(draft, found.value)
            draft.first = start
            return True
    return False


def _take_owner_left(sheet: Sheet, draft: _Draft, by_stop: dict[int, Chunk], limit: int) -> bool:
    """A demonym, a possessive or a noun adjunct before the office: "Tajik president", "Russia's", "CSTO"."""
    possessive = sheet.tokens[draft.first - 1].text in ("'s", "’s", "'", "’")
    chunk = by_stop.get(draft.first - 1 if possessive else draft.first)
    if chunk is None or chunk.first < limit or draft.of_reference or chunk.kind not in (*_OF_KINDS, "demonym"):
        return False
    adjunct = sheet.tables.pack.strategies["roles"] == "subject-verb"
    if chunk.kind != "demonym" and not (possessive or adjunct):
        return False
    if chunk.kind == "demonym" and sheet.tables.pack.strategies["roles"] in ("verb-subject", "verb-final"):
        return False
    _own(draft, chunk)
    draft.first = chunk.first
    return True


def _grow_right(sheet: Sheet, draft: _Draft, by_first: dict[int, Chunk], limit: int) -> None:
    growing = True
    while growing and draft.stop < limit:
        growing = (
            _take_modifier_right(sheet, draft, limit)
            or _take_owner_right(sheet, draft, by_first, limit)
            or _take_portfolio(sheet, draft, by_first, limit)
        )


def _take_portfolio(sheet: Sheet, draft: _Draft, by_first: dict[int, Chunk], limit: int) -> bool:
    """More of a minister's portfolio in a language that writes "and the" on the word: "وزير الخارجية والتعاون الإفريقي"."""
    if not sheet.tables.writes_article_on or "minister" not in draft.office or draft.of_reference:
        return False
    if not _is_definite(sheet, draft.stop, joined=True) or draft.stop in by_first:
        return False
    draft.stop += 1
    while draft.stop < limit and draft.stop not in by_first and _is_definite(sheet, draft.stop, joined=False):
        draft.stop += 1
    return True


def _is_definite(sheet: Sheet, position: int, *, joined: bool) -> bool:
    articles, joins = tuple(sheet.tables.listed("articles")), sheet.tables.listed("coordinators")
    token = sheet.tokens[position]
    keys = [k for k in token.keys if k.text.startswith(articles) and (k.clitic[:1] in joins) == joined]
    return bool(keys) and not sheet.tables.offices.at(sheet.tokens, position) and not _is_name(sheet, keys[0].text)


def _is_name(sheet: Sheet, key: str) -> bool:
    return sheet.tables.name_counts(key) != (0, 0)


def _take_modifier_right(sheet: Sheet, draft: _Draft, limit: int) -> bool:
    found = sheet.tables.modifiers.longest(sheet.tokens, draft.stop)
    if found is None or found.stop > limit or found.value.position != "after":
        return False
    _apply(draft, found.value)
    draft.stop = found.stop
    return True


def _take_owner_right(sheet: Sheet, draft: _Draft, by_first: dict[int, Chunk], limit: int) -> bool:
    """The complement after the office: "of the Republic of Tajikistan", a genitive, an idafa, an ezafe."""
    if draft.of is not None or (draft.of_reference and draft.office in _POSTED):
        return _take_post(sheet, draft, by_first, limit)
    position = draft.stop
    linked = False
    links = sheet.tables.listed("of")
    while position < limit and position - draft.stop < _REACH and sheet.tokens[position].has(links):
        position, linked = position + 1, True
    if (
        not linked
        and position + 1 < limit
        and sheet.tokens[position].text == ","
        and _is_body(by_first.get(position + 1))
    ):
        position, linked = position + 1, True
    chunk = by_first.get(position)
    if chunk is None and position + 1 < limit and _is_this_country(sheet, position):
        return _take_last_country(sheet, draft, position)
    if chunk is None or chunk.kind not in (*_OF_KINDS, "demonym"):
        return False
    if sheet.tables.pack.strategies["roles"] == "subject-verb" and not linked:
        return False
    if chunk.kind == "demonym" and (linked or sheet.tables.pack.strategies["roles"] == "case"):
        return False
    if draft.of_reference and chunk.reference != draft.of_reference:
        return False
    if chunk.weak and not linked and chunk.kind != "country":
        return False
    _own(draft, chunk)
    draft.stop = _past_acronym(sheet, chunk.stop, limit)
    return True


_POSTED = frozenset({"ambassador", "envoy", "other/charge", "other/diplomat"})


def _take_post(sheet: Sheet, draft: _Draft, by_first: dict[int, Chunk], limit: int) -> bool:
    """The country or body where an ambassador serves: "ambassador of A in B"."""
    links = sheet.tables.listed("post") | sheet.tables.listed("locative") | sheet.tables.listed("towards")
    position = draft.stop
    if draft.office not in _POSTED or position + 1 >= limit:
        return False
    step = sheet.tokens[position].has(links) and position not in by_first
    position += step
    while position + 1 < limit and sheet.tokens[position].has(sheet.tables.listed("articles")):
        position += 1
    chunk = by_first.get(position)
    if chunk is None or chunk.kind not in _OF_KINDS or not (step or chunk.clitic):
        return False
    draft.stop = chunk.stop
    return True


def _is_this_country(sheet: Sheet, position: int) -> bool:
    tokens = sheet.tokens
    return tokens[position].has(sheet.tables.listed("demonstratives")) and tokens[position + 1].has(
        sheet.tables.listed("country_words")
    )


def _take_last_country(sheet: Sheet, draft: _Draft, position: int) -> bool:
    """Say "the president of this country": it is one of the country named last before it."""
    before = [c for c in sheet.chunks if c.kind == "country" and c.stop <= draft.first and not c.weak]
    if not before:
        return False
    draft.of, draft.of_reference = before[-1], before[-1].reference
    draft.stop = position + 2
    return True


def _is_body(chunk: Chunk | None) -> bool:
    return chunk is not None and chunk.kind == "organisation"


def _past_acronym(sheet: Sheet, position: int, limit: int) -> int:
    """Step over an acronym in brackets, as in "the Organization (ABC) John Doe"."""
    tokens = sheet.tokens
    if position + 2 < limit and tokens[position].text == "(" and tokens[position + 2].text == ")":
        return position + 3
    return position


def _own(draft: _Draft, chunk: Chunk) -> None:
    draft.of_reference = chunk.reference or draft.of_reference
    if chunk.kind != "demonym":
        draft.of = chunk


def _apply(draft: _Draft, modifier: Modifier) -> None:
    if modifier.effect == "former":
        draft.status = "former"
    elif modifier.effect == "designate":
        draft.status = "incoming"
    elif modifier.effect == "deputy":
        draft.deputy = True


def _by_owner(draft: _Draft) -> str:
    """Some office words mean another office by what they are of: a country, a body, a parliament, or nothing named."""
    of = draft.of_reference or ""
    body = of.startswith("organisation:") or (draft.of is not None and draft.of.kind == "organisation")
    country = of.startswith("territory:") and not body
    parliament = draft.of is not None and (draft.of.value in _PARLIAMENTS or _is_parliament(of))
    head, _, portfolio = (draft.of.value if draft.of is not None else "").partition("/")
    if head == "ministry" and draft.office in ("president", "leader", "chairman"):
        return _MINISTERS.get(portfolio, f"minister/{portfolio}" if portfolio else "minister")
    return {
        "president": "speaker" if parliament else "head" if body else "head-of-state",
        "leader": "head-of-state" if country else "head",
        "chairman": "speaker" if parliament else "head-of-state" if country else "chair",
    }.get(draft.office, draft.office)


_MINISTERS = {"foreign-affairs": "foreign-minister", "defence": "defence-minister"}


def _is_parliament(reference: str) -> bool:
    organisation = load_organisations().get(reference)
    return organisation is not None and organisation.kind == "parliament"


_PARLIAMENTS = frozenset({"parliament", "senate", "lower-house"})
_DEPUTIES = {
    "secretary-general": "deputy-secretary-general",
    "minister": "deputy-minister",
    "foreign-minister": "deputy-minister/foreign-affairs",
    "defence-minister": "deputy-minister/defence",
    "head-of-government": "other/deputy-head-of-government",
    "head-of-state": "other/vice-president",
    "president": "other/vice-president",
}


def _settle_office(draft: _Draft) -> str:
    office = _by_owner(draft)
    if not draft.deputy:
        return office
    title, _, portfolio = office.partition("/")
    if title == "minister" and portfolio:
        return f"deputy-minister/{portfolio}"
    return _DEPUTIES.get(office, f"other/deputy-{title}")
