"""First and last days of dates, for search and order."""

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date

from dragoman.errors import UsageError

_MONTHS = 12
# What date.fromisoformat takes as well, weeks and days without hyphens, is not in the order of its letters.
_WRITTEN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


def first_day(value: str | None) -> str | None:
    """Return the first day of an EDTF value.

    >>> first_day("2022-03"), first_day("2022-01-06/2022-01-07"), first_day(None)
    ('2022-03-01', '2022-01-06', None)
    """
    return _start(value.partition("/")[0]) if value else None


def last_day(value: str | None) -> str | None:
    """Return the last day of an EDTF value.

    >>> last_day("2024-02"), last_day("2022-01-06/2022-01-07"), last_day("2023")
    ('2024-02-29', '2022-01-07', '2023-12-31')
    """
    if not value:
        return None
    last = value.rpartition("/")[2]
    if len(last) == len("2023"):
        return f"{last}-12-31"
    if len(last) == len("2023-01"):
        year, month = int(last[:4]), int(last[5:])
        return f"{last}-{monthrange(year, month)[1]:02}" if 1 <= month <= _MONTHS else f"{last}-31"
    return last


def _start(value: str) -> str:
    return value + {4: "-01-01", 7: "-01"}.get(len(value), "")


def is_date(value: str, years: range) -> bool:
    """Tell whether a text is a year, month or day of the calendar, or a stretch between two of them, in some years.

    >>> [is_date(text, range(1000, 2200)) for text in ("2024-02-29", "2024-03/2024-05", "2024-3", "2024-05/2024-03")]
    [True, True, False, False]
    """
    ends = value.split("/")
    if len(ends) > 2 or not all(map(_WRITTEN.fullmatch, ends)):
        return False
    try:
        first, last = date.fromisoformat(_start(ends[0])), date.fromisoformat(_start(ends[-1]))
    except ValueError:
        return False
    return first <= last and first.year in years and last.year in years


def check_day(value: str) -> str:
    """Return a date as it is, if it is one.

    Raises:
        UsageError: It is not a year, month or day.
    """
    if "/" in value or not is_date(value, range(MINYEAR, MAXYEAR + 1)):
        raise UsageError(f"{value!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
    return value
