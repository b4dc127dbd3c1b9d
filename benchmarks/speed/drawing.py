"""Draws where the time of a page goes: one bar for each language, a piece for each step."""

from collections.abc import Mapping

WIDTH, ROW, LEFT, LEGEND = 760, 34, 90, 18
_COLOURS = (
    "#1f5fa8",
    "#6fa3d8",
    "#a8501f",
    "#e0a06a",
    "#2f7d4f",
    "#86c29a",
    "#7a4a9c",
    "#b99ad0",
    "#8a8a8a",
    "#c9b037",
)
_STYLE = 'font-family="sans-serif" font-size="12"'


def draw_steps(milliseconds: Mapping[str, Mapping[str, float]]) -> str:
    """Return an SVG of milliseconds a page, by language (or ``corpora``, ``all``) and step."""
    steps = list(next(iter(milliseconds.values())))
    longest = max(sum(spent.values()) for spent in milliseconds.values()) or 1.0
    scale = (WIDTH - LEFT - 80) / longest
    bars = "".join(
        _draw_bar(name, spent, 20 + ROW * row, scale) for row, (name, spent) in enumerate(milliseconds.items())
    )
    top = 40 + ROW * len(milliseconds)
    legend = "".join(_draw_key(number, step, top) for number, step in enumerate(steps))
    height = top + LEGEND * ((len(steps) + 2) // 3) + 10
    title = "<title>Milliseconds of a processor a page, by step</title>"
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{title}{bars}{legend}</svg>\n'


def _draw_bar(name: str, spent: Mapping[str, float], top: int, scale: float) -> str:
    pieces, left = [f'<text x="8" y="{top + 16}" {_STYLE}>{name}</text>'], float(LEFT)
    for number, (step, value) in enumerate(spent.items()):
        width = max(value, 0.0) * scale
        colour = _COLOURS[number % len(_COLOURS)]
        told = f"<title>{step}: {value:.1f} ms</title>"
        pieces.append(f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="22" fill="{colour}">{told}</rect>')
        left += width
    pieces.append(f'<text x="{left + 6:.0f}" y="{top + 16}" {_STYLE}>{sum(spent.values()):.1f} ms</text>')
    return "".join(pieces)


def _draw_key(number: int, step: str, top: int) -> str:
    across, down = LEFT + 220 * (number % 3) - 80, top + LEGEND * (number // 3)
    colour = _COLOURS[number % len(_COLOURS)]
    square = f'<rect x="{across}" y="{down}" width="11" height="11" fill="{colour}"/>'
    return f'{square}<text x="{across + 17}" y="{down + 10}" {_STYLE}>{step}</text>'
