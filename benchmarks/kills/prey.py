"""A run that is watched from outside, so that it can be killed and what it had promised is known."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

VICTIM = Path(__file__).resolve().parent / "victim.py"
_LINGER = 15.0
"""Seconds that reading processes may live on after their run was killed; a page in hand is read to its end."""
_PHASES = {
    "": "starting",
    "open": "reading",
    "stored": "reading",
    "rejected": "reading",
    "deriving": "deriving",
    "derived": "reading",
}


class Prey:
    """A run in a process of its own; ``stored`` are the pages of which it has said that they are stored."""

    def __init__(self, store: str, pages: Path, *, workers: int, every: int) -> None:
        command = [sys.executable, str(VICTIM), store, str(pages), str(workers), str(every)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
        self.stored: set[str] = set()
        self._last, self._family = "", list[int]()
        self._opened = threading.Event()
        self._began = self._ended = time.monotonic()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def seconds(self) -> float:
        """Seconds from the opening of the chronicle to the end."""
        return self._ended - self._began

    def wait(self) -> None:
        """Wait until it is done.

        Raises:
            SystemExit: It failed by itself, so that there is nothing to compare.
        """
        self._listener.join()
        if self._process.wait() != 0 or self._last != "done":
            raise SystemExit(f"a run that nobody killed has failed after {len(self.stored)} pages")

    def wait_until_open(self) -> None:
        """Wait until it has opened its chronicle."""
        self._opened.wait()

    def kill(self) -> str:
        """Kill it, its reading processes not; returns what it was doing, ``done`` where it had ended before."""
        self._family = list_children(self._process.pid)
        self._process.send_signal(signal.SIGKILL)
        code = self._process.wait()
        self._listener.join()
        if code != -signal.SIGKILL:
            self.wait()
            return "done"
        return _PHASES[self._last] if self._last != "done" else "closing"

    def find_orphans(self) -> list[str]:
        """Return what is wrong where reading processes live on without their run."""
        stop = time.monotonic() + _LINGER
        while any(lives(process) for process in self._family):
            if time.monotonic() > stop:
                return ["reading processes live on after their run was killed"]
            time.sleep(0.05)
        return []

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            word, _, name = line.rstrip("\n").partition("\t")
            if line.endswith("\n"):
                self._note(word, name)
        self._ended = time.monotonic()
        self._opened.set()

    def _note(self, word: str, name: str) -> None:
        self._last = word
        if word == "stored":
            self.stored.add(name)
        if word == "open":
            self._began = time.monotonic()
            self._opened.set()


def list_children(process: int) -> list[int]:
    """Return the processes that one has started, and those that these have."""
    try:
        tasks = list(Path(f"/proc/{process}/task").glob("*/children"))
        children = [int(child) for task in tasks for child in task.read_text().split()]
    except OSError:
        return []
    return [*children, *(other for child in children for other in list_children(child))]


def lives(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False
