"""Answers lists, counts and aggregates from an SQL database."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from sqlalchemy import Connection, Engine

from dragoman.chronicle.answers import EntityView, EventView, TenureView
from dragoman.chronicle.database import read
from dragoman.chronicle.labels import load_labels
from dragoman.chronicle.listing import ties
from dragoman.chronicle.listing.answers import (
    Counterpart,
    EntitiesPage,
    EventsPage,
    Facets,
    Histogram,
    Network,
    Node,
    PairView,
    PlaceCount,
)
from dragoman.chronicle.listing.bins import count_by_time
from dragoman.chronicle.listing.chosen import Chosen
from dragoman.chronicle.listing.conditions import choose, choose_events, taking_part
from dragoman.chronicle.listing.entities import load_entities_page
from dragoman.chronicle.listing.facets import count_facets
from dragoman.chronicle.listing.filters import EventFilter
from dragoman.chronicle.listing.paging import count_events, load_page
from dragoman.chronicle.listing.places import count_places, load_names_in
from dragoman.chronicle.listing.protocol import Order, Step
from dragoman.chronicle.listing.remembering import Memory, State, find_state
from dragoman.chronicle.listing.trail import find_home
from dragoman.chronicle.offices import find_offices_of
from dragoman.chronicle.people import load_entity_views
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.telling import load_event_views
from dragoman.errors import UnknownError, UsageError

Value = TypeVar("Value")

PAGES = 100
"""So many pages of lists are remembered."""


class SqlListing:
    """A :class:`~dragoman.chronicle.listing.protocol.Listing` in SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, *, sense: Sense) -> None:
        self._engine, self._sense = engine, sense
        self._memory, self._pages = Memory(), Memory(PAGES)

    def revision(self) -> int:
        """Return a number that grows whenever something derived changes."""
        with read(self._engine) as connection:
            return int(find_state(connection)[0])

    def state(self) -> State:
        """Return what is another one whenever something changes that pages show."""
        with read(self._engine) as connection:
            return find_state(connection)

    def resolve(self, id: str) -> str | None:
        """Return the id by which an entity or event is known now, ``None`` where nothing is left of it."""
        with read(self._engine) as connection:
            return find_home(connection, id)

    def event(self, id: str) -> EventView:
        """Return an event with all of its reports.

        Raises:
            UsageError: There is none.
        """
        with read(self._engine) as connection:
            for view in load_event_views(connection, [find_home(connection, id) or id]):
                return view
        raise UnknownError(f"the chronicle has no event {id!r}")

    def events(
        self, filter: EventFilter, *, order: Order = "latest", limit: int = 50, cursor: str | None = None
    ) -> EventsPage:
        """Return one page of the events that meet a filter."""
        with read(self._engine) as connection:
            return self._pages.recall(
                (filter, order, limit, cursor),
                find_state(connection),
                lambda: self._load_page(connection, filter, order=order, limit=limit, cursor=cursor),
            )

    def _load_page(
        self, connection: Connection, filter: EventFilter, *, order: Order, limit: int, cursor: str | None
    ) -> EventsPage:
        chosen = self._choose(connection, filter)
        views, behind = load_page(connection, filter, chosen, order=order, limit=limit, cursor=cursor)
        return EventsPage(views, self._count(connection, filter, chosen), behind)

    def histogram(self, filter: EventFilter, *, by: Step = "auto") -> Histogram:
        """Count events over time."""
        bounded = filter.since is not None or filter.until is not None
        return self._recall(
            ("histogram", filter, by),
            lambda connection: count_by_time(connection, self._choose(connection, filter), by=by, bounded=bounded),
        )

    def facets(self, filter: EventFilter) -> Facets:
        """Count what events have in common."""

        def make(connection: Connection) -> Facets:
            chosen = self._choose(connection, filter)
            return count_facets(connection, chosen, total=self._count(connection, filter, chosen))

        return self._recall(("facets", filter), make)

    def entity(self, id: str, *, events: int = 20) -> EntityView:
        """Return an entity with its latest events, by an id that it has or once had.

        Raises:
            UsageError: There is none.
        """
        with read(self._engine) as connection:
            home = find_home(connection, id)
            for view in load_entity_views(connection, {home: 1.0} if home else {}, events=events):
                return view
        raise UnknownError(f"the chronicle has no entity {id!r}")

    def entities(
        self, kind: str | None = None, text: str | None = None, *, limit: int = 50, cursor: str | None = None
    ) -> EntitiesPage:
        """Return one page of the entities of a kind whose names are like a text, the most often named first."""
        with read(self._engine) as connection:
            return load_entities_page(connection, kind, text, sense=self._sense, limit=limit, cursor=cursor)

    def offices(self, ids: Iterable[str]) -> dict[str, list[TenureView]]:
        """Return the offices that entities held, by id, without sentences."""
        with read(self._engine) as connection:
            return find_offices_of(connection, ids, quoted=False)

    def counterparts(self, entity: str, filter: EventFilter, *, limit: int = 50) -> tuple[Counterpart, ...]:
        """Return who takes part in events together with an entity, the most frequent first."""

        def make(connection: Connection) -> tuple[Counterpart, ...]:
            wanted, tied = self._choose_one(connection, entity), ties.tying(filter, self._choose(connection, filter))
            return ties.find_counterparts(connection, wanted, tied, limit=limit)

        return self._recall(("counterparts", entity, filter, limit), make)

    def pair(self, a: str, b: str, filter: EventFilter, *, events: int = 20) -> PairView:
        """Return what two entities take part in together."""
        with read(self._engine) as connection:
            one, other = (self._choose_one(connection, name) for name in (a, b))
            tied = ties.tying(filter, self._choose(connection, filter))
            both = tied.within(connection, taking_part([one]), taking_part([other]))
            tie = ties.sum_up(connection, both)
            labels, counts = load_labels(connection, (one, other)), ties.count_of(connection, (one, other), tied)
            first, second = (Node(key, *labels[key], counts.get(key, 0)) for key in (one, other))
            shown, _ = load_page(connection, filter, both, order="latest", limit=max(events, 1), cursor=None)
        told = tie.first, tie.last, tie.list_types(), tie.list_years()
        return PairView(first, second, tie.events, *told, shown[:events])

    def network(self, filter: EventFilter, *, around: str | None = None, least: int = 1, limit: int = 60) -> Network:
        """Return who takes part in events with whom."""

        def make(connection: Connection) -> Network:
            middle = None if around is None else self._choose_one(connection, around)
            tied = ties.tying(filter, self._choose(connection, filter))
            return ties.find_network(connection, tied, around=middle, least=least, limit=limit)

        return self._recall(("network", filter, around, least, limit), make)

    def places(self, filter: EventFilter) -> tuple[PlaceCount, ...]:
        """Count events by place, the most frequent first."""
        return self._recall(
            ("places", filter), lambda connection: count_places(connection, self._choose(connection, filter))
        )

    def names(self, ids: Iterable[str], language: str) -> dict[str, str]:
        """Return how entities are called in a language, each by what it is called otherwise if that is unknown."""
        with read(self._engine) as connection:
            return load_names_in(connection, ids, language)

    def _choose(self, connection: Connection, filter: EventFilter) -> Chosen:
        return choose_events(connection, filter, self._sense)

    def _count(self, connection: Connection, filter: EventFilter, chosen: Chosen) -> int:
        key = ("count", filter)
        return self._memory.recall(key, find_state(connection), lambda: count_events(connection, chosen))

    def _recall(self, key: Hashable, make: Callable[[Connection], Value]) -> Value:
        """Return what was made of the chronicle as it is, made if it is not known."""
        with read(self._engine) as connection:
            return self._memory.recall(key, find_state(connection), lambda: make(connection))

    def _choose_one(self, connection: Connection, name: str) -> str:
        """Return the entity of an id or of a name that only one has."""
        found = choose(connection, name, self._sense)
        if len(found) == 1:
            return found[0]
        if not found:
            raise UnknownError(f"the chronicle has no entity {name!r}")
        raise UsageError(f"{name!r} may be any of {', '.join(found[:5])}; choose one by its id")
