"""The choices of a brief: its form, its time, and what it calls itself."""

from datetime import UTC, date, datetime, timedelta

from dragoman.chronicle.days import check_day
from dragoman.errors import UsageError
from dragoman.exports.facts import isolate_day
from dragoman.exports.formats import FORMATS, Format
from dragoman.language.phrases import load_phrases, say
from dragoman.language.scripts import isolate

FORMS = ("brief", "brief-weekly", "brief-page", "brief-page-weekly")


def check_form(name: str) -> Format:
    """Return the format of a brief.

    Raises:
        UsageError: It is none.
    """
    if name not in FORMS:
        raise UsageError(f"no form of a brief {name!r}; allowed: {', '.join(FORMS)}")
    return FORMATS[name]


def find_window(
    *, day: str | None = None, week: str | None = None, since: str | None = None, until: str | None = None
) -> tuple[str | None, str | None]:
    """Return the first and the last day of a brief.

    Args:
        day: One day; ``today`` and ``yesterday`` are days too.
        week: Any day of a week, Monday to Sunday.
        since: The first day, month or year of another time.
        until: The last one.

    Raises:
        UsageError: Several times are named, or one is no date.

    >>> find_window(week="2024-03-13")
    ('2024-03-11', '2024-03-17')
    """
    if sum(bool(one) for one in (day, week, since or until)) > 1:
        raise UsageError("a brief is of a day, of a week, or of a time since and until; name one of them")
    if day:
        found = read_day(day).isoformat()
        return found, found
    if week:
        return _find_week(read_day(week))
    return check_day(since) if since else None, check_day(until) if until else None


def _find_week(day: date) -> tuple[str, str]:
    monday = day - timedelta(days=day.weekday())
    try:
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    except OverflowError as error:
        raise UsageError(f"the week of {day} ends after the last year of the calendar, 9999") from error


def read_day(words: str) -> date:
    """Return a day in UTC from ``today``, ``yesterday`` or ``YYYY-MM-DD``.

    Raises:
        UsageError: It is none.
    """
    today = datetime.now(UTC).date()
    if words in ("today", "yesterday"):
        return today - timedelta(days=words == "yesterday")
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise UsageError(f"{words!r} is no day; write YYYY-MM-DD, today or yesterday") from error


def title_brief(since: str | None, until: str | None, *, name: str | None, language: str) -> str:
    """Return what a brief calls itself.

    >>> title_brief("2024-03-11", "2024-03-17", name=None, language="en")
    'Brief: 2024-03-11 to 2024-03-17'
    """
    first, last = (isolate_day(one, language) if one else "…" for one in (since, until))
    when = first if since == until else say(language, "events_of", first=first, last=last)
    parts = [isolate(name) if name else "", when if since or until else ""]
    words = " · ".join(part for part in parts if part)
    head = load_phrases(language)["brief"]
    return f"{head}: {words}" if words else head
