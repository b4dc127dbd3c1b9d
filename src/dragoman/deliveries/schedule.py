"""When digests are due and when to try again: pure functions of the clock."""

from datetime import datetime, timedelta

from dragoman.errors import UsageError

EACH, DAY, WEEK = "each", "day", "week"
PERIODS = (EACH, DAY, WEEK)
HOUR = 6
"""The hour of a digest in UTC where nothing says otherwise."""

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60))
"""The pauses between attempts; the last one is repeated."""


def find_next(period: str, hour: int, *, now: datetime) -> datetime | None:
    """Return when a digest is due next, ``None`` for what is due at once whenever there is something new.

    Weekly ones come on Mondays.

    >>> from datetime import UTC
    >>> find_next("week", 6, now=datetime(2024, 3, 13, 9, 30, tzinfo=UTC)).isoformat()
    '2024-03-18T06:00:00+00:00'
    """
    if period == EACH:
        return None
    due = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    if due <= now:
        due += timedelta(days=1)
    return due + timedelta(days=-due.weekday() % 7) if period == WEEK else due


def find_pause(attempts: int, *, asked: timedelta | None = None) -> timedelta:
    """Return how long to wait after so many attempts, longer where the receiver asks for that, a day at most.

    >>> find_pause(1), find_pause(9, asked=timedelta(seconds=5))
    (datetime.timedelta(seconds=60), datetime.timedelta(days=1))
    """
    pause = PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]
    return min(max(pause, asked), PAUSES[-1]) if asked else pause


def check_period(period: str, hour: str) -> tuple[str, int]:
    """Return a period and the hour of a digest.

    Raises:
        UsageError: One of them is none.
    """
    if period not in PERIODS:
        raise UsageError(f"no period {period!r}; allowed: {', '.join(PERIODS)}")
    if not hour.isdecimal() or int(hour) > 23:
        raise UsageError(f"hour {hour!r} is none; write 0 to 23 (UTC)")
    return period, int(hour)
