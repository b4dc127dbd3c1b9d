"""Citations of the pages that events stand on: BibTeX (``@online`` of biblatex) and CSL-JSON, each page once.

A page is cited with the sentence of the first event that it tells of, in the order in which events are given.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from dragoman.chronicle.answers import EventView, Quote
from dragoman.chronicle.citing import CitedPage
from dragoman.chronicle.days import first_day
from dragoman.exports.facts import form_quote, web_address
from dragoman.exports.matter import PIECE, Matter
from dragoman.language.packs import list_packs, load_pack

Cited = tuple[Quote, CitedPage, EventView]
"""A page by a sentence of it, the page's own head, and the event that the sentence tells of."""

_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
    }
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | dict.fromkeys(map(chr, (*range(32), 127)), " ")
)
_ADDRESS = str.maketrans({" ": "%20", "{": "%7B", "}": "%7D", "\\": "%5C", "%": r"\%", "#": r"\#"})


def list_cited(matter: Matter) -> Iterator[Cited]:
    """Yield each page once, with what is to be cited of it."""
    cited: set[str] = set()
    left = iter(matter.events)
    while piece := tuple(islice(left, PIECE)):
        fresh: dict[str, tuple[Quote, EventView]] = {}
        for event in piece:
            for report in event.reports:
                if report.quote.sha256 not in cited:
                    fresh.setdefault(report.quote.sha256, (report.quote, event))
        cited.update(fresh)
        pages = matter.cite(fresh)
        for sha256, (quote, event) in fresh.items():
            yield quote, pages.get(sha256) or CitedPage(None, None, None), event


def write_bibtex(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield entries with the original title, ``langid``, ``date`` and ``urldate``; the sentence is the annotation."""
    for cited in list_cited(matter):
        yield _form_entry(*cited).encode("utf-8", "replace")


def _form_entry(quote: Quote, page: CitedPage, event: EventView) -> str:
    address = web_address(quote)
    fields = {
        "title": f"{{{_tex(page.title or quote.page)}}}",
        "author": f"{{{_tex(page.author)}}}" if page.author else None,
        "organization": _tex(quote.outlet) if quote.outlet else None,
        "date": quote.published,
        "url": address.translate(_ADDRESS) if address else None,
        "urldate": page.fetched[:10] if page.fetched else None,
        "langid": name_language(quote.language),
        "note": _tex(f"{event.id}, {event.when.value or 'no date'} ({event.when.precision}, {event.when.basis}), "
                     f"{event.origins} origins; SHA-256 {quote.sha256}, {quote.span.start}-{quote.span.stop}"
                     + ("" if address else f", {quote.address}")),
        "annotation": _tex(quote.text),
    }  # fmt: skip
    lines = (f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{form_key(quote)},\n{''.join(lines)}}}\n\n"


def form_key(quote: Quote) -> str:
    """Return the key under which a page is cited: its language, its year and the beginning of its hash."""
    return f"{quote.language}{(quote.published or 'nd')[:4]}-{quote.sha256[:10]}"


def name_language(tag: str) -> str:
    """Return what biblatex calls a language, the tag itself where there is no pack."""
    return load_pack(tag).name.lower() if tag in list_packs() else tag


def _tex(text: str) -> str:
    return " ".join(text.translate(_ESCAPED).split())


def write_csl(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield CSL-JSON, one list of items as Zotero and Pandoc take it."""
    yield b"["
    for number, cited in enumerate(list_cited(matter)):
        yield (b",\n" if number else b"\n") + msgspec.json.encode(_form_item(*cited))
    yield b"\n]\n"


def _form_item(quote: Quote, page: CitedPage, event: EventView) -> dict[str, Any]:
    fields = {
        "id": form_key(quote),
        "type": "article-newspaper" if quote.outlet else "webpage",
        "title": page.title or quote.page,
        "author": [{"literal": page.author}] if page.author else None,
        "container-title": quote.outlet,
        "issued": _form_date(first_day(quote.published) and quote.published),
        "accessed": _form_date(page.fetched[:10] if page.fetched else None),
        "URL": web_address(quote),
        "language": quote.language,
        "note": quote.text,
        "custom": {
            "event": event.id, "date": event.when.value, "precision": event.when.precision, "basis": event.when.basis,
            "origins": event.origins, "quote": form_quote(quote),
        },
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}


def _form_date(value: str | None) -> dict[str, Any] | None:
    """Return an EDTF value as parts; an interval has two of them."""
    if not value:
        return None
    return {"date-parts": [[int(part) for part in day.split("-")] for day in value.split("/")]}
