"""Pages from mail: newsletters as files of one message (.eml) or as mailboxes (mbox).

The HTML part of a message goes before its plain part, which is often only a remark that there is an HTML part. The
subject is the title, the sender's name the outlet, the date the day on which it came out.
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from dragoman.model.pages import Page, Rejected, Told
from dragoman.reading.pages.encodings import decode_bytes
from dragoman.reading.pages.intake import PAGE_LIMIT
from dragoman.reading.sources.composing import compose_page
from dragoman.reading.sources.origin import Origin

_PARTS_LIMIT = 1000
_NESTED_LIMIT = 200
_FROM = b"From "


def iterate_mail(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    """Yield the page of one message."""
    content = stream.read(PAGE_LIMIT + 1)
    if len(content) > PAGE_LIMIT:
        yield Rejected(origin.name, origin.address, "too-large", f"more than {PAGE_LIMIT:,} bytes")
    else:
        yield page_from_message(content, origin)


def iterate_mailbox(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    """Yield a page for each message of a mailbox, one after another, however many there are."""
    number = 0
    for message in _split(stream):
        number += 1
        own = origin.part(f"{origin.name}:{number}", f"#{number}")
        if len(message) > PAGE_LIMIT:
            yield Rejected(own.name, own.address, "too-large", f"more than {PAGE_LIMIT:,} bytes")
        else:
            yield page_from_message(message, own)
    if not number:
        yield Rejected(origin.name, origin.address, "empty", "a mailbox without messages")


def page_from_message(content: bytes, origin: Origin) -> Page | Rejected:
    """Make a page of a message; never raises on bad content."""
    parts = content.lower().count(b"multipart/")
    if parts > _NESTED_LIMIT:  # the parser compares each line with the boundary of each part around it
        return Rejected(origin.name, origin.address, "malformed", f"no mail: {parts:,} parts of several parts")
    try:
        message = message_from_bytes(content, policy=policy.default)
        text, markup = _choose_text(message)
        title, published, sender = _header(message, "subject"), _moment(message), _sender(message)
        told = Told(by="mail", title=title, published=published, outlet=sender, text=text, markup=markup)
    except (ValueError, OverflowError, LookupError, RecursionError, AttributeError, TypeError) as error:
        # the parser of the standard library is known to fail on headers that nobody should write
        return Rejected(origin.name, origin.address, "malformed", f"no mail: {type(error).__name__}: {error}")
    return compose_page(told, origin)


def _split(stream: BinaryIO) -> Iterator[bytes]:
    """Yield messages; a line that begins with ``From`` after an empty one begins the next."""
    lines: list[bytes] = []
    size, empty = 0, True
    while line := stream.readline(PAGE_LIMIT):
        if line.startswith(_FROM) and empty and lines:
            yield b"".join(lines)
            lines, size = [], 0
        empty = not line.strip()
        size += len(line)
        if not (line.startswith(_FROM) and not lines) and size <= 2 * PAGE_LIMIT:
            lines.append(line[1:] if line.startswith(b">From ") else line)
        elif not lines:
            lines.append(b"")
    if any(lines):
        yield b"".join(lines)


def _choose_text(message: EmailMessage) -> tuple[str, bool]:
    """Return the text that says most, and whether it is markup."""
    found: dict[str, str] = {}
    for number, part in enumerate(message.walk()):
        kind = part.get_content_type()
        if number > _PARTS_LIMIT:
            break
        if kind in ("text/html", "text/plain") and part.get_content_disposition() != "attachment":
            found.setdefault(kind, "")
            found[kind] += _decode(part) + "\n"
    html = found.get("text/html", "")
    return (html, True) if html.strip() else (found.get("text/plain", ""), False)


def _decode(part: EmailMessage) -> str:
    """The text of a part, its encoding found out as that of a page: what mail declares is often wrong."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = str(part.get_param("charset") or "")
    decoded = decode_bytes(content, content_type=f"text/plain; charset={charset}" if charset else None)
    return decoded[0] if decoded else ""


def _header(message: EmailMessage, name: str) -> str | None:
    return " ".join(str(message.get(name) or "").split()) or None


def _sender(message: EmailMessage) -> str | None:
    addresses = getattr(message.get("from"), "addresses", ())
    return next((address.display_name for address in addresses if address.display_name), None)


def _moment(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("date") or "")).isoformat()
    except (ValueError, OverflowError):  # a year or a time zone of very many digits
        return None
