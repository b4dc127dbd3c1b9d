import gzip
import io
import tracemalloc
import zlib

import brotli
import pytest

from dragoman.model.pages import Page, Rejected
from dragoman.reading.pages.intake import PAGE_LIMIT
from dragoman.reading.sources.http_bodies import BodyError, decode_body, join_chunks
from dragoman.reading.sources.origin import Origin
from dragoman.reading.sources.warc import iterate_warc

HTML = "Content-Type: text/html; charset=utf-8"
TEXTS = ("Президент принял посла.", "استقبل الرئيس السفير.", "رئیس‌جمهور با سفیر دیدار کرد.", "They met.")


def record(address: str, block: bytes, *, kind: str = "response", lie: int = 0, more: str = "") -> bytes:
    length = "" if lie is None else f"Content-Length: {len(block) + lie}\r\n"
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
    head += f"WARC-Date: 2024-03-05T10:00:00Z\r\n{more}{length}"
    return head.encode() + b"\r\n" + block + b"\r\n\r\n"


def response(address: str, body: bytes, *headers: str, status: str = "200 OK", lie: int = 0) -> bytes:
    head = "\r\n".join((f"HTTP/1.1 {status}", *(headers or (HTML,)), "", ""))
    return record(address, head.encode() + body, lie=lie)


def read(content: bytes) -> list[Page | Rejected]:
    return list(iterate_warc(io.BytesIO(content), Origin("crawl", "crawl.warc")))


def outcomes(content: bytes) -> list[str]:
    return [page.reason if isinstance(page, Rejected) else page.address[-1] for page in read(content)]


RECORDS = [response(f"https://a.example/{n}", f"<p>{text}</p>".encode()) for n, text in enumerate(TEXTS)]
HUGE = record("https://a.example/x", b"x" * (2 * PAGE_LIMIT + 9), more="Content-Type: application/http\r\n")
PACKS = {
    "plain": b"".join,
    "member by member": lambda records: b"".join(map(gzip.compress, records)),
    "as a whole": lambda records: gzip.compress(b"".join(records)),
}


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_responses_are_pages_with_address_and_moment(pack):
    pages = read(pack([record("", b"software: x\r\n", kind="warcinfo"), *RECORDS]))
    assert [page.content.decode() for page in pages] == [f"<p>{text}</p>" for text in TEXTS]
    assert (pages[1].address, pages[1].name) == ("https://a.example/1", "https://a.example/1")
    assert (pages[1].fetched, pages[1].content_type) == ("2024-03-05T10:00:00Z", "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        (response("https://a.example/x", b"<p>x</p>", lie=20), ["malformed"]),
        (response("https://a.example/x", b"<p>" + b"x" * 20, lie=-10), ["malformed"]),
        (response("https://a.example/x", b"<p>x</p>").replace(b"Content-Length", b"Content-Longth"), ["malformed"]),
        (response("https://a.example/x", b"<p>x</p>").replace(b"Length: ", b"Length: -"), ["malformed"]),
        (b"garbage\r\n\r\n", ["malformed"]),
        (record("https://a.example/x", b"no HTTP"), ["malformed"]),
        (record("https://a.example/x", b""), ["malformed"]),
        (record("https://a.example/x", b"x: y\r\n" * 3, more="A: b\r\n" * 300), ["malformed"]),
        (response("https://a.example/x", b"<p>x", HTML, "Content-Encoding: zstd"), ["malformed"]),
        (response("https://a.example/x", gzip.compress(b"<p>")[:-9], HTML, "Content-Encoding: gzip"), ["malformed"]),
        (response("https://a.example/x", b""), ["empty"]),
        (HUGE, ["too-large"]),
        (response("https://a.example/x", b"gone", status="404 Not Found"), []),
        (response("https://a.example/x", b"\xff\xd8", "Content-Type: image/jpeg"), []),
        (record("https://a.example/x", b"GET / HTTP/1.1\r\n\r\n", kind="request"), []),
        (record("https://a.example/x", b"They met.", kind="conversion", more="Content-Type: text/plain\r\n"), ["x"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_a_broken_record_is_counted_and_the_next_is_read(pack, broken, found):
    assert outcomes(pack([RECORDS[0], broken, RECORDS[1], RECORDS[2]])) == ["0", *found, "1", "2"]


def test_a_broken_member_is_counted_and_the_next_is_read():
    torn = gzip.compress(RECORDS[1])
    packed = [gzip.compress(RECORDS[0]), torn[:40] + b"\x00\x01\xff" * 9, *map(gzip.compress, RECORDS[2:])]
    assert outcomes(b"".join(packed)) == ["0", "malformed", "2", "3"]
    assert outcomes(packed[0] + b"\x00" * 9 + gzip.compress(RECORDS[1])) == ["0", "1"]


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_a_file_that_is_cut_off_loses_one_record(pack):
    assert outcomes(pack(RECORDS)[:-30])[-1] == "malformed"
    assert outcomes(pack(RECORDS[:1])[:-30]) == ["malformed"]


def test_what_is_no_warc_is_one_rejection():
    assert outcomes(b"") == ["malformed"]
    assert outcomes(b"WARC/") == ["malformed"]
    assert outcomes(b"\x1f\x8b\x08\x00") == ["malformed"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"They met.", {}),
        (gzip.compress(b"They met.", mtime=0), {"content-encoding": "gzip"}),
        (zlib.compress(b"They met."), {"content-encoding": "deflate"}),
        (brotli.compress(b"They met."), {"content-encoding": "br"}),
        (gzip.compress(brotli.compress(b"They met."), mtime=0), {"content-encoding": "br, gzip"}),
        (b"They met.", {"content-encoding": "gzip"}),
        (b"5;x=y\r\nThey \r\n4\r\nmet.\r\n0\r\n\r\n", {"transfer-encoding": "chunked"}),
        (b"They met.", {"transfer-encoding": "chunked"}),
    ],
)
def test_bodies_are_unpacked_also_where_the_headers_lie(body, headers):
    assert decode_body(body, headers) == b"They met."


def test_bodies_that_unpack_without_end_are_bounded():
    zeros = b"\x00" * 3 * PAGE_LIMIT
    for body, coding in ((gzip.compress(zeros), "gzip"), (brotli.compress(zeros, quality=1), "br")):
        assert len(decode_body(body, {"content-encoding": coding})) == PAGE_LIMIT + 1
    with pytest.raises(BodyError):
        join_chunks(b"5\r\nThey \r\n9\r\nme")


class Endless(io.RawIOBase):
    """The same record again and again."""

    def __init__(self, record: bytes, number: int) -> None:
        self._record, self._left, self._rest = record, number, b""

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and self._left:
            self._rest += self._record
            self._left -= 1
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def test_memory_stays_flat():
    packed = gzip.compress(response("https://a.example/1", b"<p>They met.</p>" * 6000))
    tracemalloc.start()
    number = sum(isinstance(page, Page) for page in iterate_warc(Endless(packed, 3000), Origin("crawl", "crawl.warc")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number == 3000  # 290 MB unpacked
    assert peak < 8_000_000
