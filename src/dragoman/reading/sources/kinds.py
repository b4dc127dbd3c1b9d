"""What kind of source some bytes are: told by their content first, by the name of the file second."""

import codecs
import re
import zlib
from pathlib import PurePosixPath
from typing import Literal

from dragoman.reading.sources.records import looks_like_records
from dragoman.reading.sources.unpacking import is_gzip

Kind = Literal[
    "page", "records", "columns", "feed", "json-feed", "sitemap", "warc", "mail", "mailbox", "pdf", "zip", "tar"
]

HEAD = 65_536
"""The bytes that tell the kind."""
PAGE_SUFFIXES = (".txt", ".html", ".htm", ".xhtml")
RECORD_SUFFIXES = (".json", ".jsonl", ".ndjson")
_BY_SUFFIX: dict[str, Kind] = {
    **dict.fromkeys(RECORD_SUFFIXES, "records"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "columns"),
    **dict.fromkeys((".rss", ".atom", ".rdf"), "feed"),
    ".warc": "warc",
    ".eml": "mail",
    ".mbox": "mailbox",
    ".pdf": "pdf",
    ".zip": "zip",
    **dict.fromkeys((".tar", ".tgz", ".tbz", ".tbz2", ".txz"), "tar"),
}
SUFFIXES = (*PAGE_SUFFIXES, *_BY_SUFFIX, ".xml", ".gz", ".bz2", ".xz")
"""The files of a folder that are looked at."""
_ROOT = re.compile(rb"<(?:[\w-]+:)?([A-Za-z]\w*)[\s/>]")
_PROLOGUE = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE)
_ROOTS: dict[bytes, Kind] = {
    b"rss": "feed", b"feed": "feed", b"rdf": "feed", b"urlset": "sitemap", b"sitemapindex": "sitemap",
}  # fmt: skip
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version')
_HEADER = re.compile(rb"^(?:[A-Za-z][\w-]*:[ \t]?.*|[ \t].*|>?From .*)$")
_MAIL_HEADERS = (b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"x-mailer")
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"WARC/", "warc"),
)  # fmt: skip
_TAR = slice(257, 262)


def tell_kind(head: bytes, name: str) -> Kind:
    """Return the kind of a file whose first bytes and name are given; ``page`` where nothing tells.

    What is packed by gzip has the kind of what is inside.
    """
    inner = unpack_head(head)
    if inner is not None:
        head, name = inner, re.sub(r"(?i)\.gz$", "", name)
    return _by_content(_narrow(head)) or _by_name(name)


def _narrow(head: bytes) -> bytes:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace").encode()
    return head


def unpack_head(head: bytes) -> bytes | None:
    """Return what the beginning of gzip unpacks to, ``None`` where it is no gzip."""
    if not is_gzip(head):
        return None
    try:
        return zlib.decompressobj(31).decompress(head, HEAD)
    except zlib.error:
        return b""


def _by_content(head: bytes) -> Kind | None:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[_TAR] == b"ustar":
        return "tar"
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"<"):
        return _by_root(bare)
    if bare.startswith(b"{"):
        return "json-feed" if _JSON_FEED.search(head) else _records(bare)
    return _mail(bare)


def _records(bare: bytes) -> Kind | None:
    return "records" if looks_like_records(bare.partition(b"\n")[0]) else None


def _by_root(bare: bytes) -> Kind | None:
    place = 0
    while skipped := _PROLOGUE.match(bare, place):
        place = skipped.end()
    root = _ROOT.match(bare.lstrip() if not place else bare[place:].lstrip())
    return _ROOTS.get(root[1].lower()) if root else None


def _mail(bare: bytes) -> Kind | None:
    """A block of header lines, of which one is such as only mail has."""
    lines = bare.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0].splitlines()
    names = {line.partition(b":")[0].lower() for line in lines}
    if not names.intersection(_MAIL_HEADERS) or not all(map(_HEADER.match, lines)) or b"from" not in names:
        return None
    return "mailbox" if bare.startswith(b"From ") else "mail"


def _by_name(name: str) -> Kind:
    path = PurePosixPath(name.lower())
    if path.suffix in (".bz2", ".xz", ".gz"):
        return "tar" if path.stem.endswith(".tar") else "page"
    return _BY_SUFFIX.get(path.suffix, "page")


def list_suffix(name: str) -> bool:
    """Tell whether a file of a folder or archive is looked at, by its name."""
    return PurePosixPath(name.lower()).suffix in SUFFIXES
