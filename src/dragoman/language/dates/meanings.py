"""What the matches of the rules mean: every reader turns the named parts of one match into an expression.

A reader abstains with ``None`` where the parts cannot go together, such as 30 February or a doubtful month alone.
"""

import re

from msgspec.structs import replace

from dragoman.language.dates.calendars import GREGORIAN, fits_era
from dragoman.language.dates.expressions import Expression, Partial, find_days
from dragoman.language.dates.figures import read_figures
from dragoman.language.dates.lexicon import Atom, Month, fold
from dragoman.language.dates.parts import TURNS, Parts
from dragoman.language.dates.scanner import Scan

_PREPOSITION = 3
_PARTS_OF_YEAR = {"Q": 4, "H": 2}


def _partial(parts: Parts, suffix: str = "") -> Partial | None:
    """Build a day or month with its year, as far as the page gives it; ``None`` where the parts cannot go together."""
    atom = parts.atom("M" + suffix) or parts.atom("M")
    month = atom.value if atom else None
    if not isinstance(month, Month):
        return None
    year = parts.number("y" + suffix)
    if year is not None and not fits_era(month.era, year):
        return None
    turn = parts.letter("turn" + suffix)
    partial = Partial(
        era=month.era,
        year=year,
        month=month.number,
        day=parts.number("d" + suffix),
        year_shift=parts.shift("ry" + suffix),
        turn=TURNS[turn] if turn else None,
    )
    possible = find_days(partial) if year is not None else 1 <= (partial.day or 1) <= 31
    return partial if possible else None


def _note_weekday(parts: Parts, partial: Partial) -> str:
    atom = parts.atom("W")
    days = find_days(partial)
    if not atom or not days or days[0] != days[1] or days[0].weekday() == atom.value[0]:
        return ""
    word = parts.scan.text[atom.start : atom.stop]
    return "dateline-city" if parts.scan.lexicon.is_city(word) else "weekday-contradicts"


def read_day(parts: Parts) -> Expression | None:
    """Read a day of a month, with or without its year; of plain number words only those that cannot count months."""
    partial, day = _partial(parts), parts.atom("d")
    least = 21 if parts.scan.lexicon.order.get("month_day") == "always" else 2
    if partial is None or (day and day.code == "c" and day.value < least):
        return None
    if not _has_company(parts, year=partial.year):
        return None
    return Expression("calendar", first=partial, note=_note_weekday(parts, partial))


def read_of_same_year(parts: Parts) -> Expression | None:
    """Leave "in September of the same year" to the caller, who knows which year the text spoke of."""
    partial = _partial(parts)
    return Expression("same-day", first=partial, note="same-year") if partial else None


def read_day_beside_today(parts: Parts) -> Expression | None:
    """Read "today, Saturday, 12 October 2019"; between the two a preposition may stand."""
    between, day = parts.atom("x"), read_day(parts)
    if day is None or (between is not None and between.stop - between.start > _PREPOSITION):
        return None
    return replace(day, today=parts.number("R"))


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


def read_lone_day(parts: Parts) -> Expression | None:
    """Read "on the 27th", without a month: an ordinal number after the preposition of days, at the end of a clause."""
    day, scan = parts.atom("d"), parts.scan
    if day is None or not (day.value > 20 if day.code == "o" else not scan.text[day.start : day.stop].isdecimal()):
        return None
    return Expression("calendar", first=Partial(day=day.value)) if _follows_preposition(scan, day) else None


def read_lone_figures(parts: Parts) -> Expression | None:
    """Read "on 22/4", a day and month in figures after the preposition of days."""
    return (
        read_date_in_figures(parts) if _follows_preposition(parts.scan, parts.scan.atoms[parts.match.start()]) else None
    )


def read_figures_between(parts: Parts) -> Expression | None:
    """Read a stretch between two days and months in figures; one of open order leaves the stretch open."""
    atoms = (parts.atom("one"), parts.atom("two"))
    days = [read_figures(atom.value, parts.scan.lexicon.order) for atom in atoms if atom]
    first, last = (day if isinstance(day, Partial) else None for day in days)
    return Expression("calendar", first=first, last=last) if first and last else None


def _follows_preposition(scan: Scan, atom: Atom) -> bool:
    return re.sub(r"\s+", " ", fold(scan.text[max(0, atom.start - 15) : atom.start])).endswith(scan.lexicon.before_day)


def read_month_in_figures(parts: Parts) -> Expression | None:
    """Read a year and month in figures; 2010-11 may as well be two years and stays open."""
    year, month = parts.number("y") or 0, parts.number("d") or 0
    era = parts.scan.lexicon.order.get("old_years", "") if year < 1500 else GREGORIAN
    if not 1 <= month <= 12 or not era or not fits_era(era, year) or _is_in_address(parts):
        return None
    if parts.match.group().startswith("y") and month > year % 100:
        return None
    return Expression("calendar", first=Partial(era, year, month))


def _is_in_address(parts: Parts) -> bool:
    """Tell figures that go on beyond the match without a blank, as in the address of a page."""
    start, stop = parts.scan.atoms[parts.match.start()].start, parts.scan.atoms[parts.match.end() - 1].stop
    return (bool(start) and parts.scan.text[start - 1] in "/=-") or parts.scan.text[stop : stop + 1] in ("/", "-")


def read_short_year(parts: Parts) -> Expression | None:
    """Read a month with the last two figures of a year of the last century."""
    month, year = parts.atom("M"), parts.number("n") or 0
    if month is None or month.value.era != GREGORIAN or not 32 <= year <= 99:
        return None
    return Expression("calendar", first=Partial(year=1900 + year, month=month.value.number))


def read_part_of_year(parts: Parts) -> Expression | None:
    """Read a quarter or half of a year."""
    whole, number = _PARTS_OF_YEAR[parts.match.group("part")], parts.number("n") or 0
    year = parts.number("y")
    if not 1 <= number <= whole or (year and not fits_era(GREGORIAN, year)):
        return None
    months, shift = 12 // whole, parts.shift("ry")
    first = Partial(year=year, month=months * (number - 1) + 1, year_shift=shift)
    last = Partial(year=year, month=months * number, year_shift=shift)
    return Expression("calendar", first=first, last=last)


def read_decade(parts: Parts) -> Expression | None:
    """Read ten years; where only the tens are named, of the last century."""
    start = parts.number("D") or 0
    if start < 100:
        start += 1900
    if start % 10 or not fits_era(GREGORIAN, start):
        return None
    return Expression("calendar", first=Partial(year=start), last=Partial(year=start + 9))


def read_nth_weekday(parts: Parts) -> Expression | None:
    """Read "the first Friday of July"."""
    weekday, month, nth = parts.atom("W"), _partial(parts), parts.atom("n")
    if weekday is None or month is None or nth is None:
        return None
    count = -1 if nth.code == "p" else nth.value
    month = Partial(month.era, month.year, month.month, None, month.year_shift, None, month.turn)
    return Expression("nth-weekday", first=month, weekday=weekday.value[0], count=count) if count < 6 else None


def read_week_number(parts: Parts) -> Expression | None:
    """Read the week of a year by its number."""
    year = Partial(year=parts.number("y"), year_shift=parts.shift("ry"))
    number = parts.number("n") or 0
    return Expression("week-number", first=year, count=number) if 1 <= number <= 53 else None


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
    if doubtful and partial.turn == 0 and parts.scan.lexicon.order.get("modifier") == "both" and letters[0] == "h":
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
    old = parts.scan.lexicon.order.get("old_years", "")
    era = old if old and first < 1500 else GREGORIAN
    if not first < last or not all(fits_era(era, y) and (era != GREGORIAN or 1800 <= y <= 2100) for y in (first, last)):
        return None
    if parts.match.group("link") == "&" and last != first + 1 and "F" not in parts.match.group():
        return None
    return Expression("calendar", first=Partial(era, first), last=Partial(era, last))


def read_relative_year(parts: Parts) -> Expression | None:
    """Read a word for this or last year."""
    return Expression("shift", count=parts.scan.atoms[parts.match.start()].value, unit="year")


def read_spaced_figures(parts: Parts) -> Expression | None:
    """Read a date in figures with blanks in it; one inside an address is none."""
    if _is_in_address(parts):
        return None
    first = "y" if parts.match.group().startswith("y") else "a"
    ends = (first, "b", "a" if first == "y" else "y")
    figures = parts.match.group("mark").join(str(parts.number(name)) for name in ends)
    partial = read_figures(figures, parts.scan.lexicon.order)
    if isinstance(partial, str):
        return Expression("calendar", note=partial)
    return Expression("calendar", first=partial) if partial else None


def read_day_of_month(parts: Parts) -> Expression | None:
    """Read one or two days of last, this or next month."""
    turn = TURNS[parts.letter("rm")]
    first, last = parts.number("d"), parts.number("d2")
    stop = Partial(day=last, month_shift=turn) if last else None
    return Expression("calendar", first=Partial(day=first, month_shift=turn), last=stop)
