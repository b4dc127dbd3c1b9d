"""Lists, counts and aggregates of events and entities, from Python."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.answers import EntityView, EventView
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


class Overviews:
    """The part of :class:`~dragoman.app.Dragoman` that pages and other programs ask many times a second.

    A filter that is left out means all events. :func:`~dragoman.chronicle.listing.filters.parse_filter` makes one of
    the words of an address. An id that an entity or event no longer has leads to what its first member belongs to now.
    """

    _chronicle: "Chronicle"

    def prepare(self) -> None:
        """Load the tables and count what the first answers need, so that nobody waits for that; takes some seconds."""
        from dragoman.chronicle.listing.preparing import load_tables

        load_tables()
        self.events_page()
        self.histogram()
        self.facets()

    def revision(self) -> int:
        """Return a number that grows whenever entities, offices, stories or events change."""
        return self._chronicle.listing.revision()

    def shown_state(self) -> tuple[int | str, ...]:
        """Return what is another one whenever something changes that pages show; cheap enough to ask for each."""
        return self._chronicle.listing.state()

    def resolve_id(self, id: str) -> str | None:
        """Return the id by which an entity or event is known now, ``None`` where nothing is left of it."""
        return self._chronicle.listing.resolve(id)

    def event(self, id: str) -> "EventView":
        """Return an event with all of its reports.

        Raises:
            UsageError: There is none.
        """
        return self._chronicle.listing.event(id)

    def events_page(
        self,
        filter: "EventFilter | None" = None,
        *,
        order: Literal["latest", "time"] = "latest",
        limit: int = 50,
        cursor: str | None = None,
    ) -> "EventsPage":
        """Return one page of events, each with its first reports.

        Args:
            filter: What the events must meet.
            order: ``latest`` first, or in order of ``time``; those that nothing dates come last.
            limit: So many events.
            cursor: That of the page before. It stays good when events are added, and shifts none.

        Raises:
            UsageError: A value of the filter is none, or the cursor is that of another list.
        """
        return self._chronicle.listing.events(_or_all(filter), order=order, limit=limit, cursor=cursor)

    def histogram(
        self, filter: "EventFilter | None" = None, *, by: Literal["auto", "day", "week", "month", "year"] = "auto"
    ) -> "Histogram":
        """Count events over time, each where it begins.

        Args:
            filter: What the events must meet.
            by: The step; ``auto`` takes that which suits the time they span. Too fine a one is made coarser.

        Raises:
            UsageError: A value of the filter is none.
        """
        return self._chronicle.listing.histogram(_or_all(filter), by=by)

    def facets(self, filter: "EventFilter | None" = None) -> "Facets":
        """Count what events have in common: the 20 most frequent types, topics, people and so on.

        Raises:
            UsageError: A value of the filter is none.
        """
        return self._chronicle.listing.facets(_or_all(filter))

    def entity(self, id: str, *, events: int = 20) -> "EntityView":
        """Return an entity with its latest events, by an id that it has or once had.

        Args:
            id: The id.
            events: No more events than so many.

        Raises:
            UsageError: There is none.
        """
        return self._chronicle.listing.entity(id, events=events)

    def entities_page(
        self, kind: str | None = None, text: str | None = None, *, limit: int = 50, cursor: str | None = None
    ) -> "EntitiesPage":
        """Return one page of entities, those named on most pages first.

        Args:
            kind: ``person``, ``organisation``, ``country``, ``city`` or another kind of entity.
            text: The beginning of a name, or a name in any script.
            limit: So many entities.
            cursor: That of the page before.

        Raises:
            UsageError: The cursor is that of another list.
        """
        return self._chronicle.listing.entities(kind, text, limit=limit, cursor=cursor)

    def counterparts(
        self, entity: str, filter: "EventFilter | None" = None, *, limit: int = 50
    ) -> "tuple[Counterpart, ...]":
        """Return who takes part in events together with an entity, the most frequent first.

        What was denied does not count, nor does an event of more than 25 participants.

        Args:
            entity: The id, or a name that only one entity has.
            filter: What the events must meet.
            limit: No more than so many.

        Raises:
            UsageError: There is no such entity, or a value of the filter is none.
        """
        return self._chronicle.listing.counterparts(entity, _or_all(filter), limit=limit)

    def pair(self, a: str, b: str, filter: "EventFilter | None" = None, *, events: int = 20) -> "PairView":
        """Return what two entities take part in together, with the latest of these events.

        Raises:
            UsageError: One of them is not known, or a value of the filter is none.
        """
        return self._chronicle.listing.pair(a, b, _or_all(filter), events=events)

    def network(
        self, filter: "EventFilter | None" = None, *, around: str | None = None, least: int = 1, limit: int = 60
    ) -> "Network":
        """Return who takes part in events with whom.

        Args:
            filter: What the events must meet.
            around: An entity in the middle; only those tied to it are shown, with the ties among them.
            least: No ties of fewer events.
            limit: No more entities than so many, those of most events.

        Raises:
            UsageError: There is no such entity, or a value of the filter is none.
        """
        return self._chronicle.listing.network(_or_all(filter), around=around, least=least, limit=limit)

    def places(self, filter: "EventFilter | None" = None) -> "tuple[PlaceCount, ...]":
        """Count events by place, the most frequent first.

        Raises:
            UsageError: A value of the filter is none.
        """
        return self._chronicle.listing.places(_or_all(filter))

    def names_in(self, ids: Iterable[str], language: str) -> dict[str, str]:
        """Return how entities are called in a language, by id; those that the language does not name by their label."""
        return self._chronicle.listing.names(ids, language)


def _or_all(filter: "EventFilter | None") -> "EventFilter":
    from dragoman.chronicle.listing.filters import EventFilter

    return filter or EventFilter()
