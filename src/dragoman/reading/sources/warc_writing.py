"""Writes pages as WARC records, which :mod:`dragoman.reading.sources.warc` and every archive tool read.

Source: The WARC Format 1.1, https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

import gzip
from datetime import UTC, datetime
from pathlib import PurePath
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from dragoman.model.pages import Page
from dragoman.reading.pages.addresses import split_address
from dragoman.reading.pages.intake import looks_like_markup

HTML, TEXT = "text/html", "text/plain"
_SNIFFED = 4096


def format_record(page: Page) -> bytes:
    """Return a page as one packed record of type ``resource``; the same page gives the same bytes."""
    headers = {
        "WARC-Type": "resource",
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{page.address} {page.sha256}')}>",
        "WARC-Date": _format_time(page.fetched),
        "WARC-Target-URI": _format_address(page.address),
        "WARC-Block-Digest": f"sha256:{page.sha256}",
        "Content-Type": page.content_type or guess_type(page),
        "Content-Length": str(len(page.content)),
    }
    head = "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in headers.items())
    return gzip.compress(b"WARC/1.1\r\n" + head.encode() + b"\r\n" + page.content + b"\r\n\r\n", 6, mtime=0)


def guess_type(page: Page) -> str:
    """Return the type of a page whose source did not say it."""
    return HTML if looks_like_markup(page.content[:_SNIFFED]) else TEXT


def _format_time(fetched: str | None) -> str:
    """Return a time in UTC; the beginning of all time where none is known, which is no time at which a page came."""
    try:
        time = datetime.fromisoformat(fetched or "")
    except ValueError:
        return "1970-01-01T00:00:00Z"
    return (time.astimezone(UTC) if time.tzinfo else time).strftime("%Y-%m-%dT%H:%M:%SZ")


def _format_address(address: str) -> str:
    """Return the address of a page of the web as it is, that of a file as a ``file:`` address."""
    return address if split_address(address) else f"file:{quote(PurePath(address).as_posix())}"
