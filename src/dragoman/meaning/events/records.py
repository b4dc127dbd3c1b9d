"""What event merging takes and gives."""

from typing import Literal

from msgspec import Struct

from dragoman.model.readings import EventStatus

LinkKind = Literal["during", "at", "follows-plan"]


class EventReport(Struct, frozen=True, gc=False):
    """One page's report of an event, with entity ids in place of the page's own referents.

    ``roles`` are pairs of role and entity id; ``place`` is an entity id and ``country`` the territory that it lies in;
    ``when`` and ``published`` are EDTF or ``None``. ``stands`` says for which states and bodies participants act at
    that time (pairs of participant and body), ``posts`` which office of one holder they have, with the sounds of the
    family name. ``sources`` are the agencies that the page names for the event, else its own outlet. ``quantities``
    are pairs of what is counted and how many; ``copy_of`` is the page whose text this one repeats nearly word for
    word, or ``None``, and ``version_of`` the first version of the page, where it has several. ``channel`` tells
    ``spoken`` from ``written`` contacts, where the sentence says it; ``story`` is the story of the page where it has
    other pages as well; ``content`` of a statement is its sentence without who says it, and when.
    """

    key: str
    page: str
    type: str
    participants: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    place: str | None = None
    when: str | None = None
    status: EventStatus = "happened"
    published: str | None = None
    sources: tuple[str, ...] = ()
    quote: str = ""
    language: str = ""
    topics: tuple[str, ...] = ()
    country: str | None = None
    stands: tuple[tuple[str, str], ...] = ()
    posts: tuple[tuple[str, str], ...] = ()
    quantities: tuple[tuple[str, str], ...] = ()
    copy_of: str | None = None
    version_of: str | None = None
    channel: str | None = None
    story: str | None = None
    content: str = ""


class Conflict(Struct, frozen=True, gc=False):
    """A field on which reports differ: each value with the keys of the reports that say so, best supported first.

    ``field`` is ``when``, ``place``, ``participants``, ``number`` or ``status``.
    """

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


class Detail(Struct, frozen=True, gc=False):
    """What one report has that no other has (``adds``), or what others have and it lacks (``leaves-out``)."""

    report: str
    what: Literal["adds", "leaves-out"]
    field: str
    value: str


class MergedEvent(Struct, frozen=True, gc=False):
    """One event with all its reports.

    ``participants`` are in role order, the best supported first; ``stands_for`` are the states and bodies that they act
    for; ``origins`` counts sources that do not repeat one another.
    """

    id: str
    type: str
    reports: tuple[str, ...]
    participants: tuple[str, ...]
    place: str | None
    when: str | None
    status: EventStatus
    topics: tuple[str, ...]
    origins: int
    conflicts: tuple[Conflict, ...] = ()
    details: tuple[Detail, ...] = ()
    country: str | None = None
    stands_for: tuple[str, ...] = ()
    seen: str | None = None


class EventLink(Struct, frozen=True, gc=False, order=True):
    """Two events that belong together.

    ``a`` took place ``during`` the visit ``b`` or ``at`` the meeting ``b``, or is what became of the plan ``b``.
    """

    a: str
    b: str
    kind: LinkKind
