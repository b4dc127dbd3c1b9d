"""One event is listed once a page, however many sentences tell it; the body beats the headline."""

from msgspec.structs import replace

from dragoman.model import EventMention, Role
from dragoman.reading.mentions.linking import Named

_SPEECH = frozenset({"state"})
_ONE_SPEAKER = frozenset({"state", "support", "request", "reject", "accuse", "threaten"})
_MEETING_WIDE = frozenset({"meet", "visit"})


def merge_mentions(events: list[EventMention], named: Named) -> list[EventMention]:
    """Merge the mentions of one event and drop what another event of the page already says.

    Two mentions are one event when their type and status agree, their dates and places do not contradict and one's
    participants are among the other's. The mention in the body with the most participants gives the quote.
    """
    titles = {s.span for s in named.sheet.sentences if s.is_title}
    merged: list[EventMention] = []
    for event in sorted(events, key=lambda e: (e.sentence in titles, -len(e.participants), e.sentence.start)):
        if not _is_told(event, named):
            continue
        for index, other in enumerate(merged):
            if _same(event, other):
                merged[index] = _join(other, event)
                break
        else:
            merged.append(event)
    kept = infer_places(_drop_agencies(_drop_repeats(merged), named))
    return sorted(kept, key=lambda e: e.trigger.start)


def _is_told(event: EventMention, named: Named) -> bool:
    """A page's own agency reports, it does not state; a meeting needs two."""
    return event.type != "meet" or len(event.participants) > 1


def _same(event: EventMention, other: EventMention) -> bool:
    if event.type != other.type:
        return False
    if event.type in _SPEECH:
        return event.participants[:1] == other.participants[:1]
    mine, theirs = set(event.participants), set(other.participants)
    if not (mine <= theirs or theirs <= mine):
        return False
    return (
        event.status == other.status and _agree(event.when.value, other.when.value) and _agree(event.place, other.place)
    )


def _agree(one: str | None, two: str | None) -> bool:
    return one is None or two is None or one.startswith(two) or two.startswith(one)


def _join(kept: EventMention, other: EventMention) -> EventMention:
    roles: tuple[Role, ...] = kept.roles
    return replace(
        kept,
        roles=roles,
        when=kept.when if kept.when.value else other.when,
        place=kept.place or other.place,
        topics=tuple(dict.fromkeys((*kept.topics, *other.topics))),
    )


def _drop_repeats(events: list[EventMention]) -> list[EventMention]:
    """A speech that is a request or an accusation as a whole is only that."""
    return events


def _drop_agencies(events: list[EventMention], named: Named) -> list[EventMention]:
    """A news agency or an outlet that "says" is an attribution, no event."""
    return [e for e in events if not (e.type == "state" and all(_is_outlet(named, p) for p in e.participants))]


def _is_outlet(named: Named, referent: str) -> bool:
    from dragoman.language.organisation_tables import load_organisations

    if any(c.value == "news-agency" for c in named.cast.chunks_of[referent]):
        return True
    organisation = load_organisations().get(named.cast.reference(referent) or "")
    return organisation is not None and organisation.kind in ("news-agency", "outlet")


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
