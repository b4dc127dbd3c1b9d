"""From observations to tenures: succession told from contradiction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from dragoman.meaning.offices.records import OfficeObservation, Tenure
from dragoman.meaning.offices.rivals import contest, find_pages, find_side, may_chair_together
from dragoman.meaning.offices.sightings import FAR, STALE, collect_sightings, end_by_page, moment, split_runs
from dragoman.meaning.offices.spells import first_day, last_day

ONE_HOLDER = frozenset(
    "head-of-state head-of-government foreign-minister defence-minister secretary-general chair speaker"
    " security-council-secretary head other/crown-prince".split()
)
ONE_HOLDER_PREFIX = "minister/"
_DAY = len("2024-03-14")


def infer_tenures(observations: Iterable[OfficeObservation]) -> tuple[Tenure, ...]:
    """Infer who held each office when.

    Observations of one holder form one tenure, unless somebody else held the office for a while between them or a page
    says that it was over. A tenure begins on the day on which another is said to leave, where one of its stated starts
    is that day: people are chosen some time before. The stated start of a successor closes the tenure before it. Two
    holders contradict each other only where their times overlap; offices that several people hold at once (ministers
    without portfolio, ambassadors, deputies) are never contested, nor are acting holders by those for whom they act, a
    state by who chairs for it, and those whom one page names together. What no page dates stays unknown, and ends
    nothing.

    Args:
        observations: Each key once.

    Returns:
        Tenures sorted by office, then by time, those without any date last; the same for any order of the observations.
    """
    offices: dict[tuple[str, str | None], list[OfficeObservation]] = defaultdict(list)
    for observation in sorted(end_by_page(observations), key=lambda one: one.key):
        offices[observation.office].append(observation)
    found = (tenure for office in sorted(offices, key=_office_order) for tenure in _infer_office(offices[office]))
    return tuple(found)


def has_one_holder(title: str, of: str | None) -> bool:
    """Tell whether only one holder at a time is to be expected of an office."""
    if of is None or (title == "head" and of.startswith("territory:")):
        return False
    return title in ONE_HOLDER or title.startswith(ONE_HOLDER_PREFIX)


def _office_order(office: tuple[str, str | None]) -> tuple[str, str]:
    return office[0], office[1] or ""


def _infer_office(observations: Sequence[OfficeObservation]) -> list[Tenure]:
    single = has_one_holder(*observations[0].office)
    sightings = collect_sightings(one for one in observations if not one.acting) if single else {}
    holders: dict[str, list[OfficeObservation]] = defaultdict(list)
    for one in observations:
        holders[one.holder].append(one)
    ends: dict[str, set[str]] = defaultdict(set)
    for one in observations:
        if single and one.until and len(one.until) == _DAY:
            ends[one.until].add(one.holder)
    runs = (run for holder in sorted(holders) for run in split_runs(holders[holder], sightings))
    tenures = [_build_tenure(run, ends) for run in runs]
    tenures.sort(key=_time_order)
    return contest(_close(tenures), find_pages(observations)) if single else tenures


def _build_tenure(run: Sequence[OfficeObservation], ends: Mapping[str, set[str]]) -> Tenure:
    """Return the tenure of one holder.

    Args:
        run: What speaks of it.
        ends: By day, who is said to leave the office on it.
    """
    ordered = sorted(run, key=lambda one: (moment(one), one.key))
    current = [one.published for one in ordered if one.status == "current" and one.published and _vouches_now(one)]
    former = _formers(ordered)
    title, of = ordered[0].office
    starts = _starts(ordered, min(current, default=None))
    handed_over = [start for start in starts if ends.get(start, set()) - {ordered[0].holder}]
    if handed_over:  # whoever is called the holder before is chosen, and waits for that day
        current = [day for day in current if day >= min(handed_over)]
    return Tenure(
        title=title,
        of=of,
        holder=ordered[0].holder,
        start=_sharpest(handed_over or starts),
        stop=_sharpest([one.until for one in ordered]),
        first_seen=min(current, default=None),
        last_seen=max(current, default=None),
        observations=tuple(one.key for one in ordered),
        ended_by=min((one.published for one in former if one.published), default=None),
        over=bool(former),
        acting=all(one.acting for one in _dated(ordered)),
        not_before=max((one.published for one in ordered if one.status == "incoming" and one.published), default=None),
        side=find_side(ordered),
    )


def _formers(run: Sequence[OfficeObservation]) -> list[OfficeObservation]:
    """Return what speaks of a former holder; a page without a date does not end what other pages date."""
    return [one for one in _dated(run) if one.status == "former"]


def _dated(run: Sequence[OfficeObservation]) -> Sequence[OfficeObservation]:
    """Return what has a date, or everything where nothing has."""
    return [one for one in run if moment(one) != FAR] or run


def _starts(run: Sequence[OfficeObservation], first_seen: str | None) -> list[str]:
    """Return the stated beginnings, but not those by which somebody in office was chosen again."""
    seen = last_day(first_seen)
    stated = [(one.since, first_day(one.since)) for one in run]
    return [since for since, day in stated if since and day and (seen is None or day <= seen + STALE)]


def _vouches_now(observation: OfficeObservation) -> bool:
    """Tell whether the page's own date lies inside what the page states about the tenure."""
    published, start, stop = last_day(observation.published), first_day(observation.since), last_day(observation.until)
    return published is not None and not (start and published < start) and not (stop and stop < published)


def _sharpest(values: Iterable[str | None]) -> str | None:
    """Return the value that most others agree with; of those, the one that says most."""
    known = Counter(value for value in values if value)
    return max(known, key=lambda value: (_agreeing(value, known), len(value), value), default=None)


def _agreeing(value: str, others: Mapping[str, int]) -> int:
    return sum(times for other, times in others.items() if value.startswith(other) or other.startswith(value))


def _time_order(tenure: Tenure) -> tuple[date, date, str, tuple[str, ...]]:
    return earliest(tenure) or FAR, latest(tenure) or FAR, tenure.holder, tenure.observations


def earliest(tenure: Tenure) -> date | None:
    """Return the first day on which somebody places the holder in office."""
    return min(
        (day for day in (first_day(tenure.start), first_day(tenure.first_seen)) if day), default=first_day(tenure.stop)
    )


def latest(tenure: Tenure) -> date | None:
    """Return the last day on which somebody places the holder in office, or the stated end of the tenure."""
    if tenure.stop:
        return last_day(tenure.stop)
    return max((day for day in (first_day(tenure.start), last_day(tenure.last_seen)) if day), default=None)


def _close(tenures: list[Tenure]) -> list[Tenure]:
    """Close a tenure at the stated start of the next, where nothing speaks for a longer one.

    Stand-ins neither end a tenure nor are ended by the next one: whom they stand in for may have come back before.
    """
    closed = list(tenures)
    regular = [(number, tenure) for number, tenure in enumerate(tenures) if not tenure.acting]
    for (number, tenure), (_, following) in pairwise(regular):
        began, until = first_day(following.start), latest(tenure)
        new = tenure.holder != following.holder and not may_chair_together(tenure, following)
        if began and until and until <= began and new and not tenure.stop:
            closed[number] = msgspec.structs.replace(tenure, stop=following.start)
    return closed
