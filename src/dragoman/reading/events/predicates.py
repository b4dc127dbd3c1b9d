"""Offices that a sentence says of a person: "X has been president of A since 2019", "X занимал пост министра A"."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from dragoman.language.dates import FoundDate
from dragoman.model import OfficeMention, Span
from dragoman.reading.events.terms import Calendar, Term, apply_term, date_offices
from dragoman.reading.mentions.linking import Named
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Chunk, Sheet

RULE = "predicate"
_REACH = 12
_MARKS = frozenset(",،»”)")


class Path(Struct, frozen=True):
    """The way from an office phrase to the person of whom it is said: what it passes."""

    person: Chunk
    past: bool
    term: Term | None


def settle_offices(named: Named, dates: Iterable[FoundDate], told: Iterable[OfficeMention]) -> list[OfficeMention]:
    """Return the offices of a page, those that its events tell of last, each with the term that its clause states."""
    calendar = Calendar(named.sheet, dates)
    plain = [*date_offices(named, calendar, named.offices), *find_predicates(named, calendar)]
    known = {_say(office) for office in plain}
    return [*plain, *(o for o in told if o.since or o.until or _say(o) not in known)]


def _say(office: OfficeMention) -> tuple[str, str, str | None, str]:
    return office.holder, office.title, office.of_reference, office.status


def find_predicates(named: Named, calendar: Calendar) -> Iterator[OfficeMention]:
    """Yield the offices of a country or body that a verb of being or holding gives to a person named before it."""
    sheet, held = named.sheet, {(o.holder, o.title) for o in named.offices}
    if "copulas" not in sheet.tables.words:
        return
    edges = {edge for c in sheet.chunks if c.kind == "person" for edge in (c.first, c.stop)}
    for phrase in named.phrases:
        beside = {_begin(sheet, phrase), phrase.stop} & edges
        if phrase.plural or beside or (phrase.of is None and phrase.of_reference is None):
            continue
        path = _find_person(sheet, calendar, phrase) or _find_subject_behind(sheet, calendar, phrase)
        if path is None or (named.cast.of_chunk.get(path.person), phrase.office) in held:
            continue
        if path.person in named.cast.of_chunk:
            yield _observe(named, calendar, phrase, path)


def _begin(sheet: Sheet, phrase: OfficePhrase) -> int:
    """Where an office begins, without a verb of being that was taken for "former"."""
    verbs = sheet.tables.listed("past_copulas")
    return max((i + 1 for i in range(phrase.first, phrase.core) if sheet.tokens[i].has(verbs)), default=phrase.first)


def _find_subject_behind(sheet: Sheet, calendar: Calendar, phrase: OfficePhrase) -> Path | None:
    """In a language of cases the subject may come last: "президентом A с 2018 года является X"."""
    tables, tokens = sheet.tables, sheet.tokens
    if tables.pack.strategies["roles"] != "case":
        return None
    copulas, past = tables.any_of("copulas", "past_copulas"), tables.listed("past_copulas")
    starts = {c.first: c for c in sheet.chunks_in(phrase.stop, phrase.stop + _REACH) if c.kind == "person"}
    limit, said, ended = sheet.sentence_at(phrase.core).stop, False, False
    for position in range(phrase.stop, min(phrase.stop + _REACH, limit)):
        if position in starts:
            term = calendar.read_term(phrase.stop, position) or calendar.read_before(_begin(sheet, phrase))
            return Path(starts[position], ended, term) if said else None
        token = tokens[position]
        said, ended = said or token.has(copulas), ended or token.has(past)
        if not (token.has(copulas) or position in calendar.tokens or _leads(sheet, token)):
            return None
    return None


def _find_person(sheet: Sheet, calendar: Calendar, phrase: OfficePhrase) -> Path | None:
    """Go back from an office over words of being, holding and dates to the person that is the subject."""
    tables, term, said, past = sheet.tables, None, "", False
    copulas, links = tables.any_of("copulas", "past_copulas"), tables.listed("term_links")
    stops = {c.stop: c for c in sheet.chunks_in(max(0, phrase.first - _REACH - 5), phrase.first) if c.kind == "person"}
    position, first = _begin(sheet, phrase), sheet.sentence_at(phrase.core).first
    while position > max(first, phrase.first - _REACH):
        if position in stops:
            verbs = said or _verb_around(sheet, phrase, stops[position])
            past = past or verbs == "past"
            return Path(stops[position], past, term) if verbs else None
        position -= 1
        token = sheet.tokens[position]
        if token.has(copulas):
            past = past or token.has(tables.listed("past_copulas"))
            said = "past" if past else "now"
        elif position in calendar.by_first:
            term = calendar.read_term(position - 1, phrase.first) or calendar.read_term(position, phrase.first)
        elif position not in calendar.tokens and not (token.has(links) or token.text in _MARKS or _leads(sheet, token)):
            return None
    return None


def _leads(sheet: Sheet, token: object) -> bool:
    words = sheet.tables
    lists = ("articles", "relative", "since", "until")
    return any(token.has(words.listed(name)) for name in lists)  # type: ignore[attr-defined]


def _verb_around(sheet: Sheet, phrase: OfficePhrase, person: Chunk) -> str:
    """The verb where it does not stand between the two: before a person, or behind the office."""
    order, tokens = sheet.tables.pack.strategies["roles"], sheet.tokens
    places: list[int] = []
    if order == "verb-subject":
        places = [person.first - 1]
    elif order == "verb-final":
        places = _behind(sheet, phrase.stop)
    for place in places:
        if 0 <= place < len(tokens) and tokens[place].has(sheet.tables.listed("past_copulas")):
            return "past"
        if 0 <= place < len(tokens) and tokens[place].has(sheet.tables.listed("copulas")):
            return "now"
    return ""


def _behind(sheet: Sheet, position: int) -> list[int]:
    """The places behind an office where a verb that comes last may stand, over words of holding."""
    places, links = [], sheet.tables.listed("term_links")
    for place in range(position, min(position + 5, sheet.sentence_at(position - 1).stop)):
        places.append(place)
        if not sheet.tokens[place].has(links):
            break
    return places


def _observe(named: Named, calendar: Calendar, phrase: OfficePhrase, path: Path) -> OfficeMention:
    sheet, cast = named.sheet, named.cast
    sentence = sheet.sentence_at(phrase.core)
    own = cast.of_chunk.get(phrase.of) if phrase.of is not None else None
    was = phrase.status == "former" and _begin(sheet, phrase) == phrase.first
    status = "former" if was or path.past else "current" if phrase.status == "former" else phrase.status
    office = OfficeMention(
        holder=cast.of_chunk[path.person],
        title=phrase.office,
        status=status,  # type: ignore[arg-type]  # modifiers set only the three statuses
        span=Span(phrase.start, sheet.tokens[phrase.stop - 1].stop),
        sentence=sentence.span,
        rule=RULE,
        of=own or cast.with_reference(phrase.of_reference),
        of_reference=phrase.of_reference,
        acting=phrase.acting,
    )
    term = path.term or calendar.read_term(phrase.stop, sentence.stop)
    return office if term is None else apply_term(office, term, sheet.article.published)
