"""Dates and numbers as the reader wants them: EDTF in the language of the interface, digits and calendar as chosen."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_decimal
from markupsafe import Markup

from dragoman.model import When
from dragoman.views.web.rendering import current, gettext

_ZERO = MappingProxyType({"fa": 0x06F0, "ar": 0x0660})
_WESTERN = {start + digit: str(digit) for start in _ZERO.values() for digit in range(10)}
_NATIVE = {tag: {ord("0") + digit: chr(zero + digit) for digit in range(10)} for tag, zero in _ZERO.items()}
WRITTEN = 10_000
"""So many dates and numbers are remembered as they are written: a page has hundreds, and mostly the same ones."""


def format_when(value: "When | str | None", *, weekday: bool = False) -> Markup:
    """Write a date with no more precision than it has, in a ``time`` element.

    Args:
        value: EDTF level 0, or a date with its basis.
        weekday: Whether a day comes with its weekday.
    """
    edtf = value.value if isinstance(value, When) else value
    if not edtf:
        return Markup('<span class="undated">{}</span>').format(gettext("no date"))
    words = write_edtf(edtf, weekday=weekday)
    if "/" in edtf:
        return Markup("<bdi>{}</bdi>").format(words)
    return Markup('<time datetime="{}"><bdi>{}</bdi></time>').format(edtf, words)


def write_edtf(edtf: str, *, weekday: bool = False) -> str:
    """Write an EDTF date in the language and calendar of the reader; as it stands where it is no date."""
    preferences = current().preferences
    try:
        words = _write_edtf(edtf, weekday, preferences.language, preferences.calendar)
    except (ValueError, OverflowError):
        return edtf
    return in_digits(words)


@lru_cache(WRITTEN)
def _write_edtf(edtf: str, weekday: bool, language: str, calendar: str) -> str:
    if "/" in edtf:
        return _write_interval(edtf, language, calendar)
    return _write_one(edtf, weekday, language, calendar)


def _write_one(edtf: str, weekday: bool, language: str, calendar: str) -> str:
    if len(edtf) == len("2023"):
        return edtf
    if len(edtf) == len("2023-03"):
        return format_skeleton("yMMMM", date.fromisoformat(f"{edtf}-01"), locale=language)
    day = date.fromisoformat(edtf[:10])
    words = format_date(day, "full" if weekday else "long", locale=language)
    other = _write_other_calendar(day, language, calendar)
    return f"{other} ({words})" if other else words


def _write_interval(edtf: str, language: str, calendar: str) -> str:
    start, _, stop = edtf.partition("/")
    if len(start) == len(stop) == len("2023-03-14"):
        return format_interval(date.fromisoformat(start), date.fromisoformat(stop), "yMMMMd", locale=language)
    ends = (_write_one(one, False, language, calendar) if one not in ("", "..") else "…" for one in (start, stop))
    return " – ".join(ends)


def _write_other_calendar(day: date, language: str, calendar: str) -> str:
    """Write a day in the calendar that was chosen, with the month's name in that calendar; empty for the Gregorian."""
    if calendar == "persian":
        from persiantools.jdatetime import JalaliDate

        solar = JalaliDate(day)  # type: ignore[no-untyped-call]
        locale = "fa" if language in ("fa", "ar") else "en"
        return str(solar.strftime("%d %B %Y", locale=locale)).lstrip("0۰")
    if calendar == "islamic":
        from hijridate import Gregorian

        lunar = Gregorian.fromdate(day).to_hijri()
        month = lunar.month_name("ar" if language in ("fa", "ar") else "en")
        return f"{lunar.day} {month} {lunar.year}"
    return ""


def in_digits(words: str) -> str:
    """Return words with the digits that were chosen."""
    preferences = current().preferences
    if preferences.digits == "native" and preferences.language in _NATIVE:
        return words.translate(_NATIVE[preferences.language])
    return words if words.isascii() else words.translate(_WESTERN)


def format_number(number: float) -> str:
    """Write a number with the separators of the language."""
    return in_digits(_write_number(number, current().preferences.language))


@lru_cache(WRITTEN)
def _write_number(number: float, language: str) -> str:
    return str(format_decimal(number, locale=language))


def format_share(number: float) -> str:
    """Write a share of one in per cent."""
    from babel.numbers import format_percent

    return in_digits(str(format_percent(number, format="#,##0.#%", locale=current().preferences.language)))


def format_score(number: float) -> str:
    """Write a figure between 0 and 1 with two places."""
    return in_digits(str(format_decimal(number, format="0.00", locale=current().preferences.language)))


def format_time(stamp: str | None) -> Markup:
    """Write a time in UTC, such as when a page was fetched."""
    if not stamp:
        return Markup('<span class="undated">{}</span>').format(gettext("not known"))
    clock = stamp[11:16]
    day = write_edtf(stamp[:10])
    words = f"{day}, {in_digits(clock)} UTC" if clock else day
    return Markup('<time datetime="{}"><bdi>{}</bdi></time>').format(stamp, words)


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "when": format_when,
        "edtf": write_edtf,
        "number": format_number,
        "share": format_share,
        "score": format_score,
        "time": format_time,
        "digits": in_digits,
    }
)
