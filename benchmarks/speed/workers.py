"""How much faster two workers are than one, and what a further worker costs in memory.

The pages are read into a fresh chronicle each time, with the limits of a page on, so that one worker is a process of
its own too. Memory is what the kernel says of each worker (``/proc/<pid>/smaps_rollup``): its *own* pages, which nobody
else has, and its proportional share of all. It is looked at all the time, and the largest sum counts.
"""

import os
import resource
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_LOOK = 0.25
_MEGABYTE = 1024


class MemoryWatch:
    """Looks at the processes below this one while something runs."""

    def __init__(self) -> None:
        self.own: dict[int, int] = {}
        self.shared: dict[int, int] = {}
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "MemoryWatch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(_LOOK):
            for number in _find_workers(os.getpid()):
                own, proportional = _read_memory(number)
                self.own[number] = max(self.own.get(number, 0), own)
                self.shared[number] = max(self.shared.get(number, 0), proportional)

    def largest(self) -> tuple[float, float]:
        """Return megabytes of the worker that had most: its own, and its proportional share."""
        return max(self.own.values(), default=0) / _MEGABYTE, max(self.shared.values(), default=0) / _MEGABYTE


def _find_workers(parent: int) -> list[int]:
    """Return the processes that the nursery below a process has forked."""
    return [worker for nursery in _children(parent) for worker in _children(nursery)]


def _children(number: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            found += map(int, path.read_text().split())
        except OSError:
            continue
    return found


def _read_memory(number: int) -> tuple[int, int]:
    """Return kilobytes of a process's own and its proportional share; nothing of one that has gone."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith("kB")}
    return sizes["Private_Clean"] + sizes["Private_Dirty"], sizes["Pss"]


def read_with(pages: Sequence[str], workers: int) -> dict[str, Any]:
    """Read pages with so many workers; return seconds on the clock and of processors, and memory in megabytes."""
    import dragoman

    with tempfile.TemporaryDirectory() as folder, dragoman.open(str(Path(folder, "workers.db"))) as chronicle:
        with MemoryWatch() as memory:
            began, before = time.perf_counter(), _processor_seconds()
            report = chronicle.read(pages, workers=workers)
            wall = time.perf_counter() - began
        digest = chronicle.digest()
    own, proportional = memory.largest()
    run = {"workers": workers, "pages": report.read, "seconds": round(wall, 1), "digest": digest}
    used = round(_processor_seconds() - before, 1)
    return {**run, "processor_seconds": used, "own_megabytes": round(own), "shared_megabytes": round(proportional)}


def _processor_seconds() -> float:
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def compare_workers(pages: Sequence[str], few: Sequence[str]) -> dict[str, Any]:
    """Read pages with one worker and with two, twice in turns; the better of two is compared with the better of one.

    Args:
        pages: What is read by the clock: enough for a run to derive on its way.
        few: What two workers read once more to be weighed: what they have of their own grows with the words they meet.

    Raises:
        SystemExit: Two give another chronicle than one.
    """
    weighed = read_with(few, 2)  # first, with nothing in memory before
    weighed.pop("digest")
    runs = [read_with(pages, workers) for workers in (1, 2, 1, 2)]
    if len({run.pop("digest") for run in runs}) > 1:
        raise SystemExit("two workers give another chronicle than one")
    one, two = (min(run["seconds"] for run in runs if run["workers"] == workers) for workers in (1, 2))
    ratio = round(one / two, 2)
    return {"runs": [*runs, weighed], "two_to_one": ratio, "megabytes": weighed["own_megabytes"]}


def print_workers(compared: dict[str, Any]) -> None:
    """Print the runs and what follows from them."""
    print(f"{'workers':>8}{'pages':>8}{'seconds':>9}{'processor':>11}{'own MB':>8}{'share MB':>10}")
    for run in compared["runs"]:
        row = (run["workers"], run["pages"], run["seconds"], run["processor_seconds"], run["own_megabytes"])
        print("{:>8}{:>8}{:>9}{:>11}{:>8}{:>10}".format(*row, run["shared_megabytes"]))
    print(
        f"two workers are {compared['two_to_one']} times as fast as one; a further one has {compared['megabytes']} MB"
    )
