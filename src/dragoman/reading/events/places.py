"""Places that no sentence of an event names, but the page does."""

from msgspec.structs import replace

from dragoman.language.tokens import tokenise
from dragoman.model import EventMention
from dragoman.reading.mentions.linking import Named

_ANCHORS = frozenset({"meet", "visit", "convene"})
_ANCHORED = frozenset({"meet", "support", "state", "request", "agree"})
_TOLD_ON_THE_SPOT = frozenset({"meet", "convene", "agree", "protest"})
_OPENING = 2


def infer_places(events: list[EventMention]) -> list[EventMention]:
    """What people say and do on a visit or at a meeting happens where that is, unless the page puts it elsewhere."""
    anchors = [e for e in events if e.type in _ANCHORS and e.place is not None and e.status == "happened"]
    return [_placed(e, anchors) for e in events]


def _placed(event: EventMention, anchors: list[EventMention]) -> EventMention:
    if event.place is not None or event.type not in _ANCHORED or event.status != "happened":
        return event
    mine = set(event.participants)
    places = {a.place for a in anchors if a is not event and mine & set(a.participants)}
    return replace(event, place=places.pop(), place_basis="inferred") if len(places) == 1 else event


def place_by_dateline(events: list[EventMention], named: Named) -> list[EventMention]:
    """What a page opens with happened where its dateline says, if nothing else places it and the page names that city.

    Further down, and of what somebody else reports, a dateline says only where the reporter was.
    """
    place = _dateline_place(named)
    body = [s.span for s in named.sheet.sentences if not s.is_title][:_OPENING]
    if place is None or any(e.place is not None and e.sentence in body for e in events):
        return events
    return [
        replace(e, place=place, place_basis="dateline") if e.sentence in body and _is_on_the_spot(e) else e
        for e in events
    ]


def _is_on_the_spot(event: EventMention) -> bool:
    told_at_first_hand = event.status == "happened" and not event.reported_by
    return event.place is None and event.type in _TOLD_ON_THE_SPOT and told_at_first_hand


def _dateline_place(named: Named) -> str | None:
    """The city of the dateline among the places that the article itself names."""
    tables = named.sheet.tables
    tokens = tokenise(named.sheet.article.dateline or "", tables.morphology)
    for position in range(len(tokens)):
        for match in tables.gazetteer.at(tokens, position):
            found = named.cast.with_reference(match.value.reference)
            if found is not None and match.value.kind == "place":
                return found
    return None
