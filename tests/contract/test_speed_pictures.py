"""The picture of calls shows what takes long, as broad as it takes long, below what calls it."""

from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from tests.scripts import load_script

ROOT = Path(__file__).parent.parent.parent
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawing() -> ModuleType:
    return load_script(ROOT / "benchmarks" / "speed" / "drawing.py")


def test_calls_are_as_broad_as_they_take_long(drawing: ModuleType) -> None:
    inner = (drawing.Call("find", "reading.one", 3.0), drawing.Call("<listcomp>", "reading.one", 0.001))
    read = drawing.Call("read", "reading.reader", 4.0, inner)
    root = ElementTree.fromstring(drawing.draw_calls({"fa": read}))
    boxes = {group.find(f"{SVG}title").text: group.find(f"{SVG}rect").attrib for group in root.iter(f"{SVG}g")}
    assert list(boxes) == ["reading.reader.read: 100.0%", "reading.one.find: 75.0%"]  # the third would not be seen
    whole, part = boxes.values()
    assert float(part["width"]) / float(whole["width"]) == pytest.approx(0.75, abs=0.01)
    assert float(part["y"]) > float(whole["y"])


def test_calls_too_deep_are_left_out(drawing: ModuleType) -> None:
    call = drawing.Call("last", "a", 1.0)
    for number in range(2 * drawing.DEEPEST):
        call = drawing.Call(f"call{number}", "a", 1.0, (call,))
    root = ElementTree.fromstring(drawing.draw_calls({"en": call, "ru": call}))
    assert len(root.findall(f".//{SVG}g")) == 2 * drawing.DEEPEST


def test_the_picture_in_the_documentation_is_whole() -> None:
    root = ElementTree.fromstring((ROOT / "docs" / "speed-calls.svg").read_text(encoding="utf-8"))
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert sum(title.startswith("reading.reader.read: 100") for title in titles) == 4
    assert any(title.startswith("reading.events.coding.code_events") for title in titles)
