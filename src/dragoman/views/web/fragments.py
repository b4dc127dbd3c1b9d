"""Small pieces of HTML: names, quotes with the language and direction of their page, lists in the reader's manner."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent
from urllib.parse import urlencode

from markupsafe import Markup

from dragoman.exports import facts
from dragoman.views.web.formats import SUFFIXES, address_in
from dragoman.views.web.rendering import current, escape_name, gettext

if TYPE_CHECKING:
    from starlette.requests import Request

    from dragoman.chronicle.answers import EventView, Quote

_LONG = 12
direction = cache(facts.direction)
"""The direction of a language; there are few, and each sentence asks."""

_SAFE = "/:~@!$'()*,;="
PATHS = MappingProxyType({"event": "/event", "page": "/page", "office": "/office"})


def link_to(id: str, kind: str = "entity") -> str:
    """Return the address of an entity, event or page.

    Args:
        id: Its id; of a page the SHA-256.
        kind: ``event`` or ``page``; all else is an entity.
    """
    return f"{PATHS.get(kind, '/entity')}/{percent(id, safe=_SAFE)}"


def link_to_quote(quote: "Quote") -> str:
    """Return the address of the place in a page where a quote stands."""
    span = quote.span
    return f"{link_to(quote.sha256, 'page')}?start={span.start}&stop={span.stop}#s{span.start}"


def name_of(one: Any) -> str:
    """Return the name of a participant, entity or place in the language that is preferred, its own name otherwise."""
    own = getattr(one, "name", None) or getattr(one, "label", "")
    return str(current().names.get(one.id) or own)


def body_of(tenure: Any) -> str:
    """Return the name of what an office is of, in the language that is preferred."""
    return str(current().names.get(tenure.of) or tenure.of_name)


def link_name(one: Any) -> Markup:
    """Return a name that leads to its entity."""
    return Markup('<a href="{}">{}</a>').format(link_to(one.id), escape_name(name_of(one)))


def list_names(many: Iterable[Any]) -> Markup:
    """Return names that lead to their entities, with the commas of the language."""
    return Markup(gettext(", ")).join(link_name(one) for one in many)


def list_words(many: Iterable[str]) -> Markup:
    """Return words one after another, each isolated, with the commas of the language."""
    return Markup(gettext(", ")).join(escape_name(one) for one in many)


def quote_text(quote: "Quote", *, address: str = "") -> Markup:
    """Return a sentence as its page has it, in its own language and direction."""
    return Markup('<blockquote lang="{}" dir="{}" cite="{}">{}</blockquote>').format(
        quote.language, direction(quote.language), address or link_to(quote.sha256, "page"), quote.text
    )


def mark_spans(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """Return a text with spans of it marked; of spans that overlap the first."""
    pieces, last = [], 0
    for start, stop in sorted(spans):
        if start >= last and stop > start:
            pieces += [Markup("{}").format(text[last:start]), Markup("<mark>{}</mark>").format(text[start:stop])]
            last = stop
    return Markup("").join([*pieces, Markup("{}").format(text[last:])])


def list_languages(event: "EventView") -> list[str]:
    """Return the languages in which an event is told."""
    return sorted({report.quote.language for report in event.reports})


def choose_quote(event: "EventView") -> "Quote | None":
    """Return the sentence that stands for an event: in a language that the reader reads where there is one."""
    preferences = current().preferences
    liked = [*preferences.sources.split(), preferences.language]
    quotes = [report.quote for report in event.reports if not report.dropped_by] or [
        report.quote for report in event.reports
    ]
    ranked = sorted(quotes, key=lambda quote: liked.index(quote.language) if quote.language in liked else len(liked))
    return ranked[0] if ranked else None


def count_pages(event: "EventView") -> int:
    """Return how many pages tell of an event."""
    return len({report.quote.sha256 for report in event.reports})


def with_query(path: str, **parameters: object) -> str:
    """Return an address with parameters; those that are empty are left out."""
    given = {name.rstrip("_"): value for name, value in parameters.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def text_fragment(quote: "Quote") -> str | None:
    """Return the address of the live page that leads to the sentence in it, ``None`` where the page has none.

    Source: URL Fragment Text Directives, a draft of the W3C community group WICG.
    """
    if not quote.address.startswith(("http://", "https://")):
        return None
    words = quote.text.split()
    ends = f"{percent(' '.join(words[:5]), safe='')},{percent(' '.join(words[-5:]), safe='')}"
    directive = ends if len(words) > _LONG else percent(" ".join(words), safe="")
    return f"{quote.address.partition('#')[0]}#:~:text={directive.replace('-', '%2D')}"


def query_without(request: "Request", *names: str) -> dict[str, str]:
    """Return the parameters of a page without some of them."""
    return {name: value for name, value in request.query_params.items() if name not in names and value}


def format_name(format: str) -> str:
    """Return what a format is called where it is offered."""
    return _FORMAT_NAMES.get(format, format)


_FORMAT_NAMES = MappingProxyType(
    {
        "json": "JSON", "csv": "CSV", "parquet": "Parquet", "jsonl": "JSON Lines", "plover": "PLOVER", "cameo": "CAMEO",
        "jsonld": "JSON-LD", "gexf": "GEXF", "bibtex": "BibTeX", "csl": "CSL-JSON", "brief": "Markdown", "atom": "Atom",
        "jsonfeed": "JSON Feed", "ics": "iCalendar", "brief-weekly": "Markdown (7)", "brief-page": "HTML",
        "brief-page-weekly": "HTML (7)",
    }
)  # fmt: skip

FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "bdi": escape_name,
        "names": list_names,
        "words": list_words,
        "quoted": quote_text,
        "direction": direction,
        "name_of": name_of,
        "body_of": body_of,
        "format_name": format_name,
        "languages_of": list_languages,
        "best_quote": choose_quote,
        "page_count": count_pages,
    }
)
GLOBALS: Mapping[str, Any] = MappingProxyType(
    {
        "link_to": link_to,
        "link_to_quote": link_to_quote,
        "link_name": link_name,
        "address_in": address_in,
        "with_query": with_query,
        "mark_spans": mark_spans,
        "text_fragment": text_fragment,
        "query_without": query_without,
        "SUFFIXES": SUFFIXES,
    }
)
