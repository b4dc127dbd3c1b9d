"""What a chronicle answers: frozen records, each fact with the sentences that say it."""

from collections.abc import Mapping

from msgspec import Struct

from dragoman.model import LeftOut, SourceNote, Span, When


class Quote(Struct, frozen=True, gc=False):
    """A sentence and where it stands: the page's name, address and sha256, and its span in the article's text.

    ``published`` is the page's date (EDTF) or ``None``; ``language`` a BCP 47 tag; ``sources`` what the user says of
    the watched sources that gave the page.
    """

    text: str
    page: str
    address: str
    sha256: str
    span: Span
    language: str
    outlet: str | None = None
    published: str | None = None
    sources: tuple[SourceNote, ...] = ()


class Detail(Struct, frozen=True, gc=False):
    """A fact of an event: ``field`` is ``participants``, ``place``, ``when`` or ``number``; ``name`` is for reading."""

    field: str
    value: str
    name: str


class Report(Struct, frozen=True, gc=False):
    """One page's report of an event: its sentence, what it says of the date and the status, and whom it quotes.

    ``place`` is the page's name of the place, ``place_basis`` says ``stated``, ``inferred`` or ``dateline``, ``rule``
    what found it. ``adds`` is what no other page says of the event, ``leaves_out`` what others say and this one does
    not contradict; a minister covers his state, a city its country, a day its month. ``dropped_by`` is the sha256 of
    the newest version of the page, where that no longer says so. ``key`` (``sha256:e1``) is what corrections are about;
    ``corrected`` names the fields that people have corrected, ``accepted`` says that somebody confirmed the report.
    """

    quote: Quote
    when: When
    status: str
    reported_by: tuple[str, ...] = ()
    place: str | None = None
    place_basis: str = ""
    adds: tuple[Detail, ...] = ()
    leaves_out: tuple[Detail, ...] = ()
    rule: str = ""
    dropped_by: str | None = None
    key: str = ""
    corrected: tuple[str, ...] = ()
    accepted: bool = False


class Participant(Struct, frozen=True, gc=False):
    """An entity that takes part in an event, with its roles."""

    id: str
    kind: str
    name: str
    roles: tuple[str, ...]


class ConflictingValue(Struct, frozen=True, gc=False):
    """What some pages say where others say something else; ``name`` is the value for reading."""

    value: str
    quotes: tuple[Quote, ...]
    name: str = ""


class ConflictView(Struct, frozen=True, gc=False):
    """Reports of one event that do not agree.

    ``field`` is what they differ on: ``when``, ``place``, ``participants``, ``number`` or ``status``. ``holder`` stands
    for one office given to two at one time: ``event`` is then empty, ``tenures`` are the ids of what excludes each
    other, ``about`` names the office, ``office``, ``of`` and ``of_name`` are its title and what it is of, the values
    are the holders.
    """

    event: str
    field: str
    values: tuple[ConflictingValue, ...]
    tenures: tuple[str, ...] = ()
    about: str = ""
    office: str = ""
    of: str | None = None
    of_name: str = ""


class LinkedEvent(Struct, frozen=True, gc=False):
    """An event that belongs to another: ``kind`` is ``during`` a visit, ``at`` a meeting, or ``follows-plan``.

    ``direction`` is ``to`` where the event shown took place during or at this one, or is what became of this plan, and
    ``from`` where it is the other way round.
    """

    id: str
    kind: str
    direction: str
    type: str
    status: str
    when: When
    participants: tuple[str, ...]


class EventView(Struct, frozen=True, gc=False):
    """One event with its reports; ``origins`` counts independent sources, ``seen`` is the first report's day.

    ``told`` counts the reports; in lists there may be fewer of them in ``reports`` and in ``conflicts``.
    """

    id: str
    type: str
    when: When
    place: Participant | None
    participants: tuple[Participant, ...]
    status: str
    topics: tuple[str, ...]
    reports: tuple[Report, ...]
    origins: int
    conflicts: tuple[ConflictView, ...] = ()
    seen: str | None = None
    linked: tuple[LinkedEvent, ...] = ()
    told: int = 0


class TenureView(Struct, frozen=True, gc=False):
    """Who held an office, and when as far as the pages tell.

    All dates are EDTF. ``start`` and ``stop`` are what pages state, ``first_seen`` and ``last_seen`` the dates of the
    first and last page that saw the holder in office, ``ended_by`` that of the first page that speaks of a former
    holder. ``of`` is an entity or table id, ``names`` are the holder's names by language. ``standing`` answers a
    question for a day: ``stated``, ``seen``, ``last-seen`` or ``undated`` (see
    :func:`dragoman.meaning.offices.standing_on`); it is empty where no day was asked for. ``acting`` holders stand in,
    ``not_before`` is the date of the last page that calls the holder incoming, and ``gap`` (EDTF) the days before this
    tenure on which no page knows a holder. ``provenance`` is empty for what pages say, else it names the reference.
    """

    id: str
    title: str
    of: str | None
    of_name: str | None
    holder: str
    name: str
    names: Mapping[str, tuple[str, ...]]
    start: str | None
    stop: str | None
    first_seen: str | None
    last_seen: str | None
    ended_by: str | None
    over: bool
    quotes: tuple[Quote, ...]
    contested_by: tuple[str, ...] = ()
    standing: str = ""
    acting: bool = False
    not_before: str | None = None
    gap: str | None = None
    provenance: str = ""


class EntityView(Struct, frozen=True, gc=False):
    """A person, organisation, country or place: names by language (most frequent first), offices and events.

    ``pages`` counts the pages that name it; ``score`` says how well it answers the name that was asked for. Of a city
    the gazetteer knows ``country``, a territory id, and ``coordinates``, latitude and longitude in degrees (WGS 84); of
    a body ``country``, and ``part_of``, the id of the body or country above it. ``external`` are its ids elsewhere by
    scheme (``iso-3166-1``, ``wikidata``, ``geonames``), where the tables have them; none is ever its only identity.
    """

    id: str
    kind: str
    label: str
    names: Mapping[str, tuple[str, ...]]
    reference: str | None
    pages: int
    offices: tuple[TenureView, ...] = ()
    events: tuple[EventView, ...] = ()
    score: float = 1.0
    country: str | None = None
    coordinates: tuple[float, float] | None = None
    part_of: str | None = None
    external: Mapping[str, str] = {}


class LinkView(Struct, frozen=True, gc=False):
    """A decision about two names: ``joined`` into one entity or kept ``apart``.

    ``a`` and ``b`` are members (``sha256:referent``, what judgements are about); ``probability`` that they are one
    follows from the ``reasons``, the weightiest first. ``value`` says how much an answer by a person would settle: more
    where the probability is near one half, and by the mentions and events that hang on it. ``quotes_a`` and
    ``quotes_b`` are sentences that name each.
    """

    a: str
    b: str
    name_a: str
    name_b: str
    entity_a: str
    entity_b: str
    probability: float
    decision: str
    reasons: tuple[str, ...]
    value: float = 0.0
    quotes_a: tuple[Quote, ...] = ()
    quotes_b: tuple[Quote, ...] = ()


class IdentityView(Struct, frozen=True, gc=False):
    """Whether two are one entity, and every link between them that was weighed, the strongest first."""

    a: str
    b: str
    same: bool
    links: tuple[LinkView, ...]


class Mark(Struct, frozen=True, gc=False):
    """A stretch of an article that means something: ``kind`` is a kind of entity, ``office`` or ``event``.

    ``id`` is the entity, the holder's entity or the event; ``label`` what to show beside it.
    """

    span: Span
    kind: str
    id: str
    label: str


class PageView(Struct, frozen=True, gc=False):
    """One article with everything found in it, and what of the page is not the article.

    ``from_feed`` tells that the text is not the page's own but what a feed holds of it (its ``summary`` or its
    ``content``), and ``missing`` why the page itself is not there, where it could not be fetched.
    """

    name: str
    address: str
    sha256: str
    language: str
    title: str | None
    text: str
    published: When
    author: str | None
    outlet: str | None
    marks: tuple[Mark, ...]
    left_out: tuple[LeftOut, ...]
    reader: str
    story: str
    sources: tuple[SourceNote, ...] = ()
    from_feed: str | None = None
    missing: str | None = None


class Counts(Struct, frozen=True, gc=False):
    """How much a chronicle holds."""

    pages: int
    rejected: Mapping[str, int]
    languages: Mapping[str, int]
    mentions: int
    entities: Mapping[str, int]
    tenures: int
    events: Mapping[str, int]
    conflicts: int


class NamedEntity(Struct, frozen=True, gc=False):
    """An entity of one page: its id in the chronicle, and the surfaces of its proper names on the page."""

    id: str
    kind: str
    name: str
    mentions: tuple[str, ...]
    spans: tuple[Span, ...]


class NamedOffice(Struct, frozen=True, gc=False):
    """An office of one page, by entity ids; ``title`` is without its portfolio."""

    holder: str
    title: str
    of: str | None
    status: str
    quote: str
    span: Span


class NamedEvent(Struct, frozen=True, gc=False):
    """An event of one page, by entity ids.

    ``reported_by`` is the attribution chain, outermost first: entity ids, or the words for a source without a name.
    """

    type: str
    participants: tuple[str, ...]
    place: str | None
    date: str | None
    status: str
    quote: str
    topics: tuple[str, ...]
    span: Span
    reported_by: tuple[str, ...] = ()


class ReadingView(Struct, frozen=True, gc=False):
    """One page's reading with the ids of the chronicle, in the form that ``read --json`` prints.

    ``story`` is the cluster of pages that tell of the same; a page that no other tells of has one by itself.
    ``copy_of`` is the sha256 of the first page with this text where several have it or nearly it, ``version_of`` that
    of the first version of this page, where it is a later one. ``from_feed`` tells that the text is what a feed holds
    of the page, its ``summary`` or its ``content``.
    """

    id: str
    lang: str
    title: str | None
    published: str | None
    author: str | None
    outlet: str | None
    text: str
    entities: tuple[NamedEntity, ...]
    offices: tuple[NamedOffice, ...]
    events: tuple[NamedEvent, ...]
    story: str
    updated: str | None = None
    paywalled: bool = False
    copy_of: str | None = None
    version_of: str | None = None
    from_feed: str | None = None
