"""Bare titles and pronouns ("the president", "глава государства", "وی") that stand for a person named elsewhere."""

from dragoman.language.lexicon import find_words
from dragoman.model import OfficeMention, Span
from dragoman.reading.mentions.office_growth import points_to_country
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.mentions.referents import Cast
from dragoman.reading.mentions.unnamed_speakers import find_unnamed_speakers, is_unnamed_nearer
from dragoman.reading.sheet import Chunk, Sheet

_LEADERS = frozenset(
    {"head-of-state", "head-of-government", "foreign-minister", "defence-minister", "secretary-general"}
)
BARE_TITLE = "bare-title"
"""The rule of a title or pronoun that stands for a person, country or body of the page."""

_MINISTER = "minister"
_MINISTERS = frozenset({_MINISTER, "foreign-minister", "defence-minister"})
_LONGEST_HEAD = 2
_COUNTERPART = "counterpart"
_QUOTES = frozenset('"“”«»')


def link_bare_titles(
    sheet: Sheet, cast: Cast, phrases: list[OfficePhrase], offices: list[OfficeMention]
) -> list[Chunk]:
    """Return a chunk of kind ``title`` for each office phrase or pronoun that continues a person of the page.

    An office phrase finds the nearest earlier holder of that office, of the same country where it names one; a phrase
    whose office nobody holds stands for its country or body. A pronoun finds the person named last before it.
    """
    people = [c for c in sheet.chunks if c.kind == "person"]
    named = {c.first for c in people}
    after_named = set() if sheet.tables.sets_title_off else {c.stop for c in people}
    found = []
    for phrase in phrases:
        beside = phrase.stop in named or phrase.first in named | after_named
        taken = phrase.plural or beside or _is_before_name(sheet, phrase)
        if taken or _holds(phrase, offices) or _is_in_body(sheet, phrase) or _is_predicate(sheet, phrase):
            continue
        core, owner = sheet.tokens[phrase.core], _owner(phrase, cast) or _body_within(sheet, phrase, cast)
        many = core.has(sheet.tables.listed("plural_offices"))
        many = many or (owner is None and not sheet.tables.morphology.singular(core.text))  # "the ministers signed"
        person = None if many else _holder(sheet, phrase, offices) or _continued(sheet, cast, phrase, offices)
        referent = person or owner
        if referent is not None:
            found.append(_attach(sheet, cast, referent, (phrase.first, phrase.stop)))
    return [*found, *_this_country(sheet, cast), *_pronouns(sheet, cast, found, offices)]


def _is_in_body(sheet: Sheet, phrase: OfficePhrase) -> bool:
    """Tell an office word that is part of a body's name or of its head: "the Council of | ministers"."""
    before = range(max(0, phrase.core - _LONGEST_HEAD), phrase.core)
    heads = (match for first in before for match in sheet.tables.heads.at(sheet.tokens, first))
    inside = any(c.kind == "organisation" and c.first < phrase.core < c.stop for c in sheet.chunks)
    return inside or any(match.stop > phrase.core for match in heads)


def _is_predicate(sheet: Sheet, phrase: OfficePhrase) -> bool:
    """Tell, in a language of cases, what somebody is or becomes and not who acts: "was ambassador", "elected head"."""
    morphology, core = sheet.tables.morphology, sheet.tokens[phrase.core].text
    if sheet.tables.pack.strategies["roles"] != "case":
        return False
    was = any(sheet.tokens[i].has(sheet.tables.listed("past_copulas")) for i in range(phrase.first, phrase.core))
    governed = phrase.first > 0 and sheet.tokens[phrase.first - 1].has(sheet.tables.listed("prepositions"))
    cases = morphology.cases(core)
    return was or (not governed and "ins" in cases and "nom" not in cases and morphology.singular(core))


def _this_country(sheet: Sheet, cast: Cast) -> list[Chunk]:
    """Link "this country" to the one named last before it."""
    pointing = find_words(sheet.tokens, sheet.tables.listed("demonstratives"))
    pointing = [i for i in pointing if i + 1 < len(sheet.tokens) and points_to_country(sheet, i)]
    covered = {i for c in sheet.chunks for i in range(c.first, c.stop)} if pointing else set()
    found = []
    for position in pointing:
        if position in covered:
            continue
        before = [c for c in sheet.chunks if c.kind == "country" and c.stop <= position and c in cast.of_chunk]
        if before:
            found.append(_attach(sheet, cast, cast.of_chunk[before[-1]], (position, position + 2)))
    return found


def _is_before_name(sheet: Sheet, phrase: OfficePhrase) -> bool:
    """A capitalised word right after a title may be a name that nobody knows: then the title is not bare."""
    if phrase.stop >= sheet.sentence_at(phrase.core).stop or sheet.tables.pack.script == "Arab":
        return False
    if any(c.first == phrase.stop and c.kind == "country" for c in sheet.chunks):
        return False
    after = sheet.tokens[phrase.stop]
    return after.is_word and after.is_capital and not sheet.tables.morphology.knows(after.text)


def _holds(phrase: OfficePhrase, offices: list[OfficeMention]) -> bool:
    return any(o.span.start == phrase.start for o in offices)


def _continued(sheet: Sheet, cast: Cast, phrase: OfficePhrase, offices: list[OfficeMention]) -> str | None:
    """A title that nobody on the page holds by name continues the person the sentence before began with.

    "Anna Kern arrived on Monday. The Ruritanian president ..." says who the president is.
    """
    sentence = sheet.sentence_at(phrase.core)
    if phrase.of_reference is None or phrase.office.split("/")[0] not in _LEADERS or sentence.number == 0:
        return None
    if not _may_go_on(sheet, phrase):
        return None
    before = sheet.sentences[sentence.number - 1]
    people = [c for c in sheet.chunks if c.kind == "person" and before.first <= c.first < before.stop]
    holders = {o.holder for o in offices}
    if not people or any(o.title == phrase.office and o.of_reference == phrase.of_reference for o in offices):
        return None
    referent = cast.of_chunk.get(people[0])
    if referent is None or referent in holders or _is_governed(sheet, people[0], offices):
        return None
    offices.append(
        OfficeMention(
            holder=referent,
            title=phrase.office,
            status="current",
            span=Span(phrase.start, sheet.tokens[phrase.stop - 1].stop),
            sentence=sentence.span,
            rule=BARE_TITLE,
            of=cast.with_reference(phrase.of_reference),
            of_reference=phrase.of_reference,
        )
    )
    return referent


def _may_go_on(sheet: Sheet, phrase: OfficePhrase) -> bool:
    """Tell a title that may go on with somebody: no preposition governs it, and no pronoun does so beside it.

    In "insults to the president he did not hear" the two are not one, where the title is no nominative.
    """
    tables, before = sheet.tables, phrase.first - 1
    while before >= 0 and sheet.tokens[before].has(tables.listed("articles")):
        before -= 1
    if phrase.clitic or (before >= 0 and sheet.tokens[before].has(tables.listed("prepositions"))):
        return False
    if tables.pack.strategies["roles"] != "case" or "nom" in tables.morphology.cases(sheet.tokens[phrase.core].text):
        return True
    sentence, pronouns = sheet.sentence_at(phrase.core), tables.listed("pronouns")
    return not any(sheet.tokens[i].key in pronouns for i in range(sentence.first, sentence.stop))


def _is_governed(sheet: Sheet, person: Chunk, offices: list[OfficeMention]) -> bool:
    """Tell a person after a preposition ("congratulations to Anna Kern"), who is no subject to go on with."""
    if sheet.tables.pack.script == "Arab":
        return False
    starts = [o.span.start for o in offices if o.span.stop <= person.start <= o.span.stop + 2]
    start = min(starts, default=person.start)
    first = next((i for i in range(person.first) if sheet.tokens[i].start == start), person.first)
    return first > 0 and sheet.tokens[first - 1].has(sheet.tables.listed("prepositions"))


def _owner(phrase: OfficePhrase, cast: Cast) -> str | None:
    """An office whose holder is not named stands for its country or body; that of a town or province for nobody."""
    owner = cast.of_chunk.get(phrase.of) if phrase.of is not None else cast.with_reference(phrase.of_reference)
    return None if owner is not None and cast.kind(owner) == "place" else owner


def _body_within(sheet: Sheet, phrase: OfficePhrase, cast: Cast) -> str | None:
    """The body that the words of an office name, where no country is told: "the spokesman of the foreign ministry"."""
    if sheet.tables.pack.strategies["roles"] != "verb-final" or phrase.of_reference is not None:
        return None
    inside = (c for c in sheet.chunks if c.kind == "organisation" and phrase.first < c.first and c.stop <= phrase.stop)
    return next((cast.of_chunk[c] for c in inside if c in cast.of_chunk), None)


def _holder(sheet: Sheet, phrase: OfficePhrase, offices: list[OfficeMention]) -> str | None:
    """The holder of the same office and country that is named last before, else first after.

    A bare minister may hold any portfolio.
    """
    wanted = _MINISTERS if phrase.office == _MINISTER else frozenset({phrase.office})
    fitting = [o for o in offices if o.status == "current" and (o.title in wanted or _is_portfolio(o, phrase))]
    if phrase.office == _COUNTERPART:
        fitting = [o for o in offices if o.of_reference == phrase.of_reference and o.status == "current"]
    if phrase.of_reference is not None:
        same = [o for o in fitting if o.of_reference == phrase.of_reference]
        fitting = same or [o for o in fitting if o.of_reference is None]
    before = [o for o in fitting if o.span.start <= phrase.start]
    if before:
        return (_free_holders(sheet, before) or before)[-1].holder
    after = [
        o for o in fitting if o.sentence.start > phrase.start
    ]  # "the minister said that minister X ...": two people
    return after[0].holder if after else None


def _free_holders(sheet: Sheet, offices: list[OfficeMention]) -> list[OfficeMention]:
    """Those holders of one office whom no preposition governs, where the subject comes first and several hold it.

    After "the president called on Anna Kern, the president of Ruritania" the president is not she.
    """
    if sheet.tables.pack.strategies["roles"] != "subject-verb" or len({o.holder for o in offices}) < 2:
        return []
    prepositions, free = sheet.tables.listed("prepositions"), []
    for office in (o for o in offices if _opens_sentence(sheet, o)):
        before = sheet.token_range(office.span)[0] - 1
        while before > 0 and sheet.tokens[before].has(sheet.tables.listed("articles")):
            before -= 1
        people = (c for c in sheet.chunks if c.kind == "person" and c.end <= office.span.start <= c.end + 2)
        starts = [c.first - 1 for c in people] or [before]
        if not any(i >= 0 and sheet.tokens[i].has(prepositions) for i in starts):
            free.append(office)
    return free


def _opens_sentence(sheet: Sheet, office: OfficeMention) -> bool:
    """Tell an office before which its sentence names nobody, by name or by pronoun: that of its subject."""
    first = sheet.token_range(office.span)[0]
    sentence = sheet.sentence_at(first)
    people = [c for c in sheet.chunks_in(sentence.first, first) if c.kind == "person" and c.end + 2 < office.span.start]
    pronouns = sheet.tables.listed("pronouns")
    return not people and not any(sheet.tokens[i].has(pronouns) for i in range(sentence.first, first))


def _is_portfolio(office: OfficeMention, phrase: OfficePhrase) -> bool:
    return phrase.office == _MINISTER and office.title.startswith(f"{_MINISTER}/")


def _attach(sheet: Sheet, cast: Cast, referent: str, tokens: tuple[int, int]) -> Chunk:
    first, stop = tokens
    chunk = Chunk("title", first, stop, sheet.tokens[first].start, sheet.tokens[stop - 1].stop, BARE_TITLE)
    cast.attach(referent, chunk)
    return chunk


def _pronouns(sheet: Sheet, cast: Cast, titles: list[Chunk], offices: list[OfficeMention]) -> list[Chunk]:
    """Link each pronoun to a person named before it in the body, if possible outside a quotation.

    One that goes on with a source without a name means nobody, and so do those after it. Where the subject comes first,
    one of the ``titles`` that stands for a person is a name as well.
    """
    pronouns, speakers = sheet.tables.listed("pronouns"), find_unnamed_speakers(sheet)
    people = [c for c in sheet.chunks if c.kind == "person" and c in cast.of_chunk]
    if sheet.tables.pack.strategies["roles"] == "subject-verb":
        held = [c for c in titles if cast.kind(cast.of_chunk[c]) == "person"]
        people = sorted([*people, *held], key=lambda c: c.first)
    people = [c for c in people if not sheet.sentence_at(c.first).is_title]
    found = []
    for position in find_words(sheet.tokens, pronouns):
        sentence = sheet.sentence_at(position)
        if sheet.tokens[position].key not in pronouns or not sentence.first <= position < sentence.stop:
            continue
        before = [c for c in people if c.stop <= position]
        before = [c for c in before if not _is_quoted(sheet, c, position)] or before
        before = [c for c in before if not _is_other_gender(sheet, cast, c, position)]
        before = [c for c in before if c.first < sentence.first or not _is_company(sheet, c, offices)] or before
        if is_unnamed_nearer(sheet, speakers, [c.first for c in before], position):
            speakers.append(position)
        elif before:
            referent = cast.of_chunk[_subject(sheet, before, position)]
            found.append(_attach(sheet, cast, referent, (position, position + 1)))
    return found


def _is_company(sheet: Sheet, person: Chunk, offices: list[OfficeMention]) -> bool:
    """Tell, where the subject comes first, a person behind "with": in "at talks with Anna Kern he said" he is another.

    The office before the name goes with it.
    """
    if sheet.tables.pack.strategies["roles"] != "subject-verb":
        return False
    starts = [o.span.start for o in offices if o.span.stop <= person.start <= o.span.stop + 2]
    first = sheet.token_range(Span(min(starts, default=person.start), person.end))[0] - 1
    while first > 0 and sheet.tokens[first].has(sheet.tables.listed("articles")):
        first -= 1
    return first >= 0 and sheet.tokens[first].has(sheet.tables.listed("with"))


def _is_other_gender(sheet: Sheet, cast: Cast, person: Chunk, position: int) -> bool:
    """Tell a pronoun that a person's given name does not agree with: "она" is no man."""
    tables = sheet.tables
    word = "femn" if sheet.tokens[position].key in tables.listed("feminine_pronouns") else "masc"
    if not tables.listed("feminine_pronouns"):
        return False
    gender = tables.morphology.gender(cast.people[cast.of_chunk[person]].words)
    return gender is not None and gender != word


def _is_quoted(sheet: Sheet, person: Chunk, position: int) -> bool:
    """Tell whether a quotation that holds a person ends before a pronoun of its sentence: '"... Kern ...," he said'."""
    sentence = sheet.sentence_at(position)
    if not sentence.first <= person.first < position:
        return False
    marks = [i for i in range(sentence.first, position) if sheet.tokens[i].text in _QUOTES]
    before = sum(1 for i in marks if i < person.first)
    opened = before % 2 == 1 or (before == 0 and len(marks) % 2 == 1)
    return opened and any(i > person.first for i in marks)


def _subject(sheet: Sheet, people: list[Chunk], position: int) -> Chunk:
    """The first person of the nearest sentence before the pronoun that names one."""
    nearest = sheet.sentence_at(people[-1].first)
    if nearest == sheet.sentence_at(position):
        return people[-1]
    return next(c for c in people if sheet.sentence_at(c.first) == nearest)
