"""What an event's reports say together: the best supported value of each field, and where they differ."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from dragoman.meaning.entities.links import Groups
from dragoman.meaning.events.agreement import places_differ, quotes_repeat
from dragoman.meaning.events.records import Conflict, EventReport
from dragoman.meaning.offices.spells import read_days
from dragoman.model.readings import EventStatus


def rank_values(reports: Sequence[EventReport], values: Callable[[EventReport], Iterable[str]]) -> tuple[str, ...]:
    """Return the values of all reports, the most reported first, then by where they stand in a report."""
    counts: Counter[str] = Counter()
    positions: dict[str, int] = {}
    for report in reports:
        for position, value in enumerate(values(report)):
            counts[value] += 1
            positions[value] = min(positions.get(value, position), position)
    return tuple(sorted(counts, key=lambda value: (-counts[value], positions[value], value)))


def choose_when(reports: Sequence[EventReport]) -> str | None:
    """Return the date with the most support; a report also supports the dates that lie inside its own."""
    dates = sorted({report.when for report in reports if report.when})
    support = {value: sum(_contains(report.when, value) for report in reports) for value in dates}
    return max(dates, key=lambda value: (support[value], -_length(value), value), default=None)


def _contains(outer: str | None, inner: str) -> bool:
    wide, narrow = read_days(outer), read_days(inner)
    return wide is not None and narrow is not None and wide[0] <= narrow[0] and narrow[1] <= wide[1]


def _length(value: str) -> int:
    days = read_days(value)
    return (days[1] - days[0]).days if days else 0


def choose_status(reports: Sequence[EventReport]) -> EventStatus:
    """Return what became of the event: a plan that somebody reports as done is done; a denial counts by its reports."""
    counts = Counter(report.status for report in reports)
    if counts["denied"] > counts["happened"]:
        return "denied"
    return "happened" if counts["happened"] else "planned" if counts["planned"] else "denied"


def count_origins(reports: Sequence[EventReport]) -> int:
    """Count the sources that neither share an outlet nor repeat one another's sentence or page."""
    groups = Groups(report.key for report in reports)
    for a, b in combinations(reports, 2):
        one = a.page == b.page or (a.outlet and a.outlet == b.outlet) or (a.copy_of and a.copy_of == b.copy_of)
        if one or quotes_repeat(a, b):
            groups.merge(a.key, b.key)
    return len(list(groups))


def find_conflicts(reports: Sequence[EventReport]) -> tuple[Conflict, ...]:
    """Return the fields on which reports exclude each other: date, place, and a denial against the rest."""
    found = []
    if any(_dates_exclude(a, b) for a, b in combinations(reports, 2)):
        found.append(_list_values("when", reports, value=lambda report: report.when))
    if any(places_differ(a, b) for a, b in combinations(reports, 2)):
        found.append(_list_values("place", reports, value=lambda report: report.place))
    if len({report.status == "denied" for report in reports}) > 1:
        found.append(_list_values("status", reports, value=lambda report: report.status))
    return tuple(found)


def _dates_exclude(a: EventReport, b: EventReport) -> bool:
    left, right = read_days(a.when), read_days(b.when)
    return left is not None and right is not None and (left[1] < right[0] or right[1] < left[0])


def _list_values(field: str, reports: Sequence[EventReport], *, value: Callable[[EventReport], str | None]) -> Conflict:
    said: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        answer = value(report)
        if answer:
            said[answer].append(report.key)
    ranked = sorted(said.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return Conflict(field, tuple((answer, tuple(sorted(keys))) for answer, keys in ranked))
