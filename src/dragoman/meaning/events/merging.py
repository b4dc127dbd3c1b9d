"""Event merging: reports that agree pair by pair become one event."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2s
from itertools import combinations

from dragoman.meaning.entities.links import Groups, apply_judgements, settle_judgements
from dragoman.meaning.entities.records import Judgement
from dragoman.meaning.events.agreement import FAMILIES, places_differ, reports_agree, reports_tolerate, same_day
from dragoman.meaning.events.records import EventReport, MergedEvent
from dragoman.meaning.events.summary import choose_status, choose_when, count_origins, find_conflicts, rank_values

DIGEST_BYTES = 5


def merge_events(reports: Iterable[EventReport], judgements: Iterable[Judgement] = ()) -> tuple[MergedEvent, ...]:
    """Merge the reports of one event across pages, outlets and languages.

    Reports merge when types are of one family, at least half the participants are the same, dates are compatible and
    places do not exclude each other. Every pair of reports of an event agrees, so that no chain of small steps joins
    two events. A public statement merges only with a statement of the same speaker and day, or with its reprint. What
    people have judged stands above all this.

    Args:
        reports: Each key once.
        judgements: What people have decided about reports, by their keys; unknown keys are left out.

    Returns:
        Events sorted by id; the same for any order of the reports.

    Cost:
        Quadratic in the reports that share a type family and a participant.
    """
    by_key = {report.key: report for report in sorted(reports, key=lambda report: report.key)}
    groups = Groups(by_key)
    apply_judgements(settle_judgements(judgements), groups)

    def tolerate(a: str, b: str) -> bool:
        return reports_tolerate(by_key[a], by_key[b])

    agreeing = {pair for pair in _pairs(by_key) if reports_agree(by_key[pair[0]], by_key[pair[1]])}
    for a, b in sorted(agreeing, key=lambda pair: _closeness(by_key[pair[0]], by_key[pair[1]])):
        if groups.together(a, b) or groups.all_fit(a, b, fits=tolerate):
            groups.merge(a, b)
    return tuple(sorted((_build_event([by_key[key] for key in keys]) for keys in groups), key=lambda event: event.id))


def _pairs(reports: Mapping[str, EventReport]) -> set[tuple[str, str]]:
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, report in reports.items():
        family = FAMILIES.get(report.type, report.type)
        for participant in set(report.participants) or {report.place or ""}:
            blocks[(family, participant)].append(key)
        if report.type == "state":
            blocks[(report.language, report.quote)].append(key)
    return {pair for block in blocks.values() for pair in combinations(sorted(block), 2)}


def _closeness(a: EventReport, b: EventReport) -> tuple[object, ...]:
    """Order pairs from the closest to the loosest."""
    shared = len(set(a.participants) & set(b.participants)) / max(1, len(set(a.participants) | set(b.participants)))
    dates = a.when != b.when or a.when is None, not same_day(a, b)
    return (places_differ(a, b), *dates, -shared, a.place != b.place, a.type != b.type, a.key, b.key)


def _build_event(reports: Sequence[EventReport]) -> MergedEvent:
    return MergedEvent(
        id=f"event:{blake2s(reports[0].key.encode(), digest_size=DIGEST_BYTES).hexdigest()}",
        type=rank_values(reports, lambda report: (report.type,))[0],
        reports=tuple(report.key for report in reports),
        participants=rank_values(reports, lambda report: report.participants),
        place=next(iter(rank_values(reports, lambda report: (report.place,) if report.place else ())), None),
        when=choose_when(reports),
        status=choose_status(reports),
        topics=tuple(sorted({topic for report in reports for topic in report.topics})),
        origins=count_origins(reports),
        conflicts=find_conflicts(reports),
    )
