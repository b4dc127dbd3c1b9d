"""Text for XML and HTML: nothing in a name can break out, and each sentence says its language and direction."""

import re
from collections.abc import Iterator
from html import escape

from dragoman.chronicle.answers import EventView, Quote
from dragoman.exports.facts import count_reports, describe_source, describe_when, direction, name_field, web_address
from dragoman.language.phrases import say

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return a text without the characters that XML 1.0 does not allow."""
    return _FORBIDDEN.sub("\ufffd", text)


def xml(text: object) -> str:
    """Return a text as it stands in an element or attribute of XML or HTML."""
    return escape(clean(str(text)), quote=True)


def format_event(event: EventView, language: str = "en") -> str:
    """Return the evidence of an event as HTML: its date and origins, then each sentence with its source."""
    return "".join(_parts(event, language))


def _parts(event: EventView, language: str) -> Iterator[str]:
    yield f"<p>{xml(describe_when(event.when, language))}; {count_reports(event, language)}</p>"
    for report in event.reports:
        quote = report.quote
        cite = f' cite="{xml(quote.address)}"' if web_address(quote) else ""
        yield f'<blockquote lang="{xml(quote.language)}" dir="{direction(quote.language)}"{cite}>'
        yield f"{xml(quote.text)}</blockquote>"
        yield f"<p>{format_source(quote)}</p>"
    for conflict in event.conflicts:
        values = " / ".join(
            f"<bdi>{xml(value.name or value.value)}</bdi> ({len(value.quotes)})" for value in conflict.values
        )
        differ = say(language, "differ", field=name_field(conflict.field, language))
        yield f"<p>{xml(differ)}: {values}</p>"


def format_source(quote: Quote) -> str:
    """Return where a sentence stands as HTML, linked where it can be opened."""
    address = web_address(quote)
    words = f"<bdi>{xml(describe_source(quote))}</bdi>"
    return f'<a href="{xml(address)}">{words}</a>' if address else words
