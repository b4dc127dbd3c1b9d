"""Who meets whom: a table with coloured cells, each a link to the events of the two."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dragoman.views.web.drawing.markup import element, write
from dragoman.views.web.drawing.texts import run_of

SHADES = 5
"""The style sheet has so many colours, from ``shade-1`` to ``shade-5``; each keeps the number on it readable."""


class Pole(NamedTuple):
    """One of those who meet."""

    id: str
    label: str
    href: str | None = None


class Cell(NamedTuple):
    """What two have in common."""

    events: int
    href: str
    title: str = ""


def draw_matrix(poles: Sequence[Pole], *, cells: Mapping[tuple[str, str], Cell], caption: str) -> str:
    """Return a table; ``cells`` has each pair once, in either order."""
    if len(poles) < 2:
        return ""
    most = max((cell.events for cell in cells.values()), default=1)
    heads = "".join(element("th", _name(pole), scope="col") for pole in poles)
    rows = []
    for row in poles:
        drawn = (_draw_cell(None if row == column else _find(cells, row, column), most) for column in poles)
        rows.append(element("tr", element("th", _name(row), scope="row"), *drawn))
    head = element("thead", element("tr", element("td", element("span", "·", aria_hidden="true")), heads))
    table = element("table", element("caption", write(caption)), head, element("tbody", *rows), class_="matrix")
    return element("div", table, class_="scroll", tabindex="0", role="region", aria_label=caption)


def shade(count: int, most: int) -> int:
    """Return the step of colour of a count, from 1 to the number of shades."""
    return max(1, min(SHADES, -(-count * SHADES // max(most, 1))))


def _find(cells: Mapping[tuple[str, str], Cell], row: Pole, column: Pole) -> Cell | None:
    return cells.get((row.id, column.id)) or cells.get((column.id, row.id))


def _name(pole: Pole) -> str:
    name = element("bdi", write(pole.label), dir=run_of(pole.label))
    return element("a", name, href=pole.href) if pole.href else name


def _draw_cell(cell: Cell | None, most: int) -> str:
    if cell is None or not cell.events:
        return element("td", element("span", "·", aria_hidden="true"))
    inner = element("a", str(cell.events), href=cell.href, aria_label=cell.title or None)
    return element("td", inner, class_=f"shade-{shade(cell.events, most)}")
