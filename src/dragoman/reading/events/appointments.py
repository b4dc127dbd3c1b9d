"""The office that a person takes or leaves by an event, and whom a new holder succeeds."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from dragoman.model import EventMention, OfficeMention, Span, When
from dragoman.model.readings import OfficeStatus
from dragoman.reading.events.chairs import HOLDING, LEAVING, TAKING
from dragoman.reading.mentions.linking import Named
from dragoman.reading.mentions.office_ids import settle_office
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Sheet

_BODY = "organisation"
_BEHIND = 2
_REACH = 6
_TOUCHING = 3
_REACH_BEFORE = 12
_REACH_SUCCESSION = 9
_ANY = frozenset({"other"})
_LEAVERS = ("appointed", "participant")


def find_appointments(named: Named, event: EventMention, earlier: Iterable[OfficeMention] = ()) -> list[OfficeMention]:
    """Return the office that a person takes or leaves by an event, and the end of whoever held it before.

    The office stands after the verb; else it is the one by which the sentence calls the person, or the one before.
    What was told ``earlier`` says which office a new holder has taken: "X was elected head. She succeeds Y."
    """
    if event.type == HOLDING:
        return _headed(named, event)
    if event.type not in (TAKING, LEAVING) or event.status == "denied":
        return []
    names = ("appointed",) if event.type == TAKING else _LEAVERS
    people = [r.referent for r in event.roles if r.name in names and named.cast.kind(r.referent) == "person"]
    if len(people) != 1:
        return []
    phrase = _told_office(named, event)
    before = _predecessor(named, event, people[0]) if event.type == TAKING else None
    if phrase is not None:
        told = [_observe(named, event, people[0], phrase)]
    else:
        told = list(_own_offices(named, event, people[0], before)) or _headed(named, event)
    if not told and before is not None:
        known = [o for o in earlier if o.holder == people[0] and o.status == "current" and o.title not in _ANY]
        return [_end(replace(o, span=event.trigger, sentence=event.sentence), before, event) for o in known[-1:]]
    ended = [_end(office, before, event) for office in told if before is not None and event.type == TAKING]
    return [*told, *ended]


def _headed(named: Named, event: EventMention) -> list[OfficeMention]:
    """The office of whoever heads the body that stands right behind the verb: "took over the foreign ministry of X"."""
    people = [r.referent for r in event.roles if named.cast.kind(r.referent) == "person"]
    last = named.sheet.token_range(event.trigger)[1]
    bodies = [c for c in named.sheet.chunks_in(last - 1, last + _BEHIND) if c.kind == _BODY]
    behind = [c for c in bodies if not any(t.is_word for t in named.sheet.tokens[last : c.first])]
    told = {r.referent for r in event.roles}
    body = next((c for c in behind if c.first < last or named.cast.of_chunk.get(c) in told), None)
    cases = named.sheet.tables.pack.strategies["roles"] == "case"
    if not cases or body is None or len(people) != 1 or event.type == LEAVING:
        return []
    ministry = body.value.startswith("ministry")
    state = next((c for c in named.sheet.chunks if ministry and c.kind == "country" and c.stop == body.stop), None)
    of, reference = named.cast.of_chunk.get(body), body.reference
    if ministry:
        of, reference = (named.cast.of_chunk.get(state), state.reference) if state is not None else (None, None)
    title = settle_office("chairman", body, body.reference, deputy=False)
    office = OfficeMention(
        holder=people[0],
        title="head" if title == "chair" else title,
        status="current",
        span=event.trigger,
        sentence=event.sentence,
        rule=event.rule,
        of=of,
        of_reference=reference,
    )
    past = named.sheet.tables.morphology.tense(named.sheet.tokens[last - 1].text) == "past"
    if event.type == HOLDING:
        return [replace(office, status="former") if past else office]
    return [_bound(office, event)]


def _observe(named: Named, event: EventMention, person: str, phrase: OfficePhrase) -> OfficeMention:
    of, reference = _country_of(named, person, phrase)
    office = OfficeMention(
        holder=person,
        title=phrase.office,
        status="current",
        span=Span(phrase.start, named.sheet.tokens[phrase.stop - 1].stop),
        sentence=event.sentence,
        rule=event.rule,
        of=of,
        of_reference=reference,
        acting=phrase.acting,
    )
    return _bound(office, event)


def _bound(office: OfficeMention, event: EventMention) -> OfficeMention:
    """Let an office begin or end with an event; what is only planned has not come about yet."""
    when = event.when if event.when.value else None
    planned = event.status == "planned"
    if event.type == LEAVING:
        status: OfficeStatus = "current" if planned else "former"
        return replace(office, status=status, until=when)
    return replace(office, status="incoming" if planned else "current", since=when)


def _end(office: OfficeMention, holder: str, event: EventMention) -> OfficeMention:
    """The same office of the one who held it before; it ends as the other begins."""
    when: When | None = event.when if event.when.value else None
    status: OfficeStatus = "current" if event.status == "planned" else "former"
    return replace(office, holder=holder, status=status, since=None, until=when, acting=False)


def _own_offices(named: Named, event: EventMention, person: str, before: str | None) -> Iterator[OfficeMention]:
    """The office by which the event's sentence calls a person who leaves, or who "took office"; else the one before."""
    here = [o for o in named.offices if o.sentence == event.sentence and o.status == "current"]
    own = [o for o in here if o.holder == person]
    new = [o for o in own if _is_named_for(named, o, event)]
    if event.type == LEAVING or new or (own and _is_of_the_post(named, event)):
        yield from (_bound(replace(o, rule=event.rule), event) for o in (new or own)[:1])
    elif before is not None:
        held = [o for o in named.offices if o.holder == before]
        yield from (_bound(replace(o, holder=person, rule=event.rule), event) for o in held[:1])


def _is_named_for(named: Named, office: OfficeMention, event: EventMention) -> bool:
    """Where the verb comes first, the office right behind the name is the new one: "عين X وزيرا"."""
    if event.type != TAKING or named.sheet.tables.pack.strategies["roles"] != "verb-subject":
        return False
    first, trigger = named.sheet.token_range(office.span)[0], named.sheet.token_range(event.trigger)[0]
    people = named.sheet.chunks_in(trigger, first)
    return any(c.stop == first and c.kind == "person" for c in people)


def _is_of_the_post(named: Named, event: EventMention) -> bool:
    """Tell "took office" and "was sworn in", which are about the office that the person is called by."""
    first, last = named.sheet.token_range(event.trigger)
    posts = named.sheet.tables.listed("posts")
    return any(named.sheet.tokens[i].has(posts) for i in range(first, min(last + 2, len(named.sheet.tokens))))


def _predecessor(named: Named, event: EventMention, person: str) -> str | None:
    """Whom a new holder succeeds: the person after "replaced", "instead of", or before "was replaced by"."""
    sheet, cast = named.sheet, named.cast
    successions, agents = sheet.tables.listed("successions"), sheet.tables.listed("agents")
    first, stop = sheet.token_range(event.sentence)
    people = [c for c in sheet.chunks if c.kind == "person" and first <= c.first < stop and c in cast.of_chunk]
    for word in (i for i in range(first, stop) if sheet.tokens[i].has(successions)):
        after = [c for c in people if word < c.first <= word + _REACH_SUCCESSION]
        passive = word + 1 < stop and sheet.tokens[word + 1].has(agents)
        near = [c for c in people if c.stop <= word][-1:] if passive else after[:1]
        others = [cast.of_chunk[c] for c in near if cast.of_chunk[c] != person]
        if others:
            return others[0]
    return None


def _told_office(named: Named, event: EventMention) -> OfficePhrase | None:
    """The office that an event is about: it stands after the verb, or as a predicate before it, and by no name."""
    edges = {edge for c in named.sheet.chunks if c.kind == "person" for edge in (c.first, c.stop)}
    tokens = named.sheet.tokens
    first, last = named.sheet.token_range(event.trigger)
    free = [p for p in named.phrases if p.stop not in edges and not p.plural and not _owns(named, p)]
    free = [p for p in free if not _is_governed(named.sheet, p)]
    after = _past_name(named, last)
    near = (
        p
        for p in free
        if last - 1 <= p.core < after + _reach(named.sheet, p) and tokens[p.core].start < event.sentence.stop
    )
    if named.sheet.tables.pack.strategies["roles"] == "verb-final":
        within = [p for p in free if first - _REACH_BEFORE <= p.first and p.stop <= last]
        return next(near, None) or (within[-1] if within else None)
    if named.sheet.tables.pack.strategies["roles"] != "case":
        return next(near, None)
    start = named.sheet.token_range(event.sentence)[0]
    start = max([start, *(i + 1 for i in range(start, first) if tokens[i].text == ",")])
    before = [p for p in free if max(start, first - _REACH_BEFORE) <= p.first < last and _is_predicate(named.sheet, p)]
    return before[-1] if before else next(near, None)


def _past_name(named: Named, last: int) -> int:
    """Where the name ends that stands right behind a verb of appointing: the office may follow it ("as its envoy")."""
    people = (c for c in named.sheet.chunks_in(last, last + _TOUCHING) if c.kind == "person")
    ordered = named.sheet.tables.pack.strategies["roles"] == "subject-verb"
    return max((c.stop for c in people), default=last) if ordered else last


def _is_predicate(sheet: Sheet, phrase: OfficePhrase) -> bool:
    """Tell an office in the instrumental ("became president"), or one that is a post ("for the post of president")."""
    cases = sheet.tables.morphology.cases(sheet.tokens[phrase.core].text)
    posted = phrase.first > 0 and sheet.tokens[phrase.first - 1].has(sheet.tables.listed("posts"))
    return ("ins" in cases and "nom" not in cases) or ("gen" in cases and posted)


def _reach(sheet: Sheet, phrase: OfficePhrase) -> int:
    """How far behind the verb an office may stand: farther in the accusative of what somebody becomes."""
    endings = tuple(sheet.tables.listed("indefinite_endings"))
    return _REACH_BEFORE if endings and sheet.tokens[phrase.core].text.endswith(endings) else _REACH


def _is_governed(sheet: Sheet, phrase: OfficePhrase) -> bool:
    """Tell, where the verb comes first, an office under a preposition: "sworn in before the king"."""
    first = sheet.tables.pack.strategies["roles"] == "verb-subject"
    return first and phrase.first > 0 and sheet.tokens[phrase.first - 1].has(sheet.tables.listed("prepositions"))


def _owns(named: Named, phrase: OfficePhrase) -> bool:
    """Tell a possessor: "the president's office" is no office that anybody takes."""
    tokens = named.sheet.tokens
    return phrase.stop < len(tokens) and tokens[phrase.stop].text in ("'s", "’s", "'", "’")


def _country_of(named: Named, person: str, phrase: OfficePhrase) -> tuple[str | None, str | None]:
    """The country or body of an office: its own, or that of the person's other office on the page."""
    if phrase.of_reference is not None or phrase.of is not None:
        own = named.cast.of_chunk.get(phrase.of) if phrase.of is not None else None
        return own or named.cast.with_reference(phrase.of_reference), phrase.of_reference
    other = next((o for o in named.offices if o.holder == person and o.of_reference is not None), None)
    return (other.of, other.of_reference) if other is not None else (None, None)
