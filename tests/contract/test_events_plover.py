"""The benchmark of event types counts what its README says, and closes when a figure falls or nothing is there."""

from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from tests.scripts import load_script

from dragoman.language.ontology import TYPES

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def run() -> ModuleType:
    return load_script(ROOT / "benchmarks" / "events_plover" / "run.py")


def test_each_pair_of_sentence_and_type_counts_once(run: ModuleType) -> None:
    counts = run.count({"a": {"AID", "REJECT"}, "b": {"AID"}}, {"a": {"AID", "ASSAULT"}, "b": set()})
    assert counts["AID"] == Counter(right=1, missed=1)
    assert run.pool(counts) == Counter(right=1, missed=2, wrong=1)
    assert run.f1(run.pool(counts)) == 0.4


def test_events_without_names_are_kept(run: ModuleType) -> None:
    assert run.export_types(run.read_sentence("The rebels killed two soldiers.")) == {"ASSAULT"}


def test_gate(run: ModuleType) -> None:
    assert run.find_failures({"all": 0.5}, {"all": 0.5}) == []
    assert run.find_failures({"all": 0.49}, {"all": 0.5}) == ["all: 0.490, the floor is 0.5"]
    assert run.find_failures({}, {"all": 0.5}) and run.find_failures({"all": 0.5}, {})


def test_missing_records_are_said_loudly(run: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no records"):
        run.load_sentences(tmp_path / "none.txt")


def test_records_are_grouped_by_sentence(run: ModuleType, shared: Path) -> None:
    sentences = run.load_sentences(shared / "data" / "events" / "plover" / "gold_standard_records" / run.RECORDS.name)
    assert sum(map(len, sentences.values())) == 320
    assert set().union(*sentences.values()) <= TYPES
