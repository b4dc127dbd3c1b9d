"""What the tools give: short records, each fact with the quotations that say it."""

from collections.abc import Mapping

from msgspec import Struct


class Citation(Struct, frozen=True):
    """A sentence as its page has it, and where it stands.

    ``sha256`` names the page, ``start`` and ``stop`` count code points of its text; ``address`` is where it was found,
    ``link`` where it can be read with the place marked.
    """

    text: str
    language: str
    outlet: str | None
    published: str | None
    page: str
    address: str
    sha256: str
    start: int
    stop: int
    link: str


class Who(Struct, frozen=True):
    """Somebody who takes part, or a place."""

    id: str
    kind: str
    name: str
    roles: tuple[str, ...] = ()


class EventCard(Struct, frozen=True):
    """An event in short. ``date`` is EDTF, ``date_basis`` says how it is known; ``reports`` and ``origins`` count.

    ``conflicts`` names on what its reports do not agree.
    """

    id: str
    link: str
    type: str
    status: str
    date: str | None
    date_basis: str
    first_reported: str | None
    participants: tuple[Who, ...]
    place: Who | None
    topics: tuple[str, ...]
    reports: int
    origins: int
    conflicts: tuple[str, ...]
    evidence: tuple[Citation, ...]


class Events(Struct, frozen=True):
    """Some of the events that were found; ``cursor`` asks for the next ones."""

    events: tuple[EventCard, ...]
    total: int
    cursor: str | None


class Said(Struct, frozen=True):
    """What one page says of an event: its date, status, place and source; what it adds and leaves out."""

    evidence: Citation
    date: str | None
    status: str
    place: str | None
    reported_by: tuple[str, ...]
    adds: tuple[str, ...]
    leaves_out: tuple[str, ...]


class Claim(Struct, frozen=True):
    """One of several values, and who says so."""

    value: str
    name: str
    evidence: tuple[Citation, ...]


class Conflict(Struct, frozen=True):
    """On what reports do not agree; nobody is said to be right. ``event`` is empty where it is about an office."""

    event: str
    field: str
    about: str
    claims: tuple[Claim, ...]


class Linked(Struct, frozen=True):
    """An event that belongs to another one."""

    id: str
    kind: str
    direction: str
    type: str
    date: str | None
    participants: tuple[str, ...]


class Event(Struct, frozen=True):
    """An event with what each page says of it."""

    event: EventCard
    reports: tuple[Said, ...]
    conflicts: tuple[Conflict, ...]
    linked: tuple[Linked, ...]


class Tenure(Struct, frozen=True):
    """Who held an office, and when as far as the pages tell (EDTF).

    ``start`` and ``stop`` are stated, ``first_seen`` and ``last_seen`` when pages saw the holder in office.
    ``standing`` answers a question for a day; ``provenance`` is empty for what pages say.
    """

    holder: str
    name: str
    title: str
    of: str | None
    of_name: str | None
    start: str | None
    stop: str | None
    first_seen: str | None
    last_seen: str | None
    over: bool
    acting: bool
    standing: str
    contested_by: tuple[str, ...]
    provenance: str
    evidence: tuple[Citation, ...]


class Tenures(Struct, frozen=True):
    """Who held an office; ``gaps`` are days on which no page knows a holder."""

    tenures: tuple[Tenure, ...]
    gaps: tuple[str, ...]


class EntityCard(Struct, frozen=True):
    """Somebody or something with its names by language; ``pages`` counts those that name it.

    ``likeness`` is 1 where the name that was asked for is written so, less where names only sound alike.
    """

    id: str
    link: str
    kind: str
    label: str
    names: Mapping[str, tuple[str, ...]]
    pages: int
    country: str | None
    external: Mapping[str, str]
    likeness: float


class Entities(Struct, frozen=True):
    """Some of the entities that were found; ``cursor`` asks for the next ones."""

    entities: tuple[EntityCard, ...]
    total: int
    cursor: str | None


class Entity(Struct, frozen=True):
    """An entity with its offices and its latest events."""

    entity: EntityCard
    offices: tuple[Tenure, ...]
    events: tuple[EventCard, ...]


class Counterpart(Struct, frozen=True):
    """Somebody who takes part in the same events: how many, of which types, the first and the last day."""

    id: str
    kind: str
    name: str
    events: int
    first: str | None
    last: str | None
    types: Mapping[str, int]


class Meetings(Struct, frozen=True):
    """Whom somebody meets, or what two take part in together: ``events``, the latest first."""

    who: Who
    others: tuple[Counterpart, ...]
    events: tuple[EventCard, ...]


class Sentence(Struct, frozen=True):
    """A sentence that was found, perhaps ``by_meaning`` alone; ``events`` are the ids of those that it reports."""

    evidence: Citation
    title: str | None
    entities: tuple[Who, ...]
    events: tuple[str, ...]
    by_meaning: bool


class Sentences(Struct, frozen=True):
    """Some of the sentences that were found.

    ``relaxed`` says that none has all that was asked for. ``cursor`` asks for the next ones.
    """

    sentences: tuple[Sentence, ...]
    total: int
    relaxed: bool
    cursor: str | None


class Conflicts(Struct, frozen=True):
    """Some of the conflicts; ``cursor`` asks for the next ones."""

    conflicts: tuple[Conflict, ...]
    total: int
    cursor: str | None


class Quotation(Struct, frozen=True):
    """A stretch of a page's text with what stands before and after it; ``title`` is the page's headline."""

    text: str
    before: str
    after: str
    language: str
    title: str | None
    outlet: str | None
    published: str | None
    address: str
    sha256: str
    start: int
    stop: int
    link: str
