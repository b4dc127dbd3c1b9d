"""Counts an expression from the page's own day. What that cannot settle has no value."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from dragoman.language.dates.expressions import (
    Days,
    Expression,
    Partial,
    Tense,
    find_days,
    resolve_calendar,
    settle_year,
)

_SATURDAY = 5


def resolve(expression: Expression, published: date | None, tense: Tense) -> str | None:
    """Return the EDTF value of an expression, or ``None`` where it needs a page's date that is not known."""
    free = _FREE.get(expression.shape)
    if free:
        return free(expression, published, tense)
    counted = _COUNTED.get(expression.shape)
    try:
        return counted(expression, published, tense) if counted and published else None
    except (OverflowError, ValueError):
        return None


def resolve_weekday(weekday: int, published: date, tense: Tense, *, turn: int | None = None) -> date:
    """Return the nearest such weekday in the direction of the tense; the page's own day counts.

    Args:
        weekday: 0 is Monday.
        published: The page's day.
        tense: ``future`` looks ahead, everything else back.
        turn: -1 for "last" and 1 for "next", which leave the page's own day out; 0 for "this", of the same week.
    """
    if turn == 0:
        return published + timedelta(days=weekday - published.weekday())
    ahead = turn == 1 or (turn is None and tense == "future")
    distance = (weekday - published.weekday()) % 7 if ahead else -((published.weekday() - weekday) % 7)
    if distance == 0 and turn is not None:
        distance = 7 * turn
    return published + timedelta(days=distance)


def read_value(value: str) -> Days:
    """Return the first and last day of an EDTF value."""
    first, _, last = value.partition("/")
    start, stop = _bounds(first), _bounds(last or first)
    return start[0], stop[1]


def _bounds(value: str) -> Days:
    year, *rest = [int(n) for n in value.split("-")]
    month = rest[0] if rest else None
    first = date(year, month or 1, rest[1] if len(rest) > 1 else 1)
    if len(rest) > 1:
        return first, first
    last = month or 12
    return first, date(year, last, monthrange(year, last)[1])


def _resolve_weekday(expression: Expression, published: date, tense: Tense) -> str:
    if expression.unit == "week":
        monday = published + timedelta(days=7 * expression.count - published.weekday())
        return (monday + timedelta(days=expression.weekday or 0)).isoformat()
    return resolve_weekday(expression.weekday or 0, published, tense, turn=expression.turn).isoformat()


def _resolve_shift(expression: Expression, published: date, _: Tense) -> str | None:
    value = _shift(published, expression.unit, expression.count)
    if expression.weekday is None or value is None or date.fromisoformat(value).weekday() == expression.weekday:
        return value
    return resolve_weekday(expression.weekday, published, "future" if expression.count > 0 else "past").isoformat()


def _shift(published: date, unit: str, count: int) -> str | None:
    if unit == "day":
        return (published + timedelta(days=count)).isoformat()
    if unit == "week":
        return _week(published + timedelta(days=7 * count))
    if unit == "month":
        month: date = published + relativedelta(months=count)
        return month.isoformat()[:7]
    return f"{published.year + count:04d}" if 0 < published.year + count < 10000 else None


def _week(day: date) -> str:
    monday = day - timedelta(days=day.weekday())
    return f"{monday}/{monday + timedelta(days=6)}"


def _resolve_reach(expression: Expression, published: date, _: Tense) -> str:
    step = relativedelta(**{f"{expression.unit}s": expression.count})
    if expression.count < 0:
        return f"{published + step}/{published}"
    return f"{published + timedelta(days=1)}/{published + step}"


def _resolve_rest(expression: Expression, published: date, _: Tense) -> str:
    stop = published + timedelta(days=6 - published.weekday())
    if expression.unit != "week":
        value = published.isoformat()
        stop = read_value(value[:7] if expression.unit == "month" else value[:4])[1]
    return f"{published}/{stop}"


def _resolve_weekend(expression: Expression, published: date, tense: Tense) -> str:
    monday = published - timedelta(days=published.weekday())
    early = expression.turn is None and tense != "future" and published.weekday() < _SATURDAY
    saturday = monday + timedelta(days=_SATURDAY + 7 * ((expression.turn or 0) - early))
    return f"{saturday}/{saturday + timedelta(days=1)}"


def _resolve_nth_weekday(expression: Expression, published: date | None, tense: Tense) -> str | None:
    month = settle_year(expression.first or Partial(), published, tense)
    days = find_days(month) if month else None
    if not days:
        return None
    if expression.count < 0:
        return (days[1] - timedelta(days=(days[1].weekday() - (expression.weekday or 0)) % 7)).isoformat()
    first = days[0] + timedelta(days=((expression.weekday or 0) - days[0].weekday()) % 7)
    day = first + timedelta(days=7 * (expression.count - 1))
    return day.isoformat() if day <= days[1] else None


def _resolve_week_number(expression: Expression, published: date | None, tense: Tense) -> str | None:
    year = settle_year(expression.first or Partial(), published, tense)
    if year is None or year.year is None:
        return None
    try:
        return _week(date.fromisocalendar(year.year, expression.count, 1))
    except ValueError:
        return None


def _resolve_between(expression: Expression, published: date | None, tense: Tense) -> str | None:
    """From one date to another; where the second comes out before the first, a weekday or year is the next one."""
    one, two = expression.parts
    stop = resolve(two, published, tense)
    anchor = read_value(stop)[0] if stop else published
    start = resolve(one, anchor if not one.complete and two.complete else published, tense)
    if start is None or stop is None:
        return None
    begin, end = read_value(start)[0], read_value(stop)[1]
    if begin > end and "weekday" in (one.shape, two.shape):
        begin, end = (begin - timedelta(days=7), end) if tense != "future" else (begin, end + timedelta(days=7))
    elif begin > end and not one.complete and begin.year == end.year:
        begin -= relativedelta(years=1)
    return f"{begin}/{end}" if begin < end else None


def _resolve_week_of(expression: Expression, published: date | None, tense: Tense) -> str | None:
    day = resolve(expression.parts[0], published, tense)
    return _week(read_value(day)[0]) if day else None


_FREE: dict[str, Callable[[Expression, date | None, Tense], str | None]] = {
    "calendar": resolve_calendar,
    "nth-weekday": _resolve_nth_weekday,
    "week-number": _resolve_week_number,
    "between": _resolve_between,
    "week-of": _resolve_week_of,
}
_COUNTED: dict[str, Callable[[Expression, date, Tense], str | None]] = {
    "shift": _resolve_shift,
    "weekday": _resolve_weekday,
    "reach": _resolve_reach,
    "rest": _resolve_rest,
    "weekend": _resolve_weekend,
}
