"""Whether the dates of two reports can be of one event, as exact as either is known."""

from datetime import timedelta

from dragoman.meaning.events.places import places_meet
from dragoman.meaning.events.records import EventReport
from dragoman.meaning.offices.spells import Days, gap_days, read_days

NEAR_DAYS = 1
LONG_DAYS = 3
LONG = frozenset({"visit", "convene", "mobilize", "protest", "cooperate"})
"""What may take several days, so that two pages name two of them."""
TOLD_DAYS = 7
TOLD_OFTEN_DAYS = 2
OFTEN = frozenset({"assault", "accuse", "threaten", "request", "reject", "support", "call", "coerce", "concede"})
"""What two parties may do again within days, so that a page without a date is soon about another time."""
SERIAL = frozenset({"assault", "accuse", "threaten", "request", "reject", "support", "coerce"})
"""What may well be done again on the very next day, so that two days are two events."""
VAGUE_DAYS = 40
"""Longer stretches, as a bare year, fit too much to tell one event from the next of the same people."""
AGE_DAYS = 400


def dates_agree(a: EventReport, b: EventReport) -> bool:
    """Dates touch, or days lie next to each other, of what takes long three days apart; or a page came near."""
    left, right = read_days(a.when), read_days(b.when)
    if left and right:
        if max(length(left), length(right)) > VAGUE_DAYS and not places_meet(a, b):
            return False
        return gap_days(left, right) <= _tolerance(a, b, exact=max(length(left), length(right)) <= LONG_DAYS)
    told = TOLD_OFTEN_DAYS if a.type in OFTEN else TOLD_DAYS
    if left or right:
        dated, undated = (a, b) if left else (b, a)
        return _told_near(dated, undated, told)
    left, right = read_days(a.published), read_days(b.published)
    return left is not None and right is not None and gap_days(left, right) <= told


def _tolerance(a: EventReport, b: EventReport, *, exact: bool) -> int:
    """Return how many days two dates may lie apart: none where one is a month, or where a day is not like the next."""
    if not exact or a.type in SERIAL:
        return 0
    return LONG_DAYS if a.type in LONG or b.type in LONG else NEAR_DAYS


def _told_near(dated: EventReport, undated: EventReport, days: int) -> bool:
    """What happened is told on its day or soon after it; what is planned, soon before it."""
    when, told = read_days(dated.when), read_days(undated.published)
    if when is None or told is None:
        return False
    early = undated.status == "happened" and when[0] > told[1] + timedelta(NEAR_DAYS)
    return not early and length(when) <= VAGUE_DAYS and gap_days(when, told) <= days


def length(days: Days) -> int:
    """Return how many days lie between the first and the last day."""
    return (days[1] - days[0]).days


def same_day(a: EventReport, b: EventReport) -> bool:
    """Both are known to be of one day: by their dates, else by the days on which their pages came out."""
    left, right = read_days(a.when or a.published), read_days(b.when or b.published)
    return left is not None and left == right and left[0] == left[1]


def dates_exclude(a: EventReport, b: EventReport) -> bool:
    """No day fits both dates."""
    left, right = read_days(a.when), read_days(b.when)
    return left is not None and right is not None and gap_days(left, right) > 0


def reach(report: EventReport) -> Days | None:
    """Return the days within which another report of the event has its own day, ``None`` where nothing bounds them.

    Two reports whose dates agree have reaches with a day in common.
    """
    when, published = read_days(report.when), read_days(report.published)
    days, margin = (when, 2) if when else (published, TOLD_DAYS)
    if days is None or length(days) > AGE_DAYS:
        return None
    return days[0] - timedelta(margin), days[1] + timedelta(margin)
