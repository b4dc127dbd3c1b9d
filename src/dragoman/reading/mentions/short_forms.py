"""What only the page can tell: words that name again a person or body that the page has named in full."""

from dragoman.language.tokens import Token
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.mentions.referents import Cast
from dragoman.reading.mentions.tagger import RULE
from dragoman.reading.sheet import Chunk, Sheet

_SHOUTED = 4


def find_bare_heads(sheet: Sheet, cast: Cast) -> list[Chunk]:
    """A head word with a capital inside a sentence ("the Organization") is a body that the page names in full."""
    covered = {i for c in sheet.chunks for i in range(c.first, c.stop)}
    bodies = [c for c in sheet.chunks if c.kind == "organisation" and c.stop - c.first > 1 and c in cast.of_chunk]
    found = []
    for position, matches in sheet.tables.heads.begun(sheet.tokens).items() if bodies else ():
        token = sheet.tokens[position]
        if position in covered or not token.is_capital or token.text.isupper() or matches[0].stop - position > 1:
            continue
        if position == sheet.sentence_at(position).first:
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


def drop_namesakes(sheet: Sheet, chunks: list[Chunk], persons: list[Chunk]) -> list[Chunk]:
    """Leave out, without capitals, a country whose name a person of the page bears, save under a word of place."""
    if sheet.tables.pack.script != "Arab":
        return chunks
    full = [c for c in persons if c.stop - c.first > 1]
    families = {sheet.tokens[c.stop - 1].key for c in full}
    places = sheet.tables.any_of("locative", "place_heads", "towards")

    def is_person(chunk: Chunk) -> bool:
        single = chunk.kind == "country" and chunk.stop - chunk.first == 1
        named = single and sheet.tokens[chunk.first].key in families
        return named and not (chunk.first > 0 and sheet.tokens[chunk.first - 1].has(places))

    return [c for c in chunks if not is_person(c)]


def find_short_forms(sheet: Sheet, cast: Cast, phrases: list[OfficePhrase]) -> list[Chunk]:
    """Words outside every chunk that name a person of this page again: in full, by the family name, or misspelt."""
    covered = {i for c in sheet.chunks for i in range(c.first, c.stop)}
    covered |= {i for p in phrases for i in range(p.core, p.core_stop)}
    found: list[Chunk] = []
    for position in _short_places(sheet) if cast.people else ():
        if found and position < found[-1].stop:
            continue
        chunk, referent = _again(sheet, cast, position, covered)
        if chunk is not None and referent is not None:
            cast.attach(referent, chunk)
            found.append(chunk)
    return found


def _short_places(sheet: Sheet) -> list[int]:
    """The words that are long enough for a name and written as one, some of them function words."""
    caseless = sheet.tables.pack.script == "Arab"
    shortest = 3 if caseless else 2
    written = ((i, t) for i, t in enumerate(sheet.tokens) if (t.is_capital or caseless) and t.is_word)
    return [i for i, t in written if len(t.text) >= shortest]


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
    if stop - position == 1 and _is_plain_word(sheet, token) and not _ends_name(sheet, cast, referent, token):
        return None, None
    return Chunk("person", position, stop, token.start + lead, sheet.tokens[stop - 1].stop, rule), referent


def _is_plain_word(sheet: Sheet, token: Token) -> bool:
    """Tell, without capitals, a word of the dictionary that no table of names has."""
    tables = sheet.tables
    plain = tables.pack.script == "Arab" and not tables.writes_article_on and tables.name_counts(token.key) == (0, 0)
    return plain and tables.morphology.knows(token.text)


def _ends_name(sheet: Sheet, cast: Cast, referent: str, token: Token) -> bool:
    """Tell the last word of a full name that a rule found; the tagger alone does not make a name of a plain word."""
    full = [c for c in cast.chunks_of[referent] if c.stop - c.first > 1 and c.rule != RULE]
    return any(sheet.tokens[c.stop - 1].key == token.key for c in full)


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
    token = sheet.tokens[position]
    shouted = sheet.tables.pack.script != "Arab" and token.text.isupper() and len(token.text) > _SHOUTED
    return not shouted and not _is_stop(sheet, token)


def _is_stop(sheet: Sheet, token: Token) -> bool:
    """Function words and everyday words are no short names, save one that is written as a listed name."""
    tables = sheet.tables
    stops = (tables.name_roles.get("stop", frozenset()), tables.listed("name_stops"))
    if any(token.key in words for words in stops):
        return True
    if tables.writes_article_on:
        everyday = (
            tables.listed("regnal"),
            tables.listed("everyday_words"),
            tables.name_roles.get("particle", frozenset()),
        )
        return any(token.key in words for words in everyday)
    capital = tables.pack.script != "Arab" and tables.name_counts(token.key) == (0, 0)
    return capital and any(token.has(words) for words in stops)


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
