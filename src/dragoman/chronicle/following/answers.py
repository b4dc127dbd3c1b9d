"""What a chronicle answers about watch lists: frozen records."""

from collections.abc import Mapping

from msgspec import Struct

from dragoman.chronicle.answers import EventView, TenureView
from dragoman.chronicle.following.states import Reason

ENTITY, PAIR, OFFICE, FILTER = "entity", "pair", "office", "filter"
KINDS = (ENTITY, PAIR, OFFICE, FILTER)
NEW, CHANGED = "new", "changed"


class Candidate(Struct, frozen=True, gc=False):
    """An entity that a name may mean."""

    id: str
    kind: str
    name: str


class SideView(Struct, frozen=True, gc=False):
    """A name in an entry: ``id`` is the entity that it means now, ``None`` while no page names it."""

    role: str
    name: str
    id: str | None = None
    label: str = ""
    kind: str = ""


class EntryView(Struct, frozen=True, gc=False):
    """What is followed.

    ``kind`` is ``entity``, ``pair``, ``office`` or ``filter``; ``sides`` are the names in it, ``conditions`` those of a
    filter as addresses have them, with the names as they were written; of an office ``title``. ``waiting`` says that it
    takes effect when a page names what it means; ``holders`` who holds the office, as far as is known.
    """

    id: int
    kind: str
    sides: tuple[SideView, ...]
    conditions: Mapping[str, str] = {}
    title: str = ""
    added: str = ""
    waiting: bool = False
    holders: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """How it is called in lists.

        >>> petrova = SideView("with", "Petrova", "person:1", "Anna Petrova")
        >>> EntryView(1, "pair", (SideView("who", "Daler"), petrova)).label
        'Daler – Anna Petrova'
        """
        names = [side.label or side.name for side in self.sides]
        if self.kind == OFFICE:
            return f"{self.title} ({names[0]})" if names else self.title
        if self.kind == FILTER:
            said = {side.role: side.label or side.name for side in self.sides}
            return ", ".join(f"{key}={said.get(key, value)}" for key, value in self.conditions.items())
        return " – ".join(names)


class WatchListView(Struct, frozen=True, gc=False):
    """A watch list with how much of it is unread by a user; ``token`` is the secret in the addresses of its feeds."""

    id: int
    name: str
    owner: str
    added: str
    entries: tuple[EntryView, ...]
    unread: int = 0
    alerts: int = 0
    last: str | None = None
    token: str = ""


class AlertView(Struct, frozen=True, gc=False):
    """Something that a list tells: a ``new`` event, a ``changed`` one, or an ``office`` with another holder.

    ``event`` is the event as it is now under whatever id, ``None`` where no page tells of it any more; ``label`` says
    what it was. ``entries`` are the numbers of those that it is about. ``reasons`` say what changed. ``tenures`` are
    those who hold the office now.
    """

    id: int
    list: str
    at: str
    kind: str
    entries: tuple[int, ...]
    reasons: tuple[Reason, ...]
    label: str
    event: EventView | None = None
    tenures: tuple[TenureView, ...] = ()
    seen: bool = False


class Followed(Struct, frozen=True, gc=False):
    """What became of a wish to follow something: the entry, and of each name how it was understood.

    ``known`` says that the list had it already. ``notes`` are for reading, such as that a name was taken by its sound,
    or waits.
    """

    entry: EntryView
    known: bool = False
    notes: tuple[str, ...] = ()


class DeliveryView(Struct, frozen=True, gc=False):
    """Where alerts of a list are sent.

    ``kind`` is ``webhook`` or ``mail``; ``options`` are the language, the period (``each``, ``day`` or ``week``) and
    the hour of a digest, and the secret of a webhook. ``waiting`` counts alerts that no parcel holds yet, ``parcels``
    by state.
    """

    id: int
    list: str
    kind: str
    target: str
    options: Mapping[str, str]
    added: str
    waiting: int = 0
    parcels: Mapping[str, int] = {}
    error: str | None = None


class Parcel(Struct, frozen=True, gc=False):
    """Something that is to be sent, was, or could not be (``dead``).

    ``key`` is the same at each attempt, so that a receiver knows what it has had. Moments are ISO 8601 in UTC.
    """

    id: int
    delivery: int
    key: str
    kind: str
    target: str
    body: str
    alerts: int
    made: str
    state: str
    attempts: int = 0
    next: str = ""
    error: str | None = None
    done: str | None = None
    options: Mapping[str, str] = {}


class Due(Struct, frozen=True, gc=False):
    """A delivery whose time has come: its ``position``, and the alerts after it that no parcel holds yet.

    ``token`` is the secret of the list, ``moment`` when it was due; ``None`` for one that is always due.
    """

    delivery: DeliveryView
    token: str
    position: int
    moment: str | None
    alerts: tuple[AlertView, ...]
