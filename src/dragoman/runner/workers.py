"""Processes that read pages: one that hangs, fills the memory or dies is replaced, and only its page is lost."""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from multiprocessing.connection import Connection, wait

from dragoman.errors import DragomanError
from dragoman.model import Page, Rejected
from dragoman.runner.limits import TOO_MUCH_MEMORY, Limits, is_clock, reject_crashed, reject_slow
from dragoman.runner.piles import AHEAD, Piles, Script
from dragoman.runner.reading import MakeReader, Outcome, prepare_reader
from dragoman.runner.serving import Answer, serve
from dragoman.runner.starting import Child, make_starter

SHARD = 8
"""Pages that go to one of several workers together."""

_LEAVE = 1.0
"""Seconds that an idle worker has to end by itself."""

_GRACE = 5.0
"""Seconds after which a worker is ended that its own clocks should have ended."""

_START = 60.0
"""Seconds more that a fresh process has until its first answer: it loads what it needs, which may take long."""


class _Worker:
    """A process with the pages that it has not answered about, the first of them in its hands."""

    def __init__(self, child: Child, *, fresh: bool = False) -> None:
        self._child, self._start = child, _START if fresh else 0.0
        self.channel: Connection[Sequence[Page], Answer] = child.channel
        self.pages: deque[Page] = deque()
        self.script: Script | None = None
        self.since = 0.0

    def give(self, pages: Sequence[Page]) -> None:
        """Hand out pages; where the process is gone, its silence says so later."""
        self.pages.extend(pages)
        self.since = time.monotonic()
        try:
            self.channel.send(pages)
        except OSError:
            return

    def take(self) -> Answer | None:
        """Return its next answer, ``None`` where it has ended without one."""
        try:
            answer = self.channel.recv()
        except (EOFError, OSError):
            return None
        self.since, self._start = time.monotonic(), 0.0
        return answer

    def is_overdue(self, longest: float) -> bool:
        """Tell whether it has been silent for so many seconds, and is still."""
        return time.monotonic() - self.since > longest + self._start and not self.channel.poll()

    def end(self, *, now: bool = False) -> int | None:
        """Make sure that the process has ended, and return its exit code."""
        return self._child.end(0.0 if now else _LEAVE)

    def leave(self) -> None:
        """Let an idle process end by itself, and end one that is not."""
        self.channel.close()
        self.end(now=bool(self.pages))


class Workers:
    """A number of reading processes. ``make_reader`` must be a function of a module, so that any platform can send it.

    Made before any thread begins, or ``fresh``; the processes themselves start, and are replaced, whenever they are
    needed.

    One worker gets a page when the one before has been stored, so that it needs no more than a core, and loads the
    languages that it meets; several get shards, each of the script that it read last where there are such pages, read
    on while the run stores, and share what all languages need.
    """

    def __init__(
        self, make_reader: MakeReader, number: int, *, limits: Limits | None = None, fresh: bool = False
    ) -> None:
        self._number, self._limits, self._fresh = number, limits or Limits(), fresh
        prepare = partial(prepare_reader, make_reader) if number > 1 else None
        work = partial(serve, make_reader=make_reader, limits=self._limits)
        self._starter = make_starter(work, prepare, fresh=fresh)
        self._workers: list[_Worker] = []
        self._left: deque[Sequence[Page]] = deque()
        self._tried: set[str] = set()

    def read(self, pages: Iterable[Page]) -> Iterator[Outcome]:
        """Yield what becomes of each page, in the order in which they are done.

        Raises:
            PackError: A table is wrong.
            SourceError: What the reader asks does not answer.
            LimitError: A limit that was set does not allow to read on.
        """
        several, outcomes = self._number > 1, list[Outcome]()
        piles = Piles(iter(pages), shard=SHARD if several else 1, ahead=AHEAD if several else 1)
        while True:
            if not several:
                yield from outcomes
                outcomes = []
            self._hand_out(piles)
            yield from outcomes
            if not any(worker.pages for worker in self._workers):
                return
            outcomes = []
            try:
                self._collect(outcomes)
            except DragomanError:
                yield from outcomes
                raise

    def close(self) -> None:
        """Stop the processes; what they were reading is dropped."""
        while self._workers:
            self._workers.pop().leave()
        self._starter.close()

    def _hand_out(self, piles: Piles) -> None:
        """Give every idle worker something to read, first what dead ones left behind."""
        while idle := self._find_idle():
            if self._left:
                idle.give(self._left.popleft())
                continue
            idle.script, shard = piles.take(idle.script, [one.script for one in self._workers if one is not idle])
            if not shard:
                return
            idle.give(shard)

    def _find_idle(self) -> "_Worker | None":
        idle = next((worker for worker in self._workers if not worker.pages), None)
        if idle is None and len(self._workers) < self._number:
            idle = _Worker(self._starter.start(), fresh=self._fresh)
            self._workers.append(idle)
        return idle

    def _collect(self, outcomes: list[Outcome]) -> None:
        """Wait for an answer, and gather all that are there."""
        busy = {worker.channel: worker for worker in self._workers if worker.pages}
        longest = self._limits.wait + _GRACE if self._limits.wait else None
        for channel in wait(list(busy), longest):
            if isinstance(channel, Connection):
                outcomes.extend(self._settle(busy[channel]))
        for worker in busy.values():
            if longest and worker.pages and worker.is_overdue(longest):
                outcomes.extend(self._replace(worker, overdue=True))

    def _settle(self, worker: _Worker) -> Iterator[Outcome]:
        answer = worker.take()
        if isinstance(answer, DragomanError):
            raise answer
        if answer is None or (isinstance(answer, Rejected) and answer.reason == TOO_MUCH_MEMORY):
            yield from self._replace(worker, answer=answer)
        else:
            yield worker.pages.popleft(), answer

    def _replace(self, worker: _Worker, *, answer: Rejected | None = None, overdue: bool = False) -> Iterator[Outcome]:
        """Give up a worker: its page is rejected, or read once more by a fresh one where the fault may be the worker's.

        What fills the memory or dies may have been made so by the pages before; what is too slow is so at any time.
        """
        self._workers.remove(worker)
        code = worker.end(now=overdue)
        page, *rest = worker.pages
        slow = overdue or is_clock(code)
        again = not slow and page.sha256 not in self._tried
        self._tried.add(page.sha256)
        self._left.extend(shard for shard in ([page] if again else [], rest) if shard)
        if not again:
            yield page, reject_slow(page, self._limits) if slow else answer or reject_crashed(page, code)
