"""Places that no sentence of an event names, but the page does."""

from msgspec.structs import replace

from dragoman.model import EventMention

_ANCHORS = frozenset({"meet", "visit", "convene"})
_ANCHORED = frozenset({"meet", "support", "state", "request", "agree"})


def infer_places(events: list[EventMention]) -> list[EventMention]:
    """What people say and do on a visit or at a meeting happens where that is, unless the page puts it elsewhere."""
    anchors = [e for e in events if e.type in _ANCHORS and e.place is not None and e.status == "happened"]
    return [_placed(e, anchors) for e in events]


def _placed(event: EventMention, anchors: list[EventMention]) -> EventMention:
    if event.place is not None or event.type not in _ANCHORED or event.status != "happened":
        return event
    mine = set(event.participants)
    places = {a.place for a in anchors if a is not event and mine & set(a.participants)}
    return replace(event, place=places.pop()) if len(places) == 1 else event
