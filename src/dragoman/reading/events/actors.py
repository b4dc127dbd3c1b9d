"""The noun phrases of a sentence that may act, with what marks their part in the clause."""

from msgspec import Struct

from dragoman.language.gazetteer_tables import describe_city
from dragoman.language.morphology import Cases
from dragoman.language.tokens import Token
from dragoman.reading.mentions.agreement import agree
from dragoman.reading.mentions.linking import Named
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Chunk, Sentence, Sheet

_MARKS_BETWEEN = frozenset("/،,—–-«»\"“”„()'‘’")
_REACH = 5
_QUOTES = frozenset("«»\"“”()")
_CHAIN = 5
_SORTS = {"country": "place"}


class Actor(Struct, frozen=True):
    """A noun phrase, tokens ``first`` to ``stop``, that stands for a referent.

    ``preposition`` is the key of the word or clitic that governs it, ``cases`` what its form allows, ``group`` the
    number shared by coordinated phrases, ``owner`` true for a possessor ("Russia's"), ``object`` true where the language
    marks one. ``chain`` is where the plain words begin that it closes ("the latest statements of X"), with the
    preposition before them; ``noun`` is the word whose own preposition governs it ("the fight against X"), or -1.
    """

    first: int
    stop: int
    referent: str
    kind: str
    preposition: str
    cases: Cases
    group: int
    owner: bool
    object: bool
    genitive: bool = False
    adjunct: bool = False
    located: bool = False
    agent: bool = False
    chain: int = -1
    chain_preposition: str = ""
    noun: int = -1


def find_actors(named: Named, sentence: Sentence) -> list[Actor]:
    """Return the actors of a sentence from left to right, office and name taken together as one phrase."""
    phrases = [_phrase(named, c) for c in _outer_chunks(named, sentence)]
    merged: list[tuple[int, int, Chunk]] = []
    for first, stop, chunk in sorted(phrases, key=lambda p: (p[0], -p[1])):
        if merged and first < merged[-1][1]:
            continue
        merged.append((first, stop, chunk))
    actors: list[Actor] = []
    for first, stop, chunk in merged:
        actors.append(_actor(named, (first, stop, chunk), actors, sentence))
    return actors


def _outer_chunks(named: Named, sentence: Sentence) -> list[Chunk]:
    chunks = [
        c
        for c in named.sheet.chunks
        if sentence.first <= c.first < sentence.stop
        and (c in named.cast.of_chunk or _acts(named, c))
        and not _is_scenery(named.sheet, c, sentence)
    ]
    owned = [p for p in named.phrases if p.of is not None]
    adjectives = {i for p in named.phrases for i in range(p.first, p.stop)}
    return [
        c
        for c in chunks
        if not any(_covers(o, c) for o in chunks if o is not c)
        and not _is_complement(c, owned)
        and not (c.kind == "demonym" and c.first in adjectives)
    ]


def _is_scenery(sheet: Sheet, chunk: Chunk, sentence: Sentence) -> bool:
    """A town or building is where things happen; a capital may act, but not as the dateline of its sentence."""
    if chunk.kind != "place" or (chunk.reference or "").startswith("territory:"):
        return False
    place = describe_city(chunk.reference) if chunk.reference else None
    dated = chunk.first == sentence.first and chunk.stop < sentence.stop and sheet.tokens[chunk.stop].text in "-–—:/("
    return place is None or place.kind != "capital" or dated


def _acts(named: Named, chunk: Chunk) -> bool:
    """The adjective of a country named on the page may act for it ("the Ruritanian attack")."""
    return chunk.kind == "demonym" and named.cast.with_reference(chunk.reference) is not None


def _acting(named: Named, chunk: Chunk) -> str:
    """The referent that acts: a capital stands for its country where the page names that one."""
    referent = _referent(named, chunk)
    place = describe_city(chunk.reference) if chunk.reference is not None else None
    if place is None or place.kind != "capital":
        return referent
    return named.cast.with_reference(place.country) or referent


def _referent(named: Named, chunk: Chunk) -> str:
    if chunk.kind == "demonym":
        return named.cast.with_reference(chunk.reference) or ""
    return named.cast.of_chunk[chunk]


def _covers(outer: Chunk, inner: Chunk) -> bool:
    wider = outer.first <= inner.first and inner.stop <= outer.stop
    return wider and (outer.stop - outer.first > inner.stop - inner.first or outer.kind == "person" != inner.kind)


def _is_complement(chunk: Chunk, phrases: list[OfficePhrase]) -> bool:
    return any(p.of == chunk for p in phrases)


def _phrase(named: Named, chunk: Chunk) -> tuple[int, int, Chunk]:
    """Widen a person's chunk over the office phrase and honorifics before it, or the apposition after it."""
    if chunk.kind not in ("person", "title"):
        return chunk.first, chunk.stop, chunk
    sheet, first, stop = named.sheet, chunk.first, chunk.stop
    before = [p for p in named.phrases if p.stop <= first and _only_marks(sheet, p.stop, first)]
    if before and chunk.kind == "person" and agree(sheet, before[-1].core, chunk):
        first = before[-1].first
    if chunk.kind == "person" and sheet.tables.writes_article_on:
        first = _past_titles(named, first)
    after = [p for p in named.phrases if p.first >= stop and _only_marks(sheet, stop, p.first)]
    if (
        after
        and chunk.kind == "person"
        and not any(c.first == after[0].stop for c in sheet.chunks if c.kind == "person")
    ):
        stop = after[0].stop
    return first, stop, chunk


def _past_titles(named: Named, first: int) -> int:
    """Step left over the styles and further offices written right before a name: "the President of X, His Excellency"."""
    moved = True
    while moved:
        before = [p.first for p in named.phrases if p.stop == first] or _styles_before(named.sheet, first)
        moved, first = bool(before), min([first, *before])
    return first


def _styles_before(sheet: Sheet, stop: int) -> list[int]:
    starts = range(max(0, stop - _REACH), stop)
    matches = [sheet.tables.styles.longest(sheet.tokens, start) for start in starts]
    return [m.first for m in matches if m is not None and m.stop == stop]


def _only_marks(sheet: Sheet, start: int, stop: int) -> bool:
    if not 0 <= stop - start <= _REACH:
        return False
    position, articles = start, sheet.tables.listed("articles")
    while position < stop:
        style = sheet.tables.styles.longest(sheet.tokens, position)
        if style is not None:
            position = style.stop
        elif sheet.tokens[position].text in _MARKS_BETWEEN or sheet.tokens[position].has(articles):
            position += 1
        else:
            return False
    return True


def _actor(named: Named, phrase: tuple[int, int, Chunk], before: list[Actor], sentence: Sentence) -> Actor:
    sheet = named.sheet
    first, stop, chunk = phrase
    kind = named.cast.kind(_referent(named, chunk))
    joined = before and _is_joined(sheet, before[-1].stop, first, chunk) and _may_join(sheet, before[-1], first, kind)
    joined = joined and _goes_on(sheet, before[-1].stop, (first, stop))
    preposition = _preposition(sheet, first, chunk, sentence)
    noun = _own_noun(sheet, first, sentence) if preposition else -1
    if joined and not preposition:
        preposition, noun = before[-1].preposition, before[-1].noun
    final = sheet.tables.pack.strategies["roles"] == "verb-final"
    chain = _chain(named, first, sentence)
    after = sheet.tokens[stop] if stop < len(sheet.tokens) else None
    return Actor(
        first=first,
        stop=stop,
        referent=_acting(named, chunk),
        kind=named.cast.kind(_referent(named, chunk)),
        preposition=preposition,
        cases=_cases(named, first, stop, chunk),
        group=before[-1].group if joined else len(before),
        owner=after is not None and after.text in ("'s", "’s", "'", "’"),
        object=after is not None and after.key in sheet.tables.listed("object_marks"),
        genitive=not preposition
        and (
            _hangs_on_noun(named, first, sentence)
            or _is_attribute(named, first, chunk, sentence)
            or (final and any(t.is_word for t in sheet.tokens[chain:first]))
        ),
        adjunct=chunk.kind == "demonym",
        located=_is_located(sheet, chunk, preposition),
        agent=preposition in (sheet.tables.listed("agents") or {preposition}) and bool(preposition),
        chain=chain,
        chain_preposition=_governor(sheet, chain - 1) if final and sentence.first < chain < first else "",
        noun=noun,
    )


def _chain(named: Named, first: int, sentence: Sentence) -> int:
    """Return where the chain of plain words begins that a phrase closes ("the latest statements of X")."""
    position = first
    while position > sentence.first and first - position < _CHAIN and _chains(named, position - 1, first):
        position -= 1
    return position


def _chains(named: Named, position: int, first: int) -> bool:
    sheet = named.sheet
    token = sheet.tokens[position]
    if token.text in _QUOTES:
        return True
    names = ("before_actor", "coordinators", "relative", "prepositions", "finite_verbs", "clause_breaks", "object_marks")
    free = any(token.has(sheet.tables.listed(name)) for name in names)
    closed = any(c.first <= position < c.stop and c.kind != "demonym" for c in sheet.chunks)
    return token.is_word and not free and not closed


def _governor(sheet: Sheet, position: int) -> str:
    prepositions = sheet.tables.listed("prepositions")
    return next((k.text for k in sheet.tokens[position].keys if k.text in prepositions and len(k.clitic) < 2), "")


def _own_noun(sheet: Sheet, first: int, sentence: Sentence) -> int:
    """Return the noun whose own preposition governs a phrase ("the fight against X"), or -1."""
    position = first - 1
    while position > sentence.first and sheet.tokens[position].text in _QUOTES:
        position -= 1
    owns = position > sentence.first and sheet.tokens[position - 1].has(sheet.tables.listed("own_preposition"))
    return position - 1 if owns else -1


def _is_located(sheet: Sheet, chunk: Chunk, preposition: str) -> bool:
    """A city under a preposition of place says where, and plays no part, in a language where that word is also "with"."""
    return sheet.tables.writes_article_on and chunk.kind == "place" and preposition in sheet.tables.listed("locative")


def _hangs_on_noun(named: Named, first: int, sentence: Sentence) -> bool:
    """In a language of unmarked chains ("the position X"), a phrase after a plain noun belongs to that noun."""
    sheet = named.sheet
    before_actor = sheet.tables.listed("before_actor")
    if not before_actor or first == sentence.first or not sheet.tokens[first - 1].is_word:
        return False
    token = sheet.tokens[first - 1]
    if sheet.tables.writes_article_on and token.key.startswith(tuple(sheet.tables.listed("articles"))):
        return False
    free = before_actor | sheet.tables.listed("coordinators") | sheet.tables.listed("relative")
    closed = any(c.stop == first for c in sheet.chunks) or any(p.stop == first for p in named.phrases)
    return not closed and not token.has(free) and not token.has(sheet.tables.listed("prepositions"))


def _is_attribute(named: Named, first: int, chunk: Chunk, sentence: Sentence) -> bool:
    """In a language of cases, a phrase that may be genitive belongs to the plain noun right before it ("the work of X")."""
    sheet = named.sheet
    if sheet.tables.pack.strategies["roles"] != "case" or first == sentence.first:
        return False
    before, free = sheet.tokens[first - 1], sheet.tables.listed("coordinators") | sheet.tables.listed("relative")
    closed = any(c.stop == first for c in sheet.chunks if c.kind != "demonym") or any(p.stop == first for p in named.phrases)
    if not before.is_word or closed or before.has(free):
        return False
    oblique = chunk.kind == "place" or "gen" in _cases(named, first, chunk.stop, chunk)
    return oblique and bool(sheet.tables.morphology.cases(before.text))


def _is_joined(sheet: Sheet, start: int, stop: int, chunk: Chunk) -> bool:
    """Tell whether only commas and "and" stand between two phrases, or the conjunction is a clitic of the second."""
    joins = sheet.tables.listed("coordinators")
    between = sheet.tokens[start:stop]
    articles = sheet.tables.listed("articles")
    if any(not (t.text in (",", "،", "؛") or t.text in _QUOTES or t.has(joins) or t.has(articles)) for t in between):
        return False
    clitic = sheet.tokens[stop].keys[-1].clitic[:1] if stop < len(sheet.tokens) else ""
    return any(t.has(joins) or t.text in (",", "،") for t in between) or bool(
        (chunk.clitic or clitic) and (chunk.clitic or clitic)[0] in joins
    )


def _may_join(sheet: Sheet, before: Actor, first: int, kind: str) -> bool:
    """A comma alone joins like with like: in "In Ruritania, Anna Kern said" it ends the place."""
    joins = sheet.tables.listed("coordinators")
    spoken = any(t.has(joins) for t in sheet.tokens[before.stop : first])
    if sheet.tables.pack.strategies["roles"] == "verb-final" and not spoken:
        return before.kind == kind
    return spoken or sheet.tables.pack.strategies["roles"] == "verb-subject" or _SORTS.get(before.kind, before.kind) == _SORTS.get(kind, kind)


def _goes_on(sheet: Sheet, start: int, phrase: tuple[int, int]) -> bool:
    """In a language of cases a comma alone joins two phrases only where another comma or "and" continues the list."""
    joins = sheet.tables.listed("coordinators")
    if sheet.tables.pack.strategies["roles"] != "case" or any(t.has(joins) for t in sheet.tokens[start : phrase[0]]):
        return True
    after = sheet.tokens[phrase[1]] if phrase[1] < len(sheet.tokens) else None
    return after is not None and (after.text == "," or after.has(joins))


def _preposition(sheet: Sheet, first: int, chunk: Chunk, sentence: Sentence) -> str:
    prepositions = sheet.tables.listed("prepositions")
    clitic = _proclitic(sheet, first, chunk)
    if clitic:
        return clitic
    position = first - 1
    skipped = sheet.tables.listed("articles")
    while position >= sentence.first and (
        sheet.tokens[position].has(skipped)
        or sheet.tokens[position].text in '«"“('
        or (chunk.kind == "organisation" and sheet.tables.heads.longest(sheet.tokens, position) is not None)
    ):
        position -= 1
    if position < sentence.first:
        return ""
    token = sheet.tokens[position]
    if position > sentence.first and sheet.tokens[position - 1].has(sheet.tables.listed("distributives")):
        return ""  # "each of A and B"
    return next((k.text for k in token.keys if k.text in prepositions and len(k.clitic) < 2), "")


def _proclitic(sheet: Sheet, first: int, chunk: Chunk) -> str:
    """The preposition written together with the first word of the phrase."""
    joins = sheet.tables.listed("coordinators")
    clitic = chunk.clitic
    if not clitic and chunk.first != first:
        office = sheet.tables.offices.longest(sheet.tokens, first)
        title = office or sheet.tables.styles.longest(sheet.tokens, first)
        clitic = title.clitic if title is not None else ""
    return "".join(c for c in clitic if c not in joins)[-1:]


def _titled(words: list[Token], cores: list[OfficePhrase], sheet: Sheet) -> bool:
    """Tell whether an office word that can only be a nominative stands before the name."""
    cases = sheet.tables.morphology.cases(words[0].text) if cores else frozenset()
    return "nom" in cases and "gen" not in cases


def _cases(named: Named, first: int, stop: int, chunk: Chunk) -> Cases:
    """The cases that the phrase's head words share: the office word is the surest witness, then the name's words."""
    sheet = named.sheet
    cores = [p for p in named.phrases if first <= p.core and p.core_stop <= stop]
    words = [sheet.tokens[cores[0].core]] if cores else []
    words += [t for t in sheet.tokens[chunk.first : chunk.stop] if t.is_word][: 2 if chunk.kind == "person" else 1]
    allowed: Cases = frozenset()
    for word in words:
        cases = sheet.tables.morphology.cases(word.text)
        both = (allowed & cases) if allowed else cases
        allowed = both or allowed
    name = tuple(t.text for t in sheet.tokens[chunk.first : chunk.stop] if t.is_word)
    if chunk.kind == "person" and allowed and not _titled(words, cores, sheet) and sheet.tables.morphology.base_name(name) != " ".join(name):
        allowed -= {"nom"}
    return allowed
