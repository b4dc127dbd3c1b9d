"""What all pictures need to know of the reader."""

from datetime import date
from functools import lru_cache

from babel.dates import format_skeleton

from dragoman.chronicle.days import first_day, last_day
from dragoman.views.web.dates import WRITTEN, in_digits
from dragoman.views.web.rendering import current, gettext, ngettext


def form_tick(day: date, unit: str) -> str:
    """Write a day under an axis, as ``year``, ``month`` or ``day``."""
    if unit == "year":
        return in_digits(f"{day.year}")
    skeleton = "yMMM" if unit == "month" else "MMMd"
    return in_digits(_form_day(skeleton, day, current().preferences.language))


@lru_cache(WRITTEN)
def _form_day(skeleton: str, day: date, language: str) -> str:
    return str(format_skeleton(skeleton, day, locale=language))


def is_mirrored() -> bool:
    """Tell whether time runs from right to left."""
    return current().preferences.direction == "rtl"


def parse_first(edtf: str | None) -> date | None:
    """Return the first day of a date, ``None`` where it is none."""
    return _parse(first_day(edtf))


def parse_last(edtf: str | None) -> date | None:
    """Return the last day of a date, ``None`` where it is none."""
    return _parse(last_day(edtf))


def _parse(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day or "")
    except ValueError:
        return None


def count_events(number: int) -> str:
    """Return how many events there are, in words."""
    return ngettext("%(n)s event", "%(n)s events", number) % {"n": number}


def join_words(*words: str) -> str:
    """Return words one after another, each isolated, with the commas of the language; none for an empty one."""
    return gettext(", ").join(f"\u2068{word}\u2069" for word in words if word)
