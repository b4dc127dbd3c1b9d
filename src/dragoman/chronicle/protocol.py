"""What a chronicle does, whatever database keeps it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections import Counter
    from contextlib import AbstractContextManager

    from dragoman.chronicle.accounts.protocol import Accounts
    from dragoman.chronicle.answers import (
        ConflictView,
        Counts,
        EntityView,
        EventView,
        IdentityView,
        LinkView,
        PageView,
        Quote,
        ReadingView,
        TenureView,
    )
    from dragoman.chronicle.archiving import ArchivedPage, ArchiveFigures
    from dragoman.chronicle.citing import CitedPage
    from dragoman.chronicle.correcting import Changes
    from dragoman.chronicle.exchange import Imported
    from dragoman.chronicle.following.protocol import Following
    from dragoman.chronicle.judged_answers import (
        Agreement,
        ContradictionView,
        CorrectionView,
        FactView,
        Judged,
        JudgementView,
        MemberView,
    )
    from dragoman.chronicle.listing.protocol import Listing
    from dragoman.chronicle.page_answers import StoryView, VersionView
    from dragoman.chronicle.pieces.protocol import Pieces
    from dragoman.chronicle.portraits import Portraits
    from dragoman.chronicle.preparing import PreparedPage, PreparedRejection
    from dragoman.chronicle.search.answers import SearchAnswer
    from dragoman.chronicle.search.asking import SearchQuery
    from dragoman.chronicle.search.vectors import VectorFigures
    from dragoman.chronicle.searching import EventQuery
    from dragoman.chronicle.stories import StoryQuery
    from dragoman.chronicle.taking_in import Fate
    from dragoman.chronicle.verifying import Fault
    from dragoman.chronicle.watch_answers import News, Seen, SourceHealth, SourceState
    from dragoman.model import Article, Duplicate, Page, Reading, Rejected, Unchanged
    from dragoman.reading.sources.catalogue import Source
    from dragoman.vectors import Encoder


class Judgements(Protocol):
    """What people decided about identity and about facts.

    Each decision is stored before it returns, and what follows from it derived.

    Who decides many things one after another derives once, by :meth:`Chronicle.refresh`, and passes ``derive=False``.
    Names are ids of entities or events, members (``PAGE#r1``), or names that only one entity has. Every method raises
    :class:`~dragoman.errors.UsageError` where one of them is not known, or the two are no pair.
    """

    def judge(self, a: str, b: str, verdict: str, *, by: str, why: str = "", derive: bool = True) -> "Judged":
        """Decide whether two entities, events or members are the same."""

    def merge(self, a: str, b: str, *, by: str, why: str = "", derive: bool = True) -> "Judged":
        """Decide that two are one, also where parts of them were judged to be different."""

    def split(
        self, name: str, *, pages: "Sequence[str]" = (), mentions: "Sequence[str]" = (), by: str, why: str = ""
    ) -> "Judged":
        """Decide that some members of an entity, or reports of an event, are another one."""

    def undo(self, number: int | None = None, *, by: str = "", derive: bool = True) -> "Judged":
        """Withdraw a decision, the last one that holds if none is given."""

    def rule(self, names: "Sequence[str]", verdict: str, *, by: str, why: str = "", derive: bool = True) -> "Judged":
        """Decide whether pages say what the program read: accept, reject or unsure of facts, all at once."""

    def correct(
        self, names: "Sequence[str]", changes: "Changes", *, by: str, why: str = "", derive: bool = True
    ) -> "Judged":
        """Say another place, date, type or status of reports, all at once."""

    def corrections(self, *, withdrawn: bool = False) -> "Sequence[CorrectionView]":
        """Return the corrections of facts that hold, oldest first; with ``withdrawn`` the others as well."""

    def lost_corrections(self) -> "Sequence[CorrectionView]":
        """Return the corrections of whose facts no page tells any more; they wait until one does."""

    def doubts(self, limit: int) -> "Sequence[FactView]":
        """Return the reports of events about which a person should decide, the most valuable first."""

    def figures(self) -> "Sequence[Agreement]":
        """Return how often people confirmed what the program thought, by rule and language."""

    def members(self, name: str) -> "Sequence[MemberView]":
        """Return what an entity or an event is made of, in the order of its pages."""

    def conflicts(self, field: str | None = None, *, offset: int = 0, limit: int = 20) -> "Sequence[ConflictView]":
        """Return some conflicts, those of the latest events first."""

    def count_conflicts(self) -> "dict[str, int]":
        """Return how many conflicts there are by field."""

    def quotes(self, keys: "Iterable[str]") -> "dict[str, Quote]":
        """Return the sentence of each report and office mention that is there, by its key."""

    def home(self, member: str) -> str | None:
        """Return the id of the entity or event to which a member (``sha256:r1``) belongs now, ``None`` for none."""

    def list(self, *, withdrawn: bool = False) -> "list[JudgementView]":
        """Return the judgements that hold, oldest first; with ``withdrawn`` the others as well."""

    def contradictions(self) -> "Sequence[ContradictionView]":
        """Return the judgements ``same`` against which a ``different`` stands."""

    def lost(self) -> "Sequence[JudgementView]":
        """Return the judgements of whose members no page tells any more; they wait until one does."""

    def add(self, rows: "Iterable[Mapping[str, str]]", *, by: str) -> "Imported":
        """Write judgements that come from elsewhere; rows that cannot be used are counted with their reasons."""


class Rebuilding(Protocol):
    """Reading all stored pages anew, from their bytes."""

    def begin(self, reader: str) -> int:
        """Mark all pages as to be read anew, or go on where a killed rebuild was; returns how many are left."""

    def left(self) -> int:
        """Return how many pages a rebuild that was not finished has left, 0 where there is none."""

    def pages(self) -> "Iterator[Page]":
        """Yield the pages that are left, in the order in which they were stored."""

    def keep(self, page: "Page", result: "Reading | Rejected", *, reader: str) -> None:
        """Store what was made of a page in one transaction; the bytes stay also where they cannot be used any more."""

    def finish(self) -> None:
        """Mark everything as to be derived anew."""


class Vectors(Protocol):
    """The vectors of sentences, for search by meaning."""

    def figures(self) -> "VectorFigures":
        """Count the pages that have sentences and those that have vectors."""

    def has(self, version: str) -> bool:
        """Tell whether any sentence has a vector of an encoder."""

    def make(self, encoder: "Encoder", *, progress: "Callable[[int, int], None] | None" = None) -> int:
        """Make the vectors of all sentences that have none of this encoder; returns of how many pages."""

    def forget(self) -> int:
        """Forget all vectors; returns of how many pages."""


class Archive(Protocol):
    """The bytes of pages as they came."""

    def figures(self) -> "ArchiveFigures":
        """Count pages and bytes."""

    def list(self) -> "Iterator[ArchivedPage]":
        """Yield all pages that were read, by address and name."""

    def pages(self, names: "Sequence[str]" = ()) -> "Iterator[Page]":
        """Yield pages with their bytes as they came; all that have any where none are named."""

    def verify(self, progress: "Callable[[int, int], None] | None" = None) -> "Iterator[Fault]":
        """Yield everything that is wrong with stored bytes and evidence."""

    def prune(self, keep: str) -> int:
        """Let go of bytes that are not to be kept any longer; return of how many pages."""


class Watching(Protocol):
    """What is known of watched sources. Moments are ISO 8601 in UTC."""

    def hold(self) -> "AbstractContextManager[None]":
        """Be the only one that watches; raises :class:`~dragoman.errors.StoreError` where another does."""

    def enroll(self, sources: "Iterable[Source]", *, now: str) -> None:
        """Store how sources are described now; how their runs went stays."""

    def states(self) -> "dict[str, SourceState]":
        """Return how the runs of each source went, by name."""

    def seen(self, source: str) -> "dict[str, Seen]":
        """Return what the addresses of a source held when they were last asked."""

    def begin(self, source: str, *, now: str) -> None:
        """Note that a run over a source begins; one that was cut off goes on."""

    def settle(self, source: str, outcome: "Page | Unchanged | Duplicate | Rejected", *, seen: "Seen") -> str:
        """Store what became of one address of a source, whose page is stored already, and return the outcome."""

    def finish(
        self, source: str, *, now: str, error: str | None = None, cut: bool = False, lists: "Mapping[str, Seen]"
    ) -> None:
        """Store how a run over a source ended, and what its feeds held where all of it was dealt with."""

    def news(self) -> "News":
        """Return what is new since news were last told."""

    def tell(self, news: "News", *, now: str) -> None:
        """Note that news were told."""

    def health(self) -> "list[SourceHealth]":
        """Return how each source fares, by name."""

    def count_own(self, source: str) -> int:
        """Return how many pages a source alone gave."""

    def forget(self, source: str, *, pages: bool = False) -> int:
        """Forget what is known of a source, and with ``pages`` the pages that no other gave; return how many these are.

        They are gone when what follows from it has been derived and :meth:`sweep` been called.
        """

    def sweep(self) -> None:
        """Remove the pages that were forgotten."""


class Chronicle(Protocol):
    """A store of pages and readings that knows what follows from them.

    Every method raises :class:`~dragoman.errors.StoreError` where the database fails; what was stored stays stored.
    """

    @property
    def judgements(self) -> Judgements:
        """What people decided about identity."""

    @property
    def rebuilding(self) -> Rebuilding:
        """Reading all stored pages anew."""

    @property
    def pieces(self) -> "Pieces":
        """Lists that programs read piece by piece."""

    @property
    def archive(self) -> Archive:
        """The bytes of pages."""

    @property
    def address(self) -> str:
        """The address by which another process opens the same store."""

    @property
    def vectors(self) -> Vectors:
        """The vectors of sentences."""

    @property
    def accounts(self) -> "Accounts":
        """Users, their sessions and keys, and the log of changes."""

    @property
    def watching(self) -> Watching:
        """What is known of watched sources."""

    @property
    def listing(self) -> "Listing":
        """Lists, counts and aggregates of events and entities."""

    @property
    def portraits(self) -> "Portraits":
        """How entities are named."""

    @property
    def following(self) -> "Following":
        """Watch lists."""

    def recall(self, page: "Page", *, reader: str) -> "Unchanged | Duplicate | Rejected | None":
        """Return what this reader made of the same bytes before, ``None`` where they are to be read."""

    def store(self, page: "Page", reading: "Reading") -> "Duplicate | None":
        """Store a page with its reading in one transaction, in place of what was read from the same bytes before.

        Returns what other page has the same text, ``None`` where none has.
        """

    def reject(self, rejected: "Rejected", *, page: "Page | None", reader: str) -> None:
        """Store that a page could not be used."""

    def take_in(self, pages: "Iterable[PreparedPage | PreparedRejection]") -> "Counter[Fate]":
        """Store pages that were read elsewhere, in the order in which they are given; derives nothing."""

    def is_stale(self) -> bool:
        """Tell whether entities, tenures, stories or events do not follow from the readings yet."""

    def index(self) -> None:
        """Index the sentences of pages that were stored since; what else follows from them is left to ``refresh``."""

    def refresh(self) -> None:
        """Derive what is pending; cheap where nothing is."""

    def timeline(self, query: "EventQuery") -> "list[EventView]":
        """Return events in order of time."""

    def iterate_events(self, query: "EventQuery") -> "Iterator[EventView]":
        """Yield events in order of time, piece by piece."""

    def describe(self, ids: "Iterable[str]", *, quoted: bool = False) -> "dict[str, EntityView]":
        """Return entities by id with names and offices, these with sentences if asked for; events are left out."""

    def cite(self, hashes: "Iterable[str]") -> "dict[str, CitedPage]":
        """Return title, author and time of fetching of pages by their SHA-256."""

    def tenures(self) -> "list[TenureView]":
        """Return all tenures of all offices that pages tell of, by office, then by time."""

    def who(self, name: str, *, limit: int = 10, events: int | None = None) -> "list[EntityView]":
        """Return the entities that a name in any script, or an id, may mean, best first."""

    def search(self, query: "SearchQuery") -> "SearchAnswer":
        """Return one page of the sentences that a query means."""

    def explain_identity(self, a: str, b: str) -> "IdentityView":
        """Return why two names, ids or members are one entity, or are not."""

    def links(self, entity: str) -> "list[LinkView]":
        """Return the decisions that made an entity what it is, and what was kept apart from it."""

    def uncertain_pairs(self, limit: int = 20) -> "list[LinkView]":
        """Return the pairs about which a person should decide, the most valuable first."""

    def uncertain_events(self, limit: int = 20) -> "list[LinkView]":
        """Return the pairs of events about which a person should decide, the most valuable first."""

    def office(
        self, title: str, of: str | None = None, *, on: str | None = None, reference: bool = False
    ) -> "list[TenureView]":
        """Return who held an office, in order of time; with ``on`` who held it then, best known first.

        With ``reference``, what the shipped reference says follows, marked by its provenance.
        """

    def show(self, name: str) -> "PageView | EventView":
        """Return a page or an event."""

    def versions(self, name: str) -> "list[VersionView]":
        """Return the versions of a page, the oldest first."""

    def article(self, name: str) -> "Article":
        """Return the stored article of a page."""

    def entities(self, *, kind: str | None = None) -> "list[EntityView]":
        """Return all entities with their names."""

    def conflicts(self) -> "list[ConflictView]":
        """Return all fields on which the reports of an event differ, and the offices given to two at one time."""

    def stories(self, query: "StoryQuery") -> "list[StoryView]":
        """Return stories in order of time."""

    def story(self, id: str) -> "StoryView | None":
        """Return a story by its id, ``None`` where there is none."""

    def readings(self, pages: "Iterable[tuple[str, str]] | None" = None) -> "Iterator[ReadingView]":
        """Yield the readings of pages, given as name and sha256; of all pages where none are given."""

    def counts(self) -> "Counts":
        """Count what the chronicle holds."""

    def digest(self) -> str:
        """Return a digest of what the chronicle says, the same for the same pages in any order."""

    def close(self) -> None:
        """Let go of the database."""
