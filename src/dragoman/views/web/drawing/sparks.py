"""A line the size of a word: how something rose and fell."""

from collections.abc import Sequence

from dragoman.views.web.drawing.markup import element
from dragoman.views.web.drawing.words import Words

WIDTH, HEIGHT, EDGE = 96, 20, 2


def draw_spark(series: Sequence[int], *, words: Words, mirrored: bool = False) -> str:
    """Return counts of equal stretches of time as a line with a dot on the last; of one count only the dot."""
    if not series:
        return ""
    most = max(max(series), 1)
    steps = max(len(series) - 1, 1)
    points = []
    for number, count in enumerate(series):
        share = number / steps if len(series) > 1 else 0.5
        x = EDGE + (1 - share if mirrored else share) * (WIDTH - 2 * EDGE)
        points.append((round(x, 1), round(HEIGHT - EDGE - count / most * (HEIGHT - 2 * EDGE), 1)))
    line = element("polyline", class_="line", points=" ".join(f"{x:g},{y:g}" for x, y in points))
    dot = element("circle", class_="dot", cx=points[-1][0], cy=points[-1][1], r=EDGE)
    return element(
        "svg", words.describe(), line if len(series) > 1 else "", dot, class_="drawing spark", role="img", width=WIDTH,
        height=HEIGHT, viewBox=f"0 0 {WIDTH} {HEIGHT}", **words.labelled,
    )  # fmt: skip
