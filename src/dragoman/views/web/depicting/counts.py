"""Events over time: the histogram of a filter, and the spark line of a tie."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from markupsafe import Markup

from dragoman.chronicle.listing.answers import Bin, Histogram, YearCount
from dragoman.views.web.dates import write_edtf
from dragoman.views.web.depicting.common import count_events, form_tick, is_mirrored, parse_first, parse_last
from dragoman.views.web.drawing import Bar, Words, draw_histogram, draw_spark
from dragoman.views.web.fragments import with_query
from dragoman.views.web.rendering import gettext, mark

STEPS = {"day": mark("by day"), "week": mark("by week"), "month": mark("by month"), "year": mark("by year")}
_LENGTHS = {"year": 4, "month": 7, "day": 10}
LONGEST = 60
"""Years of a spark line; the first of a longer one are left out."""


def depict_histogram(histogram: Histogram, *, path: str, query: Mapping[str, str], name: str = "events") -> Markup:
    """Return events over time; each bar leads to a page with only the events in it.

    Args:
        histogram: The counts.
        path: The page that the bars lead to.
        query: Its parameters; ``since`` and ``until`` are those of the bar.
        name: What ids in the picture begin with.
    """
    bars = [bar for one in histogram.bins if (bar := _make_bar(one, histogram.by, path, query))]
    total = sum(bar.events for bar in bars)
    words = Words(name, gettext("Events over time"), f"{count_events(total)} {gettext(STEPS[histogram.by])}")
    return Markup(draw_histogram(bars, words=words, form=form_tick, mirrored=is_mirrored()))


def _make_bar(one: Bin, by: str, path: str, query: Mapping[str, str]) -> Bar | None:
    start, stop = parse_first(one.start), parse_last(one.stop)
    if start is None or stop is None:
        return None
    words = f"{one.start}/{one.stop}" if by == "week" else one.start[: _LENGTHS[by]]
    narrowed = {**query, "since": one.start, "until": one.stop}
    title = f"{write_edtf(words)}: {count_events(one.count)}"
    return Bar(start, stop + timedelta(1), one.count, with_query(path, **narrowed), title)


def depict_spark(series: Sequence[YearCount], *, name: str, span: tuple[int, int] | None = None) -> Markup:
    """Return the years of a tie as a line, those of ``span`` without events at its foot; one year alone is written."""
    counts = {int(one.year): one.count for one in series if one.year.isdigit()}
    if not counts:
        return Markup("")
    first, last = span or (min(counts), max(counts))
    if first == last:  # a line needs two points
        return Markup("<bdi>{}</bdi>").format(write_edtf(str(last)))
    years = range(max(first, last - LONGEST), last + 1)
    told = ", ".join(f"{write_edtf(str(year))}: {count}" for year, count in sorted(counts.items()))
    words = Words(name, told)
    return Markup(draw_spark([counts.get(year, 0) for year in years], words=words, mirrored=is_mirrored()))


def span_of(many: Sequence[Sequence[YearCount]]) -> tuple[int, int] | None:
    """Return the first and last year of several series, so that their lines can be compared."""
    years = [int(one.year) for series in many for one in series if one.year.isdigit()]
    return (min(years), max(years)) if years else None
