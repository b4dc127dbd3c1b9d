"""Pages written as WARC records come back as they were."""

from io import BytesIO

import pytest

from dragoman.model import Page
from dragoman.reading.pages.intake import page_from_bytes
from dragoman.reading.sources.origin import Origin, SourceOptions
from dragoman.reading.sources.warc import iterate_warc
from dragoman.reading.sources.warc_writing import format_record

HTML = "<!doctype html><html><body><p>Переговоры прошли в столице.</p></body></html>".encode()


def write_and_read(*pages: Page) -> list[Page]:
    stream = BytesIO(b"".join(format_record(page) for page in pages))
    return list(iterate_warc(stream, Origin("pages", "pages.warc.gz", SourceOptions())))


def make(address: str, content: bytes, **more: str) -> Page:
    page = page_from_bytes("name", address, content, **more)
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize(
    ("content", "kind", "read"),
    [
        (HTML, "text/html; charset=utf-8", "text/html; charset=utf-8"),
        (HTML, None, "text/html"),
        ("محادثات في العاصمة\r\n\r\n".encode(), None, "text/plain"),
        (b"WARC/1.1\r\nContent-Length: 7\r\n\r\nwords", "text/plain", "text/plain"),
    ],
)
def test_bytes_type_and_address_survive(content: bytes, kind: str | None, read: str) -> None:
    page = make("https://example.org/a?b=1", content, content_type=kind, fetched="2024-03-01T10:00:00+03:00")
    (found,) = write_and_read(page)
    assert (found.content, found.sha256, found.content_type) == (content, page.sha256, read)
    assert (found.address, found.fetched) == ("https://example.org/a?b=1", "2024-03-01T07:00:00Z")


def test_the_address_of_a_file_becomes_one_that_a_warc_may_have() -> None:
    (found,) = write_and_read(make("pages/день 1.html", HTML))
    assert found.address == "file:pages/%D0%B4%D0%B5%D0%BD%D1%8C%201.html"


def test_the_same_pages_give_the_same_file_and_nothing_breaks_a_header() -> None:
    page = make("https://example.org/a", HTML, content_type="text/html\r\nX-Other: 1")
    assert format_record(page) == format_record(page)
    first, second = write_and_read(page, make("https://example.org/b", HTML))
    assert (first.content_type, second.address) == ("text/html X-Other: 1", "https://example.org/b")
