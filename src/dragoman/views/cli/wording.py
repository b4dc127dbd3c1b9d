"""The words in which answers are printed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.language.scripts import isolate

if TYPE_CHECKING:
    from dragoman.chronicle.answers import (
        ConflictView,
        Detail,
        EventView,
        LinkedEvent,
        PageView,
        Participant,
        Quote,
        TenureView,
    )
    from dragoman.model import SourceNote, When

NO_DATE = "no date"
STANDING = {
    "stated": "the pages state it for that day",
    "seen": "seen in office before and after that day",
    "last-seen": "last seen in office before that day",
    "undated": "no page dates it",
}
IN_REFERENCE = {
    "stated": "the reference has it for that day",
    "last-seen": "the reference ends before that day",
}
LINKS = {
    ("during", "to"): "took place during",
    ("during", "from"): "during it",
    ("at", "to"): "took place at",
    ("at", "from"): "at it",
    ("follows-plan", "to"): "was planned as",
    ("follows-plan", "from"): "came about as",
}
"""How an event stands to another, by the kind and the direction of their link."""
_GENERIC = ("participant",)
_NOTES = {
    "weekday-contradicts": "the page names another weekday",
    "dateline-city": "the weekday before the date is a city",
    "ambiguous-order": "day and month may be either way round",
    "same-day": "the day told of before",
    "same-year": "the year told of before",
    "next-day": "the day after the one told of before",
    "day-before": "the day before the one told of before",
    "counted-from-text": "counted from another event",
    "vague-count": "the page does not say how many",
}


def describe_when(when: "When") -> str:
    """Write a date, and how it is known where it is not stated.

    >>> from dragoman.model import When
    >>> describe_when(When("2024-03-12", "counted")), describe_when(When())
    ('2024-03-12 counted', 'no date')
    """
    if when.value is None:
        return NO_DATE
    return when.value if when.basis == "stated" else f"{when.value} {when.basis}"


def describe_note(note: str) -> str:
    """Write in words what did not agree about a date.

    >>> describe_note("weekday-contradicts")
    'the page names another weekday'
    """
    return _NOTES.get(note, note if ":" in note else note.replace("-", " "))


def describe_event(event: "EventView") -> str:
    """Write what happened: the type, and the status where it did not simply happen."""
    return event.type if event.status == "happened" else f"{event.type}, {event.status}"


def describe_participant(participant: "Participant") -> str:
    """Write a name, isolated, with its roles where they tell more than taking part."""
    roles = [role for role in participant.roles if role not in _GENERIC]
    return f"{isolate(participant.name)} ({', '.join(roles)})" if roles else isolate(participant.name)


def describe_participants(participants: "Iterable[Participant]") -> str:
    """Write who takes part."""
    return ", ".join(describe_participant(participant) for participant in participants)


def describe_pages(event: "EventView") -> str:
    """Write how many pages report an event and in which languages."""
    number = len({report.quote.sha256 for report in event.reports})
    languages = sorted({report.quote.language for report in event.reports})
    return f"{number} {'page' if number == 1 else 'pages'} {' '.join(languages)}"


def describe_conflict(conflict: "ConflictView") -> str:
    """Write on what the reports of an event differ, and how many pages say what."""
    values = " / ".join(f"{isolate(value.name or value.value)} ({len(value.quotes)})" for value in conflict.values)
    return f"reports differ on {conflict.field}: {values}"


def describe_link(linked: "LinkedEvent") -> str:
    """Write which event belongs to the one shown, and how."""
    status = "" if linked.status == "happened" else f", {linked.status}"
    names = ", ".join(map(isolate, linked.participants))
    return f"{LINKS[linked.kind, linked.direction]}: {linked.type}{status} · {describe_when(linked.when)} · {names}"


def describe_details(details: "Iterable[Detail]") -> str:
    """Write facts one after another."""
    return ", ".join(isolate(detail.name) for detail in details)


def describe_source(quote: "Quote") -> str:
    """Write where a sentence stands: page, outlet, language, date, and what the user says of the source."""
    parts = (isolate(quote.page), isolate(quote.outlet or ""), quote.language, quote.published or "undated")
    return " · ".join((*(part for part in parts if part), *map(describe_note_of, quote.sources)))


def describe_note_of(source: "SourceNote") -> str:
    """Write which source a page is of, and how far the user trusts it."""
    reliability = f" ({isolate(source.reliability)})" if source.reliability else ""
    return f"source {isolate(source.name)}{reliability}"


def describe_feed_text(page: "PageView") -> str:
    """Write that the text is what a feed holds of a page, and why the page itself is not there."""
    what = "a short text from the feed" if page.from_feed == "summary" else "the text that the feed gives"
    return f"This is {what}, not the page" + (f", which is {isolate(page.missing)}" if page.missing else "")


def describe_office(tenure: "TenureView") -> str:
    """Write an office and what it is of."""
    of = tenure.of_name or tenure.of
    title = f"acting {tenure.title}" if tenure.acting else tenure.title
    return f"{title} of {isolate(of)}" if of else title


def describe_interval(tenure: "TenureView") -> tuple[str, str]:
    """Write the beginning and the end of a tenure, each with how it is known.

    Returns:
        From and until: a stated date, ``seen`` with the first or last page's date, or what the pages leave open.
    """
    start = tenure.start or (f"seen {tenure.first_seen}" if tenure.first_seen else "not said")
    if tenure.stop:
        return start, tenure.stop
    if tenure.over:
        return start, f"before {tenure.ended_by}" if tenure.ended_by else "over"
    return start, f"seen {tenure.last_seen}" if tenure.last_seen else "not said"
