"""Event merging: reports that agree pair by pair become one event."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2s

from dragoman.meaning.entities.links import Groups, apply_judgements, order_pair, settle_judgements
from dragoman.meaning.entities.records import Judgement
from dragoman.meaning.events.agreement import find_agreeing, reports_tolerate
from dragoman.meaning.events.blocking import block_numbers, meet
from dragoman.meaning.events.dating import same_day
from dragoman.meaning.events.participants import match_participants
from dragoman.meaning.events.places import places_differ
from dragoman.meaning.events.records import EventReport, MergedEvent
from dragoman.meaning.events.summary import summarise

DIGEST_BYTES = 5


def merge_events(
    reports: Iterable[EventReport],
    judgements: Iterable[Judgement] = (),
    pairs: Iterable[tuple[str, str]] | None = None,
) -> tuple[MergedEvent, ...]:
    """Merge the reports of one event across pages, outlets and languages.

    Reports merge when types are of one family, nobody takes part in one where the other has somebody else, dates are
    compatible and places do not exclude each other; people stand for the states and bodies whose offices they hold.
    Every pair of reports of an event agrees, so that no chain of small steps joins two events. A public statement
    merges only with a statement of the same speaker and day, or with its reprint. What people have judged stands above
    all this.

    Args:
        reports: Each key once; all, or any set that leaves out no report that agrees with one in it and meets it in a
            block, or was judged with it.
        judgements: What people have decided about reports, by their keys; unknown keys are left out.
        pairs: The keys of all reports that meet in a block and agree, each pair once; found where it is left out.

    Returns:
        Events sorted by id; the same for any order of the reports.

    Cost:
        Quadratic in the reports that meet in a block, linear in the number of blocks; where the pairs are known, linear
        in these.
    """
    by_key = {report.key: report for report in sorted(reports, key=lambda report: report.key)}
    groups = Groups(by_key)
    apply_judgements(settle_judgements(judgements), groups)
    if pairs is None:
        pairs = find_agreeing((by_key[a], by_key[b]) for a, b in _pairs(by_key))
    found = {order_pair(*pair) for pair in pairs}

    def tolerate(a: str, b: str) -> bool:
        return order_pair(a, b) in found or reports_tolerate(by_key[a], by_key[b])

    agreeing = [(by_key[a], by_key[b]) for a, b in found]
    for a, b in sorted(agreeing, key=lambda pair: _closeness(*pair)):
        if groups.together(a.key, b.key) or groups.all_fit(a.key, b.key, fits=tolerate):
            groups.merge(a.key, b.key)
    merged = (summarise(_name_event(keys), [by_key[key] for key in keys]) for keys in groups)
    return tuple(sorted(merged, key=lambda event: event.id))


def _pairs(reports: Mapping[str, EventReport]) -> Iterator[tuple[str, str]]:
    """Yield the keys of any two reports that meet in a block, once, the lesser first."""
    blocks: dict[int, list[str]] = defaultdict(list)
    numbers = {key: block_numbers(report) for key, report in reports.items()}
    for key, found in numbers.items():
        for block in found:
            blocks[block].append(key)
    for key, found in numbers.items():
        met = {other for block in found for other in meet(block)}
        near = set().union(*(blocks.get(other, ()) for other in met))
        yield from ((key, other) for other in near if key < other)


def _closeness(a: EventReport, b: EventReport) -> tuple[object, ...]:
    """Order pairs from the closest to the loosest."""
    match = match_participants(a, b)
    everybody = len(set(a.participants) | set(b.participants))
    alike = (len(match.shared) + match.proxies / 2) / max(1, everybody)
    dates = a.when != b.when or a.when is None, not same_day(a, b)
    return (places_differ(a, b), *dates, -alike, a.place != b.place, a.type != b.type, a.key, b.key)


def _name_event(keys: Iterable[str]) -> str:
    return f"event:{blake2s(min(keys).encode(), digest_size=DIGEST_BYTES).hexdigest()}"
