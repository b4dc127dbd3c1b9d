"""What became of each trigger, for those who ask why an event was read or not."""

from collections.abc import Sequence

from dragoman.model import EventMention, Span
from dragoman.reading.events.frames import NO_EVENT, Trigger
from dragoman.reading.mentions.linking import Named
from dragoman.reading.sheet import Sheet

_STEP = "event"


def note_trigger(sheet: Sheet, trigger: Trigger, reason: str) -> None:
    """Note that a trigger gave no event, and why."""
    if sheet.notes is not None:
        span = Span(sheet.tokens[trigger.first].start, sheet.tokens[trigger.last].stop)
        verdict = "kept" if trigger.frame.type == NO_EVENT else "abstained"
        sheet.note(span, (_STEP, trigger.frame.name), trigger.frame.type, verdict, reason)  # type: ignore[arg-type]


def list_required(trigger: Trigger) -> str:
    """Return the roles that a frame cannot do without, in words."""
    return ", ".join(dict.fromkeys(slot.role for slot in trigger.frame.slots if slot.required)) or "any role"


def note_coded(named: Named, told: Sequence[EventMention], kept: Sequence[EventMention]) -> None:
    """Note the events of a page, and which of those told were dropped or are told again elsewhere."""
    left = {event.id for event in kept}
    for event in kept:
        named.sheet.note(event.trigger, (_STEP, event.rule), describe_mention(named, event), "kept", _basis(event))
    for event in told:
        if event.id not in left:
            same = any(other.type == event.type for other in kept)
            reason = "told again elsewhere on the page" if same else "too few take part, or only an outlet does"
            named.sheet.note(
                event.trigger, ("merging", event.rule), describe_mention(named, event), "overruled", reason
            )


def describe_mention(named: Named, event: EventMention) -> str:
    """Return an event in a line: type, status, who in which role."""
    names = {r: named.sheet.surface(chunks[0]) for r, chunks in named.cast.chunks_of.items() if chunks}
    roles = ", ".join(f"{role.name} {names.get(role.referent, role.referent)}" for role in event.roles)
    return f"{event.type} ({event.status})" + (f": {roles}" if roles else "")


def _basis(event: EventMention) -> str:
    dated = f"{event.when.value or 'no date'}, {event.when.basis}"
    words = f" from «{event.when.words}»" if event.when.words else ""
    return dated + words + (f"; {event.when.note}" if event.when.note else "")
