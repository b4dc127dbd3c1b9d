"""What is exported: views in order, the names that belong to them, and how the whole is called."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import quote

from dragoman.chronicle.answers import EntityView, EventView, TenureView
from dragoman.chronicle.citing import CitedPage

Describe = Callable[[Iterable[str]], Mapping[str, EntityView]]
Entities = Mapping[str, EntityView]
Cite = Callable[[Iterable[str]], Mapping[str, CitedPage]]

PIECE = 250
REMEMBERED = 5_000
"""So many entities are kept in memory while events pass by."""

URN = "urn:x-dragoman:"
"""What an id begins with where no server shows it."""


def _nobody(ids: Iterable[str]) -> Entities:
    return {}


def _nothing(hashes: Iterable[str]) -> Mapping[str, CitedPage]:
    return {}


@dataclass(frozen=True)
class Matter:
    """Views to export. A format takes those that it is about and leaves the others unread.

    ``describe`` returns entities with names and offices by id (no sentences needed), ``cite`` the heads of pages by
    SHA-256. ``base`` is the address of the server that shows the
    chronicle, empty where none does; ``language`` that of headings and of the names in them; ``feed`` the id of a
    feed, where it is one of several; ``made`` a time in UTC.
    """

    events: Iterable[EventView] = ()
    entities: Iterable[EntityView] = ()
    tenures: Iterable[TenureView] = ()
    describe: Describe = _nobody
    cite: Cite = _nothing
    title: str = "Dragoman"
    base: str = ""
    language: str = "en"
    feed: str = ""
    made: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    @property
    def time(self) -> str:
        """When the export was made, as RFC 3339 writes it."""
        return self.made.strftime("%Y-%m-%dT%H:%M:%SZ")

    def link(self, id: str, kind: str = "event") -> str:
        """Return the address of an event, entity or office, or a URN where no server shows it."""
        return f"{self.base.rstrip('/')}/{kind}/{quote(id)}" if self.base else URN + quote(id, safe=":/")

    def with_entities(self) -> Iterator[tuple[EventView, Entities]]:
        """Yield events, each with the entities that take part or where it took place."""
        known: dict[str, EntityView] = {}
        left = iter(self.events)
        while piece := tuple(islice(left, PIECE)):
            wanted = {id: None for event in piece for id in list_ids(event) if id not in known}
            if len(known) > REMEMBERED:
                known.clear()
                wanted = {id: None for event in piece for id in list_ids(event)}
            known.update(self.describe(wanted) if wanted else {})
            for event in piece:
                yield event, {id: known[id] for id in list_ids(event) if id in known}


def list_ids(event: EventView) -> list[str]:
    """Return the ids of all who take part in an event, and of its place."""
    return [*(one.id for one in event.participants), *([event.place.id] if event.place else [])]
