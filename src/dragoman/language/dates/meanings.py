"""What the matches of the rules mean: every reader turns the named parts of one match into an expression.

A reader abstains with ``None`` where the parts cannot go together, such as 30 February or a doubtful month alone.
"""

import re
from collections.abc import Callable

from dragoman.language.dates.calendars import GREGORIAN, fits_era
from dragoman.language.dates.expressions import Expression, Partial, find_days
from dragoman.language.dates.figures import read_figures
from dragoman.language.dates.lexicon import Atom, Month
from dragoman.language.dates.scanner import Scan

_TURNS = {"p": -1, "h": 0, "g": 0, "q": 1, "a": -1, "b": 1}
_UNITS = {"j": "day", "w": "week", "m": "month", "Y": "year"}


class Parts:
    """The atoms of one match by group name."""

    def __init__(self, scan: Scan, match: re.Match[str]) -> None:
        self.scan, self.match = scan, match

    def atom(self, name: str) -> Atom | None:
        """Return the first atom of a group, or ``None`` where the group did not take part."""
        found = self.match.groupdict().get(name)
        return self.scan.atoms[self.match.start(name)] if found else None

    def number(self, name: str) -> int | None:
        """Return the number that a group's atom stands for."""
        atom = self.atom(name)
        return atom.value if atom and isinstance(atom.value, int) else None

    def letter(self, names: str) -> str:
        """Return the first modifier letter of the groups whose names are given, or an empty string."""
        taken = "".join(self.match.groupdict().get(n) or "" for n in names.split())
        return next((c for c in taken if c in _TURNS), "")


Meaning = Callable[[Parts], Expression | None]


def _partial(parts: Parts, suffix: str = "") -> Partial | None:
    """Build a day or month with its year, as far as the page gives it; ``None`` where the parts cannot go together."""
    atom = parts.atom("M" + suffix) or parts.atom("M")
    month = atom.value if atom else None
    if not isinstance(month, Month):
        return None
    year = parts.number("y" + suffix)
    if year is not None and not fits_era(month.era, year):
        return None
    relative, turn = parts.letter("ry" + suffix), parts.letter("turn" + suffix)
    partial = Partial(
        era=month.era,
        year=year,
        month=month.number,
        day=parts.number("d" + suffix),
        year_shift=_TURNS[relative] if relative else None,
        turn=_TURNS[turn] if turn else None,
    )
    possible = find_days(partial) if year is not None else 1 <= (partial.day or 1) <= 31
    return partial if possible else None


def _note_weekday(parts: Parts, partial: Partial) -> str:
    atom = parts.atom("W")
    days = find_days(partial)
    if not atom or not days or days[0] != days[1] or days[0].weekday() == atom.value[0]:
        return ""
    word = parts.scan.text[atom.start : atom.stop]
    return "dateline-city" if word in parts.scan.lexicon.city_weekdays else "weekday-contradicts"


def read_day(parts: Parts) -> Expression | None:
    """Read a day of a month, with or without its year."""
    partial = _partial(parts)
    if partial is None or not _has_company(parts, year=partial.year):
        return None
    return Expression("calendar", first=partial, note=_note_weekday(parts, partial))


def _has_company(parts: Parts, *, year: int | None) -> bool:
    """A month name that is also another word needs its year where the language says so."""
    month = parts.atom("M")
    needs_year = month is not None and month.value.needs == "year"
    return not needs_year or year is not None or "m" in parts.match.group()


def read_date_in_figures(parts: Parts) -> Expression | None:
    """Read a date in figures."""
    figures = parts.scan.atoms[parts.match.end() - 1].value
    partial = read_figures(figures, parts.scan.lexicon.order)
    if isinstance(partial, str):
        return Expression("calendar", note=partial)
    return Expression("calendar", first=partial, note=_note_weekday(parts, partial)) if partial else None


def read_bare_day(parts: Parts) -> Expression | None:
    """Read a day without its month, such as "Friday 15"."""
    day = parts.number("d")
    return Expression("calendar", first=Partial(day=day)) if day else None


def read_days(parts: Parts) -> Expression | None:
    """Read two days of one month; joined by "and" they must be neighbours."""
    first, stop = _partial(parts), parts.number("d2")
    if first is None or stop is None or first.day is None or stop <= first.day:
        return None
    if parts.match.group("link") == "&" and stop != first.day + 1 and "F" not in parts.match.group():
        return None
    last = Partial(first.era, first.year, first.month, stop, first.year_shift, None, first.turn)
    return Expression("calendar", first=Partial(first.era, first.year, first.month, first.day), last=last)


def read_span(parts: Parts) -> Expression | None:
    """Read a stretch between two days or months."""
    first, last = _partial(parts), _partial(parts, "2")
    if first is None or last is None or first.era != last.era:
        return None
    return Expression("calendar", first=first, last=last)


def read_months(parts: Parts) -> Expression | None:
    """Read a stretch of months."""
    if parts.match.group("link") == "&":
        return None
    return read_span(parts)


def read_month(parts: Parts) -> Expression | None:
    """Read a month; a doubtful name needs a preposition, year or modifier beside it."""
    partial, month = _partial(parts), parts.atom("M")
    if partial is None or month is None:
        return None
    letters = parts.match.group()
    doubtful = month.value.needs or month.value.era != GREGORIAN
    alone = partial.year is None and partial.year_shift is None and letters[0] == "M"
    if alone and doubtful and (partial.turn is None or "m" in letters):
        return None
    if month.value.needs == "year" and partial.year is None and "m" not in letters:
        return None
    return Expression("calendar", first=partial)


def read_year(parts: Parts) -> Expression | None:
    """Read a year that a preposition or the word for year vouches for."""
    year, before = parts.number("y"), parts.match.groupdict().get("before") or ""
    marked = before == "Y" or parts.match.groupdict().get("after")
    if year is None or (before in "fFT" and before and not marked and parts.match.group("next") in "x"):
        return None
    if not marked and not 1900 <= year <= 2060:
        return None
    era = parts.scan.lexicon.order.get("old_years", "") if year < 1500 else GREGORIAN
    return Expression("calendar", first=Partial(era, year)) if era and fits_era(era, year) else None


def read_years(parts: Parts) -> Expression | None:
    """Read a stretch of years."""
    first, last = parts.number("y") or 0, parts.number("y2") or 0
    if not 1800 <= first < last <= 2100:
        return None
    return Expression("calendar", first=Partial(year=first), last=Partial(year=last))


def read_day_of_month(parts: Parts) -> Expression | None:
    """Read one or two days of last, this or next month."""
    turn = _TURNS[parts.letter("rm")]
    first, last = parts.number("d"), parts.number("d2")
    stop = Partial(day=last, month_shift=turn) if last else None
    return Expression("calendar", first=Partial(day=first, month_shift=turn), last=stop)


def read_shift(parts: Parts) -> Expression | None:
    """Read a count of units before or after the page's day."""
    pair, ahead = parts.atom("pair"), parts.match.groupdict().get("ahead") or ""
    unit = str(pair.value) if pair else _UNITS[parts.match.group("unit")]
    counted = 2 if pair else parts.number("count") if "count" in parts.match.groupdict() else 1
    sign = 1 if ahead in ("B", "I") else -1 if ahead else _TURNS[parts.match.group("turn")]
    return Expression("shift", count=sign * (counted or 1), unit=unit)


def read_unit(parts: Parts) -> Expression | None:
    """Read last, this or next week, month or year."""
    unit = next(_UNITS[c] for c in parts.match.group("ru") if c in _UNITS)
    return Expression("shift", count=_TURNS[parts.letter("ru")], unit=unit)


def read_weekday_of_week(parts: Parts) -> Expression | None:
    """Read a weekday of last, this or next week."""
    weekday = parts.atom("W")
    return (
        Expression("weekday", weekday=weekday.value[0], count=_TURNS[parts.letter("ru")], unit="week")
        if weekday
        else None
    )


def read_relative(parts: Parts) -> Expression | None:
    """Read a day counted from today, with the weekday beside it."""
    weekday = parts.atom("W")
    return Expression("shift", count=parts.number("R") or 0, weekday=weekday.value[0] if weekday else None)


def read_weekday(parts: Parts) -> Expression | None:
    """Read a weekday alone; one that is also a city needs the word for day or a modifier."""
    atom = parts.atom("W")
    if atom is None or atom.value[1]:
        return None
    letter = parts.letter("m1 m2")
    word = parts.scan.text[atom.start : atom.stop]
    if word in parts.scan.lexicon.city_weekdays and not letter and not parts.match.group("j"):
        return None
    return Expression("weekday", weekday=atom.value[0], turn=_TURNS[letter] if letter else None)


def read_same_day(parts: Parts) -> Expression | None:
    """Leave "on the same day" to the caller, who knows which day the text spoke of."""
    return Expression("same-day", note="same-day")
