"""When an event was: the date expression of its clause, of its sentence, or of the event that it is part of."""

from datetime import date, timedelta

from msgspec.structs import replace

from dragoman.language.dates import FoundDate, in_year
from dragoman.model import EventMention, When
from dragoman.reading.events.frames import Trigger
from dragoman.reading.events.scenes import Clause
from dragoman.reading.sheet import Sentence, Sheet

_WORDS = frozenset({"request", "accuse", "reject", "threaten", "support"})
_SPEECH = _WORDS | {"state"}
_ANCHORS = frozenset({"meet", "call", "convene", "visit"})
_ANCHORED = frozenset({"meet", "call", "support", "agree"})
_DAY = 10
_BEFORE = 2
_QUOTES, _COMMAS = frozenset('"“”«»'), frozenset(",،")
_REACH = 700
_FROM_STORY = frozenset({"same-day", "next-day", "day-before"})


def anchor_days(dates: list[FoundDate]) -> list[FoundDate]:
    """Settle "on the same day", "the next day" and "of the same year" by what the text spoke of shortly before."""
    anchored: list[FoundDate] = []
    last: FoundDate | None = None
    before: date | None = None
    for found in dates:
        if before is not None and found.expression.note == "same-year":
            found = replace(found, when=in_year(found, before))
        counts = found.when.value is None and found.expression.note in _FROM_STORY
        if counts and last is not None and found.span.start - last.span.stop < _REACH:
            day = date.fromisoformat(last.when.value or "") + timedelta(days=found.expression.count)
            found = replace(found, when=When(day.isoformat(), "inferred", found.when.words, found.expression.note))
        if found.when.precision == "day":
            last = found
        before = _begin(found.when.value) or before
        anchored.append(found)
    return anchored


def _begin(value: str | None) -> date | None:
    """Return the first day of a date; of a year it is the second of July, which is in the most of any other year."""
    if not value:
        return None
    first = value.partition("/")[0]
    return date.fromisoformat(first + {4: "-07-02", 7: "-01"}.get(len(first), ""))


def find_when(dates: list[FoundDate], sentence: Sentence, sheet: Sheet, where: tuple[Trigger, Clause]) -> When:
    """Return the date expression that belongs to a trigger, or an unknown date.

    Those of its clause come first, the nearest of them before the others. Of the rest of the sentence only a day or a
    span of days counts: a year in another clause dates something else. What was asked or said has no span of days.
    """
    trigger, clause = where
    start = sheet.tokens[trigger.first].start
    inside = [d for d in dates if sentence.span.start <= d.span.start < sentence.span.stop]
    inside = [d for d in inside if not _is_period(d, sheet)]
    own = [d for d in inside if _is_within(d, sheet, clause) and not _is_inserted(d, sheet, where)]
    rest = [d for d in inside if d not in own and len(d.when.value or "") >= _DAY]
    if trigger.frame.type in _SPEECH:
        own = [d for d in own if not _is_content(d, sheet, sentence, trigger)]
        rest = [d for d in rest if d.span.start < start and not _is_content(d, sheet, sentence, trigger)]
    known = [d for d in own if d.when.value is not None] or rest or own
    if trigger.frame.type in _WORDS:
        known = [d for d in known if "/" not in (d.when.value or "")]
    return min(known, key=lambda d: abs(d.span.start - start)).when if known else When()


def _is_within(found: FoundDate, sheet: Sheet, clause: Clause) -> bool:
    last = min(clause.stop, len(sheet.tokens)) - 1
    return sheet.tokens[min(clause.first, last)].start <= found.span.start < sheet.tokens[last].stop


def _is_inserted(found: FoundDate, sheet: Sheet, where: tuple[Trigger, Clause]) -> bool:
    """Tell a date of a relative clause that a comma closes before the main verb ("who was here in 2006, has left")."""
    trigger, clause = where
    position = sheet.token_range(found.span)[0]
    if not clause.relative or sheet.tables.pack.strategies["roles"] != "subject-verb" or position >= trigger.first:
        return False
    opened = sheet.tokens[clause.first].text in _COMMAS
    return not opened and any(token.text in _COMMAS for token in sheet.tokens[position : trigger.first])


def _is_period(found: FoundDate, sheet: Sheet) -> bool:
    """Tell what says how long, not when: "in the past two months", "since 2019"."""
    if found.expression.shape in ("reach", "vague"):
        return True
    first = sheet.token_range(found.span)[0]
    since = sheet.tables.listed("since")
    before = sheet.tokens[max(0, first - _BEFORE) : first]
    return len(found.when.value or "") < _DAY and any(token.has(since) for token in before)


def _is_content(found: FoundDate, sheet: Sheet, sentence: Sentence, trigger: Trigger) -> bool:
    """Tell a date of what is said from the date of saying it: before quotation marks or a comma and the verb of speech.

    A date that opens the sentence is the verb's own ("On Friday, before the talks, the minister said"), and so is one
    in an insertion after the subject ("the minister, who came on Friday, said").
    """
    position = sheet.token_range(found.span)[0]
    opens = position <= sentence.first + _BEFORE
    if opens or position >= trigger.first or sheet.tables.pack.strategies["roles"] == "verb-final":
        return False
    between = [token.text for token in sheet.tokens[position : trigger.first]]
    if any(text in _QUOTES for text in between):
        return True
    attribution = sheet.tokens[trigger.first].has(sheet.tables.listed("attribution"))
    return any(text in _COMMAS for text in between) and (attribution or between[-1] not in _COMMAS)


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
    dates = {a.when.value: a.when for a in anchors if a is not event and _belongs(event, a)}
    if len(dates) != 1:
        return event
    return replace(event, when=replace(next(iter(dates.values())), basis="inferred"))


def _belongs(event: EventMention, anchor: EventMention) -> bool:
    """Talks share one party at least; what was agreed or supported there is between those who were there."""
    mine, theirs = set(event.participants), set(anchor.participants)
    return bool(mine & theirs) if event.type in _ANCHORS else mine <= theirs
