"""First and last days of dates, for search and order."""

from calendar import monthrange
from datetime import date

from dragoman.errors import UsageError

_MONTHS = 12


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


def check_day(value: str) -> str:
    """Return a date as it is, if it is one.

    Raises:
        UsageError: It is not a year, month or day.
    """
    try:
        date.fromisoformat(first_day(value) or "")
    except ValueError as error:
        raise UsageError(f"{value!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY") from error
    return value
