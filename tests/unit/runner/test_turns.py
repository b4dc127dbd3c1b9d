"""Turns: what comes while a chronicle derives waits, in order, and is done in the thread of the run."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.chronicle.plain_reader import make_page, make_plain_reader

from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import StoreError
from dragoman.runner import read_pages, turns
from dragoman.runner.local import RunOptions
from dragoman.runner.turns import Turns

MEETING = "en 2024-03-02 Herald\nmeet happened 2024-03-01 | [Karim Daler|person] met [Guest N{}|person]."
PAGES = [make_page(f"p{number:03}", MEETING.format(number)) for number in range(200)]
PATIENCE = 30.0


class SlowChronicle(SqlChronicle):
    """Derives, the first time, only when it is let."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, sense=load_sense())
        self.begun, self.let, self.threads = threading.Event(), threading.Event(), list[str]()
        self.fails = False

    def refresh(self) -> None:
        """Derive, or fail."""
        self.threads.append(threading.current_thread().name)
        self.begun.set()
        assert self.let.wait(PATIENCE)
        if self.fails:
            self.fails = False
            raise StoreError("the disk is full")
        super().refresh()


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[SlowChronicle]:
    opened = SlowChronicle(tmp_path / "slow.db")
    yield opened
    opened.let.set()
    opened.close()


def test_what_comes_while_something_is_derived_waits_in_order(slow: SlowChronicle) -> None:
    done: list[int] = []
    waiting = Turns(slow, beside=True)
    waiting.take(lambda: done.append(0))
    waiting.derive()
    for number in range(1, 10):
        waiting.take(lambda number=number: done.append(number))  # type: ignore[misc]
    assert done == [0]
    slow.let.set()
    waiting.finish()
    assert done == list(range(10))
    assert slow.threads == ["deriving"]


@pytest.mark.parametrize("bound", [("MOST", 3), ("WEIGHT", 30)])
def test_only_so_much_waits(slow: SlowChronicle, monkeypatch: pytest.MonkeyPatch, bound: tuple[str, int]) -> None:
    monkeypatch.setattr(turns, *bound)
    done: list[int] = []
    waiting = Turns(slow, beside=True)
    waiting.derive()
    for number in range(3):
        waiting.take(lambda number=number: done.append(number), weight=10)  # type: ignore[misc]
    assert done == []
    threading.Timer(0.2, slow.let.set).start()
    waiting.take(lambda: done.append(3), weight=10)
    assert done[: turns.CATCH_UP] == [0, 1, 2]
    waiting.finish()
    assert done == [0, 1, 2, 3]


def test_without_a_thread_everything_is_done_at_once(slow: SlowChronicle) -> None:
    slow.let.set()
    done: list[int] = []
    waiting = Turns(slow, beside=False)
    waiting.take(lambda: done.append(1))
    waiting.derive()
    assert (done, slow.threads) == ([1], [threading.current_thread().name])


def test_what_fails_beside_is_raised_in_the_run(slow: SlowChronicle) -> None:
    slow.fails = True
    slow.let.set()
    waiting = Turns(slow, beside=True)
    waiting.derive()
    with pytest.raises(StoreError, match="the disk is full"):
        waiting.rest()
    waiting.rest()


def test_workers_read_on_while_a_run_derives(slow: SlowChronicle, tmp_path: Path) -> None:
    seen: list[int] = []

    def source() -> Iterator[object]:
        for number, page in enumerate(PAGES):
            if slow.begun.is_set():
                seen.append(number)
            if len(seen) == 20:
                slow.let.set()
            yield page

    options = RunOptions(workers=2, refresh_every=8)
    report = read_pages(slow, source(), make_reader=make_plain_reader, options=options)  # type: ignore[arg-type]
    assert len(seen) >= 20
    assert report.read == len(PAGES)
    assert slow.threads[0] == "deriving"
    assert not slow.is_stale()
    other = SqlChronicle(tmp_path / "other.db", sense=load_sense())
    read_pages(other, PAGES, make_reader=make_plain_reader)
    assert other.digest() == slow.digest()
    other.close()


def test_an_interrupt_while_a_run_derives_keeps_what_was_read(slow: SlowChronicle) -> None:
    given: list[int] = []

    def source() -> Iterator[object]:
        for number, page in enumerate(PAGES):
            yield page
            if slow.begun.is_set():
                given.append(number)
            if len(given) == 12:
                slow.let.set()
                raise KeyboardInterrupt

    options = RunOptions(workers=2, refresh_every=8)
    with pytest.raises(KeyboardInterrupt):
        read_pages(slow, source(), make_reader=make_plain_reader, options=options)  # type: ignore[arg-type]
    assert slow.counts().pages >= 8
    assert not slow.is_stale()
