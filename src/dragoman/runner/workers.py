"""Reads pages here or in worker processes; nothing that a page does stops a run."""

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import Protocol, runtime_checkable

from msgspec.structs import replace

from dragoman.errors import LimitError, PackError, SourceError
from dragoman.model import Page, Reading, Rejected, Usage

SHARD = 8
"""Pages that go to a worker together."""

UNANSWERED = "unanswered"
"""The reason of a rejection that is not stored."""


class Reader(Protocol):
    """What reads a page; ``version`` names its rules, tables and models."""

    @property
    def version(self) -> str:
        """What readings of this reader are marked with."""

    def read(self, page: Page) -> Reading | Rejected:
        """Read one page; what cannot be used comes back as a rejection."""


@runtime_checkable
class Metered(Protocol):
    """A reader that asks somebody else and counts what that costs, in all processes of a run together."""

    def usage(self) -> Usage:
        """Return what it came to so far."""


def find_usage(reader: Reader) -> Usage | None:
    """Return what a reader's asking came to, ``None`` for one that asks nobody."""
    return reader.usage() if isinstance(reader, Metered) else None


MakeReader = Callable[[], Reader]
Outcome = tuple[Page, Reading | Rejected]


def read_safely(reader: Reader, page: Page) -> Reading | Rejected:
    """Read one page; a fault in the reader rejects the page and names the fault.

    Raises:
        PackError: A table is wrong, so that every page would fail in the same way.
        SourceError: What the reader asks does not answer, so that no page can be read.
        LimitError: A limit that was set does not allow to read on.
    """
    try:
        return _mark(check_reading(reader.read(page), page), reader.version)
    except (PackError, SourceError, LimitError):
        raise
    except Exception as error:  # noqa: BLE001  the edge of a worker: one page must not stop a run
        return reject_page(page, f"{type(error).__name__}: {error}")


def _mark(result: Reading | Rejected, version: str) -> Reading | Rejected:
    """Mark a reading with its reader's version, whatever built it, so that the same reader knows it again."""
    if isinstance(result, Rejected) or result.reader == version:
        return result
    return replace(result, reader=version)


def reject_page(page: Page, where: str) -> Rejected:
    """Reject a page on which the reader failed."""
    return Rejected(page.name, page.address, "failed", where, page.sha256)


def check_reading(result: Reading | Rejected, page: Page) -> Reading | Rejected:
    """Return a reading that can be stored, or a rejection that says what is wrong with it."""
    if isinstance(result, Rejected):
        return result
    known = {referent.id for referent in result.referents}
    named = [role.referent for event in result.events for role in event.roles]
    missing = sorted({*named, *(office.holder for office in result.offices)} - known)
    if missing:
        return reject_page(page, f"the reading names referents that it does not list: {', '.join(missing)}")
    if len(known) < len(result.referents) or len({event.id for event in result.events}) < len(result.events):
        return reject_page(page, "the reading gives one id to two referents or events")
    return result


class Workers:
    """A pool of processes that outlives its workers. ``make_reader`` must be a function of a module."""

    def __init__(self, make_reader: MakeReader, number: int) -> None:
        self._make_reader, self._number = make_reader, number
        self._pool = self._start(number)
        self._running: dict[Future[list[Reading | Rejected]], Sequence[Page]] = {}

    def submit(self, pages: Sequence[Page]) -> Iterator[Outcome]:
        """Hand a shard to the pool, and yield what is done where the pool has enough to do."""
        try:
            future = self._pool.submit(_read_shard, self._make_reader, pages)
        except BrokenProcessPool:
            yield from self._recover()
            future = self._pool.submit(_read_shard, self._make_reader, pages)
        self._running[future] = pages
        if len(self._running) > 2 * self._number:
            yield from self._collect()

    def finish(self) -> Iterator[Outcome]:
        """Yield everything that is still running."""
        while self._running:
            yield from self._collect()

    def close(self) -> None:
        """Stop the processes; what they were reading is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _start(self, number: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(number, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))

    def _collect(self) -> Iterator[Outcome]:
        done, _ = wait(self._running, return_when=FIRST_COMPLETED)
        for future in done:
            pages = self._running[future]
            try:
                results = future.result()
            except BrokenProcessPool:
                yield from self._recover()
                return
            del self._running[future]
            yield from zip(pages, results, strict=True)

    def _recover(self) -> Iterator[Outcome]:
        """Read what a dead worker left behind, each shard by itself, then each page of a shard that kills again."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        left, self._running = list(self._running.values()), {}
        for pages in left:
            results = self._read_alone(pages)
            yield from zip(pages, results, strict=True) if results else self._read_each(pages)
        self._pool = self._start(self._number)

    def _read_each(self, pages: Sequence[Page]) -> Iterator[Outcome]:
        for page in pages:
            results = self._read_alone([page])
            yield page, results[0] if results else reject_page(page, "the worker died on this page")

    def _read_alone(self, pages: Sequence[Page]) -> list[Reading | Rejected]:
        with self._start(1) as pool:
            try:
                return pool.submit(_read_shard, self._make_reader, pages).result()
            except BrokenProcessPool:
                return []


@cache
def _load_reader(make_reader: MakeReader) -> Reader:
    return make_reader()


def _read_shard(make_reader: MakeReader, pages: Sequence[Page]) -> list[Reading | Rejected]:
    reader = _load_reader(make_reader)
    return [read_safely(reader, page) for page in pages]
