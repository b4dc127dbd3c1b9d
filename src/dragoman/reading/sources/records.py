"""Pages from JSON: one record a line, or a file that is one record or a list of them.

The fields that are read: ``id`` or ``name``; ``url`` or ``link``; ``html``, or ``text``, ``body``, ``content`` or
``paragraphs`` (a text or a list of paragraphs); ``title`` or ``headline``; ``date`` or ``published``; ``lang`` or
``language``; ``fetched``. Others are left alone.
"""

import codecs
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any

import msgspec

from dragoman.model.pages import Page, Reason, Rejected
from dragoman.reading.pages.intake import page_from_bytes
from dragoman.reading.sources.origin import Origin
from dragoman.reading.sources.unpacking import FAULTS

_TEXT_FIELDS = ("text", "body", "content", "paragraphs")
CONTENT_FIELDS = ("html", *_TEXT_FIELDS)
"""The fields of which one must be there."""
RECORD_FIELDS = frozenset(
    (
        *CONTENT_FIELDS,
        "id",
        "name",
        "url",
        "link",
        "title",
        "headline",
        "date",
        "published",
        "lang",
        "language",
        "fetched",
    )
)
"""The fields that are read."""
WHOLE_LIMIT = 200_000_000
"""The most bytes of a file of JSON that has to be decoded as a whole."""
_NAMED_FIELDS = 8
_HEAD = 3
"""Lines that tell whether a file has a record in each line, also where one of them is broken."""
_MARGIN = b"\xef\xbb\xbf \t\r\n"


def begins_record(first: bytes) -> bool:
    """Tell whether a line begins as a record does."""
    return first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{")


def looks_like_records(first: bytes) -> bool:
    """Tell whether a stream that starts with this line holds JSON lines."""
    if not begins_record(first):
        return False
    try:
        return isinstance(msgspec.json.decode(first.lstrip(b"\xef\xbb\xbf")), dict)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False


def iterate_records(lines: Iterable[bytes], origin: Origin) -> Iterator[Page | Rejected]:
    """Yield a page for each record; a line that is none is ``Rejected`` as malformed, with its number."""
    name, address = origin.name, origin.address
    head, stream = _take_head(iter(lines))
    written = [line.lstrip(_MARGIN) for line in head if line.strip(_MARGIN)]
    if not written:
        yield Rejected(name, address, "empty")
    elif looks_like_records(written[0]) or (written[0][:1] != b"[" and any(map(looks_like_records, written))):
        yield from iterate_lines(chain(head, stream), origin)
    elif _is_wide(head[0]):
        yield from _whole_file(chain(head, stream), origin, encoding="utf-16")
    elif any(line.startswith((b"{", b"[")) for line in written):
        yield from _whole_file(chain(head, stream), origin)
    else:
        yield Rejected(name, address, "malformed", "no JSON: neither an object nor a list at the beginning of a line")


def _take_head(stream: Iterator[bytes]) -> tuple[list[bytes], Iterator[bytes]]:
    """The first lines, up to the third that is not empty or to where their packing breaks, and those that follow."""
    head: list[bytes] = []
    written = 0
    try:
        while written < _HEAD and (line := next(stream, None)) is not None:
            head.append(line)
            written += bool(line.strip(_MARGIN))
    except FAULTS as error:
        if not written:
            raise
        return head, _fail(error)
    return head, stream


def _fail(error: Exception) -> Iterator[bytes]:
    """Raise where a first line is asked for."""
    yield from ()
    raise error


def _is_wide(head: bytes) -> bool:
    return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def iterate_lines(lines: Iterable[bytes], origin: Origin, *, first: int = 1) -> Iterator[Page | Rejected]:
    """Yield a page for each line that has a record; ``first`` is the number of the first of them in its file."""
    for number, line in enumerate(lines, start=first):
        if line.strip(_MARGIN):
            yield _page_from_line(line.lstrip(_MARGIN), origin, number=number)


def _whole_file(lines: Iterable[bytes], origin: Origin, *, encoding: str = "") -> Iterator[Page | Rejected]:
    """A file that is one record over several lines, or a list of records."""
    content = _join(lines)
    if len(content) > WHOLE_LIMIT:
        remark = f"JSON of more than {WHOLE_LIMIT:,} bytes that is not one record a line"
        yield Rejected(origin.name, origin.address, "too-large", remark)
        return
    content = content.decode(encoding, "replace").encode() if encoding else content
    try:
        decoded = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        yield from iterate_lines(content.splitlines(), origin)
        return
    records = decoded if isinstance(decoded, list) else [decoded]
    for number, record in enumerate(records, start=1):
        name = origin.name if len(records) == 1 else f"{origin.name}:{number}"
        options = origin.options
        yield page_from_record(record, name=name, address=origin.address, fields=options.fields, hint=options.hint)


def _join(lines: Iterable[bytes]) -> bytes:
    """The whole file, or just more than may be decoded at once."""
    parts: list[bytes] = []
    size = 0
    for line in lines:
        parts.append(line)
        size += len(line)
        if size > WHOLE_LIMIT:
            break
    return b"".join(parts)


def _page_from_line(line: bytes, origin: Origin, *, number: int) -> Page | Rejected:
    name, place, options = f"{origin.name}:{number}", f"{origin.address}:{number}", origin.options
    try:
        record = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        return Rejected(name, place, "malformed", f"line {number}: {error}")
    return page_from_record(record, name=name, address=place, fields=options.fields, hint=options.hint)


def page_from_record(
    record: object,
    *,
    name: str,
    address: str,
    fields: Mapping[str, str] = MappingProxyType({}),
    hint: str | None = None,
) -> Page | Rejected:
    """Make a page of one record; its own ``id`` and ``url`` go before the name and address given.

    Args:
        record: What was decoded; an object makes a page.
        name: The name where the record has no id.
        address: The address where it has none.
        fields: Which key of the record holds what, where it is called otherwise.
        hint: The language where the record promises none.
    """
    if not isinstance(record, dict):
        return Rejected(name, address, "malformed", f"a record is an object, not {type(record).__name__}")
    if fields:
        missing = [theirs for theirs in fields.values() if theirs not in record]
        if missing:
            return Rejected(name, address, "malformed", f"no field {', '.join(missing)}; its fields: {_list(record)}")
        record = _rename(record, fields)
    address = _string(record, "url", "link") or address
    name = _string(record, "id", "name") or name
    html = _string(record, "html")
    content = html or _compose(record)
    if not content:
        reason: Reason = "empty" if any(field in record for field in (*_TEXT_FIELDS, "html")) else "malformed"
        return Rejected(name, address, reason, "" if reason == "empty" else _missing(record))
    return page_from_bytes(
        name,
        address,
        content.encode("utf-8", "replace"),
        content_type="text/html; charset=utf-8" if html else "text/plain; charset=utf-8",
        hint=_string(record, "lang", "language") or hint,
        fetched=_string(record, "fetched"),
    )


def _rename(record: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    """The record under the names that are read; a mapped text goes before one that is called so."""
    kept = {
        key: value for key, value in record.items() if key not in CONTENT_FIELDS or not {"text", "html"} & set(fields)
    }
    return kept | {ours: record[theirs] for ours, theirs in fields.items()}


def _compose(record: Mapping[str, Any]) -> str:
    """The text under its title and date, as a flattened page has them."""
    text = _text(record)
    if not text:
        return ""
    title, date = _string(record, "title", "headline"), _string(record, "date", "published")
    head = [" ".join(title.split())] if title and not text.lstrip().startswith(title) else []
    head += [date] if date else []
    return "\n".join([*head, "", text]) if head else text


def _text(record: Mapping[str, Any]) -> str | None:
    for field in _TEXT_FIELDS:
        value = record.get(field)
        parts = value if isinstance(value, list) else []
        text = "\n\n".join(part for part in parts if isinstance(part, str)).strip() or _string(record, field)
        if text:
            return text
    return None


def _missing(record: Mapping[str, Any]) -> str:
    return f"no field text or html; its fields: {_list(record)}"


def _list(record: Mapping[str, Any]) -> str:
    return ", ".join(map(str, list(record)[:_NAMED_FIELDS])) or "none"


def _string(record: Mapping[str, Any], *fields: str) -> str | None:
    for field in fields:
        value = record.get(field)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return None
