"""Which events belong together: the meeting during the visit, the signing at the meeting, the plan that came true."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from operator import itemgetter

from dragoman.meaning.events.dating import FAMILIES
from dragoman.meaning.events.records import EventLink, LinkKind, MergedEvent
from dragoman.meaning.offices.spells import Days, read_days

LINK_DAYS = 92
"""No two events further apart are linked."""
HELD_DAYS = 15
"""A visit or a meeting that is known to its days is shorter."""
OUTCOMES = frozenset({"agree", "state", "support", "request", "cooperate", "accuse", "reject", "concede"})
HOSTS = ("convene", "meet")
PLANNED = "planned"
TERRITORY_PREFIX = "territory:"

_Dated = tuple[date, str, MergedEvent]
_DAY = itemgetter(0)


def link_events(events: Iterable[MergedEvent], changed: Collection[str] | None = None) -> tuple[EventLink, ...]:
    """Return the links between events, sorted. Each depends on its two events alone.

    Args:
        events: Each id once.
        changed: Only links of these are wanted, if they are given.

    Cost:
        For every visit and meeting, the events of its days that share a participant or the place with it; for every
        plan those of three months; where few changed, only these. Memory is that of the events and links.
    """
    involved: dict[str, list[_Dated]] = defaultdict(list)
    for dated in sorted((day, event.id, event) for event in events if (day := anchor_day(event))):
        for key in link_keys(dated[2]):
            involved[key].append(dated)
    return tuple(sorted({link for group in involved.values() for link in _link_group(group, changed)}))


def _link_group(group: Sequence[_Dated], changed: Collection[str] | None) -> Iterator[EventLink]:
    """Yield the links of events that share a key, in order of their days, by looking around what may hold others."""
    new = group if changed is None else [dated for dated in group if dated[1] in changed]
    for _, name, outer in group if new else ():
        inners = group if changed is None or name in changed else new
        for first, last in list_windows(outer):
            start, stop = bisect_left(inners, first, key=_DAY), bisect_right(inners, last, key=_DAY)
            for _, other, inner in inners[start:stop]:
                kind = _kind(inner, outer) if other != name else None
                if kind:
                    yield EventLink(other, name, kind)


def list_windows(event: MergedEvent) -> list[Days]:
    """Return the days in one of which those begin that belong to an event: its own, and those that a plan looks to."""
    windows = []
    held, told, day = read_days(event.when), read_days(event.seen), anchor_day(event)
    if event.type in ("visit", *HOSTS) and held and _exact(held):
        windows.append(held)
    if event.status == PLANNED and told and day:
        reach = timedelta(LINK_DAYS)
        windows.append((max(told[0], day - reach), min(told[1], day) + reach))
    return windows


def link_keys(event: MergedEvent) -> tuple[str, ...]:
    """Return what linked events have in common: who takes part or is acted for, and the place."""
    return tuple(sorted({*event.participants, *event.stands_for, *([event.place] if event.place else [])}))


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
    return days[1] - days[0] < timedelta(HELD_DAYS)


def _same_place(inner: MergedEvent, outer: MergedEvent, *, needed: bool) -> bool:
    """Both are at one place, or one of them in the other's country; where it is not needed, one may be unknown."""
    if not inner.place or not outer.place:
        return not needed
    wide = TERRITORY_PREFIX in inner.place + outer.place
    return inner.place == outer.place or (wide and inner.country is not None and inner.country == outer.country)


def _follows_plan(done: MergedEvent, plan: MergedEvent) -> bool:
    """What was announced, and took place on another day than was said, or on a day that was not said."""
    if (done.status, plan.status) != ("happened", PLANNED) or plan.type == "state":
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
