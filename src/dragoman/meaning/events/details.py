"""What one report of an event has that the others lack, and what it leaves out itself."""

from collections.abc import Iterator, Sequence

from dragoman.meaning.events.records import Detail, EventReport
from dragoman.meaning.offices.spells import read_days

Fact = tuple[str, str]


def find_details(reports: Sequence[EventReport]) -> tuple[Detail, ...]:
    """Return what each report adds to all the others, and what it leaves out of what they say.

    A fact is a participant, the place, the date or a number. A report that names the minister does not leave out his
    state, one that names the city not its country, one that gives the day not its month. What contradicts others is a
    conflict, and neither.

    Args:
        reports: The reports of one event; those of one page count as one.
    """
    facts = {one.key: tuple(_facts(one)) for one in reports}
    found = []
    for one in reports:
        others = [other for other in reports if other.page != one.page]
        mine = [other for other in reports if other.page == one.page]
        for field, value in facts[one.key]:
            if others and not any(_says(other, field, value) or _denied(other, field, value) for other in others):
                found.append(Detail(one.key, "adds", field, value))
        missing = dict.fromkeys(fact for other in others for fact in facts[other.key])
        left_out = [fact for fact in missing if not any(_says(other, *fact) for other in mine)]
        found += [Detail(one.key, "leaves-out", *fact) for fact in left_out if not _denied(one, *fact)]
    return tuple(sorted(found, key=lambda detail: (detail.report, detail.what, detail.field, detail.value)))


def _facts(report: EventReport) -> Iterator[Fact]:
    yield from (("participants", who) for who in report.participants)
    if report.place:
        yield "place", report.place
    if report.when:
        yield "when", report.when
    yield from (("number", f"{value} {what}") for what, value in report.quantities)


def _says(report: EventReport, field: str, value: str) -> bool:
    """Tell whether a report says as much, or more exactly."""
    if field == "participants":
        return value in report.participants or any(body == value for _, body in report.stands)
    if field == "place":
        return value in (report.place, report.country)
    if field == "number":
        return any(value == f"{number} {what}" for what, number in report.quantities)
    wide, narrow = read_days(value), read_days(report.when)
    return wide is not None and narrow is not None and wide[0] <= narrow[0] and narrow[1] <= wide[1]


def _denied(report: EventReport, field: str, value: str) -> bool:
    """A report that says something else contradicts a fact; it does not leave it out."""
    if field == "when":
        wide, narrow = read_days(report.when), read_days(value)
        return wide is not None and narrow is not None and not (wide[0] <= narrow[0] and narrow[1] <= wide[1])
    if field == "place":
        return bool(report.place) and report.place != report.country
    return field == "number" and any(what == value.partition(" ")[2] for what, _ in report.quantities)
