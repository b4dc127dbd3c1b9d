"""Dates: what a page says about when, with the way it came to be known.

:func:`parse_date_line` reads the date of a head line, :func:`find_dates` the expressions of running text, and
:func:`settle` decides weekdays and days without a year by the tense of their sentence.

All words come from ``data/languages/<tag>/dates.toml``. Forms are matched without regard to case, Arabic letter
variants, vowel marks, joiners and sets of digits; a trailing full stop is optional. The keys:

``order``
    ``figures``: ``day-first``, or ``open`` where 03/04/2022 may mean either order and is left open;
    ``month_day``: whether the day may follow the month (``always``, ``with-year``, ``never``);
    ``modifier``: ``before``, or ``both`` where "last" may also follow its noun;
    ``old_years``: the calendar (``solar``, ``hijri``) of years before 1500.
``day_suffixes``
    What may be glued to a day's number ("7th").
``proclitics``
    What may be glued to the front of a word and is not part of it.
``city_weekdays``
    Weekday names that are also a city's: alone they are no weekday.
``months.<calendar>.<number>``
    Names of months in ``gregorian``, ``solar`` and ``hijri``, in all cases and spellings.
``weekdays.<number>``
    Names of weekdays, 0 for Monday.
``needs``
    ``company``: names of months and weekdays that are also other words and need a day, year or preposition beside
    them; ``year``: those that need a year or the word for month.
``relative.<number>``
    Words for a day counted from today ("yesterday" is -1).
``cardinals.<number>``, ``ordinals.<number>``
    Number words, for counts and for days of a month.
``pairs.<unit>``
    Forms that mean two of a unit.
``words``
    Lists by function: the units ``day week month year``; the modifiers ``last next this``, and ``this_after`` that
    follows its noun; ``ago`` and ``later`` after a count, ``ago_before`` and ``after_before`` before it; ``in`` before
    a bare year, ``in_or_after`` that is both; ``of from to and``; ``era`` after a year; ``same_day``; ``skip``
    (articles and such) and ``ignore`` (phrases that only look like dates).
"""

from dragoman.language.dates.expressions import resolve_weekday
from dragoman.language.dates.finding import FoundDate, find_dates, parse_date_line, settle

__all__ = ["FoundDate", "find_dates", "parse_date_line", "resolve_weekday", "settle"]
