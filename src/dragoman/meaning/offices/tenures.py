"""From observations to tenures: succession told from contradiction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from dragoman.meaning.offices.records import OfficeObservation, Tenure
from dragoman.meaning.offices.spells import Days, first_day, gap_days, last_day, read_days

RETURN_DAYS = 180
ONE_HOLDER = frozenset(
    "head-of-state head-of-government foreign-minister defence-minister secretary-general chair speaker"
    " security-council-secretary head other/crown-prince".split()
)
ONE_HOLDER_PREFIX = "minister/"
FAR = date.max


def infer_tenures(observations: Iterable[OfficeObservation]) -> tuple[Tenure, ...]:
    """Infer who held each office when.

    Observations of one holder form one tenure, unless somebody else held the office for a while between them. The
    stated start of a successor closes the tenure before it. Two holders contradict each other only where their times
    overlap; offices that several people hold at once (ministers without portfolio, ambassadors, deputies) are never
    contested. What no page dates stays unknown.

    Args:
        observations: Each key once.

    Returns:
        Tenures sorted by office, then by time, those without any date last; the same for any order of the observations.
    """
    offices: dict[tuple[str, str | None], list[OfficeObservation]] = defaultdict(list)
    for observation in sorted(observations, key=lambda one: one.key):
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
    sightings = _sightings(observations) if single else {}
    tenures = [
        _build_tenure(run)
        for holder in sorted({one.holder for one in observations})
        for run in _split_runs([one for one in observations if one.holder == holder], sightings)
    ]
    tenures.sort(key=_time_order)
    return _contest(_close(tenures)) if single else tenures


def sighted(observation: OfficeObservation) -> Days | None:
    """Return the days for which an observation vouches: its stated times, else the page's date."""
    if observation.status == "current" and not observation.until and not observation.since:
        return read_days(observation.published)
    start, stop = first_day(observation.since), last_day(observation.until)
    if start and not stop and observation.status == "current":
        published = last_day(observation.published)
        return start, max(published or start, start)
    return (start or stop, stop or start) if start or stop else None  # type: ignore[return-value]


def _sightings(observations: Iterable[OfficeObservation]) -> dict[str, list[Days]]:
    seen: dict[str, list[Days]] = defaultdict(list)
    for one in observations:
        days = sighted(one)
        if days:
            seen[one.holder].append(days)
    return seen


def _split_runs(
    observations: list[OfficeObservation], sightings: dict[str, list[Days]]
) -> list[list[OfficeObservation]]:
    """Cut a holder's observations where somebody else was seen in the office for the whole of a long gap."""
    dated = sorted((one for one in observations if _moment(one) != FAR), key=lambda one: (_moment(one), one.key))
    undated = [one for one in observations if _moment(one) == FAR]
    if not dated:
        return [undated]
    runs = [[dated[0]]]
    for before, after in pairwise(dated):
        if after.status == "current" and _interrupted(before, after, sightings=sightings):
            runs.append([])
        runs[-1].append(after)
    return [*runs[:-1], runs[-1] + undated] if len(runs) == 1 else [*runs, *([undated] if undated else [])]


def _moment(observation: OfficeObservation) -> date:
    days = sighted(observation) or read_days(observation.published)
    return days[0] if days else FAR


def _interrupted(before: OfficeObservation, after: OfficeObservation, *, sightings: dict[str, list[Days]]) -> bool:
    left, right = sighted(before) or read_days(before.published), sighted(after)
    if not left or not right or gap_days(left, right) < RETURN_DAYS:
        return False
    return any(
        left[1] < days[0] and days[1] < right[0]
        for holder, seen in sightings.items()
        if holder != after.holder
        for days in seen
    )


def _build_tenure(run: Sequence[OfficeObservation]) -> Tenure:
    ordered = sorted(run, key=lambda one: (_moment(one), one.key))
    current = [one.published for one in ordered if one.status == "current" and one.published and _vouches_now(one)]
    former = [one for one in ordered if one.status == "former"]
    title, of = ordered[0].office
    return Tenure(
        title=title,
        of=of,
        holder=ordered[0].holder,
        start=_sharpest([one.since for one in ordered]),
        stop=_sharpest([one.until for one in ordered]),
        first_seen=min(current, default=None),
        last_seen=max(current, default=None),
        observations=tuple(one.key for one in ordered),
        ended_by=min((one.published for one in former if one.published), default=None),
        over=bool(former),
    )


def _vouches_now(observation: OfficeObservation) -> bool:
    """Tell whether the page's own date lies inside what the page states about the tenure."""
    published, start, stop = last_day(observation.published), first_day(observation.since), last_day(observation.until)
    return published is not None and not (start and published < start) and not (stop and stop < published)


def _sharpest(values: Iterable[str | None]) -> str | None:
    known = [value for value in values if value]
    return max(known, key=lambda value: (known.count(value), len(value), value), default=None)


def _time_order(tenure: Tenure) -> tuple[date, date, str]:
    return earliest(tenure) or FAR, latest(tenure) or FAR, tenure.holder


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
    """Close a tenure at the stated start of the next, where nothing speaks for a longer one."""
    closed = list(tenures)
    for number, (tenure, following) in enumerate(pairwise(tenures)):
        began, until = first_day(following.start), latest(tenure)
        if began and until and not tenure.stop and tenure.holder != following.holder and until <= began:
            closed[number] = msgspec.structs.replace(tenure, stop=following.start)
    return closed


def _contest(tenures: list[Tenure]) -> list[Tenure]:
    return [msgspec.structs.replace(one, contested_by=_rivals(one, tenures)) for one in tenures]


def _rivals(tenure: Tenure, tenures: Iterable[Tenure]) -> tuple[str, ...]:
    return tuple(
        sorted({other.holder for other in tenures if other.holder != tenure.holder and _overlap(tenure, other)})
    )


def _overlap(a: Tenure, b: Tenure) -> bool:
    """Tell whether two tenures surely share more than a day of handing over."""
    left, right = _surely(a), _surely(b)
    if left is None or right is None:
        return False
    start, stop = max(left[0], right[0]), min(left[1], right[1])
    if start != stop:
        return start < stop
    inside = any(days[0] < start < days[1] for days in (left, right))
    return inside or (a.first_seen == b.first_seen and left == right and not (a.start or b.start))


def _surely(tenure: Tenure) -> Days | None:
    """Return the days on which the holder was in office however the vague dates are read."""
    starts = [day for day in (last_day(tenure.start), last_day(tenure.first_seen)) if day]
    stops = [day for day in (first_day(tenure.stop), first_day(tenure.last_seen)) if day]
    if not starts:
        return None
    start = min(starts)
    return start, max([start, *stops])
