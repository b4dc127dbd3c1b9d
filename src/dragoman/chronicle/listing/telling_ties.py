"""What is told of the events that two share: days, types and years."""

from collections.abc import Sequence
from typing import Any

from dragoman.chronicle.listing.answers import TypeCount, YearCount


class Tie:
    """Sums over the events of a tie."""

    def __init__(self) -> None:
        self.events = 0
        self.first: str | None = None
        self.last: str | None = None
        self.types: dict[str, int] = {}
        self.years: dict[str, int] = {}

    def list_types(self) -> tuple[TypeCount, ...]:
        """Return the types, the most frequent first."""
        return tuple(TypeCount(*item) for item in sorted(self.types.items(), key=lambda item: (-item[1], item[0])))

    def list_years(self) -> tuple[YearCount, ...]:
        """Return the years that have any, in order."""
        return tuple(YearCount(*item) for item in sorted(self.years.items()))


def add_row(tie: Tie, told: Sequence[Any]) -> None:
    """Add events of one type and year: these, the first and the last day, and how many there are."""
    type, year, first, last, count = told
    tie.events += count
    tie.types[type] = tie.types.get(type, 0) + count
    if year:
        tie.years[year] = tie.years.get(year, 0) + count
    tie.first = min(filter(None, (tie.first, first)), default=None)
    tie.last = max(filter(None, (tie.last, last)), default=None)
