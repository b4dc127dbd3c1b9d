"""What the interface answers and takes, where the chronicle's own records do not say it already."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from dragoman.chronicle.answers import (
    ConflictView,
    Counts,
    EntityView,
    EventView,
    LinkView,
    PageView,
    Report,
    TenureView,
)
from dragoman.chronicle.following.answers import AlertView, EntryView, Followed, WatchListView
from dragoman.chronicle.judged_answers import (
    Agreement,
    ContradictionView,
    CorrectionView,
    FactView,
    Judged,
    JudgementView,
    MemberView,
)
from dragoman.chronicle.listing.answers import Counterpart, Facets, Histogram, Network, PlaceCount
from dragoman.chronicle.page_answers import StoryView, VersionView
from dragoman.chronicle.pieces.heads import PageHead
from dragoman.chronicle.search.answers import SearchAnswer
from dragoman.chronicle.watch_answers import SourceHealth

Name = Annotated[str, Meta(min_length=1, max_length=500, description="An id, a member (`PAGE#r1`), or a name.")]
Why = Annotated[str, Meta(max_length=2000, description="The reason, for those who read it later.")]


class Listing(Struct, frozen=True, kw_only=True):
    """One page of a list: ``next`` is the address of the page that follows, ``cursor`` what it begins with."""

    next: str | None
    cursor: str | None


class EventList(Listing, frozen=True):
    """Events with their first reports. ``total`` counts all that meet the conditions."""

    items: tuple[EventView, ...]
    total: int


class EntityList(Listing, frozen=True):
    """Entities with their names, without offices and events."""

    items: tuple[EntityView, ...]
    total: int


class CounterpartList(Listing, frozen=True):
    """Who takes part in events together with an entity, the most frequent first."""

    items: tuple[Counterpart, ...]
    total: int


class PlaceList(Listing, frozen=True):
    """Places with how many events took place there, the most frequent first."""

    items: tuple[PlaceCount, ...]
    total: int


class ReportList(Listing, frozen=True):
    """The reports of an event."""

    items: tuple[Report, ...]
    total: int


class TenureList(Listing, frozen=True):
    """Who held offices. ``total`` counts all, not only this page."""

    items: tuple[TenureView, ...]
    total: int


class OfficeView(Struct, frozen=True):
    """Who held one office, in order of time, and when nobody is known to have held it.

    ``gaps`` are stretches of days (EDTF) between two holders on which no page knows one; ``on`` is the day that was
    asked about, ``reference`` whether what a shipped reference says was asked for too.
    """

    title: str
    of: str | None
    on: str | None
    reference: bool
    tenures: tuple[TenureView, ...]
    gaps: tuple[str, ...]


class PageList(Listing, frozen=True):
    """Pages in the order in which they were stored."""

    items: tuple[PageHead, ...]
    total: int


class VersionList(Listing, frozen=True):
    """The versions of a page, the oldest first."""

    items: tuple[VersionView, ...]
    total: int


class StoryList(Listing, frozen=True):
    """Stories in order of time."""

    items: tuple[StoryView, ...]
    total: int


class ConflictList(Listing, frozen=True):
    """What reports do not agree on."""

    items: tuple[ConflictView, ...]
    total: int


class JudgementList(Listing, frozen=True):
    """Judgements, the oldest first. ``contradictions`` are those ``same`` that do not hold."""

    items: tuple[JudgementView, ...]
    total: int
    contradictions: tuple[ContradictionView, ...]


class LinkList(Listing, frozen=True):
    """Decisions about pairs of names or reports."""

    items: tuple[LinkView, ...]
    total: int


class CorrectionList(Listing, frozen=True):
    """What people said of single facts, the oldest first."""

    items: tuple[CorrectionView, ...]
    total: int


class FactList(Listing, frozen=True):
    """Facts about which a person should decide, the most valuable first."""

    items: tuple[FactView, ...]
    total: int


class AgreementList(Listing, frozen=True):
    """How often people confirmed what the program thought, by what it was about."""

    items: tuple[Agreement, ...]
    total: int


class MemberList(Listing, frozen=True):
    """What an entity or an event is made of."""

    items: tuple[MemberView, ...]
    total: int


class WatchListList(Listing, frozen=True):
    """Watch lists by name."""

    items: tuple[WatchListView, ...]
    total: int


class AlertList(Listing, frozen=True):
    """What a watch list told, the latest first; ``total`` counts those of this page."""

    items: tuple[AlertView, ...]
    total: int


class SeenAlerts(Struct, frozen=True):
    """How many alerts were unread until now."""

    seen: int


class SourceList(Listing, frozen=True):
    """Watched sources by name."""

    items: tuple[SourceHealth, ...]
    total: int


class FormatView(Struct, frozen=True):
    """A format of export: ``subjects`` are what it can be about."""

    name: str
    suffix: str
    media_type: str
    summary: str
    subjects: tuple[str, ...]
    extra: str


class FormatList(Listing, frozen=True):
    """The formats of exports."""

    items: tuple[FormatView, ...]
    total: int


class Status(Struct, frozen=True):
    """How much there is and whether all of it is derived. ``revision`` changes with what the chronicle says."""

    counts: Counts
    revision: str
    left_to_rebuild: int


class Version(Struct, frozen=True):
    """The version of the program and of this interface."""

    dragoman: str
    api: str


class Judgement(Struct, frozen=True, forbid_unknown_fields=True):
    """A verdict about two entities, two events or two members."""

    a: Name
    b: Name
    verdict: Literal["same", "different", "unsure"]
    why: Why = ""


class Merging(Struct, frozen=True, forbid_unknown_fields=True):
    """Two that are one."""

    a: Name
    b: Name
    why: Why = ""


class Splitting(Struct, frozen=True, forbid_unknown_fields=True):
    """One that is two: the pages that tell of the other one, or the names or members that are the other one."""

    name: Name
    pages: tuple[Name, ...] = ()
    mentions: tuple[Name, ...] = ()
    why: Why = ""


class Undoing(Struct, frozen=True, forbid_unknown_fields=True):
    """Which decision is withdrawn: the last one that holds, if none is named."""

    decision: Annotated[int, Meta(ge=1, le=2**31 - 1, description="The number of the decision.")] | None = None


class Ruling(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether pages say what the program read of events, tenures, reports (`PAGE#e1`) or offices (`PAGE#o1`)."""

    facts: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=500)]
    verdict: Literal["accept", "reject", "unsure"]
    why: Why = ""


Role = Literal["participant", "host", "guest", "speaker", "addressee", "actor", "target", "appointed", "by", "body"]


class Correcting(Struct, frozen=True, forbid_unknown_fields=True):
    """What reports of an event ought to say; what is left out stays, ``null`` says that there is no place or date."""

    reports: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=500)]
    place: Name | UnsetType | None = UNSET
    date: Annotated[str, Meta(max_length=50, description="EDTF.")] | UnsetType | None = UNSET
    type: Name | UnsetType = UNSET
    status: Literal["happened", "planned", "denied"] | UnsetType = UNSET
    participants: Annotated[
        dict[Name, Role | None], Meta(max_length=50, description="Roles by name or id; null for who takes no part.")
    ] = field(default_factory=dict)
    instead: Annotated[
        dict[Name, Name], Meta(max_length=50, description="Who took part in whose place, in the same role.")
    ] = field(default_factory=dict)
    why: Why = ""


class NewWatchList(Struct, frozen=True, forbid_unknown_fields=True):
    """The name of a watch list that is to be made."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]


class Wish(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is to be followed: an entity (``who``), a pair (``who``, ``with``), an office (``title``, perhaps ``of``).

    Or a filter, by the conditions on events; ``kind`` says which where that is not plain.
    """

    kind: Literal["entity", "pair", "office", "filter"] | UnsetType = UNSET
    who: Name | UnsetType = UNSET
    with_: Name | UnsetType = field(default=UNSET, name="with")
    title: Name | UnsetType = UNSET
    of: Name | UnsetType = UNSET
    type: Name | UnsetType = UNSET
    place: Name | UnsetType = UNSET
    topic: Name | UnsetType = UNSET
    language: Name | UnsetType = UNSET
    outlet: Name | UnsetType = UNSET
    office: Name | UnsetType = UNSET
    status: Literal["happened", "planned", "denied"] | UnsetType = UNSET
    q: Name | UnsetType = UNSET


class Seeing(Struct, frozen=True, forbid_unknown_fields=True):
    """Up to which alert a list was read; all of them, if none is named."""

    through: Annotated[int, Meta(ge=1, le=2**31 - 1)] | None = None


ANSWERS: tuple[type, ...] = (
    AgreementList, AlertList, ConflictList, CorrectionList, CounterpartList, Counts, EntityList, EntityView, EntryView,
    EventList, EventView, Facets, FactList, Followed, FormatList, Histogram, Judged, JudgementList, LinkList,
    MemberList, Network, OfficeView, PageList, PageView, PlaceList, ReportList, SearchAnswer, SeenAlerts, SourceList,
    Status, StoryList, StoryView, TenureList, Version, VersionList, WatchListList, WatchListView,
)  # fmt: skip
"""All records that routes answer with."""

REQUESTS: tuple[type, ...] = (Correcting, Judgement, Merging, NewWatchList, Ruling, Seeing, Splitting, Undoing, Wish)
"""All records that routes take."""
