"""Moments of accounts: ISO 8601 in UTC to the second, so that their order is that of their words."""

from datetime import UTC, datetime, timedelta

FORM = "%Y-%m-%dT%H:%M:%SZ"


def read_clock() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


def format_moment(moment: datetime) -> str:
    """Write a moment."""
    return moment.astimezone(UTC).strftime(FORM)


def parse_moment(words: str) -> datetime:
    """Read what :func:`format_moment` wrote."""
    return datetime.strptime(words, FORM).replace(tzinfo=UTC)


def is_older(words: str, than: timedelta, *, now: datetime) -> bool:
    """Tell whether a moment is longer ago than a stretch of time."""
    return now - parse_moment(words) > than
