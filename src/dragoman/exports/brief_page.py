"""A brief as a page to print or to send: the same events as the Markdown one, in the direction of its language.

The page holds its own style and asks for nothing from anywhere. :func:`write_body` gives what stands between its
header and its end, for those who have a page of their own.
"""

from collections.abc import Callable, Iterator

from dragoman.chronicle.answers import EventView
from dragoman.exports.brief import Told, describe_days, divide_events, find_week, say_made
from dragoman.exports.facts import count_reports, direction, head_event, name_field
from dragoman.exports.markup import format_source, xml
from dragoman.exports.matter import Entities, Matter
from dragoman.language.phrases import load_phrases, say

Period = Callable[[str], str]

_STYLE = """
:root { color-scheme: light dark; }
body { font-family: "Noto Sans", Vazirmatn, "Noto Sans Arabic", "DejaVu Sans", sans-serif; line-height: 1.5;
  max-inline-size: 46rem; margin-block: 2rem; margin-inline: auto; padding-inline: 1rem; text-align: start; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; border-block-end: 1px solid; } h3 { font-size: 1.05rem; }
blockquote { margin-block: .4rem; margin-inline: 0; padding-inline-start: .8rem; border-inline-start: 3px solid #777; }
.source, .facts { font-size: .85rem; margin-block: .2rem; overflow-wrap: anywhere; }
.differ { font-weight: 600; }
@media print {
  @page { margin: 18mm; }
  body { max-inline-size: none; margin: 0; padding: 0; font-size: 10.5pt; color: #000; background: #fff; }
  h2, h3 { break-after: avoid; } article { break-inside: avoid; } a { color: inherit; text-decoration: none; }
}
"""


def write_page(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield a page with a heading a day."""
    yield from _write(matter, lambda day: day)


def write_weekly_page(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield a page with a heading a week."""
    yield from _write(matter, lambda day: find_week(day, matter.language))


def _write(matter: Matter, period: Period) -> Iterator[bytes]:
    language = xml(matter.language)
    yield (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction(matter.language)}">\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{xml(matter.title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<header><h1>{xml(matter.title)}</h1>\n"
        f"<p>{xml(say_made(matter))}</p></header>\n<main>\n"
    ).encode()
    for piece in write_body(matter, period):
        yield piece.encode("utf-8", "replace")
    yield b"</main>\n</body>\n</html>\n"


def write_body(matter: Matter, period: Period) -> Iterator[str]:
    """Yield the events of a brief as HTML without a page around them, its headings from the second level on."""
    empty = True
    for heading, told in divide_events(matter, period):
        empty = False
        yield f"<section>\n<h2>{xml(heading)}</h2>\n"
        yield from (_format(one, matter) for one in told)
        yield "</section>\n"
    if empty:
        yield f"<p>{xml(load_phrases(matter.language)['no_events'])}</p>\n"


def _format(told: Told, matter: Matter) -> str:
    event, entities = told
    return f"<article>\n{''.join(_lines(event, entities, matter))}</article>\n"


def _lines(event: EventView, entities: Entities, matter: Matter) -> Iterator[str]:
    language = matter.language
    heading = xml(head_event(event, entities, language=language))
    linked = f'<a href="{xml(matter.link(event.id))}">{heading}</a>' if matter.base else heading
    yield f"<h3>{linked}</h3>\n"
    facts = f"{xml(describe_days(event, language))} · {xml(count_reports(event, language))}"
    yield f'<p class="facts">{facts} · <bdi><code>{xml(event.id)}</code></bdi></p>\n'
    for report in event.reports:
        quote = report.quote
        said = f'lang="{xml(quote.language)}" dir="{direction(quote.language)}"'
        yield f"<blockquote {said}>{xml(quote.text)}</blockquote>\n"
        yield f'<p class="source">{format_source(quote)}</p>\n'
    for conflict in event.conflicts:
        values = " / ".join(f"<bdi>{xml(v.name or v.value)}</bdi> ({len(v.quotes)})" for v in conflict.values)
        differ = say(language, "differ", field=name_field(conflict.field, language))
        yield f'<p class="differ">{xml(differ)}: {values}</p>\n'
