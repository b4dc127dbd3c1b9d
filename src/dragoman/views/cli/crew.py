"""Serves a chronicle from several processes that take connections from one socket.

Each opens the chronicle for itself. One that dies is replaced; all end with the process that started them, also where
that is killed.
"""

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from msgspec import Struct

from dragoman.errors import DragomanError, UsageError
from dragoman.views.cli.output import note
from dragoman.views.cli.session import Session
from dragoman.views.cli.signals import stop_on_signals

if TYPE_CHECKING:
    from uvicorn import Server

    from dragoman.views.web.options import WebOptions

FAREWELL = 15.0
"""Seconds in which processes may end by themselves."""
PAUSE = 1.0
"""Seconds between two replacements, so that a fault that comes back does not take the machine."""
TRIED = 3
"""So many processes may end one after another without ever having served; then it is not worth a next try."""

Serve = Callable[[Session, "WebOptions"], "Server"]


class Member(Struct):
    """One process, with the pipe by which it says that it serves, and by whose end it knows that we are gone."""

    process: BaseProcess
    pipe: Connection


class Crew:
    """The processes that serve."""

    def __init__(self, session: Session, options: "WebOptions", listener: socket.socket, *, count: int) -> None:
        """Make ready to serve from ``count`` processes."""
        self._session, self._options, self._listener = session, options, listener
        self._context = multiprocessing.get_context("spawn")  # a fork would share connections and locks
        self._members: list[Member] = []
        self._count, self._failed = count, 0

    def run(self, started: Callable[[], None]) -> None:
        """Serve until somebody asks to stop; what is under way is finished.

        Args:
            started: Called once when all serve.

        Raises:
            UsageError: Processes end before they serve; their messages say why.
        """
        try:
            self._members = [self._begin() for _ in range(self._count)]
            waiting = set(range(self._count))
            while waiting:
                self._look(waiting)
            started()
            while True:
                self._look(waiting)
        except KeyboardInterrupt:
            return
        finally:
            self._end()

    def _begin(self) -> Member:
        ours, theirs = self._context.Pipe()
        given = self._session, self._options, self._listener, theirs
        process = self._context.Process(target=_serve, args=given, daemon=True)
        with _held_interrupts():
            process.start()
        theirs.close()
        return Member(process, ours)

    def _look(self, waiting: set[int]) -> None:
        """Wait until something happens to a process: it serves, or it has died."""
        pipes = {one.pipe: place for place, one in enumerate(self._members)}
        for pipe in wait(list(pipes)):
            place = pipes[pipe]  # type: ignore[index]
            try:
                self._members[place].pipe.recv()
                waiting.discard(place)
                self._failed = 0
            except (EOFError, OSError):
                self._replace(place, served=place not in waiting)

    def _replace(self, place: int, *, served: bool) -> None:
        gone = self._members[place].process
        gone.join(FAREWELL)
        self._failed += 0 if served else 1
        if self._failed >= TRIED or (not served and gone.exitcode == UsageError.exit_code):
            raise UsageError("the server did not start; its messages above say why")
        note(f"dragoman: a process that served has ended ({gone.exitcode}); another one takes its place")
        time.sleep(PAUSE)
        self._members[place] = self._begin()

    def _end(self) -> None:
        """End all processes, first those that finish what they have begun."""
        for one in self._members:
            one.pipe.close()
        until = time.monotonic() + FAREWELL
        for one in self._members:
            one.process.join(max(until - time.monotonic(), 0))
            if one.process.is_alive():
                one.process.kill()
                one.process.join()


@contextmanager
def _held_interrupts() -> Iterator[None]:
    """Keep Ctrl-C, which goes to all processes, from one that is begun inside: we are the one who tells the others.

    This process gets afterwards what came meanwhile, where the system can hold signals.
    """
    if not hasattr(signal, "pthread_sigmask"):  # there is none on Windows
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, handler)
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(session: Session, options: "WebOptions", listener: socket.socket, pipe: Connection) -> None:
    """Serve in a process of its own, until the other end of a pipe is closed.

    The server runs beside the main thread, where it listens to no signals: of Ctrl-C, which goes to all processes, the
    one that started us tells us, and SIGTERM is heard here.
    """
    from dragoman.views.cli.serve import make_server
    from dragoman.views.web.application import make_application

    try:
        with session.open() as chronicle:
            server = make_server(make_application(chronicle, options))
            running = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
            running.start()
            with suppress(KeyboardInterrupt, EOFError, OSError), stop_on_signals(KeyboardInterrupt):
                _watch(server, running, pipe)
            server.should_exit = True
            running.join(FAREWELL)
    except DragomanError as error:
        note(f"dragoman: {error}")
        os._exit(error.exit_code)


def _watch(server: "Server", running: threading.Thread, pipe: Connection) -> None:
    """Say when a server has started, and come back when it has ended or nobody listens any more."""
    while running.is_alive() and not server.started and not pipe.poll(0.05):
        pass
    if server.started:
        pipe.send(True)
    while running.is_alive() and not pipe.poll(1):
        pass
