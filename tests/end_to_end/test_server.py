"""The command line on a chronicle in PostgreSQL."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.end_to_end.command import call
from tests.postgres import find_server, make_database

import dragoman

pytestmark = pytest.mark.postgres


@pytest.fixture
def address() -> Iterator[str]:
    with make_database(find_server()) as made:
        yield made


def start_reading(store: str, pages: list[Path]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "dragoman", "--store", store, "read", *map(str, pages)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def decide_and_undo(store: str) -> None:
    with dragoman.open(store) as chronicle:
        a, b = chronicle.entities(kind="person")[:2]
        chronicle.merge(a.id, b.id, by="ann")
        chronicle.undo()


def test_two_runs_and_a_review_at_once_leave_what_one_after_another_would(
    address: str, example_pages: list[Path], tmp_path: Path
) -> None:
    first, *rest = (example_pages[start::3] for start in range(3))
    start_reading(address, first).wait()
    runs = [start_reading(address, pages) for pages in rest]
    decide_and_undo(address)
    assert [(run.communicate()[1], run.returncode)[1] for run in runs] == [0, 0]
    with dragoman.open(tmp_path / "one.db") as alone, dragoman.open(address) as together:
        alone.read(example_pages)
        assert together.counts() == alone.counts()
        assert together.digest() == alone.digest()


def test_questions_are_answered_as_from_a_file(address: str, example_pages: list[Path], tmp_path: Path) -> None:
    assert call("--store", address, "read", *example_pages).code == 0
    file = tmp_path / "file.db"
    assert call("--store", address, "copy", address, file, "--json").code == 0
    for words in (
        ("timeline", "--json"),
        ("stories", "--json"),
        ("conflicts", "--json"),
        ("export", "csv"),
        ("doctor",),
    ):
        ended, other = (call("--store", store, *words) for store in (address, file))
        assert (ended.code, other.code) == (0, 0), ended.errors
        assert words == ("doctor",) or ended.output == other.output
    assert call("--store", address, "archive", "verify").code == 0


def test_an_interrupted_run_goes_on(address: str, example_pages: list[Path], tmp_path: Path) -> None:
    for kill_after in (0.4, 1.5, 2.5):
        run = start_reading(address, example_pages)
        try:
            run.wait(kill_after)
        except subprocess.TimeoutExpired:
            run.kill()
        run.communicate()
    assert call("--store", address, "read", *example_pages).code == 0
    with dragoman.open(tmp_path / "one.db") as alone, dragoman.open(address) as together:
        alone.read(example_pages)
        assert together.digest() == alone.digest()
