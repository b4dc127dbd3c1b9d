"""Which events belong together: the meeting during the visit, the signing at the meeting, the plan that came true."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, product

from dragoman.meaning.events.blocking import FAMILIES
from dragoman.meaning.events.records import EventLink, LinkKind, MergedEvent
from dragoman.meaning.offices.spells import Days, read_days

LINK_DAYS = 92
"""No two events further apart are linked."""
OUTCOMES = frozenset({"agree", "state", "support", "request", "cooperate", "accuse", "reject", "concede"})
HOSTS = ("convene", "meet")
TERRITORY_PREFIX = "territory:"


def link_events(events: Iterable[MergedEvent], changed: Collection[str] | None = None) -> tuple[EventLink, ...]:
    """Return the links between events, sorted. Each depends on its two events alone.

    Args:
        events: Each id once.
        changed: Only links of these are wanted, if they are given.

    Cost:
        Quadratic in the events of one participant, or of one place, that lie within three months of each other; where
        few changed, linear in the others.
    """
    listed = sorted(events, key=lambda event: event.id)
    involved: dict[str, list[MergedEvent]] = defaultdict(list)
    for event in listed:
        for key in link_keys(event):
            involved[key].append(event)
    pairs = {(a.id, b.id): (a, b) for group in involved.values() for a, b in _combine(group, changed)}
    return tuple(sorted(link for a, b in pairs.values() for link in link_pair(a, b)))


def _combine(
    group: Sequence[MergedEvent], changed: Collection[str] | None
) -> Iterator[tuple[MergedEvent, MergedEvent]]:
    if changed is None:
        yield from combinations(group, 2)
        return
    new = [event for event in group if event.id in changed]
    yield from combinations(new, 2)
    known = [event for event in group if event.id not in changed] if new else []
    yield from ((a, b) if a.id < b.id else (b, a) for a, b in product(new, known))


def link_keys(event: MergedEvent) -> tuple[str, ...]:
    """Return what linked events have in common: who takes part or is acted for, and the place."""
    return tuple(sorted({*event.participants, *event.stands_for, *([event.place] if event.place else [])}))


def link_pair(a: MergedEvent, b: MergedEvent) -> Iterator[EventLink]:
    """Yield the link between two events, if there is one."""
    days = anchor_day(a), anchor_day(b)
    if days[0] is None or days[1] is None or abs(days[0] - days[1]) > timedelta(LINK_DAYS):
        return
    for inner, outer in ((a, b), (b, a)):
        kind = _kind(inner, outer)
        if kind:
            yield EventLink(inner.id, outer.id, kind)


def anchor_day(event: MergedEvent) -> date | None:
    """Return the first day of an event, else the day on which it was first told."""
    days = read_days(event.when) or read_days(event.seen)
    return days[0] if days else None


def _kind(inner: MergedEvent, outer: MergedEvent) -> LinkKind | None:
    if _is_during(inner, outer):
        return "during"
    if _is_at(inner, outer):
        return "at"
    return "follows-plan" if _follows_plan(inner, outer) else None


def _is_during(inner: MergedEvent, visit: MergedEvent) -> bool:
    """Whoever is on a visit meets somebody, signs or speaks in the country visited, on a day of the visit."""
    if visit.type != "visit" or inner.type not in {"meet", "convene", *OUTCOMES} or _fates_differ(inner, visit):
        return False
    guests = set(visit.participants) & set(inner.participants)
    return bool(guests) and _same_time(inner, visit) and _same_place(inner, visit, needed=inner.type in OUTCOMES)


def _is_at(inner: MergedEvent, gathering: MergedEvent) -> bool:
    """A document or a statement comes from a meeting; a meeting is held beside a summit at its place."""
    if gathering.type not in HOSTS or _fates_differ(inner, gathering):
        return False
    beside = gathering.type == "convene" and inner.type == "meet"
    if not beside and inner.type not in OUTCOMES:
        return False
    if not _same_time(inner, gathering):
        return False
    if gathering.type == "convene":
        return _same_place(inner, gathering, needed=True) and (
            inner.place == gathering.place or _common(inner, gathering)
        )
    both = _common(inner, gathering) and set(inner.participants) <= {*gathering.participants, *gathering.stands_for}
    return both and _same_place(inner, gathering, needed=inner.type == "state")


def _common(a: MergedEvent, b: MergedEvent) -> bool:
    return bool({*a.participants, *a.stands_for} & {*b.participants, *b.stands_for})


def _fates_differ(a: MergedEvent, b: MergedEvent) -> bool:
    return a.status != b.status


def _same_time(inner: MergedEvent, outer: MergedEvent) -> bool:
    """The days of one lie within those of the other, which are no more than half a month."""
    left, right = read_days(inner.when), read_days(outer.when)
    return left is not None and right is not None and _exact(right) and right[0] <= left[0] and left[1] <= right[1]


def _exact(days: Days) -> bool:
    return days[1] - days[0] < timedelta(15)


def _same_place(inner: MergedEvent, outer: MergedEvent, *, needed: bool) -> bool:
    """Both are at one place, or one of them in the other's country; where it is not needed, one may be unknown."""
    if not inner.place or not outer.place:
        return not needed
    wide = TERRITORY_PREFIX in inner.place + outer.place
    return inner.place == outer.place or (wide and inner.country is not None and inner.country == outer.country)


def _follows_plan(done: MergedEvent, plan: MergedEvent) -> bool:
    """What was announced, and took place on another day than was said, or on a day that was not said."""
    if (done.status, plan.status) != ("happened", "planned") or plan.type == "state":
        return False
    if FAMILIES.get(done.type, done.type) != FAMILIES.get(plan.type, plan.type):
        return False
    if not _same_people(done, plan) or not _same_place(done, plan, needed=plan.type in ("visit", "convene")):
        return False
    days, told = read_days(done.when), read_days(plan.seen)
    return days is not None and told is not None and told[0] <= days[0] <= told[1] + timedelta(LINK_DAYS)


def _same_people(done: MergedEvent, plan: MergedEvent) -> bool:
    """Everybody of the plan takes part, or somebody who acts for them: at least two, or the visitor."""
    there = {*done.participants, *done.stands_for}
    enough = 1 if plan.type in ("visit", "convene") else 2
    return len(plan.participants) >= enough and set(plan.participants) <= there
