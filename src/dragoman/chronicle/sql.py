"""The chronicle in an SQL database."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.accounts.sql import SqlAccounts
from dragoman.chronicle.answers import (
    ConflictView,
    Counts,
    EntityView,
    EventView,
    IdentityView,
    LinkView,
    PageView,
    ReadingView,
    TenureView,
)
from dragoman.chronicle.archiving import SqlArchive
from dragoman.chronicle.changing import load_versions, newest_of
from dragoman.chronicle.citing import CitedPage, load_cited
from dragoman.chronicle.contests import find_contests
from dragoman.chronicle.counting import count_all, digest_all
from dragoman.chronicle.database import PATIENCE, name_address, open_engine, parse_address, read, write
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.doubting import list_uncertain_events, weigh_events
from dragoman.chronicle.doubting_names import list_uncertain_names
from dragoman.chronicle.following.store import SqlFollowing
from dragoman.chronicle.identity import explain_identity, list_links, list_uncertain_pairs
from dragoman.chronicle.judging import SqlJudgements
from dragoman.chronicle.listing.remembering import Memory, find_state, find_told
from dragoman.chronicle.listing.serving import SqlListing
from dragoman.chronicle.loading import load_readings
from dragoman.chronicle.members import load_numbers
from dragoman.chronicle.naming import find_entities
from dragoman.chronicle.offices import find_office, list_tenures
from dragoman.chronicle.page_answers import StoryView, VersionView
from dragoman.chronicle.people import list_entities, load_entity_views
from dragoman.chronicle.pieces.serving import SqlPieces
from dragoman.chronicle.portraits import SqlPortraits
from dragoman.chronicle.preparing import PreparedPage, PreparedRejection
from dragoman.chronicle.rebuilding import SqlRebuilding
from dragoman.chronicle.refreshing import begin_chronicle, is_stale, refresh
from dragoman.chronicle.search.answers import SearchAnswer
from dragoman.chronicle.search.asking import SearchQuery
from dragoman.chronicle.search.finding import search_sentences
from dragoman.chronicle.search.indexing import refresh_index
from dragoman.chronicle.search.vectors import SqlVectors
from dragoman.chronicle.searching import EventQuery, find_events
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.showing import find_pages, list_versions, load_page_view, view_readings
from dragoman.chronicle.stories import StoryQuery, find_stories, load_story_views
from dragoman.chronicle.taking_in import Fate, take_in
from dragoman.chronicle.telling import load_event_views
from dragoman.chronicle.upgrades import prepare_schema
from dragoman.chronicle.watching import SqlWatching
from dragoman.chronicle.writing import (
    find_page,
    find_rejection,
    is_sighted,
    write_reading,
    write_rejection,
    write_sighting,
)
from dragoman.collecting import paused_collector
from dragoman.errors import UnknownError
from dragoman.model import Article, Duplicate, Page, Reading, Rejected, Unchanged

_NAMED_VERSIONS = 5
ANSWERS = 200
"""So many answers of the search are remembered."""

_PIECE = 250


class SqlChronicle:
    """A :class:`~dragoman.chronicle.protocol.Chronicle` in SQLite or PostgreSQL."""

    def __init__(self, store: str | Path, *, sense: Sense, create: bool = True, patience: float = PATIENCE) -> None:
        self.engine = open_engine(parse_address(store), patience=patience)
        self.name = name_address(self.engine.url)
        self._sense = sense
        self.judgements = SqlJudgements(self.engine, sense=sense)
        self.rebuilding = SqlRebuilding(self.engine, sense=sense)
        self.archive = SqlArchive(self.engine)
        self._answers, self._doubts = Memory(ANSWERS), Memory(1)
        self.pieces = SqlPieces(self.engine)
        self.listing = SqlListing(self.engine, sense=sense)
        self.accounts = SqlAccounts(self.engine)
        self.vectors = SqlVectors(self.engine)
        self.portraits = SqlPortraits(self.engine)
        self.watching = SqlWatching(self.engine, patience=patience)
        self.following = SqlFollowing(self.engine, sense=sense, patience=patience)
        try:
            if prepare_schema(self.engine, create=create):
                begin_chronicle(self.engine, sense)
        except BaseException:
            self.engine.dispose()
            raise

    @property
    def address(self) -> str:
        """The address by which another process opens the same database."""
        return self.engine.url.render_as_string(hide_password=False)

    def recall(self, page: Page, *, reader: str) -> Unchanged | Duplicate | Rejected | None:
        """Return what this reader made of the same bytes before, ``None`` where they are to be read."""
        with read(self.engine) as connection:
            stored = find_page(connection, page.sha256)
            if stored is None or stored.reader != reader:
                return None
            if stored.status == "rejected":
                rejected = find_rejection(connection, page)
                return None if rejected is None or rejected.reason == "failed" else rejected
            sighted = is_sighted(connection, stored.id, page=page)
        if sighted:
            return Unchanged(page.name, page.address, page.sha256)
        with write(self.engine) as connection:
            write_sighting(connection, stored.id, address=page.address, name=page.name)
        return Duplicate(page.name, page.address, page.sha256, page.sha256, "bytes")

    @paused_collector()
    def store(self, page: Page, reading: Reading) -> Duplicate | None:
        """Store a page with its reading in one transaction, in place of what was read from the same bytes before.

        Returns:
            What other page has the same text, ``None`` where none has.
        """
        with write(self.engine) as connection:
            return write_reading(connection, page, reading=reading, sense=self._sense)

    def reject(self, rejected: Rejected, *, page: Page | None, reader: str) -> None:
        """Store that a page could not be used."""
        with write(self.engine) as connection:
            write_rejection(connection, rejected, page=page, reader=reader)

    @paused_collector()
    def take_in(self, pages: Iterable[PreparedPage | PreparedRejection]) -> Counter[Fate]:
        """Store pages that were read elsewhere, in the order in which they are given; derives nothing."""
        return take_in(self.engine, pages, version=self._sense.version)

    def is_stale(self) -> bool:
        """Tell whether entities, tenures, stories or events do not follow from the readings yet."""
        with read(self.engine) as connection:
            return is_stale(connection, self._sense.version)

    @paused_collector()
    def index(self) -> None:
        """Index the sentences of pages that were stored since; what else follows from them is left to ``refresh``."""
        refresh_index(self.engine)

    @paused_collector()
    def refresh(self) -> None:
        """Derive what is pending; cheap where nothing is."""
        refresh(self.engine, self._sense)

    def timeline(self, query: EventQuery) -> list[EventView]:
        """Return events in order of time; those that nothing dates come last."""
        with read(self.engine) as connection:
            return list(load_event_views(connection, find_events(connection, query, sense=self._sense)))

    def iterate_events(self, query: EventQuery) -> Iterator[EventView]:
        """Yield what :meth:`timeline` returns, piece by piece, so that any number of events fits into memory."""
        with read(self.engine) as connection:
            ids = find_events(connection, query, sense=self._sense)
        for piece in chunks(ids, _PIECE):
            with read(self.engine) as connection:
                found = list(load_event_views(connection, piece))
            yield from found

    def describe(self, ids: Iterable[str], *, quoted: bool = False) -> dict[str, EntityView]:
        """Return entities by id with names and offices, these with sentences if asked for; events are left out."""
        scores = dict.fromkeys(ids, 1.0)
        with read(self.engine) as connection:
            return {view.id: view for view in load_entity_views(connection, scores, events=0, quoted=quoted)}

    def cite(self, hashes: Iterable[str]) -> dict[str, CitedPage]:
        """Return title, author and time of fetching of pages by their SHA-256."""
        with read(self.engine) as connection:
            return load_cited(connection, hashes)

    def tenures(self) -> list[TenureView]:
        """Return all tenures of all offices that pages tell of, by office, then by time."""
        with read(self.engine) as connection:
            return list(list_tenures(connection))

    def who(self, name: str, *, limit: int = 10, events: int | None = None) -> list[EntityView]:
        """Return the entities that a name in any script, or an id, may mean, best first."""
        with read(self.engine) as connection:
            found = find_entities(connection, name, sense=self._sense, limit=limit)
            return load_entity_views(connection, dict(found), events=events)

    def search(self, query: SearchQuery) -> SearchAnswer:
        """Return one page of the sentences that a query means.

        Raises:
            UsageError: The query or its cursor cannot be read.
        """
        with read(self.engine) as connection:
            return self._answers.recall(
                query, find_state(connection), lambda: search_sentences(connection, query, sense=self._sense)
            )

    def explain_identity(self, a: str, b: str) -> IdentityView:
        """Return why two names, ids or members are one entity, or are not.

        Raises:
            UsageError: One of them is not known.
        """
        with read(self.engine) as connection:
            return explain_identity(connection, a, b, sense=self._sense)

    def links(self, entity: str) -> list[LinkView]:
        """Return the decisions that made an entity what it is, and what was kept apart from it."""
        with read(self.engine) as connection:
            return list_links(connection, entity)

    def uncertain_pairs(self, limit: int = 20) -> list[LinkView]:
        """Return the pairs about which a person should decide, the most valuable first."""
        with read(self.engine) as connection:
            found = [*list_uncertain_pairs(connection, limit), *list_uncertain_names(connection, limit)]
            return sorted(found, key=lambda link: (-link.value, link.a, link.b))[:limit]

    def uncertain_events(self, limit: int = 20) -> list[LinkView]:
        """Return the pairs of events about which a person should decide, the most valuable first."""
        with read(self.engine) as connection:
            doubts = self._doubts.recall("events", find_told(connection), lambda: weigh_events(connection))
            return list_uncertain_events(connection, doubts, limit)

    def office(
        self, title: str, of: str | None = None, *, on: str | None = None, reference: bool = False
    ) -> list[TenureView]:
        """Return who held an office, in order of time; with ``on`` who held it then, best known first.

        With ``reference``, what the shipped reference says follows, marked by its provenance.
        """
        with read(self.engine) as connection:
            return find_office(connection, title, of=of, on=on, sense=self._sense, reference=reference)

    def show(self, name: str) -> PageView | EventView:
        """Return the page of a name, address or sha256, or the event of an id.

        Raises:
            UsageError: There is none, or the beginning of a sha256 fits several.
        """
        with read(self.engine) as connection:
            for event in load_event_views(connection, _find_event(connection, name)):
                return event
            pages = _find_newest(connection, name)
            view = load_page_view(connection, pages[0]) if len(pages) == 1 else None
        if view is None:
            raise UnknownError(self._explain_missing(name, pages))
        return view

    def article(self, name: str) -> Article:
        """Return the stored article of a page, found as :meth:`show` finds it.

        Raises:
            UsageError: There is none, or the beginning of a sha256 fits several.
        """
        with read(self.engine) as connection:
            pages = _find_newest(connection, name)
            readings = list(load_readings(connection, pages)) if len(pages) == 1 else []
        if not readings:
            raise UnknownError(self._explain_missing(name, pages))
        return readings[0][1].article

    def versions(self, name: str) -> list[VersionView]:
        """Return the versions of a page, found as :meth:`show` finds it, the oldest first.

        Raises:
            UsageError: There is none, or the beginning of a sha256 fits several.
        """
        with read(self.engine) as connection:
            pages = _find_newest(connection, name)
            views = load_versions(connection, pages[0]) if len(pages) == 1 else []
        if not views:
            raise UnknownError(self._explain_missing(name, pages))
        return views

    def _explain_missing(self, name: str, pages: Sequence[int]) -> str:
        if len(pages) > 1:
            with read(self.engine) as connection:
                versions = ", ".join(list_versions(connection, pages[:_NAMED_VERSIONS]))
            return f"{name!r} fits {len(pages)} pages; choose by sha256: {versions}"
        if pages:
            return f"the page {name!r} was rejected, so there is nothing to show"
        if name.partition(":")[0] in ("person", "organisation", "territory", "city"):
            return f"{name!r} is neither a page nor an event; for a name: dragoman who {name}"
        return (
            f"the chronicle has no page and no event {name!r}; "
            "dragoman timeline lists events, pages go by name, address or sha256"
        )

    def entities(self, *, kind: str | None = None) -> list[EntityView]:
        """Return all entities with their names, without offices and events."""
        with read(self.engine) as connection:
            return list_entities(connection, kind)

    def conflicts(self) -> list[ConflictView]:
        """Return all fields on which the reports of an event differ, and the offices given to two at one time."""
        with read(self.engine) as connection:
            statement = select(derived.conflict.c.event_id).distinct().order_by(derived.conflict.c.event_id)
            ids = list(connection.scalars(statement))
            differing = [conflict for event in load_event_views(connection, ids) for conflict in event.conflicts]
            return [*differing, *find_contests(connection)]

    def stories(self, query: StoryQuery) -> list[StoryView]:
        """Return stories in order of time; those that nothing dates come last."""
        with read(self.engine) as connection:
            return list(load_story_views(connection, find_stories(connection, query)))

    def story(self, id: str) -> StoryView | None:
        """Return a story by its id, ``None`` where there is none."""
        with read(self.engine) as connection:
            return next(load_story_views(connection, [id]), None)

    def readings(self, pages: Iterable[tuple[str, str]] | None = None) -> Iterator[ReadingView]:
        """Yield the readings of pages, given as name and sha256; of all pages where none are given."""
        if pages is None:
            with read(self.engine) as connection:
                columns = schema.page.c.name, schema.page.c.sha256
                pages = [(row[0], row[1]) for row in connection.execute(select(*columns).order_by(*columns))]
        for piece in chunks(pages, 100):
            with read(self.engine) as connection:
                numbers = load_numbers(connection, {sha256 for _, sha256 in piece})
                known = [(name, numbers[sha256]) for name, sha256 in piece if sha256 in numbers]
                found = list(view_readings(connection, known))
            yield from found

    def counts(self) -> Counts:
        """Count what the chronicle holds."""
        with read(self.engine) as connection:
            return count_all(connection)

    def digest(self) -> str:
        """Return a digest of what the chronicle says, the same for the same pages in any order."""
        with read(self.engine) as connection:
            return digest_all(connection)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def _find_newest(connection: Connection, name: str) -> list[int]:
    """Return the pages that a name fits, of versions of one page the newest."""
    pages = find_pages(connection, name)
    newest = newest_of(connection, pages) if len(pages) > 1 else None
    return pages if newest is None else [newest]


def _find_event(connection: Connection, name: str) -> list[str]:
    event = derived.event.c
    return list(connection.scalars(select(event.id).where(event.id == name)))
