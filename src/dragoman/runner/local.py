"""Reads pages into a chronicle on this machine."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from traceback import clear_frames
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from dragoman.chronicle import Chronicle
from dragoman.errors import LimitError, SourceError
from dragoman.model import Duplicate, Page, Reading, Rejected, Unchanged
from dragoman.reading.pages.intake import printable_name
from dragoman.runner.hands import Hands, hold_hands
from dragoman.runner.limits import Limits, is_outdated
from dragoman.runner.reading import UNANSWERED, MakeReader, Outcome, Reader, find_usage
from dragoman.runner.reports import Progress, ReadReport, Tally
from dragoman.runner.reusing import ReuseReadings
from dragoman.runner.turns import Turns

INDEXED = 32
"""So many pages are indexed at once while others are read: few, so that no worker waits for its next pages."""


class RunOptions(Struct, frozen=True):
    """How to run: ``workers`` processes that read, deriving after ``refresh_every`` pages and then ever more rarely.

    Each time twice as many pages as before are read first, since what is derived at once is compared once with what is
    known: so a long run derives in a time that is linear in its pages, and what it has read can be seen before its end.
    Several workers read on meanwhile.
    ``limits`` say what a page may cost; with one worker and no limits, this process itself reads. ``settled`` is called
    with what became of each page, after it is stored.
    """

    workers: int = 1
    refresh_every: int = 2000
    progress: Callable[[Progress], None] | None = None
    limits: Limits = Limits()
    settled: Callable[[Page | Unchanged | Duplicate | Rejected], None] | None = None


def read_pages(
    chronicle: Chronicle,
    pages: Iterable[Page | Rejected | Unchanged],
    *,
    make_reader: MakeReader,
    options: RunOptions | None = None,
) -> ReadReport:
    """Read pages into a chronicle, then bring what follows from them up to date.

    Each page is stored in a transaction of its own, so that a kill loses at most the pages in hand. Also when the run
    is interrupted from the keyboard or its source fails, what was read is derived before the exception goes on. A page
    about which the reader gets no answer is counted as rejected, and is read again with the next run.

    Args:
        chronicle: Where the readings go.
        pages: What a source yields: pages, what it could not make a page of, and what it knows to be unchanged.
        make_reader: Makes the reader; a function of a module, so that workers can call it.
        options: How to run.

    Raises:
        StoreError: The chronicle failed; what was stored before is safe.
        SourceError: The source failed, or what the reader asks.
    """
    make_reader = ReuseReadings(make_reader, chronicle.address)
    reader, stopped = make_reader(), ""
    run = _Run(chronicle, reader, options or RunOptions())
    with run:
        try:
            run.read_all(pages, make_reader)
        except (KeyboardInterrupt, SourceError) as error:
            clear_frames(error.__traceback__)  # what was cut off in a transaction lets go of the store
            run.finish()
            raise
        except LimitError as error:
            stopped = str(error)
        run.finish()
    return run.tally.report(stopped=stopped, usage=find_usage(reader))


class _Run:
    """One run over pages."""

    def __init__(self, chronicle: Chronicle, reader: Reader, options: RunOptions) -> None:
        self.tally = Tally()
        self._chronicle, self._reader, self._options = chronicle, reader, options
        self._queued: set[str] = set()
        self._twins: list[Page] = []
        self._step = self._next = self._options.refresh_every
        self._stored = 0
        self._turns = Turns(chronicle, beside=self._options.workers > 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not KeyboardInterrupt:  # whoever interrupts a second time does not want to wait
            self._turns.rest()

    def finish(self) -> None:
        """Store what waits, and derive what follows."""
        self._turns.finish()
        self._chronicle.refresh()

    def read_all(self, pages: Iterable[Page | Rejected | Unchanged], make_reader: MakeReader) -> None:
        """Read everything that is new, and count everything."""
        options = self._options
        with hold_hands(self._reader, make_reader, workers=options.workers, limits=options.limits) as hands:
            self._read(hands, pages)
            while self._twins:
                self._turns.finish()
                twins, self._twins = self._twins, []
                self._read(hands, twins)
        self._turns.finish()  # its workers are gone by now, and an interrupt still finds what waits

    def _read(self, hands: Hands, pages: Iterable[Page | Rejected | Unchanged]) -> None:
        for outcome in hands.read(self._select(pages)):
            self._turns.take(partial(self._keep, outcome), weight=len(outcome[0].content))

    def _select(self, pages: Iterable[Page | Rejected | Unchanged]) -> Iterator[Page]:
        """Yield the pages that are to be read; the same bytes only once at a time."""
        for page in map(_make_printable, pages):
            if isinstance(page, Page) and page.sha256 in self._queued:
                self._twins.append(page)
                continue
            known = self._recall(page)
            if known is not None:
                self._turns.take(partial(self._settle, known))
            elif isinstance(page, Page):
                self._queued.add(page.sha256)
                yield page

    def _recall(self, page: Page | Rejected | Unchanged) -> Unchanged | Duplicate | Rejected | None:
        """Return what became of the same bytes before, ``None`` where that was nothing, or for another limit."""
        if not isinstance(page, Page):
            return page
        known = self._chronicle.recall(page, reader=self._reader.version)
        outdated = isinstance(known, Rejected) and is_outdated(known, self._options.limits)
        return None if outdated else known

    def _settle(self, known: Unchanged | Duplicate | Rejected) -> None:
        if isinstance(known, Rejected):
            self._chronicle.reject(known, page=None, reader=self._reader.version)
        self._count(known)

    def _keep(self, outcome: Outcome) -> None:
        page, result = outcome
        self._queued.discard(page.sha256)
        if isinstance(result, Reading):
            self._count(self._store(page, result))
        else:
            if result.reason != UNANSWERED:
                self._chronicle.reject(result, page=page, reader=self._reader.version)
            self._count(result)

    def _store(self, page: Page, reading: Reading) -> Page | Duplicate:
        """Store a page, and index it with some others: the last pages of a run alone are indexed after it."""
        duplicate = self._chronicle.store(page, reading)
        self._stored += 1
        if self._stored % INDEXED == 0:
            self._chronicle.index()
        return duplicate or page

    def _count(self, outcome: Page | Unchanged | Duplicate | Rejected) -> None:
        progress = self.tally.count(outcome)
        if self._options.settled:
            self._options.settled(outcome)
        if self._options.progress:
            self._options.progress(progress)
        if progress.read + progress.duplicate >= self._next:
            self._step *= 2
            self._next += self._step
            self._turns.derive()


def _make_printable(page: Page | Rejected | Unchanged) -> Page | Rejected | Unchanged:
    """Return a page whose name and address can be stored and printed, whatever a file is called."""
    name, address = printable_name(page.name), printable_name(page.address)
    return page if (name, address) == (page.name, page.address) else replace(page, name=name, address=address)
