"""What lists and overviews answer."""

from msgspec import Struct

from dragoman.chronicle.answers import EntityView, EventView


class EventsPage(Struct, frozen=True, gc=False):
    """One page of a list of events; ``cursor`` asks for the next one, ``None`` where there is none.

    ``total`` counts all events of the list. Of each event there are at most the first three reports;
    its ``told`` says how many there are.
    """

    events: tuple[EventView, ...]
    total: int
    cursor: str | None = None


class EntitiesPage(Struct, frozen=True, gc=False):
    """One page of a list of entities with their names, without offices and events."""

    entities: tuple[EntityView, ...]
    total: int
    cursor: str | None = None


class Bin(Struct, frozen=True, gc=False):
    """The events of a day, week, month or year: its first day, how many began in it, and its last day."""

    start: str
    count: int
    stop: str


class Histogram(Struct, frozen=True, gc=False):
    """Events over time, each counted where it begins; ``bins`` follow each other without gaps.

    ``by`` is day, week (from Monday), month or year. A few far-off days do not stretch it: ``earlier`` and ``later``
    count the events outside of the bins, ``undated`` those of no day at all.
    """

    by: str
    bins: tuple[Bin, ...]
    earlier: int = 0
    later: int = 0
    undated: int = 0


class FacetValue(Struct, frozen=True, gc=False):
    """A value that so many events share; ``label`` is for reading where the value is an id."""

    value: str
    label: str
    count: int


class Facets(Struct, frozen=True, gc=False):
    """What the events of a list share, the most frequent first: so many of each, and no more.

    ``people`` are persons who take part, ``bodies`` states and organisations; languages and outlets are those of the
    pages that report an event. ``counted`` is how many events were looked at: all of a list, of a long filtered one
    the latest 5,000.
    """

    types: tuple[FacetValue, ...] = ()
    topics: tuple[FacetValue, ...] = ()
    languages: tuple[FacetValue, ...] = ()
    outlets: tuple[FacetValue, ...] = ()
    statuses: tuple[FacetValue, ...] = ()
    people: tuple[FacetValue, ...] = ()
    bodies: tuple[FacetValue, ...] = ()
    places: tuple[FacetValue, ...] = ()
    counted: int = 0


class TypeCount(Struct, frozen=True, gc=False):
    """How many events are of a type."""

    type: str
    count: int


class YearCount(Struct, frozen=True, gc=False):
    """How many events began in a year."""

    year: str
    count: int


class Counterpart(Struct, frozen=True, gc=False):
    """Somebody who takes part in the same events, how many, and the first and last day; years without any left out."""

    id: str
    kind: str
    label: str
    events: int
    first: str | None
    last: str | None
    types: tuple[TypeCount, ...]
    series: tuple[YearCount, ...]


class Node(Struct, frozen=True, gc=False):
    """An entity of a network, with in how many of the events it takes part."""

    id: str
    kind: str
    label: str
    events: int


class Edge(Struct, frozen=True, gc=False):
    """Two entities (``a`` before ``b``) that take part in the same events."""

    a: str
    b: str
    events: int
    first: str | None
    last: str | None
    types: tuple[TypeCount, ...]


class Network(Struct, frozen=True, gc=False):
    """Who takes part with whom; ``left_out`` counts the entities for which there was no room."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0


class PairView(Struct, frozen=True, gc=False):
    """Two entities and what they take part in together; ``events`` are the latest, the last of them first.

    What was denied does not count, nor does an event of more than 25 participants, which ties nobody to anybody.
    """

    a: Node
    b: Node
    total: int
    first: str | None
    last: str | None
    types: tuple[TypeCount, ...]
    series: tuple[YearCount, ...]
    events: tuple[EventView, ...]


class PlaceCount(Struct, frozen=True, gc=False):
    """A place and how many events took place there.

    ``coordinates`` are latitude and longitude in degrees (WGS 84), known of cities; ``country`` is a territory id, of a
    country its own.
    """

    id: str
    label: str
    coordinates: tuple[float, float] | None
    country: str | None
    events: int
