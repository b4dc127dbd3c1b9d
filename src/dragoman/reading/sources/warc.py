"""Pages from WARC files: responses of HTML or text, one by one, however large the file is.

A record that is broken is ``Rejected``, and reading goes on with the next one. FastWARC 2.0 and warcio 1.8 were tried
on the files of the tests: both end at the first record that is broken, and warcio does not read a file that was packed
as a whole. So the format, which is simple, is read here.

Source: The WARC Format 1.1, https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from msgspec import Struct

from dragoman.model.pages import Page, Reason, Rejected
from dragoman.reading.pages.intake import PAGE_LIMIT, page_from_bytes
from dragoman.reading.sources.byte_streams import BrokenBytesError, ByteStream
from dragoman.reading.sources.http_bodies import BodyError, decode_body, split_response
from dragoman.reading.sources.origin import Origin

_START = b"WARC/"
_LINE_LIMIT = 65_536
_HEADERS_LIMIT = 200
_BODIES = ("text/html", "application/xhtml", "text/plain")
_KINDS = ("response", "resource", "conversion")


class BrokenRecordError(Exception):
    """A record that cannot be read; ``reason`` is that of its rejection."""

    def __init__(self, where: str, reason: Reason = "malformed") -> None:
        super().__init__(where)
        self.where, self.reason = where, reason


class Record(Struct, frozen=True):
    """A record that may be a page: its headers in lower case, and its block."""

    headers: Mapping[str, str]
    block: bytes

    @property
    def address(self) -> str:
        """The address of what was fetched."""
        return self.headers.get("warc-target-uri", "").strip("<> ")


def iterate_warc(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    """Yield the pages of a WARC file, plain, packed record by record, or packed as a whole.

    Responses with status 200, resources and conversions are pages where they are HTML or text. Others are passed over.

    Cost: memory of one record, never more than twice the limit of a page.
    """
    reader = _Reader(ByteStream(stream))
    number = 0
    while True:
        number += 1
        try:
            if not reader.find_record():
                break
            record = reader.read_record()
            page = page_from_record(record, origin) if record else None
        except BrokenRecordError as broken:
            address = reader.address or f"{origin.address}#{number}"
            page = Rejected(reader.address or f"{origin.name}:{number}", address, broken.reason, broken.where)
        if page:
            yield page
    if number == 1:
        yield Rejected(origin.name, origin.address, "malformed", "no record of WARC")


def page_from_record(record: Record, origin: Origin) -> Page | Rejected | None:
    """Return the page that a record holds, ``None`` where it is none.

    Raises:
        BrokenRecordError: It is one and cannot be unpacked.
    """
    kind, body = record.headers.get("content-type", ""), record.block
    if record.headers["warc-type"] == "response":
        status, headers, body = split_response(record.block)
        kind = headers.get("content-type") or record.headers.get("warc-identified-payload-type", "")
        if not status:
            raise BrokenRecordError("a response without HTTP headers")
        if status != 200 or not kind.lower().startswith(_BODIES):
            return None
        try:
            body = decode_body(body, headers)
        except BodyError as error:
            raise BrokenRecordError(str(error)) from error
    elif not kind.lower().startswith(_BODIES):
        return None
    fetched, hint = record.headers.get("warc-date"), origin.options.hint
    address = record.address or origin.address
    return page_from_bytes(address, address, body, content_type=kind, fetched=fetched, hint=hint)


class _Reader:
    """Goes from record to record."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self._gap = False
        self.address = ""

    def find_record(self) -> bool:
        """Go to the beginning of the next record; False at the end.

        Raises:
            BrokenRecordError: There is something else before it, which is passed over.
        """
        self.address = ""
        if self._gap:
            self._gap = False
            return self._stream.seek_line(_START)
        try:
            line = b"\n"
            while line and not line.strip():
                line = self._stream.read_line(_LINE_LIMIT)
        except BrokenBytesError as broken:
            raise self._lose(str(broken)) from broken
        self._stream.give_back(line)
        if line and not line.startswith(_START):
            raise self._lose("no record where one should begin")
        return bool(line)

    def read_record(self) -> Record | None:
        """Read a record; ``None`` for one of a kind that is never a page.

        Raises:
            BrokenRecordError: It is broken; the next call of :meth:`find_record` goes on behind it.
        """
        try:
            headers = self._read_headers()
            self.address = headers.get("warc-target-uri", "").strip("<> ")
            length = int(headers.get("content-length", ""))
            if length < 0:
                raise ValueError(length)
            return self._read_block(headers, length)
        except BrokenBytesError as broken:
            raise self._lose(str(broken)) from broken
        except ValueError as error:
            raise self._lose("a record without its length") from error

    def _read_headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        self._stream.read_line(_LINE_LIMIT)
        name = ""
        for _ in range(_HEADERS_LIMIT):
            line = self._stream.read_line(_LINE_LIMIT)
            if not line.strip():
                return headers
            text = line.decode("utf-8", "replace")
            if text[0] in " \t" and name:
                headers[name] += " " + text.strip()
                continue
            name, _, value = text.partition(":")
            name = name.strip().lower()
            headers[name] = value.strip()
        raise self._lose(f"more than {_HEADERS_LIMIT} headers")

    def _read_block(self, headers: dict[str, str], length: int) -> Record | None:
        wanted = headers.get("warc-type") in _KINDS
        if length > 2 * PAGE_LIMIT or not wanted:
            if self._stream.skip(length) < length:
                raise self._lose("truncated")
            self._check_end(b"")
            if wanted and headers.get("content-type", "").lower().startswith(("application/http", *_BODIES)):
                raise BrokenRecordError(f"{length:,} bytes; the limit is {2 * PAGE_LIMIT:,}", "too-large")
            return None
        block = self._stream.read(length)
        if len(block) < length:
            self._stream.give_back(block)
            raise self._lose(f"truncated: {len(block):,} of {length:,} bytes")
        self._check_end(block)
        return Record(headers, block)

    def _check_end(self, block: bytes) -> None:
        """A record ends in an empty line; where it does not, its length is wrong, and the next is sought within it."""
        end = self._stream.read(4)
        if end and end.strip(b"\r\n"):
            self._stream.give_back(block + end)
            raise self._lose("its length is wrong")
        self._stream.give_back(end.lstrip(b"\r\n"))

    def _lose(self, where: str) -> BrokenRecordError:
        self._gap = True
        return BrokenRecordError(where)
