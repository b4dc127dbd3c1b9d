"""Reads pages into a chronicle on this machine."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from dragoman.chronicle import Chronicle
from dragoman.errors import LimitError, SourceError
from dragoman.model import Page, Reading, Rejected, Unchanged
from dragoman.reading.pages.intake import printable_name
from dragoman.runner.reports import Progress, ReadReport, Tally
from dragoman.runner.workers import SHARD, UNANSWERED, MakeReader, Outcome, Reader, Workers, find_usage, read_safely


class RunOptions(Struct, frozen=True):
    """How to run: ``workers`` processes (1: none but this one), deriving anew every ``refresh_every`` pages."""

    workers: int = 1
    refresh_every: int = 2000
    progress: Callable[[Progress], None] | None = None


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
    reader, stopped = make_reader(), ""
    run = _Run(chronicle, reader, options or RunOptions())
    try:
        run.read_all(pages, make_reader)
    except (KeyboardInterrupt, SourceError):
        chronicle.refresh()
        raise
    except LimitError as error:
        stopped = str(error)
    chronicle.refresh()
    return run.tally.report(stopped=stopped, usage=find_usage(reader))


class _Run:
    """One run over pages."""

    def __init__(self, chronicle: Chronicle, reader: Reader, options: RunOptions) -> None:
        self.tally = Tally()
        self._chronicle, self._reader, self._options = chronicle, reader, options
        self._queued: set[str] = set()
        self._twins: list[Page] = []

    def read_all(self, pages: Iterable[Page | Rejected | Unchanged], make_reader: MakeReader) -> None:
        """Read everything that is new, and count everything."""
        new = self._select(pages)
        if self._options.workers > 1:
            self._read_with(Workers(make_reader, self._options.workers), new)
        else:
            for page in new:
                self._keep((page, read_safely(self._reader, page)))
        for page in self._select(self._twins):
            self._keep((page, read_safely(self._reader, page)))

    def _read_with(self, workers: Workers, pages: Iterator[Page]) -> None:
        try:
            while shard := list(islice(pages, SHARD)):
                for outcome in workers.submit(shard):
                    self._keep(outcome)
            for outcome in workers.finish():
                self._keep(outcome)
        finally:
            workers.close()

    def _select(self, pages: Iterable[Page | Rejected | Unchanged]) -> Iterator[Page]:
        """Yield the pages that are to be read; the same bytes only once at a time."""
        for page in map(_make_printable, pages):
            known = self._recall(page)
            if known is None and isinstance(page, Page):
                if page.sha256 in self._queued:
                    self._twins.append(page)
                else:
                    self._queued.add(page.sha256)
                    yield page
            elif known is not None:
                self._settle(known)

    def _recall(self, page: Page | Rejected | Unchanged) -> Unchanged | Rejected | None:
        return self._chronicle.recall(page, reader=self._reader.version) if isinstance(page, Page) else page

    def _settle(self, known: Unchanged | Rejected) -> None:
        if isinstance(known, Rejected):
            self._chronicle.reject(known, page=None, reader=self._reader.version)
        self._count(known)

    def _keep(self, outcome: Outcome) -> None:
        page, result = outcome
        self._queued.discard(page.sha256)
        if isinstance(result, Reading):
            self._chronicle.store(page, result)
            self._count(page)
        else:
            if result.reason != UNANSWERED:
                self._chronicle.reject(result, page=page, reader=self._reader.version)
            self._count(result)

    def _count(self, outcome: Page | Unchanged | Rejected) -> None:
        progress = self.tally.count(outcome)
        if self._options.progress:
            self._options.progress(progress)
        if progress.read and progress.read % self._options.refresh_every == 0 and isinstance(outcome, Page):
            self._chronicle.refresh()


def _make_printable(page: Page | Rejected | Unchanged) -> Page | Rejected | Unchanged:
    """Return a page whose name and address can be stored and printed, whatever a file is called."""
    name, address = printable_name(page.name), printable_name(page.address)
    return page if (name, address) == (page.name, page.address) else replace(page, name=name, address=address)
