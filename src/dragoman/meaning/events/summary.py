"""What an event's reports say together: the best supported value of each field."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from dragoman.meaning.events.conflicts import find_conflicts
from dragoman.meaning.events.details import find_details
from dragoman.meaning.events.origins import count_origins
from dragoman.meaning.events.records import EventReport, MergedEvent
from dragoman.meaning.offices.spells import read_days
from dragoman.model.readings import EventStatus


def summarise(name: str, reports: Sequence[EventReport]) -> MergedEvent:
    """Return the event of some reports.

    Args:
        name: The event's id.
        reports: At least one, in any order.
    """
    ordered = sorted(reports, key=lambda report: report.key)
    place = choose_place(ordered)
    return MergedEvent(
        id=name,
        type=rank_values(ordered, lambda report: (report.type,))[0],
        reports=tuple(report.key for report in ordered),
        participants=rank_values(ordered, lambda report: report.participants),
        place=place,
        when=choose_when(ordered),
        status=choose_status(ordered),
        topics=tuple(sorted({topic for report in ordered for topic in report.topics})),
        origins=count_origins(ordered),
        conflicts=find_conflicts(ordered),
        details=find_details(ordered),
        country=next((report.country for report in ordered if report.place == place), None),
        stands_for=tuple(sorted({body for report in ordered for _, body in report.stands})),
        seen=min((report.published for report in ordered if report.published), default=None),
    )


def rank_values(reports: Sequence[EventReport], values: Callable[[EventReport], Iterable[str]]) -> tuple[str, ...]:
    """Return the values of all reports, the most reported first, then by where they stand in a report."""
    counts: Counter[str] = Counter()
    positions: dict[str, int] = {}
    for report in reports:
        for position, value in enumerate(values(report)):
            counts[value] += 1
            positions[value] = min(positions.get(value, position), position)
    return tuple(sorted(counts, key=lambda value: (-counts[value], positions[value], value)))


def choose_place(reports: Sequence[EventReport]) -> str | None:
    """Return the place with the most support; a report also supports the places that lie in its own country."""
    support = {
        one.place: sum(other.place in (one.place, one.country) for other in reports) for one in reports if one.place
    }
    exact = {one.place: one.place != one.country for one in reports if one.place}
    return max(support, key=lambda place: (support[place], exact[place], [-ord(c) for c in place]), default=None)


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
