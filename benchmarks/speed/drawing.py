"""Draws where the time of a page goes: a bar for each language by step, and the calls within calls below each other."""

from collections.abc import Iterator, Mapping
from html import escape
from zlib import crc32

from msgspec import Struct

WIDTH, ROW, LEFT, LEGEND = 760, 34, 90, 18
BROAD, LINE, DEEPEST = 1100, 17, 10
"""Of the picture of calls: its width and the height of a row in pixels, and so many calls within calls are shown."""
NARROWEST, LETTER = 3.0, 6.1
"""A call of fewer pixels is left out; the width of a letter in pixels."""
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


class Call(Struct, frozen=True):
    """A call of a function of a module: how long it took, and the calls within it."""

    name: str
    module: str
    seconds: float
    inner: "tuple[Call, ...]" = ()


def draw_calls(read: Mapping[str, Call]) -> str:
    """Return an SVG of who calls whom: what is below a call is called by it, and as broad as it takes long.

    Args:
        read: The call that reads pages, by language.
    """
    height = LINE * (DEEPEST + 2)
    parts = "".join(_draw_language(tag, call, height * row) for row, (tag, call) in enumerate(read.items()))
    title = "<title>Who calls whom while a page is read, by language; the broader, the longer</title>"
    size = f'viewBox="0 0 {BROAD} {height * len(read)}" width="{BROAD}" height="{height * len(read)}"'
    style = "<style>text{font:10px monospace}rect{fill-opacity:.45}</style>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{title}{style}{parts}</svg>\n'


def _draw_language(tag: str, call: Call, top: int) -> str:
    pieces = [f'<text x="4" y="{top + LINE - 4}" font-weight="bold">{tag}</text>']
    pieces += _draw_call(call, 0.0, top + LINE, BROAD / call.seconds, whole=call.seconds)
    return "".join(pieces)


def _draw_call(call: Call, left: float, top: int, scale: float, *, whole: float, depth: int = 1) -> Iterator[str]:
    width = call.seconds * scale
    if width < NARROWEST or depth > DEEPEST:
        return
    colour = _COLOURS[crc32(".".join(call.module.split(".")[:2]).encode()) % len(_COLOURS)]
    told = escape(f"{call.module}.{call.name}: {call.seconds / whole:.1%}")
    box = f'x="{left:.0f}" y="{top}" width="{width - 0.5:.1f}" height="{LINE - 1}"'
    yield f'<g><title>{told}</title><rect {box} fill="{colour}"/>'
    shown = call.name[: int((width - 4) / LETTER)]
    if len(shown) > 2:
        yield f'<text x="{left + 2:.0f}" y="{top + LINE - 5}">{escape(shown)}</text>'
    yield "</g>"
    for inner in sorted(call.inner, key=lambda one: -one.seconds):
        yield from _draw_call(inner, left, top + LINE, scale, whole=whole, depth=depth + 1)
        left += inner.seconds * scale
