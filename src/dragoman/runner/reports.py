"""What a run says of itself."""

from collections import Counter
from collections.abc import Mapping
from time import perf_counter

from msgspec import Struct

from dragoman.model import Duplicate, Page, Rejected, Unchanged, Usage


class Progress(Struct, frozen=True, gc=False):
    """Where a run stands after a page; ``name`` is that page's name."""

    read: int
    unchanged: int
    rejected: int
    seconds: float
    name: str = ""
    duplicate: int = 0

    @property
    def done(self) -> int:
        """Pages so far."""
        return self.read + self.unchanged + self.duplicate + self.rejected


class ReadReport(Struct, frozen=True, gc=False):
    """What became of the pages of a run: the numbers add up to what came in.

    ``rejected`` counts by reason, ``duplicate`` pages that have the bytes or the text of another. ``pages`` are names
    and sha256 of the pages that the chronicle holds, in the order in which they were done; ``rejections`` are the pages
    that could not be used. ``stopped`` says which limit ended the run before its end, empty for none, and ``usage``
    what asking a model came to, ``None`` for a reader that asks nobody.
    """

    read: int
    unchanged: int
    rejected: Mapping[str, int]
    seconds: float
    pages: tuple[tuple[str, str], ...] = ()
    rejections: tuple[Rejected, ...] = ()
    stopped: str = ""
    usage: Usage | None = None
    duplicate: int = 0

    @property
    def total(self) -> int:
        """Pages that came in."""
        return self.read + self.unchanged + self.duplicate + sum(self.rejected.values())


class Tally:
    """Counts while a run goes on."""

    def __init__(self) -> None:
        self._begun = perf_counter()
        self._pages: list[tuple[str, str]] = []
        self._rejections: list[Rejected] = []
        self._unchanged = self._duplicate = 0

    def count(self, outcome: Page | Unchanged | Duplicate | Rejected) -> Progress:
        """Count a page that was read, was known, repeats another, or could not be used."""
        if isinstance(outcome, Rejected):
            self._rejections.append(outcome)
        else:
            self._pages.append((outcome.name, outcome.sha256))
            self._unchanged += isinstance(outcome, Unchanged)
            self._duplicate += isinstance(outcome, Duplicate)
        seconds, rejected = perf_counter() - self._begun, len(self._rejections)
        return Progress(self._read, self._unchanged, rejected, seconds, outcome.name, self._duplicate)

    @property
    def _read(self) -> int:
        return len(self._pages) - self._unchanged - self._duplicate

    def report(self, *, stopped: str = "", usage: Usage | None = None) -> ReadReport:
        """Return what was counted.

        Args:
            stopped: The limit that ended the run, if one did.
            usage: What asking came to.
        """
        return ReadReport(
            read=self._read,
            unchanged=self._unchanged,
            duplicate=self._duplicate,
            rejected=dict(sorted(Counter(rejected.reason for rejected in self._rejections).items())),
            seconds=perf_counter() - self._begun,
            pages=tuple(self._pages),
            rejections=tuple(self._rejections),
            stopped=stopped,
            usage=usage,
        )
