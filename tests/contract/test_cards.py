"""Every language has its card, the cards are of today, and every frozen result reaches them."""

import json
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from tests.scripts import load_script

from dragoman.language.packs import list_packs, load_pack

ROOT = Path(__file__).parent.parent.parent
PACKS = ROOT / "src" / "dragoman" / "data" / "languages"


@pytest.fixture(scope="module")
def cards() -> ModuleType:
    return load_script(ROOT / "tools" / "write_cards.py")


@pytest.mark.parametrize("tag", list_packs())
def test_a_card_names_ten_failures_and_its_libraries(tag: str) -> None:
    card = tomllib.loads((PACKS / tag / "card.toml").read_text(encoding="utf-8"))
    assert len(card["failures"]) >= 10
    assert all(failure["text"] and failure["reading"] for failure in card["failures"])
    assert card["libraries"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (4, "4"), (5, "5"), (7, "5+"), (27, "20+"), (120, "100+"), (605, "600+"), (1000, "1000")],
)
def test_sizes_are_rounded_down(cards: ModuleType, number: int, shown: str) -> None:
    assert cards.about(number) == shown


def test_every_frozen_result_with_rows_is_taken_up(cards: ModuleType) -> None:
    frozen = [json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "benchmarks").glob("*/results.json")]
    titles = {result["title"] for result in frozen if result.get("rows")}
    assert titles
    assert titles <= set(cards.read_results())


def test_every_row_keeps_the_schema(cards: ModuleType) -> None:
    for rows in cards.read_results().values():
        for row in rows:
            assert {"language", "set", "measure", "value", "cases"} <= set(row)
            assert 0 <= row["value"] <= 1


def test_a_measure_that_chose_a_library_is_measured(cards: ModuleType) -> None:
    measured = {(row["language"], row["measure"]) for rows in cards.read_results().values() for row in rows}
    for tag in list_packs():
        card = tomllib.loads((PACKS / tag / "card.toml").read_text(encoding="utf-8"))
        named = {library[key] for library in card["libraries"] for key in ("chosen", "instead") if key in library}
        assert {(tag, name) for name in named} <= measured


def test_a_card_shows_scores_and_failures(cards: ModuleType) -> None:
    card = cards.write_card(load_pack("ru"), cards.read_results())
    assert "| meet |" in card
    assert "SlavicNER" in card
    assert "## Where it fails" in card
