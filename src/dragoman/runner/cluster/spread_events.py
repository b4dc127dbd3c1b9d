"""Event merging in parts: reports that share a block are compared, and what agrees, through any others, is merged."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from dragoman.chronicle.sense import Pairs
from dragoman.meaning.entities import Judgement
from dragoman.meaning.events import EventReport, MergedEvent, event_keys, merge_events, reports_agree
from dragoman.runner.cluster.spreading import Spread, pack, read_groups, read_pairs, table_links

Merge = Callable[[Sequence[EventReport], Sequence[Judgement], Pairs | None], tuple[MergedEvent, ...]]
Pair = tuple[int, int]


class Compared(Struct, frozen=True):
    """Pairs of reports, by number, with the reports."""

    pairs: tuple[Pair, ...]
    reports: dict[int, EventReport]


class SpreadEvents:
    """:func:`~dragoman.meaning.events.merge_events`, spread; where people have judged, the local one does it all."""

    def __init__(self, spread: Spread, local: Merge) -> None:
        self._spread, self._local = spread, local

    def __call__(
        self, reports: Sequence[EventReport], judgements: Sequence[Judgement], pairs: Pairs | None = None
    ) -> tuple[MergedEvent, ...]:
        """Merge the reports of one event; where that is spread, which reports agree is found anew by all at once."""
        if judgements or len(reports) < self._spread.least:
            return self._local(reports, judgements, pairs)
        reports = sorted(reports, key=lambda report: report.key)
        keys = [(key, i) for i, report in enumerate(reports) for key in event_keys(report)]
        met = read_pairs(self._spread.joins.pair(table_links(keys)))
        agreeing = self._spread.map(compare_reports, _cut_pairs(met, reports, self._spread.batch))
        ties = [(f"{a}-{b}", one) for found in agreeing for a, b in found for one in (a, b)]
        alone = [(f"@{i}", i) for i in range(len(reports))]
        groups = read_groups(self._spread.joins.connect(table_links([*alone, *ties])))
        parts = ([[reports[one] for one in group] for group in batch] for batch in pack(groups, self._spread.batch))
        merged = [event for found in self._spread.map(merge_parts, parts) for event in found]
        return tuple(sorted(merged, key=lambda event: event.id))


def compare_reports(task: Compared) -> list[Pair]:
    """Return the pairs of which both tell of one event."""
    return [(a, b) for a, b in task.pairs if reports_agree(task.reports[a], task.reports[b])]


def merge_parts(parts: Sequence[Sequence[EventReport]]) -> list[MergedEvent]:
    """Merge the reports of some parts; no two of different parts agree."""
    return [event for part in parts for event in merge_events(part)]


def _cut_pairs(pairs: Sequence[Pair], reports: Sequence[EventReport], size: int) -> Iterator[Compared]:
    """Yield pairs in batches; those of one report lie together, so that it travels seldom."""
    for start in range(0, len(pairs), 8 * size):
        batch = tuple(pairs[start : start + 8 * size])
        yield Compared(batch, {one: reports[one] for one in sorted({one for pair in batch for one in pair})})
