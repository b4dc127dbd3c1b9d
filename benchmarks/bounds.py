"""Holds what a benchmark measured against its floors and ceilings."""

import statistics
import time
from typing import Any

WORDS, SECONDS, TIMES = 100_000, 0.035, 5
"""A core for which the floors of time were set files so many words in so many seconds; it is done so often."""

SLOWEST = 0.45
"""A machine may be so much slower, and no more, for its floors to be lowered by as much."""


def weigh_machine() -> float:
    """Return how fast a core and its memory are now, as a share of what floors in seconds were set for: 1 at most.

    Other work on the machine makes it slower, as a core of another kind does. What is a ratio needs none of this.
    """
    words, took = [str(number * 7919 % 100_003) for number in range(WORDS)], []
    for _ in range(TIMES):
        began, places = time.process_time(), dict[str, list[tuple[int, str]]]()
        for number, word in enumerate(words):
            places.setdefault(word[:3], []).append((number, word))
        took.append(time.process_time() - began)
    return max(SLOWEST, min(1.0, SECONDS / statistics.median(took)))


def find_failures(measured: dict[str, Any], floors: dict[str, float]) -> list[str]:
    """Return one sentence for each floor that was not reached, and each ceiling that was passed."""
    failures = [] if floors else ["there are no floors to hold"]
    for name, bound in floors.items():
        value, ceiling = measured.get(name), name.startswith("most ")
        if value is None or (value > bound if ceiling else value < bound):
            failures.append(f"{name}: {value}, the {'ceiling' if ceiling else 'floor'} is {bound}")
    return failures
