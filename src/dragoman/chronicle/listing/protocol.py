"""What a chronicle answers to those who show lists of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from dragoman.chronicle.answers import EntityView, EventView, TenureView
    from dragoman.chronicle.listing.answers import (
        Counterpart,
        EntitiesPage,
        EventsPage,
        Facets,
        Histogram,
        Network,
        PairView,
        PlaceCount,
    )
    from dragoman.chronicle.listing.filters import EventFilter

Order = Literal["latest", "time"]
Step = Literal["auto", "day", "week", "month", "year"]


class Listing(Protocol):
    """Lists, counts and aggregates; cheap enough to be asked for on every view of a page.

    Every method raises :class:`~dragoman.errors.UsageError` where a value of a filter is none, or a cursor is that of
    another list.
    """

    def revision(self) -> int:
        """Return a number that grows whenever something derived changes."""

    def state(self) -> tuple[int | str, ...]:
        """Return what is another one whenever something changes that pages show."""

    def resolve(self, id: str) -> str | None:
        """Return the id by which an entity or event is known now, ``None`` where nothing is left of it."""

    def event(self, id: str) -> "EventView":
        """Return an event with all of its reports."""

    def events(
        self, filter: "EventFilter", *, order: Order = "latest", limit: int = 50, cursor: str | None = None
    ) -> "EventsPage":
        """Return one page of the events that meet a filter."""

    def histogram(self, filter: "EventFilter", *, by: Step = "auto") -> "Histogram":
        """Count events over time."""

    def facets(self, filter: "EventFilter") -> "Facets":
        """Count what events have in common."""

    def entity(self, id: str, *, events: int = 20) -> "EntityView":
        """Return an entity with its latest events, by an id that it has or once had."""

    def entities(
        self, kind: str | None = None, text: str | None = None, *, limit: int = 50, cursor: str | None = None
    ) -> "EntitiesPage":
        """Return one page of the entities of a kind whose names are like a text, the most often named first."""

    def offices(self, ids: Iterable[str]) -> "dict[str, list[TenureView]]":
        """Return the offices that entities held, by id, without sentences."""

    def counterparts(self, entity: str, filter: "EventFilter", *, limit: int = 50) -> "tuple[Counterpart, ...]":
        """Return who takes part in events together with an entity, the most frequent first."""

    def pair(self, a: str, b: str, filter: "EventFilter", *, events: int = 20) -> "PairView":
        """Return what two entities take part in together."""

    def network(
        self, filter: "EventFilter", *, around: str | None = None, least: int = 1, limit: int = 60
    ) -> "Network":
        """Return who takes part in events with whom."""

    def places(self, filter: "EventFilter") -> "tuple[PlaceCount, ...]":
        """Count events by place, the most frequent first."""

    def names(self, ids: Iterable[str], language: str) -> dict[str, str]:
        """Return how entities are called in a language, each by what it is called otherwise if that is unknown."""
