"""Dates: what a page says about when, with the way it came to be known.

:func:`parse_date_line` reads the date of a head line, :func:`find_dates` the expressions of running text, and
:func:`settle` decides weekdays and days without a year by the tense of their sentence.

All words come from ``data/languages/<tag>/dates.toml``. Forms are matched without regard to case, Arabic letter
variants, vowel marks, joiners and sets of digits; a trailing full stop is optional. The keys:

``order``
    ``figures``: ``day-first``, or ``open`` where 03/04/2022 may mean either order and is left open;
    ``month_day``: whether the day may follow the month (``always``, ``with-year``, ``never``);
    ``modifier``: ``before``, or ``both`` where "last" may also follow its noun;
    ``capitals``: names of months that are words in small letters;
    ``old_years``: the calendar (``solar``, ``hijri``) of years before 1500;
    ``short_years``: what two figures after the word for year or an old month are counted from.
``day_suffixes``
    What may be glued to a day's number ("7th").
``decade_suffixes``
    What makes a decade of a year ("1970s").
``month_suffixes``
    What may be glued to a month's name.
``proclitics``
    What may be glued to the front of a word and is not part of it.
``assimilated``
    What the front of a word becomes where a preposition melts into its article.
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
    Number words, for counts and for days of a month; those of several words are put together ("twenty one").
``decades.<tens>``, ``relative_years.<number>``
    Words for ten years of the last century, and for a year counted from this one.
``pairs.<unit>``
    Forms that mean two of a unit.
``words``
    Lists by function: the units ``day week month year``, their plurals ``days weeks months years``, ``quarter half
    weekend``; the modifiers ``last next this``, and ``this_after`` that follows its noun; ``ago`` and ``later`` after
    a count, ``ago_before`` and ``after_before`` before it; ``in`` before a bare year, ``in_or_after`` that is both;
    ``edge`` ("end of"); ``of from to and``; ``era`` after a year; ``past`` that is "last" before a count only;
    ``one`` ("a week"), ``few`` (a count that is not told); ``now`` at the end of a stretch; ``rest`` of a unit;
    ``week_of`` a day; ``this_week``; ``same_day``, ``next_day``, ``day_before``, ``same_year`` and ``afterwards``
    ("two days later"), which count from the story; ``on`` before a day without its month; ``skip`` (articles and
    such) and ``ignore`` (phrases that only look like dates).
"""

from dragoman.language.dates.finding import FoundDate, find_dates, find_page_day, in_year, parse_date_line, settle
from dragoman.language.dates.resolving import resolve_weekday

__all__ = ["FoundDate", "find_dates", "find_page_day", "in_year", "parse_date_line", "resolve_weekday", "settle"]
