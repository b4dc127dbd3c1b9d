"""Words that tell two events at once: an office handed over, calls with several."""

from msgspec.structs import replace

from dragoman.model import EventMention

_SUCCESSOR = "successor"


def split_event(event: EventMention) -> list[EventMention]:
    """Return an event, or the several that its words tell.

    Talks by telephone are held by two: one caller and several others make several calls. Whoever an office is handed
    over to takes it by the same words.
    """
    if any(r.name == _SUCCESSOR for r in event.roles):
        return _split_succession(event)
    first = [r for r in event.roles if r.referent == event.participants[0]] if event.roles else []
    others = [r for r in event.roles if r not in first]
    if event.type != "call" or len({r.referent for r in others}) < 2:
        return [event]
    return [replace(event, id=f"{event.id}.{n}", roles=(first[0], other)) for n, other in enumerate(others, start=1)]


def _split_succession(event: EventMention) -> list[EventMention]:
    """Whoever an office is handed over to takes it by the same words."""
    coming = tuple(replace(r, name="appointed") for r in event.roles if r.name == _SUCCESSOR)
    of = tuple(r for r in event.roles if r.name == "body")
    left = replace(event, roles=tuple(r for r in event.roles if r.name != _SUCCESSOR))
    return [left, replace(event, id=f"{event.id}.1", type="take-office", roles=(*coming, *of))]
