"""Sends a parcel as mail through the server of the settings."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate

import msgspec
from msgspec import Struct

from dragoman.chronicle.following.answers import Parcel
from dragoman.deliveries.options import MailOptions
from dragoman.deliveries.sending import ARRIVED, Attempt
from dragoman.errors import UsageError

_PLAIN = r"[^\s@<>,;:\"()\[\]\\\x00-\x1f]+"
_ADDRESS = re.compile(rf"{_PLAIN}@{_PLAIN}\.{_PLAIN}")
_LONGEST = 254
PERMANENT = 550
"""From this code on, what SMTP refuses is refused for good."""


class Letter(Struct, frozen=True):
    """What a parcel of mail holds: the same said as text and as HTML."""

    subject: str
    text: str
    html: str
    language: str


def check_recipient(address: str) -> str:
    """Return an address of mail as it is, if it is one.

    Raises:
        UsageError: It is none.
    """
    words = address.strip()
    if not _ADDRESS.fullmatch(words) or len(words) > _LONGEST:
        raise UsageError(f"{address!r} is no address of mail")
    return words


def send_mail(parcel: Parcel, options: MailOptions) -> Attempt:
    """Send a parcel, and say how that went. Nothing is raised."""
    if not options.host or not options.sender:
        return Attempt("no server is set; mail.host and mail.sender in the settings say which takes mail")
    sent = False
    try:
        message = form_message(parcel, options)
        with _connect(options) as server:
            server.send_message(message, options.sender, [parcel.target])
            sent = True  # whatever becomes of the farewell
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as error:
        return Attempt(_say(error), hopeless=_is_permanent(error))
    except (smtplib.SMTPException, OSError, ValueError) as error:
        if sent:
            return ARRIVED
        return Attempt(_say(error).replace(options.password, "***") if options.password else _say(error))
    return ARRIVED


def form_message(parcel: Parcel, options: MailOptions) -> EmailMessage:
    """Return a parcel as a message; its id is made of the key, so that it is the same at each attempt."""
    letter = msgspec.json.decode(parcel.body, type=Letter)
    message = EmailMessage()
    message["From"], message["To"] = options.sender, parcel.target
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{parcel.key}@{options.sender.rpartition('@')[2].strip('>')}>"
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    return message


@contextmanager
def _connect(options: MailOptions) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if options.tls == "tls":
        server = smtplib.SMTP_SSL(options.host, options.port, timeout=options.timeout, context=context)
    else:
        server = smtplib.SMTP(options.host, options.port, timeout=options.timeout)
    with server:
        if options.tls == "starttls":
            server.starttls(context=context)
        if options.user:
            if options.tls == "none":
                raise ValueError("a password is not sent without encryption; set mail.tls to starttls or tls")
            server.login(options.user, options.password)
        yield server


def _is_permanent(error: smtplib.SMTPRecipientsRefused | smtplib.SMTPSenderRefused) -> bool:
    if isinstance(error, smtplib.SMTPSenderRefused):
        return bool(error.smtp_code >= PERMANENT)
    return all(code >= PERMANENT for code, _ in error.recipients.values())


def _say(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
