"""Draws how time and memory grow with the number of mentions."""

from collections.abc import Sequence

WIDTH, HEIGHT, EDGE = 640, 320, 56
STYLE = 'font-family="sans-serif" font-size="12"'


def draw_chart(runs: Sequence[dict[str, float]]) -> str:
    """Return an SVG with a line of seconds and one of megabytes, each from zero to its largest value."""
    most = max(run["mentions"] for run in runs)
    lines = "".join(
        _draw_line(runs, most, key=key, colour=colour, unit=unit, row=row)
        for row, (key, colour, unit) in enumerate((("seconds", "#1f5fa8", "s"), ("megabytes", "#a8501f", "MB")))
    )
    ticks = "".join(
        f'<text x="{_across(run["mentions"], most):.0f}" y="{HEIGHT - EDGE + 18}" text-anchor="middle" {STYLE}>'
        f"{run['mentions']:,.0f}</text>"
        for run in runs
    )
    axis = (
        f'<path d="M{EDGE} {EDGE // 2} V{HEIGHT - EDGE} H{WIDTH - EDGE // 2}" fill="none" stroke="#888"/>'
        f'<text x="{WIDTH // 2}" y="{HEIGHT - 12}" text-anchor="middle" {STYLE}>mentions resolved</text>'
    )
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    title = "<title>Seconds and megabytes by mentions resolved</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{title}{axis}{ticks}{lines}</svg>\n'


def _across(mentions: float, most: float) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * mentions / most


def _draw_line(runs: Sequence[dict[str, float]], most: float, *, key: str, colour: str, unit: str, row: int) -> str:
    top = max(run[key] for run in runs)
    points = [
        (_across(run["mentions"], most), HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * run[key] / top, run[key]) for run in runs
    ]
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y, _ in points)
    written = f'text-anchor="end" fill="{colour}" {STYLE}'
    labels = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>'
        f'<text x="{x:.0f}" y="{y - 8 - 14 * row:.0f}" {written}>{value:,.0f} {unit}</text>'
        for x, y, value in points
    )
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{labels}'
