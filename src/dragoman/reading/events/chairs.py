"""The chair of a body that a state or a body holds, takes or leaves by an event."""

from dragoman.language.organisation_tables import load_organisations
from dragoman.model import EventMention, OfficeMention
from dragoman.model.readings import OfficeStatus
from dragoman.reading.mentions.linking import Named

HOLDING = "hold-office"
TAKING = "take-office"
LEAVING = "leave-office"
_BEGINNING = frozenset({TAKING, HOLDING})
_TYPES = _BEGINNING | {LEAVING}
_CHAIRS = frozenset({"country", "organisation"})
_DAY = len("2024-05-01")
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


def _chair(named: Named, event: EventMention, holder: str, body: str) -> OfficeMention:
    former = event.type == LEAVING or _is_past(named, event)
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
    """Tell a chair held "in 2023", read on a page of 2024, or by a verb in the past tense: it is a former one.

    A day is when somebody began to hold it.
    """
    value, published = event.when.value, named.sheet.article.published.value
    if event.type == HOLDING and named.sheet.tables.pack.strategies["roles"] == "case":
        first, last = named.sheet.token_range(event.trigger)
        if any(named.sheet.tables.morphology.tense(token.text) == "past" for token in named.sheet.tokens[first:last]):
            return True
    if value is None or published is None or event.type != HOLDING or len(value) == _DAY:
        return False
    return value < published[: len(value)]
