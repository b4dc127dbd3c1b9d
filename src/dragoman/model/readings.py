"""What a reader takes from one page: mentions, referents, offices, events."""

from typing import Literal

from msgspec import Struct

from dragoman.model.articles import Article
from dragoman.model.spans import Span
from dragoman.model.times import When

Kind = Literal["person", "organisation", "country", "place"]
OfficeStatus = Literal["current", "former", "incoming"]
EventStatus = Literal["happened", "planned", "denied"]
PlaceBasis = Literal["", "stated", "inferred", "dateline"]


class Mention(Struct, frozen=True, gc=False):
    """A span that names something. ``rule`` says which layer found it; ``name`` is the form of the dictionary.

    ``form`` is ``name`` (a proper name) or ``title`` (a bare title or pronoun that stands for one: no alias, only a
    link).
    """

    span: Span
    surface: str
    kind: Kind
    name: str
    rule: str
    form: str = "name"


class Referent(Struct, frozen=True, gc=False):
    """What several mentions of one page name together; the page's own entity, before entities are merged across pages.

    ``reference`` is the id in a shipped table (``territory:TJ``, ``city:1221874``, ``organisation:csto``) or ``None``.
    ``name`` is the fullest form on the page, in the nominative, with honorifics and clitics left off.
    """

    id: str
    kind: Kind
    name: str
    language: str
    mentions: tuple[Mention, ...]
    reference: str | None = None


class OfficeMention(Struct, frozen=True, gc=False):
    """One dated observation that ``holder`` holds, held or will hold an office.

    ``title`` is an id of ``data/offices/offices.tsv``, with a portfolio after a slash where one is named
    (``minister/interior``). ``of`` is the referent of the country or body; ``of_reference`` its table id, also
    where only
    a demonym names it. ``since`` and ``until`` are filled only where the page states them. ``acting`` holders stand in.
    """

    holder: str
    title: str
    status: OfficeStatus
    span: Span
    sentence: Span
    rule: str
    of: str | None = None
    of_reference: str | None = None
    since: When | None = None
    until: When | None = None
    acting: bool = False


class Role(Struct, frozen=True, gc=False):
    """Who does what in an event: host, guest, speaker, addressee, actor, target, participant, appointed, by, body."""

    name: str
    referent: str


class EventMention(Struct, frozen=True, gc=False):
    """One page's report of an event; events of the chronicle are merged from these.

    ``place_basis`` says how the place is known: ``stated`` by the sentence, ``inferred`` from the meeting or visit that
    the event is part of, or only from the ``dateline``. ``reported_by`` is the attribution chain, outermost first:
    referents, or the words of an unnamed source.
    """

    id: str
    type: str
    roles: tuple[Role, ...]
    sentence: Span
    trigger: Span
    rule: str
    status: EventStatus = "happened"
    place: str | None = None
    when: When = When()
    topics: tuple[str, ...] = ()
    reported_by: tuple[str, ...] = ()
    score: float = 1.0
    place_basis: PlaceBasis = ""

    @property
    def participants(self) -> tuple[str, ...]:
        """Referent ids in role order, each once."""
        return tuple(dict.fromkeys(role.referent for role in self.roles))


class Reading(Struct, frozen=True, gc=False):
    """One page, read. A pure function of the page, the packs and the models; ``reader`` names their versions."""

    article: Article
    referents: tuple[Referent, ...]
    offices: tuple[OfficeMention, ...]
    events: tuple[EventMention, ...]
    reader: str = ""
