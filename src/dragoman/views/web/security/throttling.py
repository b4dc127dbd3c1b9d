"""Limits on how often somebody tries: waits that grow with each failure, and a bucket for each key.

All processes that serve a chronicle count together, see :mod:`~dragoman.views.web.security.ledgers`; the clock is that
of the machine, not of a process.
"""

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dragoman.views.web.security.ledgers import Ledger, MemoryLedger, Note, Page

FORGOTTEN = 24 * 3600.0
"""Seconds after which failures count no more."""


@dataclass(frozen=True)
class Patience:
    """How many failures are free, and how long a wait grows to: 1, 2, 4, ... seconds, at most ``longest``."""

    free: int
    longest: float


class Waits:
    """Counts failures under names, and says how long the next try has to wait."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, *, ledger: Ledger | None = None) -> None:
        self._clock, self._ledger = clock, ledger or MemoryLedger()

    def begin(self, names: Iterable[tuple[str, Patience]]) -> float:
        """Count a try under each of some names, before it is known how it ends.

        Returns:
            Seconds to wait; where there are any, this was no try, and nothing is counted.
        """
        listed = list(names)

        def count(page: Page) -> float:
            now = self._clock()
            wait = max((_left(page.read(name), patience, now) for name, patience in listed), default=0.0)
            for name, _ in listed if wait <= 0 else ():
                number, last = page.read(name) or (0, now)
                page.write(name, (1 if now - last > FORGOTTEN else number + 1, now))
            return wait

        return self._ledger.change(count)

    def forgive(self, names: Iterable[str]) -> None:
        """Forget failures, for the last try was none."""

        def forget(page: Page) -> None:
            for name in names:
                page.write(name, None)

        self._ledger.change(forget)

    def take_back(self, name: str) -> None:
        """Take back the last try under a name that stays under watch."""

        def count(page: Page) -> None:
            if (noted := page.read(name)) is not None:
                page.write(name, (max(noted[0] - 1, 0), noted[1]))

        self._ledger.change(count)


def _left(noted: Note | None, patience: Patience, now: float) -> float:
    count, last = noted or (0, now)
    if count < patience.free or now - last > FORGOTTEN:
        return 0.0
    wait = min(2.0 ** min(count - patience.free, 30), patience.longest)
    return max(last + wait - now, 0.0)


class Buckets:
    """Lets each of many askers ask so often a minute, with short bursts of a quarter of that."""

    def __init__(
        self, per_minute: int, clock: Callable[[], float] = time.monotonic, *, ledger: Ledger | None = None
    ) -> None:
        self._rate, self._size = per_minute / 60, max(per_minute / 4, 1.0)
        self._clock, self._ledger = clock, ledger or MemoryLedger()

    def take(self, name: str) -> int:
        """Take one drop; returns the seconds to wait for the next where the bucket is empty, 0 where it was not."""

        def drop(page: Page) -> int:
            now = self._clock()
            held, last = page.read(name) or (self._size, now)
            held = min(self._size, held + (now - last) * self._rate)
            enough = held >= 1
            page.write(name, (held - 1 if enough else held, now))
            return 0 if enough else max(math.ceil((1 - held) / self._rate), 1)

        return self._ledger.change(drop)
