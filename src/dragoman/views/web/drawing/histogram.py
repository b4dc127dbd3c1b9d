"""How many events there are in each day, week, month or year: bars, each a link to the events in it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.views.web.drawing.markup import element, link, percent, write
from dragoman.views.web.drawing.times import AXIS, Format, TimeScale, draw_axis
from dragoman.views.web.drawing.words import Words

TALL = 96
ROOM = 8
"""Pixels above the tallest bar."""

LEAST = 2
"""The height in pixels of a bar of one event beside one of a thousand."""

MOST = 2_000
"""No more bars than so many; what is finer than a pixel is nothing that anybody can see or point at."""


BROADEST = 4.0
"""No bar is broader than this share of the picture, in percent; the only one of a list would fill all of it."""


class Bar(NamedTuple):
    """How many ``events`` are from ``start`` to before ``stop``; ``href`` narrows the filter to them."""

    start: date
    stop: date
    events: int
    href: str | None = None
    title: str = ""


def next_start(day: date, by: str) -> date:
    """Return the day on which the next bar begins, for ``day``, ``week``, ``month`` or ``year``.

    >>> next_start(date(2023, 12, 1), "month")
    datetime.date(2024, 1, 1)
    """
    if by == "year":
        return date(min(day.year + 1, 9999), 1, 1)
    if by == "month":
        return date(min(day.year + day.month // 12, 9999), day.month % 12 + 1, 1)
    return day + timedelta(7 if by == "week" else 1)


def fill_gaps(counts: Iterable[tuple[date, int]], by: str) -> list[Bar]:
    """Return bars without links for counts by their first day, with empty ones between them."""
    given = sorted(counts)
    bars: list[Bar] = []
    for start, count in given:
        day = bars[-1].stop if bars else start
        while day < start and len(bars) < MOST:
            bars.append(Bar(day, next_start(day, by), 0))
            day = bars[-1].stop
        bars.append(Bar(start, next_start(start, by), count))
    return bars


def draw_histogram(bars: Sequence[Bar], *, words: Words, form: Format, mirrored: bool = False) -> str:
    """Return the picture; its width is that of its place, its letters keep their size.

    Args:
        bars: In order of time.
        words: Its title and description.
        form: Writes the days of the axis.
        mirrored: Whether time runs from right to left.
    """
    if not bars:
        return ""
    scale = TimeScale(bars[0].start, bars[-1].stop, mirrored)
    most = max(max(bar.events for bar in bars), 1)
    drawn = [_draw_bar(bar, scale, most) for bar in bars if bar.events]
    base = element("line", class_="base", x1="0", x2="100%", y1=TALL + ROOM, y2=TALL + ROOM)
    return element(
        "svg", words.describe(), draw_axis(scale, form, top=TALL + ROOM), base, *drawn, class_="drawing histogram",
        role="group", width="100%", height=TALL + ROOM + AXIS, **words.labelled,
    )  # fmt: skip


def _draw_bar(bar: Bar, scale: TimeScale, most: int) -> str:
    left, width = scale.stretch(bar.start, bar.stop)
    high = max(bar.events / most * TALL, LEAST)
    column = {"x": percent(left), "width": percent(max(width, 0.05))}
    broad = min(max(width, 0.05), BROADEST)
    shown = {"x": percent(left + (max(width, broad) - broad) / 2), "width": percent(broad)}
    return link(
        bar.href,
        element("title", write(bar.title)),
        element("rect", class_="hit", y=0, height=TALL + ROOM, **column),
        element("rect", class_="bar", y=TALL + ROOM - high, height=high, **shown),
        class_="column",
    )
