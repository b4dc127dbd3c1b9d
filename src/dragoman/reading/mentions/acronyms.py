"""Acronyms that a page introduces itself, "the Chad Lake Council (CLC)", and their uses on the same page.

A body that no table lists is known by its head word; where a bracket behind it holds letters that its words begin with,
the whole name is sure, however it is written, and the bracket's word is a second name of it.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dragoman.language.acronyms import MOST, Part, is_acronym, spells
from dragoman.language.organisation_tables import load_organisation_names
from dragoman.language.tokens import Token
from dragoman.reading.mentions.referents import Cast
from dragoman.reading.sheet import Chunk, Sheet

_LONGEST = 12
_BY_ITSELF = 3
_OPENING, _CLOSING = "(", ")"
_QUOTES = frozenset("«»\"'“”„")
_OWNERS = frozenset({"country", "demonym"})
RULE = "acronym"


class Introduction(Struct, frozen=True):
    """A body's full name with its acronym in brackets; ``uses`` are the acronym there and later on the page."""

    name: Chunk
    uses: tuple[Chunk, ...]


def find_introductions(sheet: Sheet) -> list[Introduction]:
    """Return the bodies that the page names by a full name and an acronym; of two with one acronym, the first."""
    found: list[Introduction] = []
    seen: set[str] = set()
    opening = (i for i, token in enumerate(sheet.tokens) if token.text == _OPENING) if _OPENING in sheet.text else ()
    for position in opening:
        if not 0 < position < len(sheet.tokens) - 2:
            continue
        place = _bracketed(sheet, position)
        name = _find_name(sheet, position, place) if place is not None else None
        if place is None or name is None or sheet.tokens[place].key in seen:
            continue
        seen.add(sheet.tokens[place].key)
        longer = {i for c in sheet.chunks if c.stop - c.first > 1 for i in range(c.first, c.stop)}
        uses = (use for use in _find_uses(sheet, place) if use.first == place or use.first not in longer)
        found.append(Introduction(name, tuple(uses)))
    return found


def settle_introductions(sheet: Sheet, found: Sequence[Introduction]) -> list[Chunk]:
    """Return the chunks of a sheet with the introduced names in place of what they cover; countries inside names stay.

    What bears the same full name elsewhere on the page has the same table id.
    """
    fold = sheet.tables.morphology.fold
    names = [one.name for one in found]
    listed = {fold(sheet.surface(name)): name.reference for name in names if name.reference}
    firm = {i for name in names for i in range(name.first, name.stop)}
    uses = {i for one in found for use in one.uses for i in range(use.first, use.stop)}

    def stays(chunk: Chunk) -> bool:
        tokens = set(range(chunk.first, chunk.stop))
        return not tokens & uses and (not tokens & firm or (chunk.kind in _OWNERS and tokens <= firm))

    def again(chunk: Chunk) -> Chunk:
        reference = listed.get(fold(sheet.surface(chunk))) if chunk.kind == "organisation" else None
        return replace(chunk, reference=reference) if reference and not chunk.reference else chunk

    return [*map(again, filter(stays, sheet.chunks)), *names] if found else sheet.chunks


def attach_uses(cast: Cast, found: Iterable[Introduction]) -> list[Chunk]:
    """Give every use of an acronym the body that the page introduces by it, and return the uses."""
    attached = []
    for one in found:
        for use in one.uses:
            cast.attach(cast.of_chunk[one.name], use)
            attached.append(use)
    return attached


def _bracketed(sheet: Sheet, opening: int) -> int | None:
    """Return the only word between brackets, quotation marks left out, if it may be an acronym."""
    inside = [i for i in range(opening + 1, min(opening + 4, len(sheet.tokens))) if sheet.tokens[i].text not in _QUOTES]
    if len(inside) < 2 or sheet.tokens[inside[1]].text != _CLOSING:
        return None
    word = sheet.tokens[inside[0]]
    caseless = sheet.tables.pack.script == "Arab" and not word.text.isascii()
    fits = word.is_word and (_BY_ITSELF - 1 <= len(word.text) <= MOST if caseless else is_acronym(word.text))
    return inside[0] if fits else None


def _find_name(sheet: Sheet, opening: int, place: int) -> Chunk | None:
    """Return the full name that ends at a bracket, with its table id where it or its acronym has one."""
    beside = [c for c in sheet.chunks if c.first <= place < c.stop]
    if any(c.kind in ("person", *_OWNERS) for c in beside):
        return None
    listed = next((c.reference for c in beside if c.reference and c.kind == "organisation"), None)
    known = [c for c in sheet.chunks if c.stop == opening and c.kind == "organisation"]
    whole = max(known, key=lambda c: c.stop - c.first, default=None)
    if whole is not None and whole.reference and listed and whole.reference != listed:
        return None
    spelt = _find_spelt(sheet, opening, sheet.tokens[place])
    if spelt is None:
        foreign = listed is not None or _is_foreign(sheet, sheet.tokens[place])
        fits = whole is not None and whole.reference is None and whole.stop - whole.first > 1 and foreign
        return replace(whole, reference=listed) if whole is not None and fits else None
    nested = whole is not None and whole.first < spelt and _is_nested(sheet, whole.first, spelt)
    if nested and listed:
        return None
    name = _make_name(sheet, spelt, opening) if whole is None or nested or spelt < whole.first else whole
    return _with_reference(sheet, name, listed)


def _is_nested(sheet: Sheet, first: int, spelt: int) -> bool:
    """Tell a body inside the name of another: behind "of", or behind a head word of its own."""
    links = sheet.tables.any_of("of", "articles")
    return sheet.tokens[spelt - 1].has(links) or bool(sheet.tables.heads.find(sheet.tokens, first, spelt))


def _is_foreign(sheet: Sheet, word: Token) -> bool:
    """Tell an acronym that the words beside it need not spell: of another language, or taken over by its sound."""
    tables = sheet.tables
    if word.text.isascii():
        return tables.pack.script != "Latn" or len(word.text) >= _BY_ITSELF
    unknown = not tables.morphology.knows(word.text) and tables.name_counts(word.key) == (0, 0)
    return tables.pack.script == "Arab" and unknown and len(word.text) >= _BY_ITSELF


def _find_spelt(sheet: Sheet, opening: int, word: Token) -> int | None:
    """Return where the shortest run of words before a bracket begins that spells the acronym and has a head word."""
    fold = sheet.tables.morphology.fold
    acronym = fold(word.text).rstrip("s") if word.text.endswith("s") else fold(word.text)
    first = max(sheet.sentence_at(opening).first, opening - _LONGEST)
    headed = [m.first for m in sheet.tables.heads.find(sheet.tokens, first, opening) if m.value.kind == "organisation"]
    unlisted = (c for c in sheet.chunks if c.kind == "organisation" and c.reference is None)
    headed += [c.first for c in unlisted if first <= c.first and c.stop <= opening]
    persons = {i for c in sheet.chunks if c.kind == "person" for i in range(c.first, c.stop)}
    parts: list[Part] = []
    for position in range(opening - 1, first - 1, -1):
        token = sheet.tokens[position]
        if position in persons or not (token.is_word or token.text in _QUOTES or token.text == "&"):
            return None
        parts = [*_read_parts(sheet, position), *parts]
        begins = _may_begin(sheet, position, opening) and any(position <= head < opening for head in headed)
        if begins and spells(acronym, parts):
            return position
    return None


def _may_begin(sheet: Sheet, position: int, opening: int) -> bool:
    """Tell a word that a name may begin with: with a capital where there are any, or a head before one."""
    token, tables = sheet.tokens[position], sheet.tables
    if tables.pack.script == "Arab":
        return token.is_word
    small_head = tables.pack.strategies["roles"] == "case" and bool(tables.heads.at(sheet.tokens, position))
    return token.is_capital or (small_head and any(t.is_capital for t in sheet.tokens[position:opening]))


def _read_parts(sheet: Sheet, position: int) -> list[Part]:
    """Return the parts of a word, the halves of one with a hyphen apart."""
    token, tables = sheet.tokens[position], sheet.tables
    if not token.is_word:
        return [] if token.text in _QUOTES else [Part((token.text,), optional=True)]
    links = ("prepositions", "coordinators", "articles", "of", "conjunctions", "purpose", "acronym_links")
    optional = any(token.has(tables.listed(name)) for name in links)
    optional = optional or any(c.kind in _OWNERS and c.first <= position < c.stop for c in sheet.chunks)
    halves = [tables.morphology.fold(half) for half in token.text.replace("‑", "-").split("-") if half]
    if len(halves) > 1:
        return [Part((half,), optional=optional or bool(n)) for n, half in enumerate(halves)]
    articles = tuple(tables.listed("articles")) if tables.writes_article_on else ()
    bare = {k.text for k in token.keys} if tables.writes_article_on else {token.key}
    bare |= {form.removeprefix(article) for form in bare for article in articles if form.startswith(article)}
    return [Part(tuple(sorted(filter(None, bare))), optional=optional)]


def _make_name(sheet: Sheet, first: int, stop: int) -> Chunk:
    end = stop
    while sheet.tokens[end - 1].text in _QUOTES and end - first > 1:
        end -= 1
    start = sheet.tokens[first].start + _lead(sheet, first)
    return Chunk("organisation", first, stop, start, sheet.tokens[end - 1].stop, RULE)


def _lead(sheet: Sheet, position: int) -> int:
    """Count the letters of a proclitic on a head word: "and | the council"."""
    matches = sheet.tables.heads.at(sheet.tokens, position)
    return min((m.start - sheet.tokens[position].start for m in matches), default=0)


def _with_reference(sheet: Sheet, name: Chunk, listed: str | None) -> Chunk:
    """Give an unlisted name the id of its acronym where a listed name of that body has most of the same words."""
    if name.reference or listed is None:
        return name
    written = {t.key for t in sheet.tokens[name.first : name.stop] if t.is_word}
    fold = sheet.tables.morphology.fold
    forms = [n.name for n in load_organisation_names(sheet.tables.pack.tag) if n.id == listed]
    alike = any(2 * len(written & {fold(w) for w in form.split()}) > max(len(written), 2) for form in forms)
    return replace(name, reference=listed) if alike else name


def _find_uses(sheet: Sheet, place: int) -> tuple[Chunk, ...]:
    """Return the acronym and every later word that is written like it."""
    word, fold = sheet.tokens[place], sheet.tables.morphology.fold
    caseless = sheet.tables.pack.script == "Arab" and not word.text.isascii()
    if caseless and (sheet.tables.morphology.knows(word.text) or len(word.text) < _BY_ITSELF):
        return (_use(word, place, 0),)
    found = []
    for position in range(place, len(sheet.tokens)):
        token = sheet.tokens[position]
        leads = (key.lead for key in token.keys if not key.tail and fold(token.text[key.lead :]) == fold(word.text))
        lead = next(leads, None) if caseless or token.text[:1].isupper() else None
        if lead is not None and (caseless or token.text[lead:] == word.text):
            found.append(_use(token, position, lead))
    return tuple(found)


def _use(token: Token, position: int, lead: int) -> Chunk:
    clitic = token.text[:lead]
    return Chunk(
        "organisation", position, position + 1, token.start + lead, token.stop, RULE, value=RULE, clitic=clitic
    )
