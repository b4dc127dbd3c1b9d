"""Limits that several processes keep together."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dragoman.errors import StoreError
from dragoman.views.web.security import ledgers
from dragoman.views.web.security.ledgers import FileLedger, MemoryLedger, Page, open_ledger
from dragoman.views.web.security.throttling import Buckets, Patience, Waits


@pytest.fixture(params=["memory", "file"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path) if request.param == "file" else ""


def test_tries_are_counted_and_forgotten(folder: str) -> None:
    now = [0.0]
    waits = Waits(lambda: now[0], ledger=open_ledger(folder, "wait"))
    names = [("a", Patience(free=2, longest=8.0))]
    assert [waits.begin(names) for _ in range(3)] == [0.0, 0.0, 1.0]
    now[0] += 1
    assert (waits.begin(names), waits.begin(names)) == (0.0, 2.0)
    waits.take_back("a")
    assert waits.begin(names) == 1.0
    waits.forgive(["a"])
    assert waits.begin(names) == 0.0


def test_two_processes_count_together(tmp_path: Path) -> None:
    one, other = (Waits(ledger=open_ledger(str(tmp_path), "wait")) for _ in range(2))
    names = [("a", Patience(free=2, longest=8.0))]
    assert (one.begin(names), other.begin(names)) == (0.0, 0.0)
    assert one.begin(names) > 0 and other.begin(names) > 0
    now = [0.0]
    both = [Buckets(40, lambda: now[0], ledger=open_ledger(str(tmp_path), "key")) for _ in range(2)]
    taken = [both[turn % 2].take("k") for turn in range(11)]
    assert taken[:10] == [0] * 10 and taken[10] >= 1
    assert open_ledger(str(tmp_path), "stray").change(lambda page: page.read("k")) is None  # another kind


def test_no_try_is_lost_between_threads(tmp_path: Path) -> None:
    both = [FileLedger(tmp_path / "notes.db", "wait") for _ in range(2)]

    def count(turn: int) -> None:
        def add(page: Page) -> None:
            page.write("a", ((page.read("a") or (0, 0))[0] + 1, 0.0))

        both[turn % 2].change(add)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(count, range(200)))
    assert both[0].change(lambda page: page.read("a")) == (200, 0.0)


def test_notes_are_bounded(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledgers, "MOST", 10)
    monkeypatch.setattr(ledgers, "SWEPT", 1)
    ledger: FileLedger | MemoryLedger = open_ledger(folder, "wait")  # type: ignore[assignment]
    for number in range(30):
        ledger.change(lambda page, name=str(number): page.write(name, (1, 0.0)))  # type: ignore[misc]
    held = [n for n in range(30) if ledger.change(lambda page, name=str(n): page.read(name))]  # type: ignore[misc]
    assert held[-1] == 29 and len(held) <= 11 and held[0] >= 19


def test_what_goes_wrong_is_said_and_takes_nothing_with_it(tmp_path: Path) -> None:
    ledger = FileLedger(tmp_path / "notes.db", "wait")

    def fail(page: Page) -> None:
        page.write("a", (1, 0.0))
        raise ValueError("broken off")

    with pytest.raises(ValueError, match="broken off"):
        ledger.change(fail)
    assert ledger.change(lambda page: page.read("a")) is None
    ledger._file.close()
    with pytest.raises(StoreError, match="notes of who tried"):
        ledger.change(lambda page: page.read("a"))
