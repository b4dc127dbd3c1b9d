"""What event merging takes and gives."""

from msgspec import Struct

from dragoman.model.readings import EventStatus


class EventReport(Struct, frozen=True, gc=False):
    """One page's report of an event, with entity ids in place of the page's own referents.

    ``roles`` are pairs of role and entity id; ``place`` is an entity id; ``when`` and ``published`` are EDTF or
    ``None``; ``outlet`` is the first source that the page names, else its own name. ``copy_of`` is the page whose text
    this one repeats nearly word for word, or ``None``.
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
    outlet: str | None = None
    quote: str = ""
    language: str = ""
    topics: tuple[str, ...] = ()
    copy_of: str | None = None


class Conflict(Struct, frozen=True, gc=False):
    """A field on which reports differ: each value with the keys of the reports that say so, best supported first."""

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


class MergedEvent(Struct, frozen=True, gc=False):
    """One event with all its reports.

    ``participants`` are in role order, the best supported first; ``origins`` counts sources that do not repeat one
    another.
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
