"""How long the bytes of pages are kept, as it is written in the settings."""

import re

from dragoman.errors import UsageError

ALL, NONE = "all", "none"
_DAYS = re.compile(r"days:([1-9]\d{0,5})")


def check_keeping(words: str) -> str:
    """Return how long bytes are kept, ``all``, ``none`` or ``days:N``.

    Raises:
        UsageError: It is something else.

    >>> check_keeping("days:90")
    'days:90'
    """
    if words in (ALL, NONE) or _DAYS.fullmatch(words):
        return words
    raise UsageError(f"keep_bytes is {words!r}; it may be 'all', 'none', or 'days:' and a number, such as 'days:90'")


def count_days(words: str) -> int:
    """Return for how many days bytes are kept, 0 where they are not kept at all.

    Raises:
        UsageError: It is neither ``none`` nor ``days:N``.
    """
    found = _DAYS.fullmatch(check_keeping(words))
    return int(found[1]) if found else 0
