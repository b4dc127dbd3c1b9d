"""What a run costs while it goes on: memory of all its processes, pages so far, and each time everything is derived."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

_Page = TypeVar("_Page")
_EVERY = 2.0
"""Seconds between two looks."""


class Look(Struct, frozen=True):
    """A moment of a run: pages done so far, and megabytes of all its processes."""

    seconds: float
    done: int
    megabytes: float


class Refresh(Struct, frozen=True):
    """One time that everything pending was derived: what the chronicle held, and what it took of the processor."""

    pages: int
    seconds: float


class Watch:
    """Looks at a run from a thread beside it, and times what derives."""

    def __init__(self, minutes: float) -> None:
        self.looks: list[Look] = []
        self.refreshes: list[Refresh] = []
        self.done = self.held = self.given = 0
        self._most = 60 * minutes
        self._began = time.perf_counter()
        self._ended = threading.Event()

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look every two seconds until the block ends."""
        thread = threading.Thread(target=self._look_on, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()

    def count(self, pages: Iterable[_Page]) -> Iterator[_Page]:
        """Yield what a source yields, counted, until the time for it is over."""
        for page in pages:
            if time.perf_counter() - self._began > self._most:
                return
            self.given += 1
            yield page

    def time_refresh(self, refresh: Callable[[], None]) -> Callable[[], None]:
        """Return what derives with a clock around it."""

        def timed() -> None:
            began = time.process_time()
            refresh()
            self.refreshes.append(Refresh(self.held, round(time.process_time() - began, 2)))
            print(f"derived at {self.held} pages: {self.refreshes[-1].seconds:.1f} s", file=sys.stderr, flush=True)

        return timed

    def _look_on(self) -> None:
        while True:
            self.looks.append(Look(round(time.perf_counter() - self._began, 1), self.done, measure_memory()))
            if self._ended.wait(_EVERY):
                return


def measure_memory() -> float:
    """Return the resident megabytes of this process and all below it, read from ``/proc``."""
    return round(sum(map(_read_resident, _list_family(os.getpid()))) / 1024, 1)


def _list_family(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # the thread has ended meanwhile
            continue
        for child in children:
            yield from _list_family(int(child))


def _read_resident(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)
