"""Engines: what runs one function over many tasks, tries again what a dead process took with it, and goes on.

A function must be one of a module, and give the same when it is called again.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from dragoman.errors import DragomanError, UsageError

Task = TypeVar("Task")
Result = TypeVar("Result")

TRIES = 3
"""So many times a task is begun whose process dies."""

ENGINES = ("local", "ray")


class Fault(Struct, frozen=True):
    """Why a task gave nothing: a process that died each time, or an error of the function."""

    where: str


class Done(Struct, Generic[Task, Result], frozen=True):
    """What became of a task."""

    task: Task
    result: Result | Fault


class Engine(Protocol):
    """What runs tasks; they come back in any order."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def address(self) -> str | None:
        """Where another process finds its cluster, ``None`` where it has none."""

    @property
    def threaded(self) -> bool:
        """Whether its processes have threads, so that a task may not fork."""

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Done[Task, Result]]:
        """Yield what becomes of each task."""

    def close(self) -> None:
        """End its processes."""


@contextmanager
def hold_engine(name: str, *, workers: int, address: str | None = None) -> Iterator[Engine]:
    """Start an engine, and end it in the end.

    Args:
        name: ``local`` for processes of this machine, ``ray`` for a cluster, or one that is started here.
        workers: How many tasks run at once here; a cluster that is there already decides that itself.
        address: That of the cluster.

    Raises:
        UsageError: There is no such engine, or it is not installed.
    """
    engine = _start(name, workers, address)
    try:
        yield engine
    finally:
        engine.close()


def _start(name: str, workers: int, address: str | None) -> Engine:
    if name == "local":
        return LocalEngine(workers)
    if name != "ray":
        raise UsageError(f"there is no engine {name!r}; the engines are {', '.join(ENGINES)}")
    from dragoman.runner.cluster.ray_engine import RayEngine

    return RayEngine(workers, address=address)


class _Hand:
    """A process that runs tasks one after another."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.channel, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,))
        self._process.start()
        theirs.close()
        self.task: Any = None
        self.tries = 0

    def give(self, function: Callable[[Any], Any], task: Any, tries: int) -> None:
        self.task, self.tries = task, tries
        try:
            self.channel.send((function, task))
        except OSError:  # it is dead; its silence says so
            return

    def take(self) -> Any:
        try:
            return self.channel.recv()
        except (EOFError, OSError):
            return None

    def end(self, *, now: bool = False) -> int | None:
        self.channel.close()
        self._process.join(0.0 if now else 1.0)
        self._process.kill()
        self._process.join()
        return self._process.exitcode


def _serve(channel: "Connection[Any, Any]") -> None:
    """Run tasks until nobody is there to give any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the keyboard interrupts the run, which then ends its processes
    while True:
        try:
            function, task = channel.recv()
        except EOFError:
            return
        try:
            answer = ("done", function(task))
        except DragomanError as error:
            answer = ("error", error)
        except Exception as error:  # noqa: BLE001  the edge of a worker: the task is named by who gave it
            answer = ("fault", Fault(f"{type(error).__name__}: {error}"))
        channel.send(answer)


class LocalEngine:
    """Processes of this machine, each begun anew; one that dies is replaced, and its task is tried again."""

    name, address, threaded = "local", None, False

    def __init__(self, workers: int) -> None:
        self._number = workers
        self._hands: list[_Hand] = []

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Done[Task, Result]]:
        """Yield what becomes of each task.

        Raises:
            DragomanError: Every task would fail in the same way.
        """
        left: deque[tuple[Task, int]] = deque()
        stream = iter(tasks)
        try:
            while True:
                self._hand_out(function, stream, left)
                busy = {hand.channel: hand for hand in self._hands if hand.task is not None}
                if not busy:
                    return
                for channel in wait(list(busy)):
                    yield from self._settle(busy[channel], left)  # type: ignore[index]
        finally:
            self._drop_busy()

    def _drop_busy(self) -> None:
        """End the processes of a run that was left before its end: nobody waits for what they would say."""
        for hand in [hand for hand in self._hands if hand.task is not None]:
            self._hands.remove(hand)
            hand.end(now=True)

    def _hand_out(
        self, function: Callable[[Task], Result], stream: Iterator[Task], left: deque[tuple[Task, int]]
    ) -> None:
        while idle := self._find_idle():
            task, tries = left.popleft() if left else (next(stream, None), 0)
            if task is None:
                return
            idle.give(function, task, tries + 1)

    def _find_idle(self) -> _Hand | None:
        idle = next((hand for hand in self._hands if hand.task is None), None)
        if idle is None and len(self._hands) < self._number:
            idle = _Hand()
            self._hands.append(idle)
        return idle

    def _settle(self, hand: _Hand, left: deque[tuple[Any, int]]) -> Iterator[Done[Any, Any]]:
        answer, task = hand.take(), hand.task
        hand.task = None
        if answer is None:
            self._hands.remove(hand)
            code = hand.end()
            if hand.tries < TRIES:
                left.append((task, hand.tries))
            else:
                yield Done(task, Fault(f"its process died {TRIES} times, the last time with code {code}"))
            return
        kind, value = answer
        if kind == "error":
            raise value
        yield Done(task, value)

    def close(self) -> None:
        """End the processes."""
        while self._hands:
            self._hands.pop().end()
