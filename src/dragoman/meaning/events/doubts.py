"""Pairs of events that agree in all but one condition: a person should say whether they are one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from inspect import getdoc
from itertools import combinations

from msgspec import Struct

from dragoman.meaning.events.blocking import FAMILIES
from dragoman.meaning.events.dating import NEAR_DAYS, TOLD_DAYS
from dragoman.meaning.offices.spells import gap_days, read_days

CROWDED = 200
"""Each event is compared with no more than so many that follow it."""

WEIGHED = 8
"""Participants of an event of many that count for finding it again."""


class ToldEvent(Struct, frozen=True, gc=False):
    """An event as a whole: ``when`` is its date (EDTF), ``seen`` the day of its first report, ``pages`` tell of it."""

    id: str
    type: str
    participants: frozenset[str]
    when: str | None
    seen: str | None
    place: str | None
    status: str
    pages: frozenset[str] = frozenset()


class Doubt(Struct, frozen=True, gc=False):
    """Two events that may be one, how probable that is by rule of thumb, why, and how much an answer would settle."""

    a: str
    b: str
    probability: float
    reasons: tuple[str, ...]
    value: float


Difference = Callable[[ToldEvent, ToldEvent], bool]


def dates_a_few_days_apart(a: ToldEvent, b: ToldEvent) -> bool:
    """The dates lie two to seven days apart."""
    return NEAR_DAYS < _gap(a, b) <= TOLD_DAYS


def places_are_others(a: ToldEvent, b: ToldEvent) -> bool:
    """The places are not the same."""
    return bool(a.place and b.place) and a.place != b.place


def participants_are_others(a: ToldEvent, b: ToldEvent) -> bool:
    """Each names somebody whom the other does not name."""
    return bool(a.participants - b.participants) and bool(b.participants - a.participants)


def one_is_denied(a: ToldEvent, b: ToldEvent) -> bool:
    """One is told of as denied."""
    return (a.status == "denied") != (b.status == "denied")


DIFFERENCES: Mapping[Difference, float] = {
    dates_a_few_days_apart: 0.35,
    places_are_others: 0.45,
    participants_are_others: 0.40,
    one_is_denied: 0.50,
}
"""How probable it is that events which differ in this alone are one, by rule of thumb."""
SAME_FOR_ALL = "They are of one kind, and two of those who take part are the same."
NOTHING_DIFFERS = 0.6


def find_doubts(events: Iterable[ToldEvent]) -> list[Doubt]:
    """Return the pairs of events that differ in no more than one condition, the most valuable first.

    Cost:
        Linear in the events that share a kind and two participants, times those that lie within a week of each.
    """
    found = {pair: doubt for pair in _pairs(events) if (doubt := _weigh(*pair))}
    return sorted(found.values(), key=lambda doubt: (-doubt.value, doubt.a, doubt.b))


def _pairs(events: Iterable[ToldEvent]) -> set[tuple[ToldEvent, ToldEvent]]:
    blocks: dict[tuple[str, ...], list[ToldEvent]] = defaultdict(list)
    for event in sorted(events, key=lambda one: one.id):
        if event.type != "state":
            for pair in combinations(sorted(event.participants)[:WEIGHED], 2):
                blocks[FAMILIES.get(event.type, event.type), *pair].append(event)
    return {pair for block in blocks.values() for pair in _near(block)}


def _near(block: list[ToldEvent]) -> Iterator[tuple[ToldEvent, ToldEvent]]:
    """Yield the events of a block that lie within a week of each other."""
    known = [(days[0].toordinal(), event) for event in block if (days := read_days(event.when or event.seen))]
    dated = sorted(known, key=lambda entry: (entry[0], entry[1].id))
    for number, (day, event) in enumerate(dated):
        for later, other in dated[number + 1 : number + CROWDED]:
            if later - day > TOLD_DAYS:
                break
            if event.pages & other.pages:
                continue  # a page that tells of both tells them apart
            yield (event, other) if event.id <= other.id else (other, event)


def _weigh(a: ToldEvent, b: ToldEvent) -> Doubt | None:
    gap, said = _gap(a, b), [difference for difference in DIFFERENCES if difference(a, b)]
    if len(said) > 1 or gap > TOLD_DAYS:
        return None
    probability = DIFFERENCES[said[0]] if said else NOTHING_DIFFERS
    reasons = (SAME_FOR_ALL, *(_sentence(difference) for difference in said))
    return Doubt(
        a.id, b.id, probability, reasons, round((1 - abs(2 * probability - 1)) * (len(a.pages) + len(b.pages)), 3)
    )


def _gap(a: ToldEvent, b: ToldEvent) -> int:
    left, right = read_days(a.when or a.seen), read_days(b.when or b.seen)
    return gap_days(left, right) if left and right else TOLD_DAYS + 1


@cache
def _sentence(difference: Difference) -> str:
    return (getdoc(difference) or "").strip()
