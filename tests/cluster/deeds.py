"""What tasks of the tests do to the processes that run them; functions of a module, so that any process finds them."""

import os
import signal
import time
from pathlib import Path

from tests.unit.chronicle.plain_reader import PlainReader

from dragoman.errors import PackError
from dragoman.model import Page, Reading, Rejected
from dragoman.runner.cluster.places import join_place, write_place
from dragoman.runner.cluster.reading import Manifest, ReadTask, read_shard


class HangingReader(PlainReader):
    """Never comes back from a page that says so."""

    def read(self, page: Page) -> Reading | Rejected:
        if page.content.startswith(b"hang"):
            time.sleep(1000)
        return super().read(page)


def double(number: int) -> int:
    if number < 0:
        raise ValueError(f"{number} is below zero")
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def find_fault_in_tables(number: int) -> int:
    raise PackError(f"table {number} is wrong", "names.tsv", 3)


def read_after_a_kill(task: ReadTask) -> Manifest:
    """Read a shard, but for the first time, when the process is killed as half of it is written."""
    mark = Path(task.output, f"killed-{task.shard.name}")
    if task.shard.number == 1 and not mark.exists():
        mark.touch()
        write_place(join_place(task.output, f"day=2024-03-02/{task.shard.name}.parquet"), b"half")
        os.kill(os.getpid(), signal.SIGKILL)
    return read_shard(task)
