"""From an article to its cast: every naming layer in turn, then short forms, bare titles and office holders."""

from dragoman.language.organisation_tables import load_organisations
from dragoman.language.scripts import fold
from dragoman.language.tokens import Token
from dragoman.model import OfficeMention
from dragoman.reading.mentions.bodies import find_bodies
from dragoman.reading.mentions.gazetteer import confirm_weak, find_gazetteer_chunks
from dragoman.reading.mentions.holders import find_holders
from dragoman.reading.mentions.offices import OfficePhrase, find_office_phrases
from dragoman.reading.mentions.persons import NameFinder
from dragoman.reading.mentions.referents import Cast
from dragoman.reading.mentions.titles import link_bare_titles
from dragoman.reading.sheet import Chunk, Sheet


_LONGEST_PLACE = 3

class Named:
    """What the naming layers found on one page."""

    def __init__(self, sheet: Sheet, cast: Cast, phrases: list[OfficePhrase], offices: list[OfficeMention]) -> None:
        """Bundle the results."""
        self.sheet, self.cast, self.phrases, self.offices = sheet, cast, phrases, offices


def find_mentions(sheet: Sheet) -> Named:
    """Run the naming layers over a sheet, cheap to dear.

    Gazetteers and office phrases come first, for they anchor names; names of persons next; bodies by their head words
    after that; then what only the page can tell: short forms, misspelt forms, bare titles and who holds which office.
    """
    sheet.chunks = _without_own_outlet(sheet, find_gazetteer_chunks(sheet))
    phrases = find_office_phrases(sheet)
    persons = NameFinder(sheet, phrases).find()
    sheet.chunks = _without_overlaps(confirm_weak(sheet, sheet.chunks), persons)
    phrases = find_office_phrases(sheet)
    taken = {i for p in phrases for i in range(p.core, p.core_stop)}
    taken |= {i for c in persons for i in range(c.first, c.stop)}
    found = find_bodies(sheet, taken)
    bodies = [c for c in found if c.kind != "title" and not _is_own_outlet(sheet, c)]
    naming = [*_without_overlaps(_without_covered(sheet.chunks, bodies), bodies), *persons, *bodies]
    sheet.chunks = sorted(naming, key=lambda c: (c.start, -c.end))
    phrases = find_office_phrases(sheet) if bodies else phrases
    cast = Cast(sheet)
    cast.add_all(sheet.chunks)
    stand_ins = _attach_stand_ins(cast, [c for c in found if c.kind == "title"])
    stand_ins += _bare_heads(sheet, cast)
    sheet.chunks = sorted([*sheet.chunks, *_short_forms(sheet, cast, phrases)], key=lambda c: (c.start, -c.end))
    places = _unlisted_places(sheet, phrases)
    cast.add_all(places)
    sheet.chunks = sorted([*sheet.chunks, *places], key=lambda c: (c.start, -c.end))
    offices = find_holders(sheet, cast, phrases)
    titles = link_bare_titles(sheet, cast, phrases, offices)
    sheet.chunks = sorted([*sheet.chunks, *stand_ins, *titles], key=lambda c: (c.start, -c.end))
    return Named(sheet, cast, phrases, offices)


def _without_own_outlet(sheet: Sheet, chunks: list[Chunk]) -> list[Chunk]:
    """The page's own agency speaks on every page and is no entity of it."""
    desk = sheet.tables.listed("own_desk")
    outlet = fold(sheet.article.outlet or "")
    own = {
        c.reference
        for c in chunks
        if c.kind == "organisation"
        and (
            (outlet and fold(sheet.surface(c)) in outlet and len(sheet.surface(c)) > 2)
            or (c.first > 0 and sheet.tokens[c.first - 1].has(desk))
        )
    }
    agencies = {r for r in own if r and _is_agency(r)}
    return [c for c in chunks if c.reference not in agencies]


def _is_own_outlet(sheet: Sheet, chunk: Chunk) -> bool:
    name, outlet = fold(sheet.surface(chunk)), fold(sheet.article.outlet or "")
    return chunk.value == "news-agency" and bool(outlet) and (name in outlet or outlet in name)


def _is_agency(reference: str) -> bool:
    organisation = load_organisations().get(reference)
    return organisation is not None and organisation.kind == "news-agency"


def _without_overlaps(chunks: list[Chunk], stronger: list[Chunk]) -> list[Chunk]:
    """Drop gazetteer chunks that share tokens with a person, unless the person's run only borrows a strong name."""
    taken = {i for c in stronger if c.kind == "person" for i in range(c.first, c.stop)}
    return [c for c in chunks if not any(i in taken for i in range(c.first, c.stop))]


def _without_covered(chunks: list[Chunk], bodies: list[Chunk]) -> list[Chunk]:
    """Keep countries inside a body's name (they are named too), drop shorter bodies and cities inside it."""
    spans = [(b.first, b.stop) for b in bodies]
    return [
        c for c in chunks if c.kind in ("country", "demonym") or not any(f <= c.first and c.stop <= s for f, s in spans)
    ]


def _attach_stand_ins(cast: Cast, chunks: list[Chunk]) -> list[Chunk]:
    """Give each government the country of the page that it acts for, and drop those whose country is not named."""
    kept = []
    for chunk in chunks:
        referent = cast.with_reference(chunk.reference)
        if referent is not None:
            cast.attach(referent, chunk)
            kept.append(chunk)
    return kept


def _bare_heads(sheet: Sheet, cast: Cast) -> list[Chunk]:
    """A head word with a capital inside a sentence ("the Organization") is a body that the page names in full."""
    covered = {i for c in sheet.chunks for i in range(c.first, c.stop)}
    bodies = [c for c in sheet.chunks if c.kind == "organisation" and c.stop - c.first > 1 and c in cast.of_chunk]
    found = []
    for position, token in enumerate(sheet.tokens):
        first = sheet.sentence_at(position).first
        if position in covered or position == first or not token.is_capital or token.text.isupper():
            continue
        match = sheet.tables.heads.longest(sheet.tokens, position)
        if match is None or match.stop - match.first > 1:
            continue
        keys = {k.text for k in token.keys}
        named = [c for c in bodies if c.first < position and keys & {k.text for k in _head_token(sheet, c).keys}]
        if named:
            chunk = Chunk("organisation", position, position + 1, token.start, token.stop, "bare-head")
            cast.attach(cast.of_chunk[named[-1]], chunk)
            found.append(chunk)
    return found


def _head_token(sheet: Sheet, chunk: Chunk) -> Token:
    """The word that a body's name is short for: its last word in English, its first elsewhere."""
    adjectives = sheet.tables.pack.strategies["roles"] == "subject-verb"
    words = [t for t in sheet.tokens[chunk.first : chunk.stop] if t.is_word]
    return words[-1] if adjectives else words[0]


def _unlisted_places(sheet: Sheet, phrases: list[OfficePhrase]) -> list[Chunk]:
    """Strange capitalised words after "in", "near" or "the town of" that no table knows and that are no person."""
    if sheet.tables.pack.script != "Latn":
        return []
    covered = {i for c in sheet.chunks for i in range(c.first, c.stop)}
    covered |= {i for p in phrases for i in range(p.core, p.core_stop)}
    found = []
    for sentence in sheet.sentences:
        for position in range(sentence.first + 1, sentence.stop):
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
    stops = tables.name_roles.get("stop", frozenset()) | tables.listed("name_stops")
    if position in covered or not token.is_word or not token.is_capital or token.text.isupper() or "-" in token.text:
        return False
    return len(token.text) > 3 and not token.has(stops) and not tables.offices.at(sheet.tokens, position)


def _is_located(sheet: Sheet, first: int, stop: int, limit: int) -> bool:
    """After a town or village "of"; or after a preposition of place, where a known place follows or no dictionary has it."""
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


def _short_forms(sheet: Sheet, cast: Cast, phrases: list[OfficePhrase]) -> list[Chunk]:
    """Words outside every chunk that name a person of this page again: in full, by the family name, or misspelt."""
    covered = {i for c in sheet.chunks for i in range(c.first, c.stop)}
    covered |= {i for p in phrases for i in range(p.core, p.core_stop)}
    found = []
    position = 0
    while position < len(sheet.tokens):
        chunk, referent = _again(sheet, cast, position, covered)
        if chunk is not None and referent is not None:
            cast.attach(referent, chunk)
            found.append(chunk)
        position = chunk.stop if chunk is not None else position + 1
    return found


def _again(sheet: Sheet, cast: Cast, position: int, covered: set[int]) -> tuple[Chunk | None, str | None]:
    if position in covered or not _may_be_short(sheet, position):
        return None, None
    token = sheet.tokens[position]
    referent, rule, lead = _short_referent(sheet, cast, position)
    if referent is None:
        return None, None
    stop = position + 1
    while stop < len(sheet.tokens) and stop not in covered and _continues(sheet, cast, referent, stop):
        stop += 1
    return Chunk("person", position, stop, token.start + lead, sheet.tokens[stop - 1].stop, rule), referent


def _continues(sheet: Sheet, cast: Cast, referent: str, position: int) -> bool:
    """Tell whether the next word is another part of the same name."""
    token, before = sheet.tokens[position], sheet.tokens[position - 1]
    keys = {k.text for k in token.keys if not k.clitic}
    fits = token.is_word and any(keys & part for part in cast.people[referent].keys)
    return (
        fits
        and not keys & {k.text for k in before.keys}
        and sheet.sentence_at(position) == sheet.sentence_at(position - 1)
    )


def _may_be_short(sheet: Sheet, position: int) -> bool:
    token, tables = sheet.tokens[position], sheet.tables
    stops = tables.name_roles.get("stop", frozenset()) | tables.listed("name_stops")
    if tables.writes_article_on:
        stops |= tables.listed("regnal") | tables.name_roles.get("particle", frozenset()) | tables.listed("everyday_words")
    shortest = 3 if tables.pack.script == "Arab" else 2
    if not token.is_word or len(token.text) < shortest or token.key in stops:
        return False
    if tables.pack.script != "Arab" and token.has(stops) and tables.name_counts(token.key) == (0, 0):
        return False
    return tables.pack.script == "Arab" or (token.is_capital and not (token.text.isupper() and len(token.text) > 4))


def _short_referent(sheet: Sheet, cast: Cast, position: int) -> tuple[str | None, str, int]:
    token, tables = sheet.tokens[position], sheet.tables
    for key in token.keys:
        word = token.text[key.lead :] if key.lead else token.text
        if not tables.is_suffixed(key) and (key.lead or key is token.keys[0]) and (found := cast.find_person((word,))):
            return found, "short-form", key.lead
    if token.is_capital and position > sheet.sentence_at(position).first:
        found = cast.find_misspelt(token.text)
        if found is not None and sheet.tables.name_counts(token.key) == (0, 0):
            return found, "misspelt", 0
    return None, "", 0
