"""Pages that hang, fill the memory or end the process that reads them: only they are lost."""

import ctypes
import itertools
import multiprocessing
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.chronicle.plain_reader import PlainReader, make_page, make_plain_reader

from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.model import Page, Reading, Rejected
from dragoman.runner import read_pages, workers
from dragoman.runner.limits import Limits
from dragoman.runner.local import RunOptions
from dragoman.runner.rebuilding import rebuild_pages

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the clocks and limits are those of Linux")

MEETING = "en 2024-03-02 Herald\nmeet happened 2024-03-01 | [Karim Daler|person] met [Guest N{}|person]."
PAGES = [make_page(f"p{number:02}", MEETING.format(number)) for number in range(20)]
SHORT = Limits(seconds=1.5, megabytes=300)
"""Long enough for a page of one sentence on a machine that does other things as well."""
SLOW, LARGE = "more than 1.5 s", "more than 300 MB"


OTHERS: set[multiprocessing.process.BaseProcess] = set()
"""Processes that tests before these keep for those to come."""


@pytest.fixture(autouse=True)
def others() -> None:
    OTHERS.clear()
    OTHERS.update(multiprocessing.active_children())


def loop() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(1000)


def count_for_ever() -> None:
    sum(itertools.count())  # never comes back to the interpreter


def match_badly() -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def fill_memory() -> None:
    kept = []
    while True:
        kept.append(bytes(20_000_000))


def take_all_at_once() -> None:
    bytearray(10_000_000_000)


def read_nowhere() -> None:
    signal.signal(signal.SIGSEGV, signal.SIG_DFL)  # that of the tests would print where it stood
    ctypes.string_at(0)


def leave() -> None:
    os._exit(3)


def leave_politely() -> None:
    raise SystemExit(4)


HOSTILE = {
    "loop": (loop, "too-slow", SLOW),
    "sleep": (sleep, "too-slow", SLOW),
    "count": (count_for_ever, "too-slow", SLOW),
    "match": (match_badly, "too-slow", SLOW),
    "fill": (fill_memory, "too-much-memory", LARGE),
    "all": (take_all_at_once, "too-much-memory", LARGE),
    "nowhere": (read_nowhere, "crashed", "the reading process was ended by SIGSEGV"),
    "leave": (leave, "crashed", "the reading process ended itself with code 3"),
    "politely": (leave_politely, "crashed", "the reading process ended itself with code 4"),
}


class HostileReader(PlainReader):
    """Does to itself what a page says, and leaves a line in its log for each page that it begins."""

    def __init__(self, log: Path | None = None) -> None:
        super().__init__("hostile-1")
        self.log = log

    def read(self, page: Page) -> Reading | Rejected:
        text = page.content.decode()
        if self.log:
            with self.log.open("a") as file:
                file.write(f"{page.name}\n")
        if text in HOSTILE:
            HOSTILE[text][0]()
        if text == "stop":
            stop()
        return super().read(page)


@pytest.fixture
def chronicle(tmp_path: Path) -> Iterator[SqlChronicle]:
    opened = SqlChronicle(tmp_path / "chronicle.db", sense=load_sense())
    yield opened
    opened.close()


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("deed", HOSTILE)
def test_a_hostile_page_is_rejected_and_all_others_are_read(chronicle: SqlChronicle, deed: str, number: int) -> None:
    pages = [*PAGES[:3], make_page("hostile", deed), *PAGES[3:]]
    report = read_pages(chronicle, pages, make_reader=HostileReader, options=RunOptions(number, limits=SHORT))
    _, reason, where = HOSTILE[deed]
    assert (report.read, report.rejected) == (20, {reason: 1})
    assert [(found.name, found.where) for found in report.rejections] == [("hostile", where)]
    assert chronicle.counts().rejected == {reason: 1}
    assert not set(multiprocessing.active_children()) - OTHERS


@pytest.mark.parametrize("number", [1, 2])
def test_a_process_whose_clocks_are_held_off_is_ended_by_the_run(
    chronicle: SqlChronicle, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_GRACE", 0.3)
    pages = [*PAGES[:3], make_page("hostile", "stop"), *PAGES[3:]]
    options = RunOptions(number, limits=Limits(seconds=0.25))
    report = read_pages(chronicle, pages, make_reader=HostileReader, options=options)
    assert (report.read, report.rejected) == (20, {"too-slow": 1})


def test_many_hostile_pages_in_one_shard_are_each_rejected(chronicle: SqlChronicle) -> None:
    hostile = [make_page(deed, deed) for deed in HOSTILE]
    pages = [page for pair in zip(hostile, PAGES, strict=False) for page in pair]
    report = read_pages(chronicle, pages, make_reader=HostileReader, options=RunOptions(2, limits=SHORT))
    assert (report.read, report.rejected) == (9, {"too-slow": 4, "too-much-memory": 2, "crashed": 3})


def test_a_hostile_page_is_not_read_again_unless_its_limit_has_changed(chronicle: SqlChronicle, tmp_path: Path) -> None:
    log = tmp_path / "log"
    hostile = [make_page("slow", "loop"), make_page("gone", "leave")]
    begun: list[list[str]] = []
    for limits in (SHORT, SHORT, Limits(seconds=2, megabytes=300)):
        log.write_text("")
        options = RunOptions(limits=limits)
        report = read_pages(chronicle, hostile, make_reader=lambda: HostileReader(log), options=options)
        assert report.rejected == {"crashed": 1, "too-slow": 1}
        begun.append(log.read_text().split())
    assert begun == [["slow", "gone", "gone"], [], ["slow"]]


def test_what_dies_once_is_read_by_the_next_worker(chronicle: SqlChronicle, tmp_path: Path) -> None:
    """As where the system ended a worker because another program took the memory."""
    options = RunOptions(limits=SHORT)
    report = read_pages(chronicle, PAGES, make_reader=lambda: _Mortal(tmp_path / "died"), options=options)
    assert (report.read, report.rejected) == (20, {})


class _Mortal(PlainReader):
    def __init__(self, mark: Path) -> None:
        super().__init__()
        self.mark = mark

    def read(self, page: Page) -> Reading | Rejected:
        if page.name == "p07" and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(page)


def test_a_rebuild_rejects_a_hostile_page_and_keeps_its_bytes(chronicle: SqlChronicle) -> None:
    hostile = make_page("hostile", "en 2024-03-02 Herald\nsay | [Karim Daler|person] spoke.")
    read_pages(chronicle, [*PAGES, hostile], make_reader=make_plain_reader)
    report = rebuild_pages(chronicle, make_reader=_Spiteful, options=RunOptions(limits=SHORT))
    assert (report.read, report.rejected) == (20, {"too-slow": 1})
    assert rebuild_pages(chronicle, make_reader=make_plain_reader).read == 21


class _Spiteful(PlainReader):
    def read(self, page: Page) -> Reading | Rejected:
        if page.name == "hostile":
            loop()
        return super().read(page)


def test_without_limits_one_worker_is_this_process(chronicle: SqlChronicle, tmp_path: Path) -> None:
    made: list[int] = []

    def make_reader() -> PlainReader:
        made.append(os.getpid())
        return PlainReader()

    assert read_pages(chronicle, PAGES, make_reader=make_reader, options=RunOptions(limits=Limits(0, 0))).read == 20
    assert made == [os.getpid()]


@pytest.mark.parametrize("number", [1, 2])
def test_an_interrupted_run_leaves_no_process_behind(chronicle: SqlChronicle, number: int) -> None:
    def source() -> Iterator[Page]:
        yield from PAGES[:9]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_pages(chronicle, source(), make_reader=make_plain_reader, options=RunOptions(number))
    assert not set(multiprocessing.active_children()) - OTHERS
    assert not chronicle.is_stale()


@pytest.mark.parametrize("number", [1, 2])
def test_large_pages_and_readings_do_not_block(chronicle: SqlChronicle, number: int) -> None:
    """Far more than a pipe holds, in both directions."""
    long = "\n".join(["en 2024-03-02 Herald", *["say | [Karim Daler|person] spoke at length about it."] * 4000])
    pages = [make_page(f"long{n}", f"{long}\nsay | [Guest N{n}|person] left.") for n in range(20)]
    report = read_pages(chronicle, pages, make_reader=make_plain_reader, options=RunOptions(number))
    assert report.read == 20
