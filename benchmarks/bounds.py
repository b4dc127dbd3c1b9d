"""Holds what a benchmark measured against its floors and ceilings."""

import statistics
import time
from typing import Any

CALLS, SECONDS = 200_000, 0.006
"""A core for which the floors of time were set makes so many calls in so many seconds."""

SLOWEST = 0.3
"""A machine may be so much slower, and no more, for its floors to be lowered by as much."""


class Scales:
    """Weigh a core again and again, in between what is measured.

    What else runs on a machine makes it slower by half from one second to the next, so that weighing it before and
    after says little of the time between. Calls of a small function slow down as reading does: over 47 rounds of 20
    pages, beside which other work came and went, reading took 1.0 to 1.7 of its least time, and that multiple over the
    multiple for the calls differed from 1 by 4 % (filing words in a dictionary: 11 %, looking up a million: 6 %). What
    is a ratio needs none of this.
    """

    def __init__(self) -> None:
        self.took: list[float] = []
        """The seconds of a processor that each weighing took."""

    def weigh(self) -> None:
        """Make some calls, and note how long it took."""
        began, total = time.process_time(), 0
        for number in range(CALLS):
            total = _add(total, number)
        self.took.append(time.process_time() - began)

    @property
    def share(self) -> float:
        """How fast the machine was, as a share of what floors in seconds were set for: 1 at most."""
        return max(SLOWEST, min(1.0, SECONDS / statistics.mean(self.took)))


def _add(total: int, number: int) -> int:
    return total + number if total < number else total


def find_failures(measured: dict[str, Any], floors: dict[str, float]) -> list[str]:
    """Return one sentence for each floor that was not reached, and each ceiling that was passed."""
    failures = [] if floors else ["there are no floors to hold"]
    for name, bound in floors.items():
        value, ceiling = measured.get(name), name.startswith("most ")
        if value is None or (value > bound if ceiling else value < bound):
            failures.append(f"{name}: {value}, the {'ceiling' if ceiling else 'floor'} is {bound}")
    return failures
