"""Pairs of events that may be one, and events whose reports may be of two: a person should say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from msgspec import Struct

from dragoman.meaning.events.dating import FAMILIES, TOLD_DAYS
from dragoman.meaning.events.probability import Estimate, estimate_pair
from dragoman.meaning.events.records import EventReport
from dragoman.meaning.offices.spells import read_days

CROWDED = 200
"""Each event is compared with no more than so many that follow it."""

WEIGHED = 8
"""Participants of an event of many that count for finding it again."""

HEARD = 4
"""Reports of an event that are weighed against those of another."""

UNCERTAIN = (0.03, 0.95)
"""Between these probabilities a person may say whether two events are one; the least likely are asked about last."""

LOOSE = 0.5
"""Below this probability a person should say whether two reports of one event are of one."""


class ToldEvent(Struct, frozen=True, gc=False):
    """An event as a whole: ``when`` is its date (EDTF), ``seen`` the day of its first report, ``pages`` tell of it."""

    id: str
    type: str
    participants: frozenset[str]
    when: str | None
    seen: str | None
    pages: frozenset[str] = frozenset()


class Doubt(Struct, frozen=True, gc=False):
    """Two events that may be one, or one that may be two, in which case ``a`` and ``b`` are the same.

    ``reports`` are the keys of the two that were weighed; ``value`` says how much an answer would settle.
    """

    a: str
    b: str
    reports: tuple[str, str]
    probability: float
    reasons: tuple[str, ...]
    value: float


Pair = tuple[ToldEvent, ToldEvent]


def find_candidates(events: Iterable[ToldEvent]) -> list[Pair]:
    """Return the pairs of events of one kind, with two participants in common, within a week; the most told first.

    Cost:
        Linear in the events that share a kind and two participants, times those that lie within a week of each.
    """
    blocks: dict[tuple[str, ...], list[ToldEvent]] = defaultdict(list)
    for event in sorted(events, key=lambda one: one.id):
        if event.type != "state":
            for pair in combinations(sorted(event.participants)[:WEIGHED], 2):
                blocks[FAMILIES.get(event.type, event.type), *pair].append(event)
    found = {(a.id, b.id): (a, b) for block in blocks.values() for a, b in _near(block)}
    return sorted(found.values(), key=lambda pair: (-len(pair[0].pages) - len(pair[1].pages), pair[0].id, pair[1].id))


def _near(block: list[ToldEvent]) -> Iterator[Pair]:
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


def weigh_apart(
    a: tuple[str, Sequence[EventReport]], b: tuple[str, Sequence[EventReport]], *, pages: int
) -> Doubt | None:
    """Return the doubt about two events with their reports, ``None`` where they are hardly one, or surely.

    The reports that are most alike count, for one that fits is enough to ask.
    """
    told = [(estimate_pair(x, y), x, y) for x, y in product(a[1][:HEARD], b[1][:HEARD])]
    if not told:
        return None
    best, x, y = min(told, key=_likeliest)
    low, high = UNCERTAIN
    if not low <= best.probability <= high:
        return None
    return Doubt(a[0], b[0], (x.key, y.key), best.probability, best.reasons, _value(best.probability, pages))


def weigh_together(event: str, reports: Sequence[EventReport]) -> Doubt | None:
    """Return the doubt about an event, ``None`` where its reports go together well.

    The two reports that go together worst count.
    """
    pairs = [(x, y) for x, y in combinations(reports, 2) if x.page != y.page]
    told = [(estimate_pair(x, y), x, y) for x, y in pairs[: HEARD * HEARD]]
    if not told:
        return None
    worst, x, y = max(told, key=_likeliest)
    if worst.probability >= LOOSE:
        return None
    pages = len({one.page for one in reports})
    return Doubt(event, event, (x.key, y.key), worst.probability, worst.reasons, round(float(pages), 3))


def _likeliest(told: tuple[Estimate, EventReport, EventReport]) -> tuple[float, str, str]:
    return -told[0].probability, told[1].key, told[2].key


def _value(probability: float, pages: int) -> float:
    return round((1 - abs(2 * probability - 1)) * pages, 3)
