"""What entity resolution takes and gives."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from dragoman.model import readings

OfficeKey = tuple[str, str | None, str]
Decision = Literal["joined", "apart"]


class Member(Struct, frozen=True, gc=False):
    """One page's referent, as entity resolution sees it.

    ``key`` is unique over the chronicle, such as page id and referent id. ``offices`` are triples of title, table id
    of what it is an office of (or ``None``) and status. ``co`` are table ids and full names of the others on the
    page. ``surfaces`` are its written forms; ``published`` is the page's date (EDTF) or ``None``.
    """

    key: str
    page: str
    kind: readings.Kind
    name: str
    language: str
    surfaces: tuple[str, ...] = ()
    reference: str | None = None
    offices: tuple[OfficeKey, ...] = ()
    published: str | None = None
    co: tuple[str, ...] = ()


class Judgement(Struct, frozen=True, gc=False):
    """A person's word that two members are the same or not; the latest about a pair counts, ``unsure`` takes it back.

    ``a`` and ``b`` are keys of members, or of reports of events; ``when`` is an ISO 8601 time.
    """

    a: str
    b: str
    verdict: Literal["same", "different", "unsure"]
    by: str = ""
    when: str = ""
    why: str = ""


class Cluster(Struct, frozen=True, gc=False):
    """One entity: the members that name it. ``names`` lists its names by language, most frequent first.

    ``id`` is the table id where it has one, else a digest of the key of the member whose page came out first (of
    several the least; pages without a date come last). So it depends on no order of reading, and stays as later pages
    come.
    """

    id: str
    kind: readings.Kind
    members: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    reference: str | None
    label: str


class Link(Struct, frozen=True, gc=False, order=True):
    """A decision about two members, one of each of two written names: ``joined`` into one entity or kept ``apart``.

    ``probability`` that they are one, and ``reasons``, sentences for people, follow from the same evidence; the
    decision also minds judgements and that no chain joins two crowds. ``a`` sorts before ``b``.
    """

    a: str
    b: str
    probability: float
    decision: Decision
    reasons: tuple[str, ...]


class Resolution(Struct, frozen=True, gc=False):
    """What entity resolution found: clusters sorted by id, and the links that were weighed, sorted by their members."""

    clusters: tuple[Cluster, ...]
    links: tuple[Link, ...]
