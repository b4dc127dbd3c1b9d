"""Feeds: Atom 1.0 (RFC 4287) and JSON Feed 1.1, an entry an event, in the order in which events are given."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from dragoman.chronicle.answers import EventView
from dragoman.chronicle.days import first_day
from dragoman.exports.facts import WEB, describe_evidence, form_report, form_when, head_event
from dragoman.exports.markup import format_event, xml
from dragoman.exports.matter import Entities, Matter


@dataclass(frozen=True)
class FeedEntry:
    """What a feed says of one thing: ``html`` and ``text`` are its content twice, ``further`` what stands beside it."""

    id: str
    title: str
    updated: str
    html: str
    text: str
    event: EventView | None = None
    further: tuple[tuple[str, Any], ...] = ()


def write_atom(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield an Atom feed with ``xml:lang``; sentences stand in their own language and direction."""
    yield from write_atom_entries(matter, _list_entries(matter))


def write_json_feed(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield a JSON Feed; what it has no field for stands under ``_dragoman``."""
    yield from write_json_entries(matter, _list_entries(matter))


def _list_entries(matter: Matter) -> Iterator[FeedEntry]:
    for event, entities in matter.with_entities():
        yield form_entry(event, entities, matter)


def form_entry(event: EventView, entities: Entities, matter: Matter) -> FeedEntry:
    """Return the entry of an event."""
    return FeedEntry(
        id=matter.link(event.id),
        title=head_event(event, entities, language=matter.language),
        updated=find_updated(event, matter),
        html=format_event(event, matter.language),
        text="\n".join(describe_evidence(event, matter.language)),
        event=event,
    )


def write_atom_entries(matter: Matter, entries: Iterable[FeedEntry]) -> Iterator[bytes]:
    """Yield an Atom feed of entries."""
    home = f'<link rel="alternate" href="{xml(matter.base)}"/>' if matter.base else ""
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{xml(matter.language)}">'
        f"<title>{xml(matter.title)}</title><id>{xml(_feed_id(matter))}</id><updated>{matter.time}</updated>"
        f"<author><name>Dragoman</name></author><generator>Dragoman</generator>{home}\n"
    ).encode()
    for entry in entries:
        yield _form_atom(entry, matter).encode()
    yield b"</feed>\n"


def _feed_id(matter: Matter) -> str:
    return matter.feed or matter.base or matter.link(f"feed:{'-'.join(matter.title.split())}")


def _form_atom(entry: FeedEntry, matter: Matter) -> str:
    via = here = terms = ""
    if event := entry.event:
        pages = dict.fromkeys(report.quote.address for report in event.reports)
        via = "".join(f'<link rel="via" href="{xml(page)}"/>' for page in pages if page.startswith(WEB))
        here = f'<link rel="alternate" href="{xml(matter.link(event.id))}"/>' if matter.base else ""
        terms = "".join(f'<category term="{xml(term)}"/>' for term in (event.type, *event.topics))
    return (
        f"<entry><title>{xml(entry.title)}</title>"
        f"<id>{xml(entry.id)}</id><updated>{entry.updated}</updated>"
        f"{here}{via}{terms}"
        f'<content type="html">{xml(entry.html)}</content></entry>\n'
    )


def find_updated(event: EventView, matter: Matter) -> str:
    """Return when an event was last told of, as RFC 3339 has it; when the export was made, where no page says."""
    days = [first_day(report.quote.published) for report in event.reports]
    last = max((day for day in days if day and len(day) == len("2024-01-01")), default=None)
    return f"{last}T00:00:00Z" if last else matter.time


def write_json_entries(matter: Matter, entries: Iterable[FeedEntry]) -> Iterator[bytes]:
    """Yield a JSON Feed of entries."""
    head: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1", "title": matter.title, "language": matter.language,
    }  # fmt: skip
    if matter.base:
        head["home_page_url"] = matter.base
    yield msgspec.json.encode(head)[:-1] + b',"items":['
    for number, entry in enumerate(entries):
        yield (b",\n" if number else b"\n") + msgspec.json.encode(_form_item(entry, matter))
    yield b"\n]}\n"


def _form_item(entry: FeedEntry, matter: Matter) -> dict[str, Any]:
    event = entry.event
    item: dict[str, Any] = {
        "id": entry.id,
        "title": entry.title,
        "content_html": entry.html,
        "content_text": entry.text,
        "date_published": entry.updated,
        "tags": [event.type, *event.topics] if event else [],
        "_dragoman": {**(form_event(event) if event else {}), **dict(entry.further)},
    }  # fmt: skip
    if event is None:
        return item
    web = next((r.quote.address for r in event.reports if r.quote.address.startswith(WEB)), None)
    if matter.base:
        item["url"] = matter.link(event.id)
    return item | ({"external_url": web} if web else {})


def form_event(event: EventView) -> dict[str, Any]:
    """Return an event for programs: its date with its basis, and each report with its sentence."""
    return {
        "id": event.id, "status": event.status, "when": form_when(event.when), "origins": event.origins,
        "reports": [form_report(report) for report in event.reports],
    }  # fmt: skip
