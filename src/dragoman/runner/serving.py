"""What a worker does: it reads the pages that it is given, and its clocks and limits end it where a page will not."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.model import Page, Reading, Rejected
from dragoman.runner.limits import TOO_MUCH_MEMORY, Limits, reject_large
from dragoman.runner.reading import MakeReader, Reader, read_safely

try:
    import resource
except ImportError:  # there is none on Windows
    resource = None  # type: ignore[assignment]

Answer = Reading | Rejected | DragomanError
_MEGABYTE = 1024 * 1024


def serve(
    channel: "Connection[Answer, Sequence[Page]]",
    *,
    make_reader: MakeReader,
    limits: Limits,
) -> None:
    """Read the pages that come through a channel until it is closed, and answer about each.

    Ends by itself after a page that filled the memory, and after an error that would befall every page.

    Args:
        channel: Where lists of pages come in and answers go out.
        make_reader: Makes the reader.
        limits: What a page may cost.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the keyboard interrupts the run, which then ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a run may have a way of its own to end, which a fork has got
    _limit_memory(limits)
    try:
        for answer in _answer_all(channel, make_reader, limits):
            channel.send(answer)
            if isinstance(answer, Rejected) and answer.reason == TOO_MUCH_MEMORY:
                return
    except DragomanError as error:
        channel.send(error)
    except (EOFError, BrokenPipeError, ConnectionResetError, MemoryError):
        return  # the run is over, or an answer could not even be sent


def _answer_all(
    channel: "Connection[Answer, Sequence[Page]]", make_reader: MakeReader, limits: Limits
) -> Iterator[Reading | Rejected]:
    reader = make_reader()
    while True:
        for page in channel.recv():
            yield _answer(reader, page, limits)


def _answer(reader: Reader, page: Page, limits: Limits) -> Reading | Rejected:
    try:
        with _clock(limits):
            return read_safely(reader, page)
    except MemoryError:
        return reject_large(page, limits)


@contextmanager
def _clock(limits: Limits) -> Iterator[None]:
    """Let the system end this process when a page takes too long: no code of a library can hold that off."""
    clocks = _list_clocks(limits)
    for clock, number, seconds in clocks:
        signal.signal(number, signal.SIG_DFL)
        signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        for clock, _, _ in clocks:
            signal.setitimer(clock, 0)


def _list_clocks(limits: Limits) -> list[tuple[int, int, float]]:
    if not hasattr(signal, "setitimer"):
        return []
    clocks = [
        (signal.ITIMER_PROF, signal.SIGPROF, limits.seconds),
        (signal.ITIMER_REAL, signal.SIGALRM, limits.wait),
    ]
    return [clock for clock in clocks if clock[2]]


def _limit_memory(limits: Limits) -> None:
    """Bound the memory of this process, counted from what it has now: a fork begins with what the run holds.

    Only Linux counts what is really written to (``RLIMIT_DATA``), and there ``/proc`` tells what that is now.
    """
    status = Path("/proc/self/status")
    if not limits.megabytes or resource is None or not status.exists():
        return
    data = next((line for line in status.read_text().splitlines() if line.startswith("VmData:")), "VmData: 0 kB")
    wanted = int(data.split()[1]) * 1024 + limits.megabytes * _MEGABYTE
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
