"""One run over one source: what is asked for, what is remembered, and how it ended."""

from collections import Counter
from collections.abc import Generator, Mapping
from datetime import datetime

from msgspec import Struct

from dragoman.chronicle.watch_answers import Seen, SourceRun
from dragoman.model import Duplicate, Page, Rejected, Unchanged
from dragoman.reading.sources.catalogue import Source
from dragoman.reading.sources.fetching.fetcher import Fetcher, Validators
from dragoman.reading.sources.fetching.web import iterate_addresses
from dragoman.reading.sources.files import iterate_pages
from dragoman.reading.sources.origin import SourceOptions
from dragoman.runner.schedule import format_moment, is_due_again, list_due_again

Item = Page | Rejected | Unchanged
Settled = Item | Duplicate
LIST = "list"


class Ended(Struct, frozen=True):
    """The end of what a source gives: why it failed, or why it was cut, if it was."""

    error: str | None = None
    cut: str | None = None


class SourceMemory:
    """What is remembered of a source's addresses; a :class:`~dragoman.reading.sources.fetching.fetcher.FetchMemory`.

    What the hosts say now is kept aside until the page is stored: a run that is killed in between must ask again.
    """

    def __init__(self, seen: Mapping[str, Seen], *, now: datetime, everything: bool = False) -> None:
        self._seen, self._now, self._everything = dict(seen), now, everything
        self._kept: dict[str, Validators] = {}
        self._marks: dict[str, str | None] = {}
        self.unasked = 0

    def recall(self, address: str) -> Validators | None:
        """Return what a host said of an address whose page is stored."""
        seen = self._seen.get(address)
        if seen is None or seen.sha256 is None or not (seen.etag or seen.modified):
            return None
        return Validators(seen.sha256, seen.etag, seen.modified)

    def holds(self, address: str) -> bool:
        """Tell whether a page of an address is stored."""
        seen = self._seen.get(address)
        return seen is not None and seen.sha256 is not None

    def keep(self, address: str, validators: Validators) -> None:
        """Keep what a host says of an address until it is settled."""
        self._kept[address] = validators

    def wants(self, address: str, mark: str | None) -> bool:
        """Tell whether an address is new, was said to have changed, or may have."""
        seen = self._seen.get(address)
        self._marks[address] = mark
        wanted = seen is None or self._everything or seen.mark != mark or is_due_again(seen, now=self._now)
        self.unasked += not wanted
        return wanted

    def is_list(self, address: str) -> bool:
        """Tell whether an address was a feed or sitemap."""
        return address in self._seen and self._seen[address].outcome == LIST

    def changes(self) -> list[str]:
        """Return the addresses that are to be asked for changes although no list names them now."""
        if self._everything:
            return [address for address, seen in self._seen.items() if seen.outcome != LIST]
        return list_due_again(self._seen.items(), now=self._now)

    def settle(self, outcome: Settled, *, now: datetime) -> Seen:
        """Return what is known of an address after it was asked."""
        before, moment = self._seen.get(outcome.address), format_moment(now)
        kept = self._kept.pop(outcome.address, None)
        rejected = isinstance(outcome, Rejected)
        sha256 = before.sha256 if before and rejected else None if rejected else outcome.sha256
        same = before is not None and before.sha256 == sha256
        known = kept if kept and kept.sha256 == sha256 else None
        seen = Seen(
            outcome=LIST,  # the chronicle knows better
            first_seen=before.first_seen if before else moment,
            asked=moment,
            changed=before.changed if before and same else moment,
            sha256=sha256,
            mark=self._marks.get(outcome.address, before.mark if before else None),
            etag=known.etag if known else before.etag if before and same else None,
            modified=known.modified if known else before.modified if before and same else None,
        )
        self._seen[outcome.address] = seen
        return seen

    def lists(self, *, now: datetime) -> dict[str, Seen]:
        """Return what is known of feeds and sitemaps that were read to their end."""
        moment = format_moment(now)
        found = {}
        for address, kept in self._kept.items():
            before = self._seen.get(address)
            first = before.first_seen if before else moment
            found[address] = Seen(LIST, first, moment, moment, kept.sha256, None, kept.etag, kept.modified)
        return found


class Visit:
    """One run over one source."""

    def __init__(self, source: Source, memory: SourceMemory) -> None:
        self.source, self.memory = source, memory
        self.ended: Ended | None = None
        self.pending = 0
        self._outcomes: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._own_fault: str | None = None
        self._is_as_it_was = False

    def pages(self, options: SourceOptions, fetcher: Fetcher) -> Generator[Item, None, None]:
        """Yield what the source gives now. Of a feed that is as it was, pages are asked for changes."""
        if not self.source.is_remote:
            yield from iterate_pages([self.source.address], options=options)
            return
        mine, again = fetcher.remembering(self.memory), list[str]()
        for page in iterate_addresses([self.source.address], options, memory=self.memory, fetcher=mine):
            if isinstance(page, Unchanged) and self.memory.is_list(page.address):
                again, self._is_as_it_was = self.memory.changes(), True
            else:
                yield page
        yield from iterate_addresses(again, options, memory=self.memory, fetcher=mine)

    def count(self, outcome: Settled, found: str) -> None:
        """Count an outcome."""
        self.pending -= 1
        self._outcomes[found] += 1
        if isinstance(outcome, Rejected):
            self._reasons[outcome.reason] += 1
            if outcome.address == self.source.address and self._own_fault is None:
                self._own_fault = f"{outcome.reason}: {outcome.where}" if outcome.where else outcome.reason

    @property
    def is_done(self) -> bool:
        """Whether everything that the source gave was dealt with."""
        return self.ended is not None and not self.pending

    @property
    def error(self) -> str | None:
        """Why the run failed: the source itself did not answer, or none of its pages could be used.

        A feed or sitemap that lists pages which need not be asked for has answered, whatever became of the others.
        """
        if self.ended and self.ended.error:
            return self.ended.error
        rejected, answered = sum(self._reasons.values()), self._is_as_it_was or self.memory.unasked
        if answered or not rejected or sum(self._outcomes.values()) > rejected:
            return None
        reasons = ", ".join(f"{number} {reason}" for reason, number in sorted(self._reasons.items()))
        return self._own_fault or f"none of its pages could be used: {reasons}"

    def report(self) -> SourceRun:
        """Return what the run came to."""
        known = {name: self._outcomes[name] for name in ("read", "unchanged", "duplicate")}
        return SourceRun(
            name=self.source.name,
            **known,
            rejected=dict(sorted(self._reasons.items())),
            unasked=self.memory.unasked,
            error=self.error,
            cut=self.ended.cut if self.ended else None,
        )
