"""Dates in figures: the order of day and month, short years, and the calendar of old years."""

import re
from collections.abc import Mapping
from typing import Any

from dragoman.language.dates.calendars import GREGORIAN, fits_era
from dragoman.language.dates.expressions import Partial, find_days


def read_figures(figures: str, order: Mapping[str, Any]) -> Partial | str | None:
    """Read a date in figures; a string is the note why it stays open, ``None`` that it is no date."""
    numbers = re.findall(r"\d+", figures)[:3]
    if len(numbers) == 2:
        return _read_pair(int(numbers[0]), int(numbers[1]), order)
    a, b, c = map(int, numbers)
    if len(numbers[0]) == 4:
        return _check(a, b, c, order)
    width = len(numbers[2])
    if len(numbers[0]) > 2 or width not in (2, 4):
        return None
    year = c if width == 4 else c + (2000 if c < 70 else 1900)
    if order.get("figures") == "open" and "." not in figures and a != b and a <= 12 and b <= 12:
        return "ambiguous-order" if _check(year, b, a, order) else None
    return _check(year, b, a, order) or _check(year, a, b, order)


def _read_pair(a: int, b: int, order: Mapping[str, Any]) -> Partial | str | None:
    """Read a day and month in figures, without a year."""
    if a <= 12 and b <= 12 and a != b and order.get("figures") == "open":
        return "ambiguous-order"
    day, month = (a, b) if b <= 12 else (b, a)
    possible = 1 <= month <= 12 and find_days(Partial(year=2024, month=month, day=day))
    return Partial(month=month, day=day) if possible else None


def _check(year: int, month: int, day: int, order: Mapping[str, Any]) -> Partial | None:
    era = order.get("old_years", GREGORIAN) if year < 1500 else GREGORIAN
    partial = Partial(era, year, month, day)
    return partial if fits_era(era, year) and 1 <= month <= 12 and find_days(partial) else None
