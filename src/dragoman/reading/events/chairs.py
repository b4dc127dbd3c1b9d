"""Offices that events tell of: a state or body that takes, holds or hands over the chair of a body."""

from dragoman.model import EventMention, OfficeMention
from dragoman.model.readings import OfficeStatus
from dragoman.reading.mentions.linking import Named

HOLDING = "hold-office"
_LEAVING = "leave-office"
_BEGINNING = frozenset({"take-office", HOLDING})
_TYPES = _BEGINNING | {_LEAVING}
_CHAIRS = frozenset({"country", "organisation"})
_HOLDERS = frozenset({"holder", "appointed", "actor", "participant"})


def find_chairs(named: Named, event: EventMention) -> list[OfficeMention]:
    """Return the chairs that states and bodies hold by an event; a person's office is told by the title grammar."""
    if event.type not in _TYPES:
        return []
    kind = named.cast.kind
    bodies = [r.referent for r in event.roles if r.name == "body" and kind(r.referent) == "organisation"]
    holders = [r.referent for r in event.roles if r.name in _HOLDERS and kind(r.referent) in _CHAIRS]
    return [_chair(named, event, holder, body) for holder in holders for body in bodies if body != holder]


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
