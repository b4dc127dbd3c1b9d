"""Puts the layers together: the one place that knows all of them."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal

import msgspec

from dragoman.asking import Asking
from dragoman.briefs import Briefs
from dragoman.config import Settings, load_settings
from dragoman.corrections import Corrections
from dragoman.decisions import Decisions
from dragoman.delivering import Delivering
from dragoman.errors import StoreError
from dragoman.exports.exporting import Exporting
from dragoman.following import Following
from dragoman.keeping import Keeping
from dragoman.meanings import Meanings
from dragoman.overviews import Overviews
from dragoman.portraits import Portraits
from dragoman.postings import Postings
from dragoman.running import choose_options, choose_reader
from dragoman.watches import Watches

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.answers import (
        ConflictView,
        Counts,
        EntityView,
        EventView,
        PageView,
        ReadingView,
        TenureView,
    )
    from dragoman.chronicle.page_answers import StoryView
    from dragoman.chronicle.search.answers import SearchAnswer
    from dragoman.model import Explanation
    from dragoman.reading.sources.origin import SourceOptions
    from dragoman.runner import Progress, ReadReport


TEMPORARY = (":memory:", "sqlite://", "sqlite:///", "sqlite:///:memory:")
"""Stores that are forgotten when they are closed."""


def open_dragoman(
    store: str | Path | None = None, *, settings: Settings | None = None, create: bool = True
) -> "Dragoman":
    """Open a chronicle.

    Args:
        store: A path, ``sqlite:///...``, ``postgresql://...``, or ``:memory:`` for a chronicle that is forgotten
            when it is closed; that of the settings if left out.
        settings: The settings; those of the file and the environment if left out.
        create: Whether to make a chronicle where there is none.

    Raises:
        StoreError: There is none, it is something else, or its schema is newer.
        UsageError: A setting is wrong.
    """
    from dragoman.chronicle import open_chronicle

    chosen = settings or load_settings()
    if store is not None:
        chosen = msgspec.structs.replace(chosen, store=str(store))
    if chosen.store in TEMPORARY:
        return _open_temporary(chosen)
    return Dragoman(open_chronicle(chosen.store, create=create, patience=chosen.patience), settings=chosen)


def has_chronicle(settings: Settings) -> bool:
    """Tell whether there is something to open; of a server only opening tells."""
    path = settings.store.removeprefix("sqlite:///")
    return settings.store not in TEMPORARY and ("://" in path or Path(path).is_file())


def _open_temporary(settings: Settings) -> "Dragoman":
    """A folder for the time that it is open: one connection cannot both be read from and be written to."""
    from tempfile import TemporaryDirectory

    from dragoman.chronicle import open_chronicle

    folder = TemporaryDirectory(prefix="dragoman-")
    opened = Dragoman(open_chronicle(Path(folder.name) / "temporary.db"), settings=settings)
    opened._folder = folder
    return opened


class Dragoman(
    Asking,
    Briefs,
    Corrections,
    Decisions,
    Delivering,
    Exporting,
    Following,
    Keeping,
    Meanings,
    Overviews,
    Portraits,
    Postings,
    Watches,
):
    """A chronicle and what can be done with it. A context manager; close it when done.

    >>> with open_dragoman("news.db") as chronicle:  # doctest: +SKIP
    ...     chronicle.read(["pages/"])
    ...     chronicle.timeline(who="Рахмон")
    """

    def __init__(self, chronicle: "Chronicle", *, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._chronicle = chronicle
        self._folder: TemporaryDirectory[str] | None = None
        self._catch_up()

    def _catch_up(self) -> None:
        """Derive what a killed run left pending; who may only read sees the state before it."""
        try:
            if self._chronicle.is_stale():
                self._chronicle.refresh()
        except StoreError:
            if not self._chronicle.is_stale():  # the store itself is broken, not merely closed to writers
                raise

    def read(
        self,
        paths: Iterable[str | Path] | str | Path,
        *,
        options: "SourceOptions | None" = None,
        workers: int | None = None,
        reader: str | None = None,
        progress: "Callable[[Progress], None] | None" = None,
    ) -> "ReadReport":
        """Read pages into the chronicle.

        Args:
            paths: Files and folders of any kind of source, addresses to fetch, or ``-`` for standard input.
            options: What is said about the sources, such as which column of a table holds the text.
            workers: Processes that read; as the settings say if left out.
            reader: ``rules`` or another name of :data:`dragoman.reading.readers.READERS`; as the settings say if left
                out. Pages that another reader read before are read again.
            progress: Called after each page.

        Returns:
            How many pages were read, were known already, or could not be used, by reason.

        Raises:
            StoreError: The chronicle could not be written; what was stored before is safe.
            UsageError: There is no such reader, or what it needs is not installed.
        """
        from dragoman.reading.sources.files import iterate_pages
        from dragoman.runner.local import read_pages

        given = [paths] if isinstance(paths, str | Path) else list(paths)
        run = choose_options(self.settings, workers, progress=progress)
        pages = iterate_pages(given, options=self._complete(options))
        with choose_reader(self.settings, reader) as make_reader:
            report = read_pages(self._chronicle, pages, make_reader=make_reader, options=run)
        self.prune()
        return report

    def rebuild(
        self,
        *,
        workers: int | None = None,
        reader: str | None = None,
        progress: "Callable[[Progress], None] | None" = None,
    ) -> "ReadReport":
        """Read all pages of the chronicle anew from their stored bytes, and derive everything from that.

        Judgements are kept and applied. A rebuild that is killed goes on where it was when it is called again.

        Args:
            workers: Processes that read; as the settings say if left out.
            reader: The name of a reader; as the settings say if left out.
            progress: Called after each page.

        Returns:
            How many pages were read, or cannot be used any more, by reason.

        Raises:
            StoreError: The chronicle could not be written; what was stored before is safe.
        """
        from dragoman.runner.rebuilding import rebuild_pages

        options = choose_options(self.settings, workers, progress=progress)
        with choose_reader(self.settings, reader) as make_reader:
            return rebuild_pages(self._chronicle, make_reader=make_reader, options=options)

    def begin_rebuild(self, *, reader: str | None = None) -> int:
        """Mark all pages as to be read anew, or go on where a killed rebuild was; returns how many are left."""
        with choose_reader(self.settings, reader) as make_reader:
            return self._chronicle.rebuilding.begin(make_reader().version)

    def _complete(self, options: "SourceOptions | None") -> "SourceOptions":
        """What is said of sources, with what the settings say of fetching."""
        from dragoman.reading.sources.origin import SourceOptions

        given, ours = options or SourceOptions(), self.settings.fetching
        contact, allow = given.fetch.contact or ours.contact, given.fetch.allow or ours.allow
        fetch = msgspec.structs.replace(given.fetch, contact=contact, allow=allow)
        return msgspec.structs.replace(given, fetch=fetch)

    def left_to_rebuild(self) -> int:
        """Return how many pages a rebuild that was cut short has left, 0 where there is none."""
        return self._chronicle.rebuilding.left()

    def readings(self, report: "ReadReport | None" = None) -> "Iterator[ReadingView]":
        """Yield the readings of a run, or of all pages, with the entity ids of the chronicle as it is now."""
        return self._chronicle.readings(report.pages if report else None)

    def timeline(  # noqa: PLR0913  a question may have many conditions; all are named
        self,
        *,
        who: str | None = None,
        with_: str | None = None,
        type: str | None = None,
        place: str | None = None,
        topic: str | None = None,
        since: str | None = None,
        until: str | None = None,
        status: str | None = None,
        limit: int | None = None,
        language: str | None = None,
        outlet: str | None = None,
        office: str | None = None,
        text: str | None = None,
        conflicts: bool = False,
    ) -> "list[EventView]":
        """Return events in order of time.

        Args:
            who: Somebody who takes part: a name in any script, or an id.
            with_: Somebody else who takes part.
            type: A type of event, such as ``meet``.
            place: Where; a name in any script, or an id.
            topic: A topic, such as ``trade``.
            since: The first day, month or year.
            until: The last day, month or year.
            status: ``happened``, ``planned`` or ``denied``.
            limit: No more than so many, the earliest.
            language: The language of a page that tells of it, such as ``fa``.
            outlet: Any part of the name of an outlet that tells of it.
            office: An office that somebody who takes part held then, such as ``foreign-minister``.
            text: A query of the search that a sentence which tells of it meets.
            conflicts: Only those on which reports differ.

        Raises:
            UsageError: ``since`` or ``until`` is no date.
        """
        from dragoman.chronicle.searching import EventQuery

        told = language, outlet, office, text, bool(conflicts)
        return self._chronicle.timeline(EventQuery(who, with_, type, place, topic, since, until, status, limit, *told))

    def who(self, name: str, *, limit: int = 10, events: int | None = None) -> "list[EntityView]":
        """Return the entities that a name in any script, or an id, may mean, best first.

        Args:
            name: The name or id.
            limit: No more entities than so many.
            events: No more events of each than so many, the latest; all if left out.
        """
        return self._chronicle.who(name, limit=limit, events=events)

    def search(  # noqa: PLR0913  each way of asking is named
        self,
        query: str,
        *,
        exact: bool = False,
        not_entities: Iterable[str] = (),
        order: Literal["relevance", "date"] = "relevance",
        limit: int = 20,
        cursor: str | None = None,
        meaning: bool = False,
    ) -> "SearchAnswer":
        """Return the sentences that a query means, in any script; ``entities`` says whom its names were taken for.

        Args:
            query: Words, ``"phrases"``, fields such as ``who:NAME``, and ``-`` before what must not be there.
            exact: Whether names are searched as they are written alone.
            not_entities: Ids of entities that no name in the query means.
            order: ``relevance``, or ``date`` for the latest first.
            limit: The most sentences wanted.
            cursor: That of the answer before, for the sentences that follow.
            meaning: Whether to find sentences too that mean the same in other words or another language; see
                :meth:`~dragoman.meanings.Meanings.make_vectors`.

        Raises:
            UsageError: The query has an unknown field or value, or only says what must not be there; or there are no
                vectors to search by meaning.
        """
        from dragoman.chronicle.search.asking import SearchQuery

        return self._chronicle.search(SearchQuery(query, exact, tuple(not_entities), order, limit, cursor, meaning))

    def office(
        self, title: str, of: str | None = None, *, on: str | None = None, reference: bool | None = None
    ) -> "list[TenureView]":
        """Return who held an office.

        Args:
            title: An office id such as ``secretary-general``, or a word for one in a language that has a pack.
            of: The country or body: a name in any script, or an id.
            on: A day, month or year; only those who held the office then, best known first.
            reference: Whether what a shipped reference says follows, marked as such in ``provenance``; as the settings
                say (``reference_offices``) if left out.

        Raises:
            UsageError: ``on`` is no date.
        """
        chosen = self.settings.reference_offices if reference is None else reference
        return self._chronicle.office(title, of, on=on, reference=chosen)

    def show(self, name: str) -> "PageView | EventView":
        """Return the page of a name, address or sha256 (or its beginning), or the event of an id.

        Raises:
            UsageError: There is none.
        """
        from dragoman.reading.pages.intake import printable_name

        return self._chronicle.show(printable_name(name))

    def explain(self, name: str) -> "Explanation":
        """Read the stored article of a page again and return every vote behind its reading.

        Args:
            name: The page's name, address or sha256 (or its beginning).

        Raises:
            UsageError: There is none.
        """
        from dragoman.reading.pages.intake import printable_name
        from dragoman.reading.reader import explain_article

        return explain_article(self._chronicle.article(printable_name(name)))

    def entities(self, *, kind: str | None = None) -> "list[EntityView]":
        """Return all entities (of one kind) with their names, the most often named first."""
        return self._chronicle.entities(kind=kind)

    def conflicts(self) -> "list[ConflictView]":
        """Return everything on which reports of one event differ, and the offices that pages give to two at once."""
        return self._chronicle.conflicts()

    def stories(
        self, *, since: str | None = None, until: str | None = None, pages: int = 2, limit: int | None = None
    ) -> "list[StoryView]":
        """Return stories, pages of any language that tell of one thing, in order of time.

        Args:
            since: The first day, month or year on which a page came out.
            until: The last one.
            pages: No story of fewer pages; with 1, also the pages that no other tells of.
            limit: No more than so many, the earliest.

        Raises:
            UsageError: ``since`` or ``until`` is no date.
        """
        from dragoman.chronicle.stories import StoryQuery

        return self._chronicle.stories(StoryQuery(since, until, pages, limit))

    def counts(self) -> "Counts":
        """Count pages, rejections, entities, tenures, events and conflicts."""
        return self._chronicle.counts()

    def digest(self) -> str:
        """Return a digest of what the chronicle says; the same pages give the same digest in any order."""
        return self._chronicle.digest()

    def refresh(self) -> None:
        """Derive what is pending. Reading and opening do this by themselves."""
        self._chronicle.refresh()

    def close(self) -> None:
        """Let go of the store."""
        self._chronicle.close()
        if self._folder:
            self._folder.cleanup()

    def __enter__(self) -> "Dragoman":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
