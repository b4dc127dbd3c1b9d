"""Opens some bytes: tells what kind of source they are and lets the right reader read them."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from msgspec.structs import replace

from dragoman.model.pages import Page, Rejected
from dragoman.reading.pages.intake import LINE_LIMIT, PAGE_LIMIT, find_long_line, page_from_bytes
from dragoman.reading.sources.columns import iterate_rows
from dragoman.reading.sources.kinds import HEAD, Kind, tell_kind
from dragoman.reading.sources.origin import Origin
from dragoman.reading.sources.records import iterate_records
from dragoman.reading.sources.unpacking import FAULTS, is_gzip, unpack_gzip

Open = Callable[[BinaryIO, Origin], Iterator[Page | Rejected]]
RECORD_LIMIT = 4 * PAGE_LIMIT
"""The most bytes of one line of JSON."""
_UNPACK_THEMSELVES: tuple[Kind, ...] = ("warc", "tar", "sitemap")
_SEEK: tuple[Kind, ...] = ("zip",)
_HTML = (".html", ".htm", ".xhtml")


def read_stream(stream: BinaryIO, origin: Origin, *, name: str) -> Iterator[Page | Rejected]:
    """Yield the pages of a stream that can be sought in; what is broken is ``Rejected``.

    Args:
        stream: The bytes.
        origin: Where they come from.
        name: The name of the file, whose suffix counts where the content does not tell the kind.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    kind = tell_kind(head, name)
    try:
        if is_gzip(head) and kind not in _UNPACK_THEMSELVES:
            inner = replace(origin, name=PurePosixPath(origin.name).stem)
            with gzip.GzipFile(fileobj=stream) if kind in _SEEK else unpack_gzip(stream) as unpacked:
                yield from READERS[kind](cast(BinaryIO, unpacked), inner)
        else:
            yield from READERS[kind](stream, origin)
    except FAULTS as error:
        yield Rejected(origin.name, origin.address, "malformed", f"broken gzip: {error}")


def read_page(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    """Yield the one page of a stream; one over the limit is rejected without reading all of it."""
    content = stream.read(PAGE_LIMIT + 1)
    if len(content) > PAGE_LIMIT and find_long_line(content[: LINE_LIMIT + 1]) is not None:
        yield Rejected(origin.name, origin.address, "line-too-long", f"line 1 is longer than {LINE_LIMIT:,} bytes")
    elif len(content) > PAGE_LIMIT:
        yield Rejected(origin.name, origin.address, "too-large", f"more than {PAGE_LIMIT:,} bytes")
    else:
        hint, kind = origin.options.hint, content_type_of(origin.address)
        yield page_from_bytes(origin.name, origin.address, content, content_type=kind, hint=hint)


def content_type_of(address: str) -> str | None:
    """Return what the suffix of a file promises."""
    return "text/html" if PurePosixPath(address.lower().removesuffix(".gz")).suffix in _HTML else None


def _read_records(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    return iterate_records(bounded_lines(stream), origin)


def bounded_lines(stream: BinaryIO) -> Iterable[bytes]:
    """Yield lines, of an endless one no more than the limit; what follows of it is skipped."""
    while line := stream.readline(RECORD_LIMIT):
        yield line
        while len(line) == RECORD_LIMIT and not line.endswith(b"\n"):
            line = stream.readline(RECORD_LIMIT)


def _lazily(module: str, function: str) -> Open:
    """A reader whose module is loaded when it is first needed."""

    def read(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
        found: Iterator[Page | Rejected] = getattr(import_module(f"{__package__}.{module}"), function)(stream, origin)
        return found

    return read


def _read_sitemap(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    """A sitemap on disk is a list of addresses; nothing is fetched unless an address is named."""
    from dragoman.reading.sources.sitemaps import SIZE_LIMIT, read_sitemap

    found = read_sitemap(stream.read(SIZE_LIMIT + 1))
    number = len(found.pages) + len(found.sitemaps)
    remark = f"a sitemap of {number:,} addresses, no text; name its address to have them fetched"
    yield Rejected(origin.name, origin.address, "no-text", remark)


READERS: dict[Kind, Open] = {
    "page": read_page,
    "records": _read_records,
    "columns": iterate_rows,
    "feed": _lazily("feeds", "iterate_feed"),
    "json-feed": _lazily("json_feeds", "iterate_json_feed"),
    "sitemap": _read_sitemap,
    "warc": _lazily("warc", "iterate_warc"),
    "mail": _lazily("mail", "iterate_mail"),
    "mailbox": _lazily("mail", "iterate_mailbox"),
    "pdf": _lazily("pdf", "iterate_pdf"),
    "zip": _lazily("archives", "iterate_zip"),
    "tar": _lazily("archives", "iterate_tar"),
}
