"""The noun phrases of a sentence that name somebody who may act: a name with its titles taken together."""

from msgspec import Struct
from msgspec.structs import replace

from dragoman.language.gazetteer_tables import describe_city
from dragoman.language.morphology import Cases
from dragoman.language.organisation_tables import is_outlet
from dragoman.reading.events.delegations import find_delegation
from dragoman.reading.mentions.agreement import agree, agrees_with
from dragoman.reading.mentions.clause_edges import ends_adverbial
from dragoman.reading.mentions.linking import Named
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.mentions.shared_heads import SHARED
from dragoman.reading.sheet import Chunk, Sentence, Sheet

_BODY = "organisation"
_SENDERS = frozenset({"country", _BODY})
_MARKS_BETWEEN = frozenset("/،,—–-«»\"“”„()'‘’")
_DATELINE_MARKS = frozenset("-–—:/(")
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_COMMAS = frozenset(",;:")
_QUOTED = frozenset('«"“„')
_REACH = 5
_FAR = 20


class Phrase(Struct, frozen=True):
    """Tokens ``first`` to ``stop`` are a name, the ``chunk``, with the offices and honorifics round it.

    ``delegation`` is the word for the delegation that the name leads and acts for, or -1.
    """

    first: int
    stop: int
    chunk: Chunk
    delegation: int = -1


def find_phrases(named: Named, sentence: Sentence) -> list[Phrase]:
    """Return the phrases of a sentence from left to right, the widest where several begin or overlap."""
    found: list[Phrase] = []
    widened = [_with_delegation(named, _widen(named, c), sentence) for c in _outer_chunks(named, sentence)]
    for phrase in sorted(widened, key=lambda p: (p.first, -p.stop)):
        if found and _is_bracketed_again(named, found[-1], phrase):
            found[-1] = replace(found[-1], stop=phrase.stop + 1)
        elif not found or phrase.first >= found[-1].stop:
            found.append(phrase)
    return found


def _is_bracketed_again(named: Named, before: Phrase, phrase: Phrase) -> bool:
    """Tell the second name of a body in brackets behind the first, which plays no part of its own: "Full Name (FN)".

    So does an acronym of its own in brackets, though the page does not tell the two for one.
    """
    tokens = named.sheet.tokens
    if phrase.first - before.stop != 1 or phrase.stop >= len(tokens) or tokens[before.stop].text != "(":
        return False
    of_chunk = named.cast.of_chunk
    same = before.chunk in of_chunk and of_chunk[before.chunk] == of_chunk.get(phrase.chunk)
    bodies = before.chunk.kind == phrase.chunk.kind == _BODY and phrase.stop - phrase.first == 1
    same = same or (bodies and tokens[phrase.first].text.isupper())
    return same and tokens[phrase.stop].text == ")"


def _with_delegation(named: Named, phrase: Phrase, sentence: Sentence) -> Phrase:
    """Widen a leader's phrase over the delegation that acts through them."""
    if phrase.chunk.kind != "person":
        return _after_delegation(named.sheet, phrase)
    head = find_delegation(named.sheet, phrase.first, sentence.first)
    if head < 0:
        return phrase
    adjectives = [c.first for c in named.sheet.chunks if c.kind == "demonym" and c.stop == head]
    return Phrase(min([head, *adjectives]), phrase.stop, phrase.chunk, head)


def _after_delegation(sheet: Sheet, phrase: Phrase) -> Phrase:
    """Widen a country or body over its delegation, in a language of cases: "the delegation of X arrived"."""
    head = phrase.first - 1
    if sheet.tables.pack.strategies["roles"] != "case" or head < 0 or phrase.chunk.kind not in _SENDERS:
        return phrase
    sent = sheet.tokens[head].has(sheet.tables.listed("delegations"))
    return Phrase(head, phrase.stop, phrase.chunk, head) if sent else phrase


def find_cases(named: Named, phrase: Phrase) -> Cases:
    """Return the cases that a phrase's head words share: its office word, the surest witness, then its name's words.

    A name in another form than its nominative is none, save behind an office word that can only be one.
    """
    sheet, chunk = named.sheet, phrase.chunk
    if phrase.delegation >= 0:
        return sheet.tables.morphology.cases(sheet.tokens[phrase.delegation].text)
    if chunk.kind == _BODY and (apposed := _cases_of_class(sheet, phrase)):
        return apposed
    core = next((_head(p) for p in named.phrases if phrase.first <= p.core and p.core_stop <= phrase.stop), None)
    name = tuple(t.text for t in sheet.tokens[chunk.first : chunk.stop] if t.is_word)
    allowed = title = sheet.tables.morphology.cases(sheet.tokens[core].text) if core is not None else frozenset()
    for word in name[: 2 if chunk.kind == "person" else 1]:
        cases = sheet.tables.morphology.cases(word)
        allowed = ((allowed & cases) if allowed else cases) or allowed
    titled = "nom" in title and "gen" not in title
    if chunk.kind != "person" or not allowed or titled:
        return allowed
    declined = sheet.tables.morphology.base_name(name) != " ".join(name)
    return (allowed - {"nom"} or title - {"nom"}) if declined else allowed


def _cases_of_class(sheet: Sheet, phrase: Phrase) -> Cases:
    """The cases of the noun before a name in quotation marks, which does not decline: "against the movement | «X»"."""
    first = phrase.first
    quoted = sheet.tokens[first].text in _QUOTED or (first > 0 and sheet.tokens[first - 1].text in _QUOTED)
    noun = first - 1 - (sheet.tokens[first].text not in _QUOTED)
    if not quoted or noun < 0 or sheet.tables.pack.strategies["roles"] != "case" or sheet.tokens[noun].is_capital:
        return frozenset()
    known = any(match.stop == noun + 1 for match in sheet.tables.heads.at(sheet.tokens, noun))
    return sheet.tables.morphology.noun_cases(sheet.tokens[noun].text) if known else frozenset()


def _head(phrase: OfficePhrase) -> int:
    """The word whose case an office phrase stands in: of who acts for the holder the first, which governs the rest."""
    return phrase.first if phrase.acting else phrase.core


def _outer_chunks(named: Named, sentence: Sentence) -> list[Chunk]:
    """The chunks that may act and are no part of another's phrase."""
    chunks = [
        c
        for c in named.sheet.chunks
        if sentence.first <= c.first < sentence.stop
        and (c in named.cast.of_chunk or _acts(named, c))
        and not (_is_scenery(named.sheet, c, sentence) or _opens_report(named.sheet, c, sentence))
    ]
    owners = {p.of for p in named.phrases if p.of is not None}
    shared = {o.of for o in named.offices if o.rule == SHARED and o.sentence == sentence.span}
    adjectives = {i for p in named.phrases for i in range(p.first, p.stop)}
    return [
        c
        for c in chunks
        if not any(_covers(o, c) for o in chunks if o is not c)
        and c not in owners
        and not (c.kind == "country" and named.cast.of_chunk.get(c) in shared)
        and not (c.kind == "demonym" and c.first in adjectives)
    ]


def _acts(named: Named, chunk: Chunk) -> bool:
    """Tell the adjective of a country named on the page, which may act for it ("the Ruritanian attack")."""
    return chunk.kind == "demonym" and named.cast.with_reference(chunk.reference) is not None


def _is_scenery(sheet: Sheet, chunk: Chunk, sentence: Sentence) -> bool:
    """A town or building is where things happen; a capital may act, but not as the dateline of its sentence."""
    if chunk.kind != "place" or (chunk.reference or "").startswith("territory:"):
        return False
    if begins_name(sheet, chunk):
        return True
    place = describe_city(chunk.reference) if chunk.reference else None
    opens = chunk.first == sentence.first and chunk.stop < sentence.stop
    dated = opens and sheet.tokens[chunk.stop].text in _DATELINE_MARKS
    return place is None or place.kind != "capital" or dated


def _opens_report(sheet: Sheet, chunk: Chunk, sentence: Sentence) -> bool:
    """Tell, where the verb comes last, an outlet alone before the colon of its report: it does nothing there."""
    if sheet.tables.pack.strategies["roles"] != "verb-final" or chunk.first != sentence.first:
        return False
    colon = chunk.stop < sentence.stop and sheet.tokens[chunk.stop].text == ":"
    return colon and is_outlet(chunk.reference)


def begins_name(sheet: Sheet, chunk: Chunk) -> bool:
    """Tell a town whose name begins a longer one that nobody knows: "the Lima Courier", "the Oslo Dialogue"."""
    if sheet.tables.pack.strategies["roles"] != "subject-verb" or chunk.kind != "place":
        return False
    after = sheet.tokens[chunk.stop] if chunk.stop < len(sheet.tokens) else None
    before = sheet.tokens[chunk.first - 1] if chunk.first else None
    named = before is not None and before.has(sheet.tables.listed("articles"))
    return named and after is not None and after.is_word and after.is_capital


def _covers(outer: Chunk, inner: Chunk) -> bool:
    """Tell a chunk inside a longer one; of two that are as long, a person's goes first."""
    wider = outer.first <= inner.first and inner.stop <= outer.stop
    longer = outer.stop - outer.first > inner.stop - inner.first
    return wider and (longer or (outer.kind == "person" and inner.kind != "person"))


def _widen(named: Named, chunk: Chunk) -> Phrase:
    """Widen a person's chunk over the office phrase and honorifics before it, or the apposition after it."""
    if chunk.kind != "person":
        return Phrase(chunk.first, chunk.stop, chunk)
    sheet, first = named.sheet, chunk.first
    before = _office_before(named, chunk)
    if before is not None and agrees_with(sheet, (before.core, before.first), chunk):
        first = _past_apposed(named, before)
    if sheet.tables.writes_article_on or sheet.tables.pack.strategies["roles"] == "verb-final":
        first = _past_titles(named, first)
    elif sheet.tables.pack.strategies["roles"] == "case" and first == chunk.first:
        first = min([first, *_styles_before(sheet, first)])
    if first == chunk.first:
        first = min(_before_possessor(sheet, first), _before_own_land(named, chunk))
    first = _past_far_office(named, chunk) if first == chunk.first else first
    after = next((p for p in named.phrases if p.first >= chunk.stop and _only_marks(sheet, chunk.stop, p.first)), None)
    if after is None or (sheet.tables.sets_title_off and after.first == chunk.stop):
        return Phrase(first, _past_land(sheet, chunk.stop), chunk)
    if any(c.first == after.stop for c in sheet.chunks if c.kind == "person"):
        return Phrase(first, _past_land(sheet, chunk.stop), chunk)
    return Phrase(first, after.stop if _is_apposition(sheet, chunk, after) else chunk.stop, chunk)


def _past_apposed(named: Named, phrase: OfficePhrase) -> int:
    """Step left, in a language of cases, over further offices of one person: "with the chairman of X, minister Y"."""
    sheet, first = named.sheet, phrase.first
    if sheet.tables.pack.strategies["roles"] != "case":
        return first
    cases = sheet.tables.morphology.singular_cases(sheet.tokens[phrase.core].text)
    while first > 1 and sheet.tokens[first - 1].text == ",":
        apposed = (p for p in named.phrases if p.stop < first and _closes_before(sheet, p.stop, first - 1))
        other = next((p for p in apposed if cases == _singular(sheet, p)), None)
        if other is None:
            break
        first = other.first
    return first


def _singular(sheet: Sheet, phrase: OfficePhrase) -> Cases:
    return sheet.tables.morphology.singular_cases(sheet.tokens[phrase.core].text)


def _closes_before(sheet: Sheet, first: int, stop: int) -> bool:
    """Tell whether nothing but a few genitives stands between two tokens: what an office is of."""
    words = sheet.tokens[first:stop]
    return stop - first <= _REACH and all("gen" in sheet.tables.morphology.cases(word.text) for word in words)


def _before_possessor(sheet: Sheet, first: int) -> int:
    """Take in the country whose a name is, where the subject comes first: "Ruritania's John Doe"."""
    possessed = sheet.tables.pack.strategies["roles"] == "subject-verb" and first > 1
    if not possessed or sheet.tokens[first - 1].text not in _POSSESSIVES:
        return first
    lands = sheet.chunks_in(max(0, first - 1 - _REACH), first - 1)
    return next((c.first for c in lands if c.stop == first - 1 and c.kind in ("country", "organisation")), first)


def _past_far_office(named: Named, chunk: Chunk) -> int:
    """Step left, where the subject comes first, over the office whose long name a holder closes.

    "The director of the Office of Harbours and Fisheries of the ministry John Doe" is one person.
    """
    sheet, first = named.sheet, chunk.first
    if sheet.tables.pack.strategies["roles"] != "subject-verb" or first == 0:
        return first
    reach = sheet.tokens[max(0, first - _FAR)].start
    holder = named.cast.of_chunk.get(chunk)
    held = (o for o in named.offices if o.holder == holder and reach <= o.span.start and o.span.stop < chunk.start)
    starts = [p.first for o in held for p in named.phrases if p.start == o.span.start]
    start = max(starts, default=first)
    others = (c for c in sheet.chunks if c.kind == "person" and start <= c.first < first)
    commas = any(token.text in _COMMAS for token in sheet.tokens[start:first])
    return first if commas or any(others) else start


def _is_apposition(sheet: Sheet, chunk: Chunk, after: OfficePhrase) -> bool:
    """Tell, in a language of cases, an apposition from a predicate: "appointed X minister" has no comma and no case."""
    if sheet.tables.pack.strategies["roles"] != "case":
        return True
    return after.first > chunk.stop and agree(sheet, after.core, chunk)


def _before_own_land(named: Named, chunk: Chunk) -> int:
    """Take in the country that one of several holders is of: "the presidents of A, X, and | B, Y"."""
    lands = (c for c in named.sheet.chunks_in(chunk.first - 1, chunk.first) if c.kind in ("country", "organisation"))
    land = next((c for c in lands if c.stop == chunk.first), None)
    if land is None or named.sheet.tables.pack.strategies["roles"] != "case":
        return chunk.first
    held = {(o.holder, o.of) for o in named.offices if o.of is not None}
    pair = named.cast.of_chunk.get(chunk), named.cast.of_chunk.get(land)
    return land.first if pair in held else chunk.first


def _past_land(sheet: Sheet, stop: int) -> int:
    """Step over the country behind a name: "Doe of Ruritania"."""
    links = sheet.tables.listed("possessive_links")
    if not links or stop + 1 >= len(sheet.tokens) or not sheet.tokens[stop].has(links):
        return stop
    lands = sheet.chunks_in(stop + 1, stop + 2)
    return next((c.stop for c in lands if c.kind == "country"), stop)


def _office_before(named: Named, chunk: Chunk) -> OfficePhrase | None:
    """The last office phrase with only marks and honorifics between it and a name."""
    before = (p for p in reversed(named.phrases) if p.stop <= chunk.first)
    found = next((p for p in before if _only_marks(named.sheet, p.stop, chunk.first)), None)
    parted = found is not None and ends_adverbial(named.sheet, found.first, range(chunk.first, chunk.stop))
    return None if parted else found


def _past_titles(named: Named, first: int) -> int:
    """Step left over the styles and further offices right before a name: "the President of X, His Excellency"."""
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
    """Tell whether nothing but marks, articles and honorifics stands between two tokens near each other."""
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
