"""Dates that say how they are known."""

from typing import Literal

from msgspec import Struct

Basis = Literal["stated", "counted", "inferred", "unknown", "corrected"]


class When(Struct, frozen=True, gc=False):
    """A day, month, year or interval, with the way it came to be known.

    ``value`` is EDTF level 0 (``2023``, ``2023-03``, ``2023-03-14``, ``2022-01-06/2022-01-07``) or ``None`` where the
    page does not settle it. ``basis`` is ``stated`` (the page writes the date), ``counted`` (from "yesterday" or a
    weekday and the page's own date), ``inferred`` (from the context, such as the event it is part of), ``unknown``, or
    ``corrected`` (a person says so). ``words`` are the words it came from; ``note`` says what did not agree, such as a
    weekday that contradicts the date.

    Source: EDTF, ISO 8601-2:2019.
    """

    value: str | None = None
    basis: Basis = "unknown"
    words: str = ""
    note: str = ""

    @property
    def precision(self) -> str:
        """``day``, ``month``, ``year``, ``interval`` or ``none``."""
        if self.value is None:
            return "none"
        if "/" in self.value:
            return "interval"
        return {4: "year", 7: "month", 10: "day"}[len(self.value)]
