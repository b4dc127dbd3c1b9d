"""The axis of time: where a day stands, and which days are written under it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from dragoman.views.web.drawing.markup import element, percent, write
from dragoman.views.web.drawing.texts import measure, run_of

WIDTHS = {"narrow": 300.0, "wide": 680.0}
"""The narrowest widths in pixels at which each set of marks is shown; the style sheet shows one of the two."""

SIZE = 12.0
AXIS = 22
"""The height of the axis in pixels."""

Format = Callable[[date, str], str]
"""Writes a day as ``day``, ``month`` or ``year`` in the language of the interface."""


class TimeScale(NamedTuple):
    """Days from ``start`` to before ``stop``, over the whole width; from right to left where it is ``mirrored``."""

    start: date
    stop: date
    mirrored: bool = False

    def place(self, day: date) -> float:
        """Return where a day begins, in percent from the left; days outside are put on the edge."""
        share = (day - self.start).days / max((self.stop - self.start).days, 1)
        share = min(max(share, 0.0), 1.0) * 100
        return 100 - share if self.mirrored else share

    def stretch(self, start: date, stop: date) -> tuple[float, float]:
        """Return the left end and the width of a stretch of days in percent."""
        a, b = sorted((self.place(start), self.place(stop)))
        return a, b - a


class Tick(NamedTuple):
    """A mark of the axis: where, in percent, and what is written there."""

    at: float
    text: str


def pick_ticks(scale: TimeScale, form: Format, *, width: float) -> list[Tick]:
    """Return the finest regular marks whose words do not meet at a width in pixels, and none that would be cut."""
    for unit, step in _STEPS:
        if _count(scale, unit, step) > width / (SIZE * 1.5):
            continue
        ticks = [Tick(scale.place(day), form(day, unit)) for day in _list_days(scale, unit, step)]
        ticks = [tick for tick in ticks if _fits(tick, width)]
        if ticks and _are_apart(ticks, width):
            return ticks
    return []


def draw_axis(scale: TimeScale, form: Format, *, top: float) -> str:
    """Return both sets of marks, each in a group that the style sheet shows at its width."""
    groups = []
    for name, width in WIDTHS.items():
        marks = []
        for tick in pick_ticks(scale, form, width=width):
            x = percent(tick.at)
            marks.append(element("line", class_="grid", x1=x, x2=x, y1=0, y2=top + 4))
            runs = run_of(tick.text)
            marks.append(
                element(
                    "text", write(tick.text), class_="tick", x=x, y=top + 16, text_anchor="middle", direction=runs,
                    font_size=SIZE,
                )
            )  # fmt: skip
        groups.append(element("g", *marks, class_=f"only-{name}"))
    return element("g", *groups, class_="axis", aria_hidden="true")


_STEPS = (
    ("day", 1), ("day", 7), ("day", 14), ("month", 1), ("month", 3), ("month", 6), ("year", 1), ("year", 2),
    ("year", 5), ("year", 10), ("year", 20), ("year", 50), ("year", 100), ("year", 500),
)  # fmt: skip
_DAYS = {"day": 1, "month": 30, "year": 365}


def _count(scale: TimeScale, unit: str, step: int) -> float:
    return (scale.stop - scale.start).days / (_DAYS[unit] * step)


def _list_days(scale: TimeScale, unit: str, step: int) -> Iterator[date]:
    if unit == "day":
        day = scale.start
        while day < scale.stop:
            yield day
            day += timedelta(step)
        return
    for year in range(scale.start.year, min(scale.stop.year, 9999) + 1):
        for month in range(1, 13, step) if unit == "month" else (1,):
            day = date(year, month, 1)
            if scale.start <= day < scale.stop and (unit == "month" or year % step == 0):
                yield day


def _half(tick: Tick, width: float) -> tuple[float, float]:
    middle, half = tick.at / 100 * width, measure(tick.text, SIZE) / 2
    return middle - half, middle + half


def _fits(tick: Tick, width: float) -> bool:
    left, right = _half(tick, width)
    return left >= 0 and right <= width


def _are_apart(ticks: Sequence[Tick], width: float) -> bool:
    ends = sorted(_half(tick, width) for tick in ticks)
    return all(before[1] + SIZE / 2 <= after[0] for before, after in pairwise(ends))
