"""Dates with gaps: the first and last day that an EDTF value allows, and how far two values lie apart."""

from calendar import monthrange
from datetime import date
from functools import lru_cache

Days = tuple[date, date]


@lru_cache(maxsize=1 << 14)
def read_days(value: str | None) -> Days | None:
    """Return the first and last day of an EDTF level 0 value, or ``None`` where there is none.

    >>> read_days("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if not value:
        return None
    start, _, stop = value.partition("/")
    try:
        return _edge(start, last=False), _edge(stop or start, last=True)
    except ValueError:
        return None


def _edge(value: str, *, last: bool) -> date:
    numbers = [int(number) for number in value.split("-")]
    year = numbers[0]
    month = numbers[1] if len(numbers) > 1 else 12 if last else 1
    day = numbers[2] if len(numbers) > 2 else monthrange(year, month)[1] if last else 1
    return date(year, month, day)


def earliest_first(value: str | None, key: str) -> tuple[bool, str, str]:
    """Return what sorts dated records by their EDTF values, those of one value by key, and undated ones last."""
    return value is None, value or "", key


def first_day(value: str | None) -> date | None:
    """Return the first day that a value allows."""
    days = read_days(value)
    return days[0] if days else None


def last_day(value: str | None) -> date | None:
    """Return the last day that a value allows."""
    days = read_days(value)
    return days[1] if days else None


def gap_days(a: Days, b: Days) -> int:
    """Return the days between two stretches, 0 where they touch or overlap."""
    return max(0, (b[0] - a[1]).days, (a[0] - b[1]).days)
