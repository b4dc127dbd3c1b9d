"""Watching sources, from Python."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dragoman.config import Settings

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.watch_answers import SourceHealth, WatchView
    from dragoman.reading.sources.catalogue import Source
    from dragoman.reading.sources.probing import Probe
    from dragoman.runner import Progress
    from dragoman.runner.watching import WatchOptions


class Watches:
    """The part of :class:`~dragoman.app.Dragoman` that watches sources and knows how they fare."""

    settings: Settings
    _chronicle: "Chronicle"

    def watch(
        self,
        sources: "str | Path | Sequence[Source]" = "sources.toml",
        *,
        every: timedelta | None = None,
        everything: bool = False,
        told: bool = True,
        progress: "Callable[[Progress], None] | None" = None,
    ) -> "WatchView":
        """Ask the sources that are due, read what they give, and return what is new since the last time.

        Args:
            sources: A file of sources, or sources.
            every: The interval of a source that has none of its own; without one it is always due.
            everything: Ask all sources, and all of their addresses for changes, whether due or not.
            told: Whether what is new counts as told when this returns; otherwise :meth:`tell` says so.
            progress: Called after each page.

        Raises:
            UsageError: The file of sources is wrong.
            StoreError: The chronicle failed, or somebody else is watching it for longer than ``settings.patience``.
        """
        from dragoman.runner.watching import watch_round
        from dragoman.running import choose_reader

        chosen, watching = _load(sources), self._chronicle.watching
        options = self._watch_options(every, everything=everything, progress=progress)
        with choose_reader(self.settings) as make_reader, watching.hold():
            view = watch_round(self._chronicle, chosen, make_reader=make_reader, options=options)
            if told:
                self.tell(view)
        return view

    def tell(self, view: "WatchView") -> None:
        """Note that what a watch found new has reached its reader; until then it is new again the next time."""
        from dragoman.runner.schedule import format_moment
        from dragoman.runner.watching import read_clock

        self._chronicle.watching.tell(view.news, now=format_moment(read_clock()))

    def next_watch(
        self, sources: "str | Path | Sequence[Source]" = "sources.toml", *, every: timedelta | None = None
    ) -> datetime | None:
        """Return when the next source is due, ``None`` where that is now."""
        from dragoman.runner.watching import find_next

        return find_next(self._chronicle, _load(sources), options=self._watch_options(every))

    def source_health(self, sources: "Iterable[Source] | None" = None) -> "list[SourceHealth]":
        """Return how watched sources fare, by name.

        Args:
            sources: Only those, in their order; those that were never watched are left out.
        """
        from dragoman.runner.schedule import find_due, format_moment, is_quiet
        from dragoman.runner.watching import read_clock

        now, found = read_clock(), {}
        for health in self._chronicle.watching.health():
            interval = timedelta(seconds=health.interval) if health.interval else None
            due = find_due(health.state, interval, now=now)
            told = format_moment(due) if due else None
            found[health.name] = msgspec.structs.replace(health, quiet=is_quiet(health, now=now), due=told)
        names = found if sources is None else [source.name for source in sources]
        return [found[name] for name in names if name in found]

    def count_own_pages(self, name: str) -> int:
        """Return how many pages a watched source alone gave.

        Raises:
            UsageError: No such source was ever watched.
        """
        return self._chronicle.watching.count_own(name)

    def forget_source(self, name: str, *, pages: bool = False) -> int:
        """Forget how a watched source is described, how its runs went and what its addresses held.

        Args:
            name: Its name.
            pages: Also forget the pages that no other source gave, with their bytes and all that was read of them.

        Returns:
            How many pages are forgotten.

        Raises:
            UsageError: No such source was ever watched.
            StoreError: The chronicle failed, or somebody is watching it for longer than ``settings.patience``.
        """
        watching = self._chronicle.watching
        with watching.hold():
            number = watching.forget(name, pages=pages)
            self._chronicle.refresh()
            watching.sweep()
        return number

    def _watch_options(
        self,
        every: timedelta | None,
        *,
        everything: bool = False,
        progress: "Callable[[Progress], None] | None" = None,
    ) -> "WatchOptions":
        from dragoman.runner.watching import WatchOptions
        from dragoman.running import choose_options

        run = choose_options(self.settings, None, progress=progress)
        return WatchOptions(run=run, fetch=self.settings.fetching, every=every, everything=everything)


def probe_sources(sources: "Iterable[Source]", settings: Settings) -> "Iterator[Probe]":
    """Try each source once, and yield what is there; nothing is stored."""
    from dragoman.reading.sources.fetching.fetcher import Fetcher
    from dragoman.reading.sources.probing import probe_source

    fetcher = Fetcher(settings.fetching)
    for source in sources:
        yield probe_source(source, fetcher)


def _load(sources: "str | Path | Sequence[Source]") -> "Sequence[Source]":
    from dragoman.reading.sources.catalogue import load_catalogue

    return load_catalogue(Path(sources)) if isinstance(sources, str | Path) else sources
