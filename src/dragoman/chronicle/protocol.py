"""What a chronicle does, whatever database keeps it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
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
    from dragoman.chronicle.searching import EventQuery
    from dragoman.model import Article, Page, Reading, Rejected, Unchanged


class Chronicle(Protocol):
    """A store of pages and readings that knows what follows from them.

    Every method raises :class:`~dragoman.errors.StoreError` where the database fails; what was stored stays stored.
    """

    def recall(self, page: "Page", *, reader: str) -> "Unchanged | Rejected | None":
        """Return what this reader made of the same bytes before, ``None`` where they are to be read."""

    def store(self, page: "Page", reading: "Reading") -> None:
        """Store a page with its reading in one transaction, in place of what was read from the same bytes before."""

    def reject(self, rejected: "Rejected", *, page: "Page | None", reader: str) -> None:
        """Store that a page could not be used."""

    def is_stale(self) -> bool:
        """Tell whether entities, tenures or events do not follow from the readings yet."""

    def refresh(self) -> None:
        """Derive what is pending; cheap where nothing is."""

    def timeline(self, query: "EventQuery") -> "list[EventView]":
        """Return events in order of time."""

    def who(self, name: str, *, limit: int = 10, events: int | None = None) -> "list[EntityView]":
        """Return the entities that a name in any script, or an id, may mean, best first."""

    def explain_identity(self, a: str, b: str) -> "IdentityView":
        """Return why two names, ids or members are one entity, or are not."""

    def links(self, entity: str) -> "list[LinkView]":
        """Return the decisions that made an entity what it is, and what was kept apart from it."""

    def uncertain_pairs(self, limit: int = 20) -> "list[LinkView]":
        """Return the pairs about which a person should decide, the most valuable first."""

    def office(self, title: str, of: str | None = None, *, on: str | None = None) -> "list[TenureView]":
        """Return who held an office, in order of time; with ``on`` who held it then, best known first."""

    def show(self, name: str) -> "PageView | EventView":
        """Return a page or an event."""

    def article(self, name: str) -> "Article":
        """Return the stored article of a page."""

    def entities(self, *, kind: str | None = None) -> "list[EntityView]":
        """Return all entities with their names."""

    def conflicts(self) -> "list[ConflictView]":
        """Return all fields on which the reports of an event differ, and the offices given to two at one time."""

    def readings(self, pages: "Iterable[tuple[str, str]] | None" = None) -> "Iterator[ReadingView]":
        """Yield the readings of pages, given as name and sha256; of all pages where none are given."""

    def counts(self) -> "Counts":
        """Count what the chronicle holds."""

    def digest(self) -> str:
        """Return a digest of what the chronicle says, the same for the same pages in any order."""

    def close(self) -> None:
        """Let go of the database."""
