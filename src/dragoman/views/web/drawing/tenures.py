"""Who held an office, or what offices somebody held: a strip for each, all on one axis.

The words of a strip are text of the page above it, so that they wrap, can be copied, and are never cut; the strip
itself stretches with the page. What nobody states fades: a start before the first page that knows of it, an end after
the last one.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dragoman.views.web.drawing.markup import Value, element, link, percent, write
from dragoman.views.web.drawing.texts import run_of
from dragoman.views.web.drawing.times import AXIS, Format, TimeScale, draw_axis
from dragoman.views.web.drawing.words import Words

HIGH = 22
BAR = (5, 12)
"""Where a bar begins from the top of its strip, and its height, in pixels."""

FADE = 4.0
"""How far in percent of the width a start fades of which no page says when it was."""


class Dot(NamedTuple):
    """An event on a day."""

    day: date
    href: str
    title: str


class Tenure(NamedTuple):
    """An office held: certain from ``start`` to ``stop``, the ends stated or only seen.

    ``fades_to`` is the day until which the holder may have stayed, where no page says when he left; ``dates`` the words
    for the period, ``href`` and ``label`` what stands above, ``note`` what qualifies it, ``marks`` classes such as
    ``acting``.
    """

    label: str
    href: str | None
    dates: str
    start: date
    stop: date
    start_is_stated: bool = True
    fades_to: date | None = None
    note: str = ""
    marks: str = ""
    language: str | None = None
    dots: tuple[Dot, ...] = ()


class Stretch(NamedTuple):
    """Days on which nobody (``gap``) or more than one (``overlap``) held an office."""

    kind: str
    start: date
    stop: date
    title: str


def draw_tenures(
    tenures: Sequence[Tenure],
    *,
    words: Words,
    form: Format,
    stretches: Sequence[Stretch] = (),
    dots: Sequence[Dot] = (),
    mirrored: bool = False,
) -> str:
    """Return a figure: a list of strips, the dots of all events on a last one, and the axis.

    Args:
        tenures: From top to bottom.
        words: What the figure is called.
        form: Writes the days of the axis.
        stretches: Gaps and overlaps, marked on every strip.
        dots: Events that belong to no tenure in particular.
        mirrored: Whether time runs from right to left.
    """
    if not tenures:
        return ""
    scale = _span(tenures, dots, mirrored)
    strips = [
        element("li", _head(tenure), _draw_strip(tenure, scale, stretches, f"{words.name}-{number}"))
        for number, tenure in enumerate(tenures)
    ]
    last = element(
        "svg", *_draw_dots(dots, scale, 9), draw_axis(scale, form, top=18 if dots else 0), class_="drawing strip",
        role="group" if dots else None, aria_hidden=None if dots else "true", width="100%",
        height=(18 if dots else 0) + AXIS, aria_label=words.title if dots else None,
    )  # fmt: skip
    caption = element("figcaption", write(words.title), id=f"{words.name}-title")
    described = (
        element("p", write(words.description), class_="note", id=f"{words.name}-desc") if words.description else ""
    )
    inner = (caption, described, element("ol", *strips, class_="strips"), last)
    return element("figure", *inner, class_="tenures", **words.labelled)


def _span(tenures: Sequence[Tenure], dots: Sequence[Dot], mirrored: bool) -> TimeScale:
    starts = [one.start for one in tenures] + [dot.day for dot in dots]
    stops = [one.fades_to or one.stop for one in tenures] + [dot.day for dot in dots]
    starts += [dot.day for one in tenures for dot in one.dots]
    stops += [dot.day for one in tenures for dot in one.dots]
    first, last = min(starts), max(stops)
    edge = max((last - first).days // 25, 15)
    return TimeScale(
        date.fromordinal(max(first.toordinal() - edge, 1)),
        date.fromordinal(min(last.toordinal() + edge, date.max.toordinal())),
        mirrored,
    )


def _head(tenure: Tenure) -> str:
    name = element("bdi", write(tenure.label), lang=tenure.language, dir=run_of(tenure.label))
    parts = [element("a", name, href=tenure.href) if tenure.href else name]
    parts.append(element("bdi", write(tenure.dates), class_="dates"))
    if tenure.note:
        parts.append(element("span", write(tenure.note), class_="badge"))
    return element("p", " ".join(parts), class_="strip-head")


def _draw_strip(tenure: Tenure, scale: TimeScale, stretches: Sequence[Stretch], name: str) -> str:
    words = Words(name, f"{tenure.label}: {tenure.dates}")
    marks = []
    for one in stretches:
        left, width = scale.stretch(one.start, one.stop)
        inner = element("title", write(one.title))
        box: dict[str, Value] = {"x": percent(left), "width": percent(max(width, 0.3)), "y": 0, "height": HIGH}
        marks.append(element("rect", inner, class_=one.kind, **box))
    dots = _draw_dots(tenure.dots, scale, BAR[0] + BAR[1] / 2)
    role = "group" if tenure.dots else "img"
    return element(
        "svg", words.describe(), *marks, *_draw_bar(tenure, scale, name), *dots,
        class_="drawing strip", role=role, width="100%", height=HIGH, **words.labelled,
    )  # fmt: skip


def _draw_bar(tenure: Tenure, scale: TimeScale, name: str) -> list[str]:
    left, width = scale.stretch(tenure.start, tenure.stop)
    width = max(width, 0.4)
    class_ = f"tenure {tenure.marks}".strip()
    box: dict[str, Value] = {"y": BAR[0], "height": BAR[1]}
    drawn = [element("rect", class_=class_, x=percent(left), width=percent(width), **box)]
    if not tenure.start_is_stated:
        before = left + width if scale.mirrored else left - FADE
        drawn += _fade(f"{name}-in", (before, FADE), class_, scale.mirrored)
    if tenure.fades_to and tenure.fades_to > tenure.stop:
        drawn += _fade(f"{name}-out", scale.stretch(tenure.stop, tenure.fades_to), class_, not scale.mirrored)
    return drawn


def _fade(id: str, where: tuple[float, float], class_: str, leaves_right: bool) -> list[str]:
    """A bar that is full at one end and nothing at the other."""
    near, far = ("0", "1") if leaves_right else ("1", "0")
    stops = (element("stop", class_=f"{class_} near", offset="0"), element("stop", class_=f"{class_} far", offset="1"))
    gradient = element("linearGradient", *stops, id=id, x1=near, x2=far)
    box: dict[str, Value] = {
        "x": percent(max(where[0], 0)),
        "width": percent(min(where[1] + min(where[0], 0), 100 - max(where[0], 0))),
        "y": BAR[0],
        "height": BAR[1],
    }
    return [element("defs", gradient), element("rect", class_="fade", fill=f"url(#{id})", **box)]


def _draw_dots(dots: Sequence[Dot], scale: TimeScale, y: float) -> list[str]:
    return [
        link(
            dot.href,
            element("title", write(dot.title)),
            element("circle", class_="event", cx=percent(scale.place(dot.day)), cy=y, r=4),
        )
        for dot in dots
    ]
