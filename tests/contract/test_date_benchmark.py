"""The floors of the dates close when a figure falls and when nothing was measured."""

import json
import sys
from pathlib import Path

import pytest
from tests.scripts import load_script

FOLDER = Path(__file__).parent.parent.parent / "benchmarks" / "dates"
FLOORS = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture
def run(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    yield load_script(FOLDER / "run.py")
    for name in ("cases", "spans"):
        sys.modules.pop(name, None)


def test_floors_open_where_they_are_met(run):
    assert FLOORS and run.find_problems(FLOORS) == []


def test_floors_close_below_and_without_figures(run):
    lower = {**FLOORS, "en true": FLOORS["en true"] - 0.001}
    assert run.find_problems(lower) == [f"en true: {lower['en true']:.3f} is below {FLOORS['en true']}"]
    assert len(run.find_problems({})) == len(FLOORS)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("the 27", "bare-number"),
        ("4.22", "bare-number"),
        ("3-7-2017", "open-order"),
        ("13-7-2017", ""),
        ("a few days ago", "vague-count"),
        ("my week", "diary"),
        ("next week", ""),
        ("4/22", ""),
    ],
)
def test_cases_are_left_out_by_reason(run, text, reason):
    sys.modules.pop("cases", None)
    from cases import find_reason

    assert find_reason({"Results": [{"Text": text}]}) == reason
