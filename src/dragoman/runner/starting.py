"""Starts processes that read, safely also beside threads.

A process that is forked while threads are at work gets their locks as they stand, and nobody to open them. So where
forking is the way, a nursery is forked before any thread begins: a process without threads, which forks itself for each
worker, now and whenever one has to be replaced. Elsewhere each worker is a fresh process.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle, send_handle
from typing import Any, Protocol

Serve = Callable[["Connection[Any, Any]"], None]
"""What a worker does with its end of a channel; where processes are not forked, something that can be sent to one."""

Prepare = Callable[[], None]
"""What is done once for all workers, before the first is started."""

_POLL = 0.01


class Child(Protocol):
    """A process that was started, with the other end of its channel."""

    @property
    def channel(self) -> "Connection[Any, Any]":
        """This process's end."""

    def end(self, grace: float) -> int | None:
        """Give it so many seconds to end, then make it; return its exit code, ``None`` where nobody knows it."""


class Starter(Protocol):
    """What starts processes."""

    def start(self) -> Child:
        """Start a process that serves one end of a channel."""

    def close(self) -> None:
        """Start no more."""


def make_starter(serve: Serve, prepare: Prepare | None = None, *, fresh: bool = False) -> Starter:
    """Return what starts processes here; where it forks, no thread may have begun yet.

    Args:
        serve: What a process does.
        prepare: Loads what all of them need, where they can share it.
        fresh: Whether threads may be at work, so that nothing may be forked.
    """
    return Nursery(serve, prepare) if sys.platform == "linux" and not fresh else _Fresh(serve)


class Nursery:
    """A process without threads that forks itself."""

    def __init__(self, serve: Serve, prepare: Prepare | None = None) -> None:
        self._serve, self._prepare = serve, prepare
        self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("fork")
        self.calls, theirs = context.Pipe()
        self._process = context.Process(
            target=_tend, args=(theirs, self.calls, self._serve, self._prepare), daemon=True
        )
        self._process.start()
        theirs.close()

    def start(self) -> "_Forked":
        """Fork a worker off the nursery; where somebody has ended that, off another one."""
        try:
            return self._fork()
        except (EOFError, OSError):
            self.close()
            self._begin()
            return self._fork()

    def _fork(self) -> "_Forked":
        self.calls.send(None)
        number: int = self.calls.recv()
        return _Forked(self, number, Connection(recv_handle(self.calls)))

    def close(self) -> None:
        """End the nursery, and every worker that is left."""
        self.calls.close()
        self._process.join(1.0)
        self._process.kill()
        self._process.join()

    def end(self, number: int, grace: float) -> int | None:
        """End a worker, and return its exit code."""
        try:
            self.calls.send((number, grace))
            code: int | None = self.calls.recv()
        except (EOFError, OSError):
            return None
        return code


class _Forked:
    """A worker of a nursery."""

    def __init__(self, nursery: Nursery, number: int, channel: "Connection[Any, Any]") -> None:
        self.channel = channel
        self._nursery, self._number = nursery, number

    def end(self, grace: float) -> int | None:
        code = self._nursery.end(self._number, grace)
        self.channel.close()
        return code


def _tend(calls: "Connection[Any, Any]", other: "Connection[Any, Any]", serve: Serve, prepare: Prepare | None) -> None:
    """Be the nursery: do what is asked until nobody is there to ask, then end every worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    other.close()
    if prepare is not None:
        _share(prepare)
    children: set[int] = set()
    try:
        while True:
            given = calls.recv()
            if given is None:
                children.add(_fork(calls, serve))
            else:
                number, grace = given
                children.discard(number)
                calls.send(_await(number, grace))
    except (EOFError, OSError):
        for number in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)


def _share(prepare: Prepare) -> None:
    """Load what all workers need, and keep the collector of garbage from writing to it: what is written is copied."""
    with contextlib.suppress(Exception):  # what is wrong befalls the workers too, and they say so
        prepare()
    gc.collect()
    gc.freeze()


def _fork(calls: "Connection[Any, Any]", serve: Serve) -> int:
    mine, theirs = socket.socketpair()
    number = os.fork()
    if number == 0:
        mine.close()
        calls.close()
        _run(serve, Connection(theirs.detach()))
    theirs.close()
    calls.send(number)
    send_handle(calls, mine.fileno(), None)
    mine.close()
    return number


def _run(serve: Serve, channel: "Connection[Any, Any]") -> None:
    """Serve in this process and leave it, without anything of what the processes before it had still to do."""
    code = 1
    try:
        serve(channel)
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:  # noqa: BLE001  the edge of a process
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _await(number: int, grace: float) -> int | None:
    try:
        return _wait_for(number, grace)
    except ChildProcessError:  # a child of a nursery that is gone; it ends when its channel is closed
        return None


def _wait_for(number: int, grace: float) -> int:
    stop = time.monotonic() + grace
    while True:
        gone, status = os.waitpid(number, os.WNOHANG)
        if gone:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= stop:
            os.kill(number, signal.SIGKILL)
            return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        time.sleep(_POLL)


class _Fresh:
    """Starts every worker as a process of its own, which loads what it needs."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve

    def start(self) -> "_Spawned":
        return _Spawned(self._serve)

    def close(self) -> None:
        return None


class _Spawned:
    """A worker that shares nothing with this process."""

    def __init__(self, serve: Serve) -> None:
        context = multiprocessing.get_context("spawn")
        self.channel, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def end(self, grace: float) -> int | None:
        self._process.join(grace)
        self._process.kill()
        self._process.join()
        self.channel.close()
        return self._process.exitcode
