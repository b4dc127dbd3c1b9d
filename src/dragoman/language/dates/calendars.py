"""Three calendars: Gregorian, Solar Hijri (Iran, Afghanistan) and Hijri; months and years of them as stretches of days.

Source: conversions by ``persiantools`` (Solar Hijri) and ``hijridate`` (Umm al-Qura).
"""

from datetime import date, timedelta

GREGORIAN, SOLAR, HIJRI = "gregorian", "solar", "hijri"


def convert_day(era: str, year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day, or ``None`` where the calendar has no such day.

    >>> convert_day("solar", 1400, 11, 6)
    datetime.date(2022, 1, 26)
    """
    try:
        return _CONVERSIONS[era](year, month, day)
    except (ValueError, OverflowError):
        return None


def find_bounds(era: str, year: int, month: int | None) -> tuple[date, date] | None:
    """Return the first and last Gregorian day of a month, or of a year where ``month`` is ``None``."""
    first = convert_day(era, year, month or 1, 1)
    following = (year + 1, 1) if month in (None, 12) else (year, (month or 0) + 1)
    after = convert_day(era, *following, 1)
    return (first, after - timedelta(days=1)) if first and after else None


def fits_era(era: str, year: int) -> bool:
    """Tell whether a year can be one of the calendar, as news write it."""
    return {SOLAR: 1300 <= year <= 1450, HIJRI: 1343 <= year <= 1500}.get(era, 1500 <= year <= 2199)


def find_year(era: str, day: date) -> tuple[int, int] | None:
    """Return the year and month of a Gregorian day in a calendar, ``None`` where the calendar is not known so far.

    >>> find_year("hijri", date(2024, 7, 7)), find_year("hijri", date(1901, 1, 1))
    ((1446, 1), None)
    """
    try:
        return _find_year(era, day)
    except (ValueError, OverflowError):
        return None


def _find_year(era: str, day: date) -> tuple[int, int]:
    if era == SOLAR:
        from persiantools.jdatetime import JalaliDate

        solar = JalaliDate(day)  # type: ignore[no-untyped-call, unused-ignore]
        return solar.year, solar.month
    if era == HIJRI:
        from hijridate import Gregorian

        year, month, _ = Gregorian.fromdate(day).to_hijri().datetuple()
        return year, month
    return day.year, day.month


def _solar(year: int, month: int, day: int) -> date:
    from persiantools.jdatetime import JalaliDate

    solar: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call, unused-ignore]
    return solar


def _hijri(year: int, month: int, day: int) -> date:
    from hijridate import Hijri

    return date(*Hijri(year, month, day).to_gregorian().datetuple())


_CONVERSIONS = {GREGORIAN: date, SOLAR: _solar, HIJRI: _hijri}
