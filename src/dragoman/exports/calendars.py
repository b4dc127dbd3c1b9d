"""iCalendar (RFC 5545): an all-day entry an event, over all days that its date leaves open.

A date of month or year precision spans that month or year, and says so. An event that no page dates is a ``VJOURNAL``
without a day: it is not lost, and no calendar shows it on a day that nobody stated.
"""

import re
from collections.abc import Iterator

from dragoman.chronicle.answers import EventView
from dragoman.exports.facts import describe_evidence, head_event, list_days, next_day
from dragoman.exports.matter import Entities, Matter

OCTETS = 75
_EVENT_STATUS = {"happened": "CONFIRMED", "planned": "TENTATIVE", "denied": "CANCELLED"}
_JOURNAL_STATUS = {"happened": "FINAL", "planned": "DRAFT", "denied": "CANCELLED"}
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def write_calendar(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield a calendar; the UID is the id of the event, so that what has the same one is brought up to date."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dragoman//Chronicle//EN", f"X-WR-CALNAME:{text(matter.title)}")
    yield b"".join(map(fold, head))
    for event, entities in matter.with_entities():
        yield b"".join(map(fold, _lines(event, entities, matter)))
    yield fold("END:VCALENDAR")


def _lines(event: EventView, entities: Entities, matter: Matter) -> Iterator[str]:
    days = list_days(event.when)
    kind, status = ("VEVENT", _EVENT_STATUS) if days else ("VJOURNAL", _JOURNAL_STATUS)
    yield f"BEGIN:{kind}"
    yield f"UID:{text(event.id)}"
    yield f"DTSTAMP:{matter.made:%Y%m%dT%H%M%SZ}"
    if days:
        yield f"DTSTART;VALUE=DATE:{_day(days[0])}"
        yield f"DTEND;VALUE=DATE:{_day(next_day(days[1]))}"
    yield f"SUMMARY;LANGUAGE={matter.language}:{text(head_event(event, entities, language=matter.language))}"
    yield f"DESCRIPTION:{text(chr(10).join(describe_evidence(event, matter.language)))}"
    yield f"STATUS:{status.get(event.status, 'CONFIRMED' if days else 'FINAL')}"
    yield f"CATEGORIES:{','.join(map(text, (event.type, *event.topics)))}"
    yield from _place_lines(event, entities, geo=bool(days))
    web = matter.link(event.id) if matter.base else _first_address(event)
    if web:
        yield f"URL:{_CONTROL.sub('', web)}"
    if days:
        yield "TRANSP:TRANSPARENT"
    yield f"X-DRAGOMAN-DATE:{text(event.when.value or '')}"
    yield f"X-DRAGOMAN-PRECISION:{event.when.precision}"
    yield f"X-DRAGOMAN-BASIS:{event.when.basis}"
    yield f"X-DRAGOMAN-ORIGINS:{event.origins}"
    yield f"END:{kind}"


def _place_lines(event: EventView, entities: Entities, *, geo: bool) -> Iterator[str]:
    """Yield the place, and where it lies; a journal has neither."""
    if event.place is None or not geo:
        return
    yield f"LOCATION:{text(event.place.name)}"
    entity = entities.get(event.place.id)
    if entity and entity.coordinates:
        yield f"GEO:{entity.coordinates[0]:.6f};{entity.coordinates[1]:.6f}"


def _first_address(event: EventView) -> str | None:
    return next((r.quote.address for r in event.reports if r.quote.address.startswith("http")), None)


def _day(day: object) -> str:
    return str(day).replace("-", "")


def text(value: str) -> str:
    r"""Return a text as a value of iCalendar.

    >>> text("Далер, Карим; мэр\nгорода")
    'Далер\\, Карим\\; мэр\\nгорода'
    """
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROL.sub(" ", value.replace("\r\n", "\n")).replace("\n", "\\n")


def fold(line: str) -> bytes:
    """Return a content line, cut into pieces of at most 75 octets between characters."""
    pieces, piece = [], bytearray()
    for character in line:
        octets = character.encode("utf-8", "replace")
        if len(piece) + len(octets) > OCTETS:
            pieces.append(bytes(piece))
            piece = bytearray(b" ")
        piece += octets
    return b"\r\n".join([*pieces, bytes(piece)]) + b"\r\n"
