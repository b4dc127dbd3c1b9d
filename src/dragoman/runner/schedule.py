"""When a source is due, and which of its addresses: pure functions of what is stored and of the clock.

Nothing is stored but what has happened, so that a changed interval counts at once. A clock that was set back makes
things due rather than holding them up, one that was set forward makes them due once.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from dragoman.chronicle.watch_answers import Seen, SourceHealth, SourceState

EVERY = timedelta(minutes=15)
"""The interval of a source where nothing says otherwise."""
LONGEST_PAUSE = timedelta(days=1)
"""The longest pause after failures, for a source whose interval is not longer."""
WATCHED_FOR = timedelta(days=30)
"""A page is asked for changes for so long after it last changed."""
QUIET_AFTER = timedelta(days=7)
"""A source is quiet that has given no new page for so long, or for ten intervals where that is longer."""
_DOUBLINGS = 8
_JITTER = 0.1


def parse_moment(text: str) -> datetime:
    """Read a moment as it is stored."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def format_moment(moment: datetime) -> str:
    """Write a moment as it is stored.

    >>> format_moment(datetime(2024, 3, 12, 9, 30, tzinfo=UTC))
    '2024-03-12T09:30:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def find_due(state: SourceState | None, interval: timedelta | None, *, now: datetime) -> datetime | None:
    """Return when a source is due next, ``None`` where that is now.

    A run that was cut off goes on at once. After each failure in a row the pause is twice as long. Up to a tenth of a
    pause is taken off, differently each time, so that sources do not all come at once.

    Args:
        state: How its runs went.
        interval: How often it is to be looked at; ``None`` for whenever one looks.
        now: The clock.
    """
    if state is None or state.begun or not state.attempted or interval is None:
        return None
    last = parse_moment(state.attempted)
    pause = interval * 2 ** min(state.failures, _DOUBLINGS)
    pause = max(min(pause, LONGEST_PAUSE), interval)
    due = last + pause * (1 - _JITTER * _chance(state))
    return due if last <= now < due else None


def _chance(state: SourceState) -> float:
    digest = hashlib.sha256(f"{state.name}\n{state.attempted}".encode()).digest()
    return digest[0] / 255


def is_due_again(seen: Seen, *, now: datetime) -> bool:
    """Tell whether an address that was asked before is to be asked for changes.

    News change in their first hours: an address is asked again when half as much time has passed as it was old when it
    was last asked, so about six times in a day and ten times in a week.
    """
    changed, asked = parse_moment(seen.changed), parse_moment(seen.asked)
    if asked > now:
        return True
    return now - asked >= (asked - changed) / 2 and now - changed <= WATCHED_FOR


def list_due_again(seen: Iterable[tuple[str, Seen]], *, now: datetime) -> list[str]:
    """Return the addresses that are to be asked for changes, those that changed last first."""
    due = [(one.changed, address) for address, one in seen if one.outcome != "list" and is_due_again(one, now=now)]
    return [address for _, address in sorted(due, reverse=True)]


def is_quiet(health: SourceHealth, *, now: datetime) -> bool:
    """Tell whether a source has not given a new page for long."""
    last = parse_moment(health.gave_page or health.added)
    return now - last > max(QUIET_AFTER, timedelta(seconds=10 * (health.interval or 0)))
