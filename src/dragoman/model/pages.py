"""Pages as they came, and the pages that could not be used."""

from typing import Literal

from msgspec import Struct

Reason = Literal[
    "empty",
    "binary",
    "undecodable",
    "too-large",
    "line-too-long",
    "no-text",
    "unknown-language",
    "unreadable",
    "malformed",
    "encrypted",
    "unsafe",
    "forbidden",
    "unreachable",
    "refused",
    "failed",
    "too-slow",
    "too-much-memory",
    "crashed",
    "unanswered",
]
"""The last four but one are faults of reading, of which ``failed`` is read again with the next run, and
``too-slow`` and ``too-much-memory`` where the limit has changed.

``unanswered`` is what a reader gets no answer about that asks somebody else: nothing is stored, the page is asked
about again with the next run."""


class Told(Struct, frozen=True, kw_only=True, gc=False):
    """What a source tells about one text beside the text itself, as claims of that source.

    ``by`` is who tells it (``feed``, ``sitemap``, ``mail``). ``published`` and ``updated`` are as the source writes
    them. ``text`` (of markup where ``markup`` is set) is what the source itself holds of the text, and ``holds`` what
    that is: a ``summary``, or the ``content`` of it. Where the page was made of that text, ``holds`` alone is set, and
    ``missing`` says why the page that the source leads to is not there.
    """

    by: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    text: str | None = None
    markup: bool = False
    holds: Literal["summary", "content"] | None = None
    missing: str | None = None


class Page(Struct, frozen=True, gc=False):
    """The bytes of one page and what is known about them before they are read.

    ``name`` is the file stem or the record's own id; ``address`` is the path or URL that the page came from.
    ``hint`` is a language tag that the source promises, or ``None``. ``told`` is what the source says of the page that
    its bytes may not say.
    """

    name: str
    address: str
    content: bytes
    sha256: str
    content_type: str | None = None
    fetched: str | None = None
    hint: str | None = None
    told: Told | None = None


class Rejected(Struct, frozen=True, gc=False):
    """A page that cannot be used: a value, not an error, so that it can be stored and counted."""

    name: str
    address: str
    reason: Reason
    where: str = ""
    sha256: str | None = None


class Duplicate(Struct, frozen=True, gc=False):
    """A page that repeats the page ``of`` (a sha256): its very bytes from another address, or its text.

    It is kept with its address and outlet. ``kind`` is ``bytes`` or ``text``.
    """

    name: str
    address: str
    sha256: str
    of: str
    kind: Literal["bytes", "text"]


class Unchanged(Struct, frozen=True, gc=False):
    """A page whose bytes the chronicle already holds, read by the same reader."""

    name: str
    address: str
    sha256: str
