"""Limits on how often somebody tries: waits that grow with each failure, and a bucket for each key. All in memory.

What is remembered is bounded: where there are too many, those that were seen longest ago are forgotten.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock

MOST = 10_000
FORGOTTEN = 24 * 3600.0
"""Seconds after which failures count no more."""


@dataclass(frozen=True)
class Patience:
    """How many failures are free, and how long a wait grows to: 1, 2, 4, ... seconds, at most ``longest``."""

    free: int
    longest: float


class Waits:
    """Counts failures under names, and says how long the next try has to wait."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._seen: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def begin(self, names: Iterable[tuple[str, Patience]]) -> float:
        """Count a try under each of some names, before it is known how it ends.

        Returns:
            Seconds to wait; where there are any, this was no try, and nothing is counted.
        """
        with self._lock:
            listed, now = list(names), self._clock()
            wait = max((self._left(name, patience, now) for name, patience in listed), default=0.0)
            if wait <= 0:
                for name, _ in listed:
                    count, last = self._seen.pop(name, (0, now))
                    self._seen[name] = (1 if now - last > FORGOTTEN else count + 1, now)
                while len(self._seen) > MOST:
                    self._seen.popitem(last=False)
            return wait

    def forgive(self, names: Iterable[str]) -> None:
        """Forget failures, for the last try was none."""
        with self._lock:
            for name in names:
                self._seen.pop(name, None)

    def take_back(self, name: str) -> None:
        """Take back the last try under a name that stays under watch."""
        with self._lock:
            if name in self._seen:
                count, last = self._seen[name]
                self._seen[name] = (max(count - 1, 0), last)

    def _left(self, name: str, patience: Patience, now: float) -> float:
        count, last = self._seen.get(name, (0, now))
        if count < patience.free or now - last > FORGOTTEN:
            return 0.0
        wait = min(2.0 ** min(count - patience.free, 30), patience.longest)
        return max(last + wait - now, 0.0)


class Buckets:
    """Lets each of many askers ask so often a minute, with short bursts of a quarter of that."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._size = per_minute / 60, max(per_minute / 4, 1.0)
        self._clock, self._lock = clock, Lock()
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> int:
        """Take one drop; returns the seconds to wait for the next where the bucket is empty, 0 where it was not."""
        with self._lock:
            now = self._clock()
            held, last = self._held.pop(name, (self._size, now))
            held = min(self._size, held + (now - last) * self._rate)
            enough = held >= 1
            self._held[name] = (held - 1 if enough else held, now)
            while len(self._held) > MOST:
                self._held.popitem(last=False)
            return 0 if enough else max(math.ceil((1 - held) / self._rate), 1)
