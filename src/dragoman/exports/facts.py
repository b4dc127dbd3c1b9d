"""What several formats say of an event in the same way: its heading, its days, its evidence."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from unicodedata import bidirectional

from dragoman.chronicle.answers import EntityView, EventView, Participant, Quote, Report
from dragoman.chronicle.days import first_day, last_day
from dragoman.exports.matter import Entities
from dragoman.language.ontology import load_type_labels
from dragoman.language.packs import list_packs, load_pack
from dragoman.language.phrases import load_phrases, say
from dragoman.language.scripts import isolate
from dragoman.model import When

WEB = ("http://", "https://")
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_STATUSES = ("planned", "denied")


def name_in(entity: EntityView | None, label: str, language: str) -> str:
    """Return the most frequent name of an entity in a language, the label where it has none."""
    names = entity.names.get(language) if entity else None
    return names[0] if names else label


def head_event(event: EventView, entities: Entities, *, language: str) -> str:
    """Return a heading in one line: the type and, in names of the language, who took part and where.

    Signs of direction in a name go, because they would reorder what stands beside it, and a name that runs the other
    way is isolated; sentences stay as they are.
    """
    kind = load_type_labels(language).get(event.type, event.type)
    phrases = load_phrases(language)
    status = f" ({phrases[event.status]})" if event.status in _STATUSES else ""
    who = phrases["comma"].join(_name(one, entities, language) for one in event.participants)
    where = f" ({_name(event.place, entities, language)})" if event.place else ""
    return " ".join(f"{kind}{status}{': ' if who else ''}{who}{where}".split())


def _name(one: Participant, entities: Entities, language: str) -> str:
    """Return a name for a heading, between isolates where it runs against the heading."""
    name = _DIRECTIONS.sub("", name_in(entities.get(one.id), one.name, language))
    against = ("L",) if direction(language) == "rtl" else ("R", "AL")
    return isolate(name) if any(bidirectional(character) in against for character in name) else name


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``, ``auto`` for a language without a pack."""
    return load_pack(language).direction if language in list_packs() else "auto"


def list_days(when: When) -> tuple[date, date] | None:
    """Return the first day of a date and the last, ``None`` where it has none that the calendar knows.

    >>> list_days(When("2024-02"))
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    try:
        return date.fromisoformat(first_day(when.value) or ""), date.fromisoformat(last_day(when.value) or "")
    except ValueError:
        return None


def next_day(day: date) -> date:
    """Return the day after, the same day at the end of the calendar."""
    return day if day == date.max else day + timedelta(days=1)


def sort_day(event: EventView) -> str:
    """Return the day under which an event stands in order of time: its first, or the day on which it was first told."""
    return first_day(event.when.value) or event.seen or ""


def form_when(when: When) -> dict[str, Any]:
    """Return a date with its precision and basis."""
    return {
        "edtf": when.value,
        "precision": when.precision,
        "basis": when.basis,
        "words": when.words,
        "note": when.note,
    }


def form_quote(quote: Quote) -> dict[str, Any]:
    """Return a sentence with all that is needed to find it: page, address, hash, offsets in code points."""
    return {
        "text": quote.text,
        "language": quote.language,
        "page": quote.page,
        "address": quote.address,
        "sha256": quote.sha256,
        "start": quote.span.start,
        "stop": quote.span.stop,
        "outlet": quote.outlet,
        "published": quote.published,
    }


def form_report(report: Report) -> dict[str, Any]:
    """Return a report: its sentence, and what this page says of date, status and source."""
    return {
        "quote": form_quote(report.quote),
        "when": form_when(report.when),
        "status": report.status,
        "reported_by": list(report.reported_by),
        "rule": report.rule,
    }


def web_address(quote: Quote) -> str | None:
    """Return the address of a page where it can be opened by others."""
    return quote.address if quote.address.startswith(WEB) else None


def describe_when(when: When, language: str = "en") -> str:
    """Write a date with how it is known."""
    phrases = load_phrases(language)
    if when.value is None:
        return phrases["no_date"]
    return f"{isolate_day(when.value, language)}{phrases['comma']}{phrases[when.basis]}"


def isolate_day(day: str, language: str) -> str:
    """Return a date that keeps its order in words that run from the right.

    >>> isolate_day("2024-03-12", "en")
    '2024-03-12'
    """
    return isolate(day) if direction(language) == "rtl" else day


def describe_source(quote: Quote) -> str:
    """Write where a sentence stands: outlet, date, page, place in the text, address, beginning of the hash."""
    where = f"{quote.page} [{quote.span.start}:{quote.span.stop}]"
    address = quote.address if quote.address != quote.page else ""
    parts = (quote.outlet, quote.published, where, address, f"sha256 {quote.sha256[:12]}")
    return " · ".join(part for part in parts if part)


def count_reports(event: EventView, language: str = "en") -> str:
    """Write how many pages report an event, and how many of them are independent."""
    number = len(event.reports)
    reports = say(language, "one_report" if number == 1 else "reports", reports=number)
    origins = say(language, "one_origin" if event.origins == 1 else "origins", origins=event.origins)
    return f"{reports}{load_phrases(language)['comma']}{origins}"


def name_field(field: str, language: str = "en") -> str:
    """Return how a field on which reports differ is called."""
    return load_phrases(language).get(field, field)


def describe_evidence(event: EventView, language: str = "en") -> Iterator[str]:
    """Yield lines of plain text: date and origins, then each sentence with its source."""
    yield f"{describe_when(event.when, language)}. {count_reports(event, language)}."
    for report in event.reports:
        yield f"{report.quote.text} ({report.quote.language}; {describe_source(report.quote)})"
    for conflict in event.conflicts:
        values = " / ".join(f"{value.name or value.value} ({len(value.quotes)})" for value in conflict.values)
        yield f"{say(language, 'differ', field=name_field(conflict.field, language))}: {values}."
