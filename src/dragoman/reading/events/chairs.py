"""Offices that events tell of: the chair of a body that a state holds, and the office that a person takes or leaves."""

from dragoman.language.organisation_tables import load_organisations
from dragoman.model import EventMention, OfficeMention, Span
from dragoman.model.readings import OfficeStatus
from dragoman.reading.mentions.linking import Named
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Sheet

HOLDING = "hold-office"
_TAKING = "take-office"
_LEAVING = "leave-office"
_BEGINNING = frozenset({_TAKING, HOLDING})
_TYPES = _BEGINNING | {_LEAVING}
_REACH = 6
_REACH_BEFORE = 12
_CHAIRS = frozenset({"country", "organisation"})
_HOLDERS = frozenset({"holder", "appointed", "actor", "participant"})


def find_chairs(named: Named, event: EventMention) -> list[OfficeMention]:
    """Return the chairs that states and bodies hold by an event.

    "This organisation" is the one that the page has named last.
    """
    if event.type not in _TYPES:
        return []
    kind = named.cast.kind
    bodies = [r.referent for r in event.roles if r.name == "body" and kind(r.referent) == "organisation"]
    holders = [r.referent for r in event.roles if r.name in _HOLDERS and kind(r.referent) in _CHAIRS]
    bodies = bodies or _last_body(named, event)
    return [_chair(named, event, holder, body) for holder in holders for body in bodies if body != holder]


def _last_body(named: Named, event: EventMention) -> list[str]:
    chunks = [c for c in named.sheet.chunks if c.kind == "organisation" and c.start < event.sentence.stop]
    igos = [c for c in chunks if c.reference and _is_intergovernmental(c.reference) and c in named.cast.of_chunk]
    return [named.cast.of_chunk[igos[-1]]] if igos else []


def _is_intergovernmental(reference: str) -> bool:
    organisation = load_organisations().get(reference)
    return organisation is not None and organisation.kind == "igo"


def find_appointments(named: Named, event: EventMention) -> list[OfficeMention]:
    """Return the office that a person takes or leaves by an event, where it stands after the verb."""
    people = [r.referent for r in event.roles if r.name == "appointed" and named.cast.kind(r.referent) == "person"]
    if event.type not in (_TAKING, _LEAVING) or len(people) != 1 or event.status == "denied":
        return []
    phrase = _told_office(named, event)
    if phrase is None:
        return []
    of, reference = _country_of(named, people[0], phrase)
    tokens, when = named.sheet.tokens, event.when if event.when.value else None
    leaving = event.type == _LEAVING
    status: OfficeStatus = "former" if leaving else "incoming" if event.status == "planned" else "current"
    return [
        OfficeMention(
            holder=people[0],
            title=phrase.office,
            status=status,
            span=Span(phrase.start, tokens[phrase.stop - 1].stop),
            sentence=event.sentence,
            rule=event.rule,
            of=of,
            of_reference=reference,
            since=None if leaving else when,
            until=when if leaving else None,
        )
    ]


def _told_office(named: Named, event: EventMention) -> OfficePhrase | None:
    """The office that an event is about: it stands after the verb, or as a predicate before it, and by no name."""
    edges = {edge for c in named.sheet.chunks if c.kind == "person" for edge in (c.first, c.stop)}
    tokens = named.sheet.tokens
    first, last = named.sheet.token_range(event.trigger)
    free = [p for p in named.phrases if p.stop not in edges and not p.plural and not _owns(named, p)]
    near = (p for p in free if last <= p.core < last + _REACH and tokens[p.core].start < event.sentence.stop)
    if named.sheet.tables.pack.strategies["roles"] != "case":
        return next(near, None)
    start = named.sheet.token_range(event.sentence)[0]
    start = max([start, *(i + 1 for i in range(start, first) if tokens[i].text == ",")])
    before = [p for p in free if max(start, first - _REACH_BEFORE) <= p.first < last and _is_predicate(named.sheet, p)]
    return before[-1] if before else next(near, None)


def _is_predicate(sheet: Sheet, phrase: OfficePhrase) -> bool:
    """Tell an office in the instrumental ("became president"), or one that is a post ("for the post of president")."""
    cases = sheet.tables.morphology.cases(sheet.tokens[phrase.core].text)
    posted = phrase.first > 0 and sheet.tokens[phrase.first - 1].has(sheet.tables.listed("posts"))
    return ("ins" in cases and "nom" not in cases) or ("gen" in cases and posted)


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


def _chair(named: Named, event: EventMention, holder: str, body: str) -> OfficeMention:
    former = event.type == _LEAVING or _is_past(named, event)
    status: OfficeStatus = "former" if former else "current"
    if not former and event.status == "planned":
        status = "incoming"
    when = event.when if event.when.value else None
    return OfficeMention(
        holder=holder,
        title="chair",
        status=status,
        span=event.trigger,
        sentence=event.sentence,
        rule=event.rule,
        of=body,
        of_reference=named.cast.reference(body),
        since=when if event.type in _BEGINNING else None,
        until=when if former else None,
    )


def _is_past(named: Named, event: EventMention) -> bool:
    """Tell a chair held "in 2023", read on a page of 2024: it is a former one."""
    value, published = event.when.value, named.sheet.article.published.value
    if value is None or published is None or event.type != HOLDING:
        return False
    return value < published[: len(value)]
