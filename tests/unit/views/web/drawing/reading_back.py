"""Reads pictures back: what a browser would make of them."""

from xml.etree import ElementTree

from dragoman.views.web.drawing.boxes import Box
from dragoman.views.web.drawing.texts import measure


def parse(markup: str) -> ElementTree.Element:
    """Parse markup as XML, which forgives nothing."""
    return ElementTree.fromstring(markup)


def list_ids(root: ElementTree.Element) -> list[str]:
    return [one.attrib["id"] for one in root.iter() if "id" in one.attrib]


def list_links(root: ElementTree.Element) -> list[str]:
    return [one.attrib["href"] for one in root.iter("a") if "href" in one.attrib]


def box_of(text: ElementTree.Element, *, width: float = 100.0) -> Box:
    """Return the box of a text as its anchor and direction place it; ``width`` is that of 100 percent."""
    spans = list(text.iter("tspan")) or [text]
    size = float(text.attrib["font-size"])
    written = max(measure(one.text or "", size) for one in spans)
    x = text.attrib["x"]
    at = float(x[:-1]) / 100 * width if x.endswith("%") else float(x)
    anchor = text.attrib["text-anchor"]
    if anchor == "middle":
        left = at - written / 2
    else:
        left = at if (anchor == "start") == (text.attrib["direction"] == "ltr") else at - written
    top = float(spans[0].attrib["y"]) - size
    return Box(left, top, written, float(spans[-1].attrib["y"]) + size * 0.25 - top)


def find_overlaps(boxes: list[Box], slack: float = 0.2) -> list[tuple[Box, Box]]:
    """Return pairs that meet by more than what rounding explains."""
    shrunk = [Box(b.left + slack, b.top + slack, b.width - 2 * slack, b.height - 2 * slack) for b in boxes]
    return [(a, b) for number, a in enumerate(shrunk) for b in shrunk[:number] if a.meets(b)]


def has_inline_style(root: ElementTree.Element) -> bool:
    return any("style" in one.attrib or one.tag in ("style", "script") for one in root.iter())
