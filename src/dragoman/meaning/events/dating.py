"""Whether the dates of two reports can be of one event, as exact as either is known."""

from datetime import timedelta
from functools import lru_cache

from msgspec import Struct

from dragoman.meaning.events.participants import everybody_meets, has_person
from dragoman.meaning.events.places import places_meet
from dragoman.meaning.events.records import EventReport
from dragoman.meaning.events.wording import quotes_resemble
from dragoman.meaning.offices.spells import Days, gap_days, read_days

NEAR_DAYS = 1
LONG_DAYS = 3
LONG = frozenset({"visit", "convene", "mobilize", "protest", "cooperate"})
"""What may take several days, so that two pages name two of them."""
TOLD_DAYS = 7
TOLD_OFTEN_DAYS = 2
RARE = frozenset({"meet", "call", "visit", "convene", "take-office", "leave-office"})
"""What the same people do not do every day, so that a page without a date is soon known to be about it."""
ALONE = frozenset({"visit", "convene", "take-office", "leave-office"})
"""Of those what one has a name for alone; of whom else somebody met or called, he may have met others that week."""
SERIAL = frozenset({"assault", "accuse", "threaten", "request", "reject", "support", "coerce"})
"""What may well be done again on the very next day, so that two days are two events."""
FAMILIES = {"cooperate": "agree", "coerce": "sanction", "threaten": "accuse", "aid": "support", "convene": "meet"}
"""Types that two pages may give to one event, by the type under which they are compared."""
_LONG_FAMILIES = frozenset(FAMILIES.get(type, type) for type in LONG)
VAGUE_DAYS = 40
"""Longer stretches, as a bare year, fit too much to tell one event from the next of the same people."""
AGE_DAYS = 400


class Apart(Struct, frozen=True, gc=False):
    """The days between two dates, 0 where they touch, and how many the longer one lasts beyond its first."""

    gap: int
    longest: int


@lru_cache(maxsize=1 << 16)
def compare_days(a: str | None, b: str | None) -> Apart | None:
    """Return how two EDTF values lie to each other, ``None`` where either is unknown."""
    left, right = read_days(a), read_days(b)
    return Apart(gap_days(left, right), max(length(left), length(right))) if left and right else None


def dates_agree(a: EventReport, b: EventReport) -> bool:
    """Dates touch, or days lie next to each other, of what takes long three days apart; or a page came near."""
    apart = compare_days(a.when, b.when)
    if apart:
        if apart.longest > VAGUE_DAYS and not places_meet(a, b):
            return False
        return not apart.gap or apart.gap <= _tolerance(a, b, exact=apart.longest <= LONG_DAYS)
    if same_story(a, b) and not _are_apart(a, b):
        return not _is_early(a, b)
    return _told_near(a, b) and (quotes_resemble(a, b) or _is_one_of_a_kind(a, b))


def _are_apart(a: EventReport, b: EventReport) -> bool:
    """Without a date, what is said of the place or the topic has to be the same where both say it."""
    topics = set(a.topics), set(b.topics)
    return bool(a.place and b.place and not places_meet(a, b)) or bool(all(topics) and not topics[0] & topics[1])


def same_story(a: EventReport, b: EventReport) -> bool:
    """Two pages tell one story, so that it need not be said again when it was."""
    return a.page != b.page and a.story is not None and a.story == b.story


def _is_one_of_a_kind(a: EventReport, b: EventReport) -> bool:
    """What two name without a date is one where it is rare, or where both name the same two, a person among them."""
    if a.type in RARE and b.type in RARE:
        several = {a.type, b.type} <= ALONE or len({*a.participants, *b.participants}) > 1
        return several and everybody_meets(a, b)
    apart = compare_days(a.published, b.published)
    if apart is None or apart.gap > TOLD_OFTEN_DAYS:
        return False
    named = {*a.participants} & {*b.participants}
    return len(named) > 1 and has_person(frozenset(named)) and everybody_meets(a, b)


def _tolerance(a: EventReport, b: EventReport, *, exact: bool) -> int:
    """Return how many days two dates may lie apart: none where one is a month, or where a day is not like the next."""
    if not exact or a.type in SERIAL or b.type in SERIAL:
        return 0
    return LONG_DAYS if a.type in LONG or b.type in LONG else NEAR_DAYS


def _told_near(a: EventReport, b: EventReport) -> bool:
    """Pages came out within a week of the date that the other gives, or of each other where neither gives any."""
    apart = compare_days(a.when or a.published, b.when or b.published)
    if apart is None or apart.gap > TOLD_DAYS:
        return False
    dated = read_days(a.when or b.when)
    return dated is None or (length(dated) <= VAGUE_DAYS and not _is_early(a, b))


def _is_early(a: EventReport, b: EventReport) -> bool:
    """A page without a date tells as done what by the other page was still to come when it came out."""
    dated, undated = (a, b) if a.when else (b, a)
    day, told = read_days(dated.when), read_days(undated.published)
    if day is None or told is None:
        return False
    return undated.status == "happened" and day[0] > told[1] + timedelta(NEAR_DAYS)


def length(days: Days) -> int:
    """Return how many days lie between the first and the last day."""
    return (days[1] - days[0]).days


def same_day(a: EventReport, b: EventReport) -> bool:
    """Both are known to be of one day: by their dates, else by the days on which their pages came out."""
    apart = compare_days(a.when or a.published, b.when or b.published)
    return apart is not None and not apart.gap and not apart.longest


def dates_exclude(a: EventReport, b: EventReport) -> bool:
    """No day fits both dates."""
    apart = compare_days(a.when, b.when)
    return apart is not None and apart.gap > 0


def reach(report: EventReport) -> Days | None:
    """Return days of which another report of the event has one in its own reach, ``None`` where nothing bounds them.

    Two reports whose dates agree have reaches with a day in common: of a day that agrees with the next one the reach
    is both, so that no two days that lie farther apart have one in common.
    """
    when, published = read_days(report.when), read_days(report.published)
    before, after = _share_tolerance(report) if when else (TOLD_DAYS, TOLD_DAYS)
    days = when or published
    if days is None or length(days) > AGE_DAYS:
        return None
    return days[0] - timedelta(before), days[1] + timedelta(after)


def _share_tolerance(report: EventReport) -> tuple[int, int]:
    """Return the most days by which dates of such a report may differ, cut in two."""
    most = LONG_DAYS if FAMILIES.get(report.type, report.type) in _LONG_FAMILIES else NEAR_DAYS
    return most // 2, most - most // 2
