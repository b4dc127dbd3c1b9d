"""Counts events over time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate

from sqlalchemy import Connection, func

from dragoman.chronicle.listing.answers import Bin, Histogram
from dragoman.chronicle.listing.chosen import Chosen
from dragoman.chronicle.listing.protocol import Step
from dragoman.errors import UsageError

STEPS = ("day", "week", "month", "year")
LONGEST = {"day": 62, "week": 7 * 80, "month": 31 * 120, "year": 10**9}
"""The most days for which each step is chosen by itself."""

MOST_BINS = 1_000
TAIL = 0.01
"""So small a share of the events at either end does not stretch the time that is shown, unless it is asked for."""

_DAY = timedelta(1)


def count_by_time(connection: Connection, chosen: Chosen, *, by: Step, bounded: bool = False) -> Histogram:
    """Return the histogram of events; with ``bounded`` all of their time is shown."""
    if by not in ("auto", *STEPS):
        raise UsageError(f"no step {by!r}; allowed: auto, {', '.join(STEPS)}")
    source = chosen.events()
    statement = source.select(source.begun, func.count()).group_by(source.begun)
    return bin_days({row[0]: row[1] for row in connection.execute(statement)}, by=by, bounded=bounded)


def bin_days(counts: Mapping[str, int], *, by: Step = "auto", bounded: bool = False) -> Histogram:
    """Return the histogram of counts by day; an empty day is none.

    >>> bin_days({"2024-03-01": 2, "2024-03-03": 1}).bins[1]
    Bin(start='2024-03-02', count=0, stop='2024-03-02')
    """
    days = sorted((date.fromisoformat(day), count) for day, count in counts.items() if day)
    if not days:
        return Histogram("day" if by == "auto" else by, (), undated=counts.get("", 0))
    first, last = (days[0][0], days[-1][0]) if bounded or by != "auto" else _find_middle(days)
    step = _choose_step((last - first).days, by)
    low, high = find_start(first, step), find_stop(last, step)
    bins = {start: 0 for start in _list_starts(low, high, step)}
    for day, count in days:
        if low <= day <= high:
            bins[find_start(day, step)] += count
    return Histogram(
        by=step,
        bins=tuple(Bin(start.isoformat(), count, find_stop(start, step).isoformat()) for start, count in bins.items()),
        earlier=sum(count for day, count in days if day < low),
        later=sum(count for day, count in days if day > high),
        undated=counts.get("", 0),
    )


def _find_middle(days: Sequence[tuple[date, int]]) -> tuple[date, date]:
    """Return the first and last day without the tails."""
    sums = list(accumulate(count for _, count in days))
    cut = sums[-1] * TAIL
    first = next(day for (day, _), total in zip(days, sums, strict=True) if total > cut)
    last = next(day for (day, _), total in zip(days, sums, strict=True) if total >= sums[-1] - cut)
    return first, last


def _choose_step(span: int, by: Step) -> str:
    """Return the step that is asked for, or the finest that does not make too many bins."""
    wanted = STEPS if by == "auto" else STEPS[STEPS.index(by) :]
    width = {"day": 1, "week": 7, "month": 28, "year": 365}
    if by == "auto":
        return next(step for step in wanted if span <= LONGEST[step])
    return next((step for step in wanted if span / width[step] < MOST_BINS), STEPS[-1])


def find_start(day: date, step: str) -> date:
    """Return the first day of the week (Monday), month or year of a day."""
    if step == "week":
        return day - min(timedelta(day.weekday()), day - date.min)
    return day.replace(month=1, day=1) if step == "year" else day.replace(day=1) if step == "month" else day


def find_stop(day: date, step: str) -> date:
    """Return the last day of the week, month or year of a day."""
    start = find_start(day, step)
    if step == "year":
        return start.replace(month=12, day=31)
    if step == "month":
        return (
            (start.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY
            if (start.year, start.month) != (9999, 12)
            else date.max
        )
    return start + (6 if step == "week" else 0) * _DAY


def _list_starts(low: date, high: date, step: str) -> Iterator[date]:
    start = low
    while start <= high:
        yield start
        stop = find_stop(start, step)
        if stop == date.max:
            return
        start = stop + _DAY
