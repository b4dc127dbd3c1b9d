"""A brief in Markdown: day by day, each event with its sentences in their own script, sources and conflicts.

A sentence stands in an HTML block that says its language and direction, so that Arabic and Persian read from the right
wherever Markdown is shown; names within a line are isolated.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from dragoman.chronicle.answers import EventView, Quote
from dragoman.exports.facts import (
    count_reports,
    describe_source,
    describe_when,
    direction,
    head_event,
    isolate_day,
    name_field,
    sort_day,
    web_address,
)
from dragoman.exports.markup import clean, xml
from dragoman.exports.matter import Entities, Matter
from dragoman.language.phrases import load_phrases, say
from dragoman.language.scripts import isolate

_MARKS = re.compile(r"([\\`*_\[\]<>~|&])")
_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", " ": "%20", "\n": "%0A", "\r": "%0D"})

Told = tuple[EventView, Entities]


def write_days(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield a brief with a heading a day."""
    yield from _write(matter, lambda day: day)


def write_weeks(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield a brief with a heading a week, Monday to Sunday."""
    yield from _write(matter, lambda day: find_week(day, matter.language))


def find_week(day: str, language: str = "en") -> str:
    """Return the week of a day, by its Monday and its Sunday.

    >>> find_week("2024-03-13")
    '2024-03-11 to 2024-03-17'
    """
    try:
        found = date.fromisoformat(day)
        monday = found - timedelta(days=found.weekday())
        first, last = (isolate_day(str(one), language) for one in (monday, monday + timedelta(days=6)))
        return say(language, "week", first=first, last=last)
    except (ValueError, OverflowError):
        return day


def _write(matter: Matter, period: Callable[[str], str]) -> Iterator[bytes]:
    language, empty = matter.language, True
    right = direction(language) == "rtl"
    if right:  # what stands between is Markdown all the same, as a blank line follows
        yield f'<div lang="{xml(language)}" dir="rtl">\n\n'.encode()
    yield f"# {escape(matter.title)}\n\n{escape(say_made(matter))}\n".encode()
    for heading, pairs in divide_events(matter, period):
        empty = False
        yield f"\n## {heading}\n".encode()
        for event, entities in pairs:
            yield _format(event, entities, matter).encode("utf-8", "replace")
    if empty:
        yield f"\n{say(language, 'no_events')}\n".encode()
    if right:
        yield b"\n</div>\n"


def say_made(matter: Matter) -> str:
    """Say when a brief was made, and from what."""
    return say(matter.language, "made", time=isolate_day(matter.time, matter.language))


def divide_events(matter: Matter, period: Callable[[str], str]) -> Iterator[tuple[str, list[Told]]]:
    """Yield headings, each with the events under it, in order of time."""
    for named, told in groupby(matter.with_entities(), key=lambda pair: period(sort_day(pair[0]))):
        heading = named or load_phrases(matter.language)["no_day"]
        yield from _divide(told, heading, matter.language).items()


def _divide(told: Iterable[Told], named: str, language: str) -> dict[str, list[Told]]:
    """Return events by heading: what is known only to a month or year does not stand under the first day of that."""
    found: dict[str, list[Told]] = {}
    for event, entities in told:
        vague = event.when.precision in ("month", "year")
        when = isolate_day(event.when.value or "", language)
        found.setdefault(say(language, "vague", when=when) if vague else named, []).append((event, entities))
    return found


def _format(event: EventView, entities: Entities, matter: Matter) -> str:
    return "\n".join(_lines(event, entities, matter)) + "\n"


def _lines(event: EventView, entities: Entities, matter: Matter) -> Iterator[str]:
    language = matter.language
    heading = escape(head_event(event, entities, language=language))
    yield f'\n### <span lang="{xml(language)}" dir="{direction(language)}">{heading}</span>\n'
    yield f"{escape(describe_days(event, language))} · {escape(count_reports(event, language))} · `{event.id}`\n"
    for report in event.reports:
        yield _format_quote(report.quote) + "\n"
    for conflict in event.conflicts:
        values = " / ".join(f"{isolate(escape(v.name or v.value))} ({len(v.quotes)})" for v in conflict.values)
        differ = say(language, "differ", field=name_field(conflict.field, language))
        yield f"**{escape(differ)}:** {values}\n"


def describe_days(event: EventView, language: str) -> str:
    """Write the date of an event, and of one without a date when it was first told."""
    told = ""
    if event.when.value is None and event.seen:
        told = f"; {say(language, 'first_told', day=isolate_day(event.seen, language))}"
    return f"{describe_when(event.when, language)}{told}"


def _format_quote(quote: Quote) -> str:
    """Write a sentence as an HTML block, which Markdown leaves alone, and its source below."""
    address = web_address(quote)
    source = escape(describe_source(quote))
    linked = f"[{isolate(source)}](<{address.translate(_ADDRESS)}>)" if address else isolate(source)
    opening = f'<blockquote lang="{xml(quote.language)}" dir="{direction(quote.language)}">'
    return f"{opening}{_one_line(quote.text)}</blockquote>\n\n{linked}"


def _one_line(text: str) -> str:
    """A blank line would end the HTML block, and what follows would be Markdown."""
    return " ".join(xml(text).split())


def escape(text: str) -> str:
    r"""Return a text that Markdown shows as it is, in one line.

    >>> print(escape("*Dal* <b>"))
    \*Dal\* \<b\>
    """
    return " ".join(_MARKS.sub(r"\\\1", clean(text)).split())
