"""When an event was: the date expression of its clause, of its sentence, or of the event that it is part of."""

from datetime import date, timedelta

from msgspec.structs import replace

from dragoman.language.dates import FoundDate
from dragoman.model import EventMention, When
from dragoman.reading.events.frames import Trigger
from dragoman.reading.events.scenes import Clause
from dragoman.reading.sheet import Sentence, Sheet

_WORDS = frozenset({"request", "accuse", "reject", "threaten", "support"})
_ANCHORS = frozenset({"meet", "call", "convene", "visit"})
_ANCHORED = frozenset({"meet", "call", "support", "agree"})
_DAY = 10
_REACH = 700
_FROM_STORY = frozenset({"same-day", "next-day", "day-before"})


def anchor_days(dates: list[FoundDate]) -> list[FoundDate]:
    """Settle "on the same day" and "the next day" by the last day that the text spoke of shortly before."""
    anchored: list[FoundDate] = []
    last: FoundDate | None = None
    for found in dates:
        counts = found.when.value is None and found.expression.note in _FROM_STORY
        if counts and last is not None and found.span.start - last.span.stop < _REACH:
            day = date.fromisoformat(last.when.value or "") + timedelta(days=found.expression.count)
            found = replace(found, when=When(day.isoformat(), "inferred", found.when.words, found.expression.note))
        if found.when.precision == "day":
            last = found
        anchored.append(found)
    return anchored


def find_when(dates: list[FoundDate], sentence: Sentence, sheet: Sheet, where: tuple[Trigger, Clause]) -> When:
    """Return the date expression that belongs to a trigger, or an unknown date.

    Those of its clause come first, the nearest of them before the others. Of the rest of the sentence only a day or a
    span of days counts: a year in another clause dates something else. What was asked or said has no span of days.
    """
    trigger, clause = where
    start = sheet.tokens[trigger.first].start
    inside = [d for d in dates if sentence.span.start <= d.span.start < sentence.span.stop]
    own = [d for d in inside if _is_within(d, sheet, clause)]
    rest = [d for d in inside if d not in own and len(d.when.value or "") >= _DAY]
    known = [d for d in own if d.when.value is not None] or rest or own
    if trigger.frame.type in _WORDS:
        known = [d for d in known if "/" not in (d.when.value or "")]
    return min(known, key=lambda d: abs(d.span.start - start)).when if known else When()


def _is_within(found: FoundDate, sheet: Sheet, clause: Clause) -> bool:
    last = min(clause.stop, len(sheet.tokens)) - 1
    return sheet.tokens[min(clause.first, last)].start <= found.span.start < sheet.tokens[last].stop


def infer_dates(events: list[EventMention]) -> list[EventMention]:
    """What the same people did at a dated meeting, call or visit was then, where the page gives no other date."""
    anchors = [
        e
        for e in events
        if e.type in _ANCHORS and e.status == "happened" and e.when.value is not None and e.when.precision != "year"
    ]
    return [_dated(e, anchors) for e in events]


def _dated(event: EventMention, anchors: list[EventMention]) -> EventMention:
    if event.when.value is not None or event.type not in _ANCHORED or event.status != "happened":
        return event
    mine = set(event.participants)
    dates = {a.when.value: a.when for a in anchors if a is not event and mine & set(a.participants)}
    if len(dates) != 1:
        return event
    return replace(event, when=replace(next(iter(dates.values())), basis="inferred"))
