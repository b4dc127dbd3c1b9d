"""Event merging in parts: pairs of reports are compared in batches, and what agrees, through any others, is merged."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from msgspec import Struct

from dragoman.chronicle.sense import Pairs
from dragoman.meaning.entities import Judgement
from dragoman.meaning.events import EventReport, MergedEvent, event_keys, find_agreeing, merge_events
from dragoman.runner.cluster.spreading import Spread, pack, read_groups, read_pairs, table_links

Merge = Callable[[Sequence[EventReport], Sequence[Judgement], Pairs | None], tuple[MergedEvent, ...]]
Pair = tuple[int, int]

PAIRS = 8
"""So many pairs of reports are compared for each record of a batch."""


class Compared(Struct, frozen=True):
    """Pairs of reports, by their places in a list, with the list."""

    pairs: tuple[Pair, ...]
    reports: tuple[EventReport, ...]


class Part(Struct, frozen=True):
    """Reports of which none agrees with one of another part, and the pairs of them that agree, by their keys."""

    reports: tuple[EventReport, ...]
    pairs: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        return len(self.reports)


class SpreadEvents:
    """:func:`~dragoman.meaning.events.merge_events`, spread; where people have judged, the local one does it all."""

    def __init__(self, spread: Spread, local: Merge) -> None:
        self._spread, self._local = spread, local

    def find_agreeing(self, pairs: Iterable[tuple[EventReport, EventReport]]) -> Iterator[tuple[str, str]]:
        """Yield the keys of those pairs of reports that agree, of which few are compared here."""
        size = PAIRS * self._spread.batch
        left = iter(pairs)
        first = tuple(islice(left, size))
        if len(first) < size:
            return find_agreeing(first)
        batches = chain([first], iter(lambda: tuple(islice(left, size)), ()))
        tasks = (_number_pairs(batch) for batch in batches)
        return (pair for found in self._spread.map(compare_reports, tasks) for pair in found)

    def __call__(
        self, reports: Sequence[EventReport], judgements: Sequence[Judgement], pairs: Pairs | None = None
    ) -> tuple[MergedEvent, ...]:
        """Merge the reports of one event; joins find what hangs together, and agreeing pairs if none are given."""
        if judgements or len(reports) < self._spread.least:
            return self._local(reports, judgements, pairs)
        reports = sorted(reports, key=lambda report: report.key)
        numbers = {report.key: i for i, report in enumerate(reports)}
        agreeing = [(numbers[a], numbers[b]) for a, b in (self._find_pairs(reports) if pairs is None else pairs)]
        ties = [(f"{a}-{b}", one) for a, b in agreeing for one in (a, b)]
        alone = [(f"@{i}", i) for i in range(len(reports))]
        groups = read_groups(self._spread.joins.connect(table_links([*alone, *ties])))
        home = {one: number for number, group in enumerate(groups) for one in group}
        inside: list[list[tuple[str, str]]] = [[] for _ in groups]
        for a, b in agreeing:
            inside[home[a]].append((reports[a].key, reports[b].key))
        parts = (
            Part(tuple(reports[one] for one in group), tuple(found))
            for group, found in zip(groups, inside, strict=True)
        )
        tasks = pack(parts, self._spread.batch)
        merged = [event for found in self._spread.map(merge_parts, tasks) for event in found]
        return tuple(sorted(merged, key=lambda event: event.id))

    def _find_pairs(self, reports: Sequence[EventReport]) -> Iterator[tuple[str, str]]:
        """Yield the keys of the pairs of reports that share a key and agree; those of one lie together."""
        keys = [(key, i) for i, report in enumerate(reports) for key in event_keys(report)]
        met = read_pairs(self._spread.joins.pair(table_links(keys)))
        return self.find_agreeing((reports[a], reports[b]) for a, b in met)


def compare_reports(task: Compared) -> list[tuple[str, str]]:
    """Return the pairs of which both tell of one event, by their keys."""
    return list(find_agreeing((task.reports[a], task.reports[b]) for a, b in task.pairs))


def merge_parts(parts: Sequence[Part]) -> list[MergedEvent]:
    """Merge the reports of some parts."""
    return [event for part in parts for event in merge_events(part.reports, (), part.pairs)]


def _number_pairs(pairs: Sequence[tuple[EventReport, EventReport]]) -> Compared:
    """Return pairs as a task, each report once."""
    reports = {one.key: one for one in chain.from_iterable(pairs)}
    numbers = {key: place for place, key in enumerate(reports)}
    return Compared(tuple((numbers[a.key], numbers[b.key]) for a, b in pairs), tuple(reports.values()))
