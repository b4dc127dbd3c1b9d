"""Holds what a benchmark measured against its floors and ceilings."""

from typing import Any


def find_failures(measured: dict[str, Any], floors: dict[str, float]) -> list[str]:
    """Return one sentence for each floor that was not reached, and each ceiling that was passed."""
    failures = [] if floors else ["there are no floors to hold"]
    for name, bound in floors.items():
        value, ceiling = measured.get(name), name.startswith("most ")
        if value is None or (value > bound if ceiling else value < bound):
            failures.append(f"{name}: {value}, the {'ceiling' if ceiling else 'floor'} is {bound}")
    return failures
