"""Whether two reports can tell of one event. Each test speaks of one thing; all have to hold."""

from functools import lru_cache

from rapidfuzz import fuzz

from dragoman.meaning.events.records import EventReport
from dragoman.meaning.offices.spells import Days, gap_days, read_days

NEAR_DAYS = 3
PUBLISHED_DAYS = 7
REPEATED_QUOTE = 90.0
SHORTEST_QUOTE = 25
PERSON_PREFIX = "person:"
CROWD = 4
FAMILIES = {"cooperate": "agree", "coerce": "sanction", "threaten": "accuse", "aid": "support"}


def reports_agree(a: EventReport, b: EventReport) -> bool:
    """Tell whether two reports tell of one event."""
    if not types_agree(a, b) or contradict_on_page(a, b):
        return False
    if a.type == "state":
        return quotes_repeat(a, b) or (same_day(a, b) and same_speaker(a, b))
    if not statuses_agree(a, b):
        return False
    if quotes_repeat(a, b) and participants_agree(a, b):
        return not places_differ(a, b)
    if not participants_agree(a, b) or not dates_agree(a, b):
        return False
    return not places_differ(a, b) or exact_but_for_place(a, b)


def reports_tolerate(a: EventReport, b: EventReport) -> bool:
    """Tell whether two reports, each tied to the other through a third, may tell of one event."""
    if reports_agree(a, b):
        return True
    if a.type == "state" or not types_agree(a, b) or contradict_on_page(a, b) or not statuses_agree(a, b):
        return False
    undated = a.when is None or b.when is None
    return a.page != b.page and undated and set(a.participants) == set(b.participants) and dates_agree(a, b)


def types_agree(a: EventReport, b: EventReport) -> bool:
    """Types are of one family; on one page they are the same."""
    if a.page == b.page:
        return a.type == b.type
    return FAMILIES.get(a.type, a.type) == FAMILIES.get(b.type, b.type)


def statuses_agree(a: EventReport, b: EventReport) -> bool:
    """A plan and its denial, or a plan and its fulfilment, are one event on two pages, but two on one page."""
    return a.status == b.status or a.page != b.page


def contradict_on_page(a: EventReport, b: EventReport) -> bool:
    """One page that gives two dates or two places tells of two events."""
    if a.page != b.page:
        return False
    return (bool(a.when and b.when) and a.when != b.when) or (bool(a.place and b.place) and a.place != b.place)


def participants_agree(a: EventReport, b: EventReport) -> bool:
    """At least half of the participants are the same, and no person of one stands where the other has somebody else."""
    left, right = set(a.participants), set(b.participants)
    if not left or not right:
        return not left and not right and same_day(a, b) and bool(a.place) and a.place == b.place
    if 2 * len(left & right) < max(len(left), len(right)) and not part_of_one_gathering(a, b):
        return False
    strangers = _people(left - right), _people(right - left)
    return min(len(left), len(right)) >= CROWD or not (strangers[0] and strangers[1])


def part_of_one_gathering(a: EventReport, b: EventReport) -> bool:
    """One names some of those whom the other names, at one place on one day."""
    left, right = sorted((set(a.participants), set(b.participants)), key=len)
    return left <= right and bool(a.place) and a.place == b.place and same_day(a, b)


def _people(keys: set[str]) -> set[str]:
    return {key for key in keys if key.startswith(PERSON_PREFIX)}


def dates_agree(a: EventReport, b: EventReport) -> bool:
    """Dates touch or lie within three days; where one is unknown, the pages came out within a week."""
    left, right = read_days(a.when), read_days(b.when)
    if left and right:
        return gap_days(left, right) <= NEAR_DAYS
    left, right = left or read_days(a.published), right or read_days(b.published)
    return bool(left and right) and gap_days(_sure(left), _sure(right)) <= PUBLISHED_DAYS


def _sure(days: Days | None) -> Days:
    if days is None:
        raise ValueError("a date is needed here")
    return days


def same_day(a: EventReport, b: EventReport) -> bool:
    """Both are known to be of one day: by their dates, else by the days on which their pages came out."""
    left, right = read_days(a.when or a.published), read_days(b.when or b.published)
    return left is not None and left == right and left[0] == left[1]


def same_speaker(a: EventReport, b: EventReport) -> bool:
    """The first participant of both is one."""
    return bool(a.participants and b.participants) and a.participants[0] == b.participants[0]


def places_differ(a: EventReport, b: EventReport) -> bool:
    """Both name a place, and not the same; a city and a country do not exclude each other."""
    if not a.place or not b.place or a.place == b.place:
        return False
    return a.place.partition(":")[0] == b.place.partition(":")[0]


def exact_but_for_place(a: EventReport, b: EventReport) -> bool:
    """Two pages give one date and the same participants: a contradiction about the place, not a second event."""
    same = set(a.participants) == set(b.participants) and len(a.participants) > 1
    return a.page != b.page and same and bool(a.when) and a.when == b.when


def quotes_repeat(a: EventReport, b: EventReport) -> bool:
    """One sentence repeats the other nearly word for word."""
    if min(len(a.quote), len(b.quote)) < SHORTEST_QUOTE or a.language != b.language:
        return False
    return texts_repeat(*sorted((a.quote, b.quote)))


@lru_cache(maxsize=1 << 14)
def texts_repeat(a: str, b: str) -> bool:
    """Tell whether two texts are nearly word for word the same."""
    return fuzz.ratio(a, b, score_cutoff=REPEATED_QUOTE) > 0
