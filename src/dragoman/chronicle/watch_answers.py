"""What a chronicle answers about watched sources: frozen records."""

from collections.abc import Mapping

from msgspec import Struct

from dragoman.chronicle.answers import ConflictView, EventView


class SourceState(Struct, frozen=True, gc=False):
    """How the runs of a source went. Moments are ISO 8601 in UTC.

    ``begun`` is set while a run goes on, and after one that was cut off.
    """

    name: str
    begun: str | None = None
    attempted: str | None = None
    failures: int = 0


class Seen(Struct, frozen=True, gc=False):
    """What a source's address held when it was last asked.

    ``outcome`` is what became of it: ``read``, ``unchanged``, ``duplicate``, the reason of a rejection, or ``list`` for
    a feed or sitemap. ``mark`` is a digest of what the feed said of it, ``changed`` when other bytes were found there.
    """

    outcome: str
    first_seen: str
    asked: str
    changed: str
    sha256: str | None = None
    mark: str | None = None
    etag: str | None = None
    modified: str | None = None


class SourceHealth(Struct, frozen=True, gc=False):
    """How a source fares.

    ``pages`` counts by outcome over all runs; ``share_read`` is the share of what it gave that could be read,
    ``share_dated`` the share of its pages whose date is known; both ``None`` before the first page. ``languages``
    counts pages. ``quiet`` says that it has not given a new page for long, ``cut_off`` that its last run did not come
    to its end. ``error`` is the last one, at ``failed``; ``failures`` counts those since the last success.
    """

    name: str
    address: str
    kind: str | None
    language: str | None
    outlet: str | None
    reliability: str | None
    interval: int | None
    added: str
    attempted: str | None
    succeeded: str | None
    gave_page: str | None
    error: str | None
    failed: str | None
    failures: int
    cut_off: bool
    pages: Mapping[str, int]
    share_read: float | None
    languages: Mapping[str, int]
    share_dated: float | None
    newest: str | None
    addresses: int
    quiet: bool = False
    due: str | None = None

    @property
    def state(self) -> SourceState:
        """How its runs went."""
        begun = self.attempted or self.added if self.cut_off else None
        return SourceState(self.name, begun, self.attempted, self.failures)


class NewPage(Struct, frozen=True, gc=False):
    """A page that a watch found; ``version_of`` is the sha256 of what its address held before."""

    name: str
    address: str
    sha256: str
    language: str
    title: str | None
    published: str | None
    outlet: str | None
    sources: tuple[str, ...]
    version_of: str | None = None


class News(Struct, frozen=True, gc=False):
    """What is new since a watch last told.

    ``events`` are told by new pages alone; ``retold`` counts those that earlier pages tell as well. ``conflicts`` would
    be none without the new pages.
    """

    pages: tuple[NewPage, ...] = ()
    events: tuple[EventView, ...] = ()
    retold: int = 0
    conflicts: tuple[ConflictView, ...] = ()


class SourceRun(Struct, frozen=True, gc=False):
    """What one run over a source came to. ``unasked`` counts known addresses that were not due to be asked again."""

    name: str
    read: int
    unchanged: int
    duplicate: int
    rejected: Mapping[str, int]
    unasked: int = 0
    error: str | None = None
    cut: str | None = None


class WatchView(Struct, frozen=True, gc=False):
    """One round of a watch: the sources that were due, how many were not, and what is new."""

    at: str
    sources: tuple[SourceRun, ...]
    waiting: int
    news: News
