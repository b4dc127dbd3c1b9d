"""What a date expression means, before and after it is counted from the page's own date."""

from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta
from msgspec import Struct
from msgspec.structs import replace

from dragoman.language.dates.calendars import GREGORIAN, convert_day, find_bounds, find_year

Tense = Literal["past", "future"] | None
Days = tuple[date, date]
FAR_AHEAD = 45


class Partial(Struct, frozen=True, gc=False):
    """A day, month or year of which the page may leave out the year.

    ``year_shift`` counts years from the page's ("of last year"), ``month_shift`` months ("of next month"); ``turn`` is
    -1, 0 or 1 for a month that carries "last", "this" or "next" itself.
    """

    era: str = GREGORIAN
    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_shift: int | None = None
    month_shift: int | None = None
    turn: int | None = None


class Expression(Struct, frozen=True, gc=False):
    """One date expression, before it is counted. ``shape`` says what the other fields mean.

    ``calendar``
        ``first`` is a day, month or year, to ``last`` where there is one.
    ``shift``
        ``count`` of ``unit`` from the page's day; a weekday beside it ("today, Tuesday") is right where the two
        contradict each other.
    ``weekday``
        ``turn`` is -1, 0, 1 for last, this, next; or the weekday stands in the week that is ``count`` weeks from the
        page's, where ``unit`` is week.
    ``nth-weekday``
        The weekday that is the ``count``-th of the month ``first``, the last where it is -1.
    ``reach``
        ``count`` of ``unit`` up to the page's day, or after it ("the past three days").
    ``rest``
        From the page's day to the end of its ``unit``.
    ``weekend``
        The Saturday and Sunday of last, this or next week, by ``turn``.
    ``week-number``
        The ``count``-th week of the year of ``first``, as ISO 8601 counts them.
    ``between``, ``week-of``
        From ``parts[0]`` to ``parts[1]``; the week that holds ``parts[0]``.
    ``same-day``, ``vague``
        What the page's date cannot settle: ``note`` says why.

    ``today`` is how many days from the page's own a day is, where "today" or the like stands beside it.
    """

    shape: str
    first: Partial | None = None
    last: Partial | None = None
    weekday: int | None = None
    count: int = 0
    unit: str = "day"
    turn: int | None = None
    note: str = ""
    today: int | None = None
    parts: "tuple[Expression, ...]" = ()

    @property
    def complete(self) -> bool:
        """Whether the page states the year itself."""
        if self.parts:
            return all(part.complete for part in self.parts)
        stated = any(p.year is not None for p in (self.first, self.last) if p)
        return self.shape in ("calendar", "nth-weekday", "week-number") and stated


def resolve_calendar(expression: Expression, published: date | None, tense: Tense) -> str | None:
    """Return the value of a day, month or year, or of a stretch between two of them."""
    first, last = expression.first or Partial(), expression.last
    if last is None:
        settled = settle_year(first, published, tense)
        return _format(settled) if settled else None
    first, last = _share_year(first, last)
    stop = settle_year(last, published, tense)
    if stop is None:
        return None
    start: Partial | None = first
    if first.year is None and (first.year_shift, first.month_shift, first.turn) != (None, None, None):
        start = settle_year(first, published, tense)  # it says itself which year: "from 5 May last year"
        if start is None:
            return None
    elif first.year is None:
        late = first.month is not None and (first.month, first.day or 0) > (stop.month or 0, stop.day or 0)
        start = replace(first, year=(stop.year or 0) - late, month=first.month or stop.month)
    begin, end = find_days(start or first), find_days(stop)
    if not begin or not end or begin[0] > end[1]:
        return None
    if begin == end:
        return _format(stop)
    return f"{begin[0]}/{end[1]}" if first.day or first.era != GREGORIAN else f"{_format(start)}/{_format(stop)}"


def _share_year(first: Partial, last: Partial) -> tuple[Partial, Partial]:
    if first.year is not None and last.year is None and last.year_shift is None:
        early = (last.month or 0, last.day or 0) < (first.month or 0, first.day or 0)
        last = replace(last, year=first.year + early)
    return first, last


def settle_year(partial: Partial, published: date | None, tense: Tense) -> Partial | None:
    """Return the partial with its year filled in, or ``None`` where that needs a page's date that is not known."""
    if partial.year is not None:
        return partial if find_days(partial) else None
    if published is None:
        return None
    if partial.month_shift is not None:
        month = published.replace(day=1) + relativedelta(months=partial.month_shift)
        partial = replace(partial, year=month.year, month=month.month)
        return partial if find_days(partial) else None
    if partial.month is None and partial.day is not None and partial.year_shift is None:
        return _settle_month(partial, published, tense)
    found = find_year(partial.era, published)
    if found is None:
        return None
    year, _ = found
    if partial.year_shift is not None:
        partial = replace(partial, year=year + partial.year_shift)
        return partial if find_days(partial) else None
    for candidate in _order_years(partial, year, published, tense):
        settled = replace(partial, year=candidate)
        if find_days(settled):
            return settled
    return None


def _settle_month(partial: Partial, published: date, tense: Tense) -> Partial | None:
    """A day of the month alone is the nearest one in the direction of the tense."""
    for shift in (0, 1, 2) if tense == "future" else (0, -1, -2):
        month = published.replace(day=1) + relativedelta(months=shift)
        settled = replace(partial, year=month.year, month=month.month)
        days = find_days(settled)
        if days and (days[0] >= published if tense == "future" else days[0] <= published):
            return settled
    return None


def _order_years(partial: Partial, year: int, published: date, tense: Tense) -> list[int]:
    """The years to try: in the direction of the modifier or tense, else the nearest that is not far ahead."""
    if partial.turn == 0:
        return [year]
    days = [(y, found) for y in (year - 1, year, year + 1) if (found := find_days(replace(partial, year=y)))]
    strict = partial.turn is not None
    if partial.turn == 1 or (partial.turn is None and tense == "future"):
        return [y for y, (first, last) in days if (first > published if strict else last >= published)]
    if partial.turn == -1 or tense == "past":
        return [y for y, (first, last) in reversed(days) if (last < published if strict else first <= published)]
    limit = published + timedelta(days=FAR_AHEAD)
    return [y for y, (first, _) in reversed(days) if first <= limit and y <= year]


def find_days(partial: Partial) -> Days | None:
    """Return the first and last Gregorian day of a partial that has a year, or ``None`` where it does not exist."""
    if partial.year is None:
        return None
    if partial.day is None:
        return find_bounds(partial.era, partial.year, partial.month)
    day = convert_day(partial.era, partial.year, partial.month or 1, partial.day)
    return (day, day) if day else None


def _format(partial: Partial | None) -> str | None:
    days = find_days(partial) if partial else None
    if not days or not partial:
        return None
    if partial.day is not None:
        return days[0].isoformat()
    if partial.era != GREGORIAN:
        return f"{days[0]}/{days[1]}"
    return days[0].isoformat()[: 7 if partial.month else 4]
