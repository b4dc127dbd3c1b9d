"""Finds the date expressions of running text and the date of a head line."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dragoman.language.dates.calendars import GREGORIAN, find_year, fits_era
from dragoman.language.dates.expressions import Expression, Tense
from dragoman.language.dates.grammar import apply_rules
from dragoman.language.dates.joining import Hit
from dragoman.language.dates.lexicon import load_lexicon
from dragoman.language.dates.resolving import resolve
from dragoman.language.dates.scanner import Scan
from dragoman.model.spans import Span
from dragoman.model.times import Basis, When

Kind = Literal["date", "relative", "interval"]


class FoundDate(Struct, frozen=True, gc=False):
    """A date expression in a text. ``expression`` is its meaning before counting, for :func:`settle`.

    ``kind`` is ``date`` for what names a day, month or year, ``interval`` for a stretch between two of them and
    ``relative`` for what is counted from the page's day ("yesterday", "last week", "on Friday", "on the same day").
    """

    span: Span
    when: When
    kind: Kind
    expression: Expression

    @property
    def weekday(self) -> int | None:
        """The weekday, 0 for Monday, where the expression is a weekday and nothing else."""
        return self.expression.weekday if self.expression.shape == "weekday" else None


def find_dates(text: str, language: str, *, published: When | None) -> tuple[FoundDate, ...]:
    """Find all date expressions of a text, in order, without overlaps.

    Args:
        text: Running text.
        language: BCP 47 tag; a language without a pack reads dates in figures only.
        published: The page's own date; without one nothing is counted and such expressions have no value.

    Cost: about half a millisecond for a page of 2,500 characters.
    """
    scan = Scan(text, load_lexicon(language))
    found = sorted((_found(scan, hit, published) for hit in apply_rules(scan)), key=lambda one: one.span.start)
    kept: list[FoundDate] = []
    for one in found:
        if not kept or kept[-1].span.stop <= one.span.start:
            kept.append(one)
    return tuple(kept)


def find_page_day(dates: Sequence[FoundDate]) -> When:
    """Return the page's own day where it says which date "today" is, or an unknown date.

    >>> found = find_dates("They vote today, Saturday, 12 October 2019.", "en", published=None)
    >>> find_page_day(found).value
    '2019-10-12'
    """
    for found in dates:
        counted, value = found.expression.today, found.when.value
        if counted is not None and value is not None and found.expression.complete:
            day = date.fromisoformat(value) - timedelta(days=counted)
            return When(day.isoformat(), "inferred", found.when.words)
    return When()


def in_year(found: FoundDate, day: date) -> When:
    """Return the day or month of an expression such as "in May of the same year" in the year of a day.

    The year is that of the calendar in which the expression is.
    """
    partial = found.expression.first
    year = (find_year(partial.era, day) or (None, 0))[0] if partial else None
    value = resolve(Expression("calendar", first=replace(partial, year=year)), None, None) if partial else None
    return When(value, "inferred" if value else "unknown", found.when.words, found.expression.note)


def settle(found: FoundDate, tense: Tense, published: When | None) -> When:
    """Return the date that an expression means in a sentence of that tense.

    A weekday, or a day and month without a year, is the nearest one in the direction of the tense; the page's own day
    counts. Where the tense is not known, a weekday looks back, and a day without a year lies in the page's year unless
    that is more than 45 days ahead.
    """
    return _settle(found.expression, found.when.words, tense, published)


def parse_date_line(line: str, language: str) -> When | None:
    """Read the publication date from a head line, foot line, byline or dateline.

    Returns:
        The first complete date, ``None`` where there is none. A date in figures whose order is open has no value and
        the note ``ambiguous-order``. Other notes: ``weekday-contradicts``; ``dateline-city`` where a weekday before the
        date can only be the city of that name.
    """
    scan = Scan(line, load_lexicon(language))
    found = [_found(scan, hit, None) for hit in apply_rules(scan)]
    days = [f for f in found if f.when.precision == "day"]
    gregorian = [f for f in days if f.expression.first and f.expression.first.era == "gregorian"]
    for candidate in [*gregorian, *days]:
        return candidate.when
    return next((f.when for f in found if f.when.note == "ambiguous-order"), None)


def _found(scan: Scan, hit: Hit, published: When | None) -> FoundDate:
    start = hit.start
    if hit.expression.note == "dateline-city":
        start = next(i for i in range(hit.start, hit.stop) if scan.code[i] in "doNM")
    span = Span(scan.atoms[start].start, scan.atoms[hit.stop - 1].stop)
    when = _settle(hit.expression, span.of(scan.text), None, published)
    return FoundDate(span, when, _kind(hit.expression), hit.expression)


def _kind(expression: Expression) -> Kind:
    if expression.last or expression.shape == "between":
        return "interval"
    return "date" if expression.shape in ("calendar", "nth-weekday", "week-number") else "relative"


def _settle(expression: Expression, words: str, tense: Tense, published: When | None) -> When:
    day = _page_day(published)
    value = resolve(expression, day, tense)
    basis: Basis = "unknown" if value is None else "stated" if expression.complete else "counted"
    return When(value, basis, words, expression.note or _note_weekday(expression, day))


def _note_weekday(expression: Expression, published: date | None) -> str:
    """Say where "today, Tuesday" stands on a page of another weekday."""
    if expression.shape != "shift" or expression.weekday is None or published is None:
        return ""
    agrees = (published.weekday() + expression.count - expression.weekday) % 7 == 0
    return "" if agrees else "weekday-contradicts"


def _page_day(published: When | None) -> date | None:
    if published is None or published.value is None or published.precision != "day":
        return None
    day = date.fromisoformat(published.value)
    return day if fits_era(GREGORIAN, day.year) else None  # a day of the year 9999 has no tomorrow
