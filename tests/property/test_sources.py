"""Whatever the bytes of a source are, they end in pages and rejections, and never in an error."""

import gzip
import io
import tarfile
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dragoman.model.pages import Page, Rejected
from dragoman.reading.sources.opening import read_stream
from dragoman.reading.sources.origin import Origin, SourceOptions

TEXT = "Президент Карим Далеров принял посла. استقبل الرئيس السفير."
HTTP = (
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    f"{len(TEXT.encode()):x}\r\n{TEXT}\r\n0\r\n\r\n"
)
WARC = (
    f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
    f"Content-Length: {len(HTTP.encode())}\r\n"
    f"\r\n{HTTP}\r\n\r\n"
).encode()


def make_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b/c.csv", f"text,date\n{TEXT},2024\n")
    return made.getvalue()


def make_tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(TEXT.encode())
        archive.addfile(member, io.BytesIO(TEXT.encode()))
    return made.getvalue()


SEEDS = {
    "a.csv": f'title;text\n"Talks";"{TEXT}"\n'.encode(),
    "a.jsonl": f'{{"text": "{TEXT}", "date": "2024"}}\n'.encode() * 2,
    "feed.xml": f"<rss><channel><item><title>A</title><link>https://a.example/1</link><description>{TEXT}</description>"
    "<pubDate>Tue, 05 Mar 2024 10:00:00 +0500</pubDate></item></channel></rss>".encode(),
    "feed.json": f'{{"version": "https://jsonfeed.org/version/1", "items": [{{"content_text": "{TEXT}"}}]}}'.encode(),
    "map.xml": b"<urlset><url><loc>https://a.example/1</loc><lastmod>2024</lastmod></url></urlset>",
    "a.warc": WARC * 2,
    "a.warc.gz": gzip.compress(WARC, mtime=0) + gzip.compress(WARC, mtime=0),
    "a.eml": "From: A <a@b.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n"
    "Date: Tue, 5 Mar 2024\n\n"
    f"--x\nContent-Type: text/html; charset=utf-8\n\n<p>{TEXT}</p>\n--x--\n".encode(),
    "a.mbox": f"From a Tue\nFrom: a@b.example\nMIME-Version: 1.0\n\n{TEXT}\n\n"
    f"From b Tue\nSubject: x\n\n{TEXT}\n".encode(),
    "a.zip": make_zip(),
    "a.tar": make_tar(),
    "a.tar.gz": gzip.compress(make_tar(), mtime=0),
    "a.pdf": b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
    b"2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj\n"
    b"trailer << /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF",
}
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["set", "cut", "put", "double"]), st.binary(max_size=9)), max_size=6
)


def change(content: bytes, changes: list[tuple[float, str, bytes]]) -> bytes:
    for place, how, new in changes:
        start = int(place * len(content))
        if how == "cut":
            content = content[:start] + content[start + len(new) * 7 :]
        elif how == "double":
            content = content[:start] + content[start // 2 :]
        else:
            content = content[:start] + new + content[start + (len(new) if how == "set" else 0) :]
    return content


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=CHANGES, fields=st.sampled_from([{}, {"text": "title"}]))
def test_changed_sources_end_in_pages_and_rejections(name, changes, fields):
    origin = Origin("a", name, SourceOptions(fields=fields))
    found = list(read_stream(io.BytesIO(change(SEEDS[name], changes)), origin, name=name))
    assert all(isinstance(page, Page | Rejected) for page in found)
    assert found or name in ("a.csv", "a.jsonl", "a.warc", "a.warc.gz")  # a table without rows, records of other kinds


@settings(max_examples=200, deadline=None)
@example(content=b"\x1f\x8b\x08", name="a.tar")
@given(content=st.binary(max_size=400), name=st.sampled_from([*SEEDS, "a.txt"]))
def test_noise_ends_in_pages_and_rejections(content, name):
    found = list(read_stream(io.BytesIO(content), Origin("a", name), name=name))
    assert all(isinstance(page, Page | Rejected) for page in found)
