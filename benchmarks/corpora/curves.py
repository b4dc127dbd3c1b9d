"""Draws memory and pages a second over the time of a run."""

from collections.abc import Sequence
from typing import Any

WIDTH, HEIGHT, EDGE = 720, 320, 56
STYLE = 'font-family="sans-serif" font-size="12"'
_STEPS = 60
"""Points of a line."""

Point = tuple[float, float]


def draw_chart(looks: Sequence[dict[str, Any]]) -> str:
    """Return an SVG with a line of megabytes (the most of each stretch) and one of pages a second."""
    whole = looks[-1]["seconds"]
    pieces = [
        looks[at : at + max(2, len(looks) // _STEPS) + 1]
        for at in range(0, len(looks) - 1, max(2, len(looks) // _STEPS))
    ]
    memory = [(piece[-1]["seconds"], max(look["megabytes"] for look in piece)) for piece in pieces]
    speed = [(piece[-1]["seconds"], _find_speed(piece)) for piece in pieces if len(piece) > 1]
    lines = _draw_line(memory, whole, colour="#a8501f", unit="MB", row=0) + _draw_line(
        speed, whole, colour="#1f5fa8", unit="pages/s", row=1
    )
    ticks = "".join(
        f'<text x="{_across(whole * part / 4, whole):.0f}" y="{HEIGHT - EDGE + 18}" text-anchor="middle" {STYLE}>'
        f"{whole * part / 240:.0f}</text>"
        for part in range(5)
    )
    axis = (
        f'<path d="M{EDGE} {EDGE // 2} V{HEIGHT - EDGE} H{WIDTH - EDGE // 2}" fill="none" stroke="#888"/>'
        f'<text x="{WIDTH // 2}" y="{HEIGHT - 12}" text-anchor="middle" {STYLE}>minutes</text>'
    )
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    title = "<title>Memory and pages a second over the time of a run</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{title}{axis}{ticks}{lines}</svg>\n'


def _find_speed(piece: Sequence[dict[str, Any]]) -> float:
    seconds: float = piece[-1]["seconds"] - piece[0]["seconds"]
    return (piece[-1]["done"] - piece[0]["done"]) / seconds if seconds else 0.0


def _across(seconds: float, whole: float) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * seconds / whole


def _draw_line(points: Sequence[Point], whole: float, *, colour: str, unit: str, row: int) -> str:
    top = max(value for _, value in points) or 1.0
    path = " ".join(
        f"{_across(seconds, whole):.0f},{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / top:.0f}"
        for seconds, value in points
    )
    place = f'x="{EDGE + 8}" y="{EDGE // 2 + 12 + 16 * row}"'
    label = f'<text {place} fill="{colour}" {STYLE}>{unit}, at most {top:,.0f}</text>'
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>{label}'
