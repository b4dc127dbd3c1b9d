"""Draws what a page costs by step, a bar for each size of the chronicle."""

from collections.abc import Callable, Sequence
from typing import Any

WIDTH, HEIGHT, EDGE, BAR = 640, 340, 56, 90
STYLE = 'font-family="sans-serif" font-size="12"'
COLOURS = {
    "read": "#1f5fa8",
    "store": "#5b8fc9",
    "resolve": "#a8501f",
    "tenures": "#7a5195",
    "stories": "#2f7d4f",
    "merge": "#c99a2e",
    "index": "#6b7280",
    "begin": "#9ca3af",
}

Run = dict[str, Any]


def draw_chart(runs: Sequence[Run], cost: Callable[..., float]) -> str:
    """Return an SVG of stacked bars, milliseconds of the processor a page by step, over the number of pages.

    Args:
        runs: What was measured, by size.
        cost: Returns the milliseconds of a run in some steps, or in all.
    """
    top = max(cost(run) for run in runs)
    scale = (HEIGHT - 2 * EDGE) / top
    bars = "".join(
        _draw_bar(run, EDGE + 30 + number * (BAR + 50), scale=scale, cost=cost) for number, run in enumerate(runs)
    )
    axis = f'<path d="M{EDGE} {EDGE // 2} V{HEIGHT - EDGE} H{WIDTH - 110}" fill="none" stroke="#888"/>'
    title = "<title>Milliseconds of the processor a page, by step and number of pages</title>"
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    names = [step for step in COLOURS if any(cost(run, step) >= 0.05 for run in runs)]
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{title}{axis}{bars}{_draw_legend(names)}</svg>\n'


def _draw_bar(run: Run, left: float, *, scale: float, cost: Callable[..., float]) -> str:
    parts, bottom = [], HEIGHT - EDGE
    for step, colour in COLOURS.items():
        tall = cost(run, step) * scale
        bottom -= tall
        parts.append(f'<rect x="{left}" y="{bottom:.1f}" width="{BAR}" height="{tall:.1f}" fill="{colour}"/>')
    middle = left + BAR / 2
    parts.append(_write(f"{cost(run):.1f} ms", middle, bottom - 8))
    parts.append(_write(f"{run['given']:,} pages", middle, HEIGHT - EDGE + 18))
    parts.append(_write(f"{run['megabytes']:,} MB", middle, HEIGHT - EDGE + 34))
    return "".join(parts)


def _draw_legend(names: Sequence[str]) -> str:
    left = WIDTH - 96
    return "".join(
        f'<rect x="{left}" y="{EDGE + 20 * place}" width="12" height="12" fill="{COLOURS[step]}"/>'
        f'<text x="{left + 18}" y="{EDGE + 20 * place + 11}" {STYLE}>{step}</text>'
        for place, step in enumerate(names)
    )


def _write(words: str, middle: float, bottom: float) -> str:
    return f'<text x="{middle:.0f}" y="{bottom:.0f}" text-anchor="middle" {STYLE}>{words}</text>'
