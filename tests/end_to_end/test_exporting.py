"""``dragoman export`` on the example pages."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.end_to_end.command import call

import dragoman
from dragoman.exports.formats import FORMATS


@pytest.fixture(scope="module")
def store(copy_examples: Callable[[], Path]) -> Path:
    return copy_examples()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_to_a_file(store: Path, tmp_path: Path, name: str) -> None:
    goal = tmp_path / "out"
    ended = call("--store", store, "export", name, "-o", goal)
    assert (ended.code, ended.output, ended.errors) == (0, "", f"written to {goal}\n")
    assert goal.stat().st_size > 5000 and [path.name for path in tmp_path.iterdir()] == ["out"]


def test_conditions_choose_what_is_written(store: Path) -> None:
    ended = call("--store", store, "export", "plover", "--type", "meet", "--status", "happened")
    records = [json.loads(line) for line in ended.output.splitlines()]
    assert records and {record["event"][0] for record in records} == {"CONSULT"}
    limited = call("--store", store, "export", "plover", "--type", "meet", "--limit", "1")
    assert len(limited.output.splitlines()) == 1


def test_why_a_file_is_empty_is_said(store: Path) -> None:
    ended = call("--store", store, "export", "jsonl", "--since", "2031")
    assert (ended.code, ended.output) == (0, "") and "meets all conditions; leave one out: --since" in ended.errors


def test_every_quote_stands_where_it_is_said_to_stand(store: Path) -> None:
    with dragoman.open(store) as chronicle:
        rows = csv.DictReader(io.StringIO(chronicle.export("csv", of="reports").read().decode("utf-8-sig"), newline=""))
        checked = 0
        for row in rows:
            text = chronicle.show(row["sha256"]).text[int(row["quote_start"]) : int(row["quote_stop"])]
            assert " ".join(text.split()) == row["quote"].removeprefix("'")
            checked += 1
        assert checked == sum(len(event.reports) for event in chronicle.timeline()) > 40


def test_offices_and_entities(store: Path, tmp_path: Path) -> None:
    with dragoman.open(store) as chronicle:
        offices = [json.loads(line) for line in chronicle.export("jsonl", of="offices").read().splitlines()]
        assert offices and all(office["quotes"] for office in offices)
        path = chronicle.export("jsonl", of="entities").save(tmp_path / "entities.jsonl")
        assert len(path.read_bytes().splitlines()) == len(chronicle.entities())
        with pytest.raises(dragoman.UsageError, match="conditions are for events and reports"):
            chronicle.export("csv", of="offices", type="meet")
        with pytest.raises(dragoman.UsageError, match="no condition whom; allowed: who, with_"):
            chronicle.export("csv", whom="Daler")


def test_help_lists_formats_and_unknown_ones_are_told(store: Path) -> None:
    words = call("export", "--help").output
    assert [name for name in FORMATS if f"\n    {name} " not in words] == [] and "$ dragoman export csv" in words
    ended = call("--store", store, "export", "plovr")
    assert ended.code == 2 and "did you mean plover? allowed: csv, parquet" in ended.errors
    assert call("--store", store, "export", "atom", "--of", "offices").code == 2


def test_a_folder_is_refused_and_a_device_is_not_replaced(store: Path, tmp_path: Path) -> None:
    ended = call("--store", store, "export", "csv", "-o", tmp_path)
    assert ended.code == 2 and "is a folder; name a file in it" in ended.errors and list(tmp_path.iterdir()) == []
    assert call("--store", store, "export", "csv", "-o", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()


def test_a_link_stays_a_link(store: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "goal")
    assert call("--store", store, "export", "ics", "-o", tmp_path / "link").code == 0
    assert (tmp_path / "link").is_symlink() and (tmp_path / "goal").stat().st_size > 5000


def test_a_file_that_cannot_be_finished_leaves_nothing(store: Path, tmp_path: Path) -> None:
    ended = call("--store", store, "export", "csv", "--since", "soon", "-o", tmp_path / "x.csv")
    assert ended.code == 2 and list(tmp_path.iterdir()) == []
