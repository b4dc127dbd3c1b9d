"""Watches sources: asks those that are due, several at once, and reads what they give into a chronicle."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from queue import Empty, Full, Queue

from msgspec import Struct
from msgspec.structs import replace

from dragoman.chronicle import Chronicle
from dragoman.chronicle.watch_answers import SourceRun, WatchView
from dragoman.errors import DragomanError
from dragoman.reading.pages.intake import printable_name
from dragoman.reading.sources.catalogue import Source
from dragoman.reading.sources.fetching.fetcher import Fetcher
from dragoman.reading.sources.fetching.options import FetchOptions
from dragoman.runner.local import RunOptions, read_pages
from dragoman.runner.reading import MakeReader
from dragoman.runner.schedule import find_due, format_moment
from dragoman.runner.visits import Ended, Item, Settled, SourceMemory, Visit

_WAIT = 0.2


def read_clock() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


class WatchOptions(Struct, frozen=True, kw_only=True):
    """How to watch.

    ``every`` is the interval of a source that has none of its own, ``everything`` asks all sources and all their
    addresses now. ``longest`` is how many seconds one run over a source may last: what is left is next, so that one
    slow site does not keep the others waiting.
    """

    run: RunOptions = RunOptions()
    fetch: FetchOptions = FetchOptions()
    every: timedelta | None = None
    everything: bool = False
    longest: float = 600.0
    clock: Callable[[], datetime] = read_clock


def watch_round(
    chronicle: Chronicle, sources: Sequence[Source], *, make_reader: MakeReader, options: WatchOptions | None = None
) -> WatchView:
    """Run once over the sources that are due, and return what is new since news were last told.

    Each page is stored before its source is noted to have given it, and what a feed held only when all of it was dealt
    with, so that after a kill the next round asks for whatever was not stored.

    Args:
        chronicle: Where pages and the state of the sources go; held by the caller.
        sources: The sources.
        make_reader: Makes the reader.
        options: How to watch.

    Raises:
        StoreError: The chronicle failed; what was stored before is safe.
        SourceError: What the reader asks does not answer.
    """
    options = options or WatchOptions()
    now = options.clock()
    chronicle.watching.enroll(sources, now=format_moment(now))
    due = list_due(chronicle, sources, options=options)
    runs: tuple[SourceRun, ...] = ()
    if due:
        runs = _Round(chronicle, options).run(due, make_reader)
    return WatchView(format_moment(now), runs, len(sources) - len(due), chronicle.watching.news())


def list_due(chronicle: Chronicle, sources: Sequence[Source], *, options: WatchOptions) -> list[Source]:
    """Return the sources that are due now."""
    states, now = chronicle.watching.states(), options.clock()
    return [
        source
        for source in sources
        if options.everything or find_due(states.get(source.name), source.interval or options.every, now=now) is None
    ]


def find_next(chronicle: Chronicle, sources: Sequence[Source], *, options: WatchOptions) -> datetime | None:
    """Return when the next of the sources is due, ``None`` where that is now."""
    states, now = chronicle.watching.states(), options.clock()
    due = [find_due(states.get(source.name), source.interval or options.every, now=now) for source in sources]
    later = [moment for moment in due if moment is not None]
    return min(later) if later and len(later) == len(due) else None


class _Round:
    """One round: threads ask, this thread reads and stores."""

    def __init__(self, chronicle: Chronicle, options: WatchOptions) -> None:
        self._chronicle, self._options = chronicle, options
        self._fetcher = Fetcher(options.fetch)
        self._given: Queue[tuple[Visit, Item | Ended]] = Queue(maxsize=4 * options.fetch.hosts)
        self._waiting: Queue[Visit] = Queue()
        self._stop = threading.Event()
        self._whose: dict[tuple[str, str], deque[Visit]] = {}
        self._open: set[str] = set()
        self._runs: list[SourceRun] = []

    def run(self, due: Sequence[Source], make_reader: MakeReader) -> tuple[SourceRun, ...]:
        """Run over sources, and return what each came to."""
        watching, now = self._chronicle.watching, self._options.clock()
        for source in due:
            watching.begin(source.name, now=format_moment(now))
            seen = watching.seen(source.name)
            memory = SourceMemory(seen, now=now, everything=self._options.everything)
            self._waiting.put(Visit(source, memory))
        try:
            run = replace(self._options.run, settled=self._settle)
            read_pages(self._chronicle, self._pages(len(due)), make_reader=make_reader, options=run)
        finally:
            self._stop.set()
        return tuple(self._runs)

    def _ask(self) -> None:
        """Ask sources, one after another, until none is left."""
        while not self._stop.is_set():
            try:
                visit = self._waiting.get_nowait()
            except Empty:
                return
            self._put(visit, self._ask_one(visit))

    def _ask_one(self, visit: Visit) -> Ended:
        options, begun = replace(visit.source.options, fetch=self._options.fetch), time.monotonic()
        try:
            with closing(visit.pages(options, self._fetcher)) as pages:  # what fetches them ends with them
                for page in pages:
                    self._put(visit, page)
                    if self._stop.is_set():
                        return Ended(cut="stopped")
                    if time.monotonic() - begun > self._options.longest:
                        return Ended(cut=f"after {self._options.longest:,.0f} s; the rest is next")
        except DragomanError as error:
            return Ended(error=str(error))
        except Exception as error:  # noqa: BLE001  the edge of a thread: one source must not stop the others
            return Ended(error=f"{type(error).__name__}: {error}")
        return Ended()

    def _put(self, visit: Visit, given: Item | Ended) -> None:
        while not self._stop.is_set():
            with suppress(Full):
                self._given.put((visit, given), timeout=_WAIT)
                return

    def _pages(self, number: int) -> Iterator[Item]:
        """Yield what the threads bring, and end each source when all that it gave was dealt with.

        They begin when the first page is asked for: what reads pages in processes of its own has seen to these by then.
        """
        for _ in range(self._options.fetch.hosts):
            threading.Thread(target=self._ask, daemon=True).start()
        try:
            yield from self._take(number)
        finally:
            self._stop.set()  # before what was read is derived, which may take long

    def _take(self, number: int) -> Iterator[Item]:
        ended = 0
        while ended < number:
            visit, given = self._given.get()
            if isinstance(given, Ended):
                visit.ended = given
                ended += 1
                self._finish(visit)
                continue
            visit.pending += 1
            self._whose.setdefault(_name(given), deque()).append(visit)
            yield given

    def _settle(self, outcome: Settled) -> None:
        """Note what became of a page, after it was stored."""
        visit = self._whose[_name(outcome)].popleft()
        seen = visit.memory.settle(outcome, now=self._options.clock())
        visit.count(outcome, self._chronicle.watching.settle(visit.source.name, outcome, seen=seen))
        self._finish(visit)

    def _finish(self, visit: Visit) -> None:
        if not visit.is_done:
            return
        now, cut = self._options.clock(), bool(visit.ended and visit.ended.cut)
        lists = {} if cut or visit.error else visit.memory.lists(now=now)
        self._chronicle.watching.finish(
            visit.source.name, now=format_moment(now), error=visit.error, cut=cut, lists=lists
        )
        self._runs.append(visit.report())


def _name(page: Settled) -> tuple[str, str]:
    """The name under which a page comes back, whatever it was called."""
    return printable_name(page.name), printable_name(page.address)
