"""Views that try every format: names that break out, dates of every precision, any number of events."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from dragoman.chronicle.answers import (
    ConflictingValue,
    ConflictView,
    EntityView,
    EventView,
    Participant,
    Quote,
    Report,
    TenureView,
)
from dragoman.chronicle.citing import CitedPage
from dragoman.exports.formats import FORMATS
from dragoman.exports.matter import Matter
from dragoman.model import Span, When

MADE = datetime(2024, 4, 1, 8, 30, tzinfo=UTC)
NASTY = (
    '=cmd|"x"!A1',
    "O'Dal <b>&amp;",
    "two\nlines\r\nand\ttab",
    "🕊️ Пётр",
    "\u202eabc\u2069",
    "{\\x} %_$#~^",
    "\x0b\ufffe",
)
"""Names that are formulas, markup, several lines, emoji, bidirectional controls, TeX, or no XML."""

NAMES = {"en": ("Karim Daler",), "ru": ("Карим Далер", "Далер"), "fa": ("کریم دالر",)}


LISTED = "Karim Daler"
COUNTED = When("2024-03-12", "counted", "دیروز")


def make_quote(number: int = 1, *, text: str = "کریم دالر با آنا پتروا دیدار کرد.", language: str = "fa") -> Quote:
    address = f"https://wire.example/{number}?a=1&b=%20x"
    return Quote(text, f"page {number}", address, f"{number:064x}", Span(10, 44), language, "Wire", "2024-03-13")


def make_event(
    key: str = "event:1",
    *,
    when: When | None = COUNTED,
    names: Iterable[str] = ("Karim Daler", "Anna Petrova"),
    status: str = "happened",
    quotes: Iterable[Quote] | None = None,
    type: str = "meet",
) -> EventView:
    when = when or When()
    told = tuple(quotes or (make_quote(1), make_quote(2, text="Daler met Petrova.", language="en")))
    roles = (("participant", "host"), ("participant", "guest"))
    people = (
        Participant(f"person:{0 if name == LISTED else i + 1}", "person", name, roles[i % 2])
        for i, name in enumerate(names)
    )
    value = ConflictingValue("territory:TJ", told[:1], "Tajikistan")
    return EventView(
        id=key,
        type=type,
        when=when,
        place=Participant("city:7", "place", "Lake City", ()),
        participants=tuple(people),
        status=status,
        topics=("energy", "border"),
        reports=tuple(Report(quote, when, status) for quote in told),
        origins=len(told),
        conflicts=(ConflictView(key, "place", (value, ConflictingValue("city:7", told[1:], "Lake City"))),),
        seen="2024-03-13",
    )


def make_tenure() -> TenureView:
    return TenureView(
        id="tenure:1", title="foreign-minister", of="territory:TJ", of_name="Tajikistan", holder="person:0",
        name="Karim Daler", names=NAMES, start="2023-01", stop=None, first_seen="2023-02-01", last_seen="2025-01-01",
        ended_by=None, over=False, quotes=(make_quote(9),),
    )  # fmt: skip


def describe(ids: Iterable[str]) -> dict[str, EntityView]:
    found = {}
    for id in ids:
        person = id.startswith("person:")
        found[id] = EntityView(
            id, "person" if person else "place", "Karim Daler" if person else "Lake City",
            NAMES if id == "person:0" else {"en": ("Lake City",)} if not person else {}, None, 3,
            offices=(make_tenure(),) if id == "person:0" else (), country=None if person else "territory:TJ",
            coordinates=None if person else (38.5, 68.75), external={"wikidata": "Q1"} if id == "person:0" else {},
        )  # fmt: skip
    return found


def cite(hashes: Iterable[str]) -> dict[str, CitedPage]:
    return {one: CitedPage("Встреча {у озера} & 100%", "А. Автор", "2024-03-14T10:00:00Z") for one in hashes}


def make_matter(*events: EventView, **rest: object) -> Matter:
    return Matter(events=events, describe=describe, cite=cite, title="Lake & Co", made=MADE, **rest)


def many(number: int) -> Iterator[EventView]:
    """Generate events over ten years between some 1,000 persons, one of seven without a date."""
    for i in range(number):
        when = None if i % 7 == 0 else When(f"{2014 + i * 10 // number}-{i % 12 + 1:02}-{i % 28 + 1:02}", "stated")
        event = make_event(f"event:{i}", when=when, names=(), quotes=(make_quote(i),))
        pair = tuple(Participant(f"person:{(i * k) % 1000}", "person", f"P {i * k}", ("participant",)) for k in (1, 3))
        yield type(event)(**{name: getattr(event, name) for name in event.__struct_fields__} | {"participants": pair})


def export(name: str, *events: EventView, subject: str = "events", **rest: object) -> bytes:
    return b"".join(FORMATS[name].write(make_matter(*events, **rest), subject))
