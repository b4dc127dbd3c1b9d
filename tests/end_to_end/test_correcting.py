"""Correcting from the command line: accept, reject, correct, their list, their undoing, and how often people agree."""

import json
from pathlib import Path

import pytest
from tests.end_to_end.command import call

PAGE = """Daler receives guest

Dushanbe, 5 March 2024. President of Tajikistan Karim Daler met the Prime Minister of Kazakhstan Askar Dzhunusov in \
Dushanbe on Tuesday. The two sides discussed trade and energy.
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "guest.txt").write_text(PAGE)
    assert call("--store", tmp_path / "news.db", "read", tmp_path / "guest.txt").code == 0
    return tmp_path / "news.db"


def ask(store: Path, *words: str):  # type: ignore[no-untyped-def]
    ended = call("--store", store, *words)
    assert ended.code == 0, ended.output
    return ended


def meeting(store: Path) -> dict:
    return next(line for line in ask(store, "timeline", "--type", "meet", "--json").lines)


def test_a_report_is_corrected_rejected_and_brought_back(store: Path) -> None:
    event = meeting(store)
    assert "kept, by ann" in ask(store, "correct", event["id"], "--date", "2024-03-06", "--by", "ann").output
    assert meeting(store)["when"] == {**meeting(store)["when"], "value": "2024-03-06", "basis": "corrected"}
    said = ask(store, "reject", event["id"], "--why", "a film").output
    assert "not counted" in said
    assert ask(store, "timeline", "--type", "meet", "--json").lines == []
    listed = ask(store, "judgements").output
    assert "reject" in listed
    assert "a film" in listed
    rows = ask(store, "judgements", "--json").lines
    assert [row["verdict"] for row in rows] == ["date", "reject"]
    assert "withdrawn" in ask(store, "undo").output
    assert meeting(store)["when"]["value"] == "2024-03-06"
    ask(store, "undo")
    assert meeting(store) == event


def test_what_is_listed_is_taken_in_by_another_chronicle(store: Path, tmp_path: Path) -> None:
    event = meeting(store)
    ask(store, "correct", event["id"], "--no-place", "--by", "ann")
    table = tmp_path / "said.csv"
    table.write_text(ask(store, "judgements", "--csv").output)
    assert call("--store", tmp_path / "other.db", "read", tmp_path / "guest.txt").code == 0
    assert "1 judgements taken in" in ask(tmp_path / "other.db", "judge", "--from", str(table)).output
    assert meeting(tmp_path / "other.db").get("place") is None


def test_how_often_people_agree(store: Path) -> None:
    assert "nobody has answered" in call("--store", store, "review", "--figures").errors
    ask(store, "accept", meeting(store)["id"])
    figures = [json.loads(json.dumps(line)) for line in ask(store, "review", "--figures", "--json").lines]
    fact = next(line for line in figures if line["about"] == "fact")
    assert (fact["language"], fact["asked"], fact["agreed"]) == ("en", 1, 1)


@pytest.mark.parametrize(
    "words",
    [
        ("reject", "nothing#e1"),
        ("correct", "guest#e1"),
        ("correct", "guest#e1", "--date", "soon"),
        ("correct", "guest#e1", "--place", "Dushanbe", "--no-place"),
    ],
)
def test_what_cannot_be_said_says_what_can(store: Path, words: tuple[str, ...]) -> None:
    assert call("--store", store, *words).code == 2
