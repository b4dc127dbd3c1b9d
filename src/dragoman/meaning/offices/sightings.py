"""What one observation vouches for, and where a holder's observations part into several tenures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec.structs import replace

from dragoman.meaning.offices.records import OfficeObservation
from dragoman.meaning.offices.spells import Days, first_day, gap_days, last_day, read_days

FAR = date.max
RETURN_DAYS = 180
STALE = timedelta(days=30)
"""How long pages may go on calling somebody by an office that another page says is over."""

Sightings = Mapping[str, Sequence[Days]]


def sighted(observation: OfficeObservation) -> Days | None:
    """Return the days for which an observation vouches: its stated times, else the page's date.

    A page that calls somebody a former or an incoming holder vouches for no day but those that it states.
    """
    start, stop = first_day(observation.since), last_day(observation.until)
    published = read_days(observation.published) if observation.status == "current" else None
    if start and stop:
        return start, max(start, stop)
    if start:
        return start, max(start, published[1]) if published else start
    if stop:
        return (published[0], stop) if published and published[0] <= stop else (stop, stop)
    return published


def end_by_page(observations: Iterable[OfficeObservation]) -> list[OfficeObservation]:
    """Let a page that says that somebody has left an office vouch no more for the days on which it calls them by it."""
    given = list(observations)
    gone = {(one.page, one.holder, one.office) for one in given if one.page and one.status == "former"}
    return [
        replace(one, status="former")
        if one.status == "current" and not (one.since or one.until) and (one.page, one.holder, one.office) in gone
        else one
        for one in given
    ]


def moment(observation: OfficeObservation) -> date:
    """Return the day by which observations are put in order; those that nothing dates come last."""
    days = sighted(observation) or read_days(observation.published)
    return days[0] if days else FAR


def collect_sightings(observations: Iterable[OfficeObservation]) -> Sightings:
    """Return the days on which each holder is vouched for."""
    seen: dict[str, list[Days]] = defaultdict(list)
    for one in observations:
        days = sighted(one)
        if days:
            seen[one.holder].append(days)
    return seen


def split_runs(observations: Iterable[OfficeObservation], sightings: Sightings) -> list[list[OfficeObservation]]:
    """Cut a holder's observations into runs, each of them one tenure.

    A new run begins where somebody else was seen in the office for the whole of a long gap, and after a page says that
    the holder has left. What nothing dates belongs to the only run there is, or stands alone.
    """
    dated = sorted((one for one in observations if moment(one) != FAR), key=lambda one: (moment(one), one.key))
    undated = [one for one in observations if moment(one) == FAR]
    if not dated:
        return [undated]
    runs, over = [[dated[0]]], _end(dated[0])
    for before, after in pairwise(dated):
        back = after.status == "current" and _interrupted(before, after, sightings=sightings)
        if back or _has_left(over, after):
            runs.append([])
            over = FAR
        runs[-1].append(after)
        over = min(over, _end(after))
    if len(runs) == 1:
        return [dated + undated]
    return [*runs, undated] if undated else runs


def _has_left(over: date, after: OfficeObservation) -> bool:
    """Tell whether a run that is over, by what a page says, was so well before the holder is seen in office again."""
    days = sighted(after)
    return days is not None and over != FAR and over + STALE < days[0]


def _end(observation: OfficeObservation) -> date:
    """Return the day on which the holder has left by what a page says, ``FAR`` where it says nothing of that."""
    former = observation.status == "former"
    return last_day(observation.until) or (last_day(observation.published) if former else None) or FAR


def _interrupted(before: OfficeObservation, after: OfficeObservation, *, sightings: Sightings) -> bool:
    left, right = sighted(before) or read_days(before.published), sighted(after)
    if not left or not right or gap_days(left, right) < RETURN_DAYS:
        return False
    return any(
        left[1] < days[0] and days[1] < right[0]
        for holder, seen in sightings.items()
        if holder != after.holder
        for days in seen
    )
