"""Pages from CSV and TSV: the first row names the columns, each other row is a page.

The columns that are read are the fields of :mod:`dragoman.reading.sources.records`, or those that a field map names.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import PurePosixPath
from typing import BinaryIO

from dragoman.errors import UsageError
from dragoman.model.pages import Page, Rejected
from dragoman.reading.pages.encodings import decode_bytes
from dragoman.reading.pages.intake import PAGE_LIMIT
from dragoman.reading.sources.origin import Origin
from dragoman.reading.sources.records import CONTENT_FIELDS, page_from_record
from dragoman.reading.sources.unpacking import FAULTS

_HEAD = 65_536
_DELIMITERS = (",", "\t", ";", "|")
_SAMPLED_ROWS = 20


def iterate_rows(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    """Yield a page for each row; a row that is broken is ``Rejected`` as malformed, and reading goes on."""
    csv.field_size_limit(PAGE_LIMIT)  # of the whole process; the default of 131,072 is shorter than long articles
    text, delimiter = _open_text(stream, origin)
    rows = _read_rows(text, delimiter)
    header = _clean_header(next(rows, []))
    fault = find_missing_column(header, origin.options.fields)
    if fault:
        empty = not any(header)
        yield Rejected(origin.name, origin.address, "empty" if empty else "malformed", "" if empty else fault)
        return
    for number, row in enumerate(rows, start=2):
        if row:
            yield _page_from_row(row, header, origin=origin, number=number)


def check_columns(stream: BinaryIO, origin: Origin) -> None:
    """Check the field map against the first row.

    Raises:
        UsageError: It names a column that is not there; the message names those that are.
    """
    text, delimiter = _open_text(stream, origin)
    fault = find_missing_column(_clean_header(next(_read_rows(text, delimiter), [])), origin.options.fields)
    if fault and origin.options.fields:
        raise UsageError(f"{origin.address}: {fault}")


def find_missing_column(header: Sequence[str], fields: Mapping[str, str]) -> str | None:
    """Say which column is missing and which there are, ``None`` where all are there."""
    missing = [column for column in fields.values() if column.strip().casefold() not in header]
    columns = ", ".join(name for name in header if name) or "none"
    if missing:
        return f"no column {', '.join(missing)}; its columns: {columns}"
    if not {"text", "html"} & set(fields) and not set(CONTENT_FIELDS) & set(header):
        return f"no column {', '.join(CONTENT_FIELDS)}; its columns: {columns}; a field map (text=COLUMN) says which"
    return None


def _open_text(stream: BinaryIO, origin: Origin) -> tuple[io.TextIOBase, str]:
    """Return the rows as text, and what parts their cells."""
    head = _read_head(stream)
    found = decode_bytes(head[: head.rfind(b"\n") + 1] or head)
    encoding = found[1] if found else "utf-8"
    delimiter = _find_delimiter(head.decode(encoding, "replace"), PurePosixPath(origin.address).suffix)
    again = io.BufferedReader(_Rejoined(head, stream), _HEAD)
    return io.TextIOWrapper(again, encoding=encoding, errors="replace", newline=""), delimiter


def _read_head(stream: BinaryIO) -> bytes:
    """Return the beginning of a stream, less of it where its packing breaks: who reads on finds the fault."""
    head, read = b"", getattr(stream, "read1", stream.read)
    with suppress(*FAULTS):
        while len(head) < _HEAD and (part := read(_HEAD - len(head))):
            head += part
    return head


class _Rejoined(io.RawIOBase):
    """A stream from whose beginning something was taken already; it gives what there is before a fault is told."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._read = head, getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            part, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            part = self._read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def _find_delimiter(head: str, suffix: str) -> str:
    """The delimiter by which most rows have as many cells as the first; of several, the one that gives most cells."""
    if suffix.lower() in (".tsv", ".tab"):
        return "\t"
    return max(_DELIMITERS, key=lambda delimiter: _fit(head, delimiter))


def _fit(head: str, delimiter: str) -> tuple[bool, int]:
    rows = [
        row
        for row in islice(_read_rows(io.StringIO(head, newline=""), delimiter), _SAMPLED_ROWS)
        if isinstance(row, csv.Error) or row
    ]
    if not rows or isinstance(rows[0], csv.Error) or len(rows[0]) < 2:
        return False, 0
    alike = sum(len(row) == len(rows[0]) for row in rows if not isinstance(row, csv.Error))
    return 2 * alike > len(rows), len(rows[0])


def _read_rows(text: Iterable[str], delimiter: str) -> "Iterator[list[str] | csv.Error]":
    """Yield the rows; one that cannot be read is its error, and the next line begins the next row."""
    reader = csv.reader(text, delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def _clean_header(row: list[str] | csv.Error) -> list[str]:
    return [] if isinstance(row, csv.Error) else [name.strip().lstrip("\ufeff").casefold() for name in row]


def _page_from_row(
    row: list[str] | csv.Error, header: Sequence[str], *, origin: Origin, number: int
) -> Page | Rejected:
    name, address = f"{origin.name}:{number}", f"{origin.address}:{number}"
    if isinstance(row, csv.Error):
        return Rejected(name, address, "malformed", f"row {number}: {row}")
    if any(cell.strip() for cell in row[len(header) :]):
        return Rejected(name, address, "malformed", f"row {number} has {len(row)} cells, the header {len(header)}")
    fields = {ours: theirs.strip().casefold() for ours, theirs in origin.options.fields.items()}
    record = dict.fromkeys(header, "") | dict(zip(header, row, strict=False))  # the last cells may be left out
    return page_from_record(record, name=name, address=address, fields=fields, hint=origin.options.hint)
