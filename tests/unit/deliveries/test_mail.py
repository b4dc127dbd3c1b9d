"""Mail: as text and as HTML, in the language and direction of its reader, through a server that is real."""

import smtplib
import ssl
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.unit.deliveries.conftest import LOOPBACK, Mailbox, add_page, visit

from dragoman.app import Dragoman
from dragoman.config import load_settings
from dragoman.deliveries.carrying import Carried, carry
from dragoman.deliveries.options import MailOptions
from dragoman.errors import UsageError

MONDAY = datetime(2024, 6, 3, 5, tzinfo=UTC)
SENDER = "dragoman@desk.example"


def send(dragoman: Dragoman, options: MailOptions, *, now: datetime = MONDAY) -> Carried:
    return carry(dragoman._chronicle, LOOPBACK, options, clock=lambda: now)


def plain(mailbox: Mailbox) -> MailOptions:
    return MailOptions(host="127.0.0.1", port=mailbox.port, tls="none", sender=SENDER, timeout=5)


def open_letter(mailbox: Mailbox) -> EmailMessage:
    [(sender, recipients, content)] = mailbox.got
    assert (sender, recipients) == (SENDER, ["ann@desk.example"])
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize(
    ("language", "side", "subject"),
    [("en", "ltr", "watch: 1 new"), ("ru", "ltr", "watch: новых 1"), ("fa", "rtl", "watch: 1 مورد تازه")],
)
def test_a_letter_is_in_the_language_of_its_reader(
    dragoman: Dragoman, make_mailbox: Callable[..., Mailbox], language: str, side: str, subject: str
) -> None:
    mailbox = make_mailbox()
    dragoman.add_mail("ann@desk.example", language=language, period="each")
    add_page(dragoman, "visit", visit(3))
    assert send(dragoman, plain(mailbox)).sent == 1
    letter = open_letter(mailbox)
    assert letter["Subject"] == subject
    assert letter["Auto-Submitted"] == "auto-generated"
    text, html = (part.get_content() for part in letter.iter_parts())
    assert "Karim Daler visited Town 3." in text
    assert f'<html lang="{language}" dir="{side}">' in html
    assert '<blockquote lang="en" dir="ltr">Karim Daler visited Town 3.</blockquote>' in html


def test_a_digest_comes_at_its_hour_and_holds_what_came_since(
    dragoman: Dragoman, make_mailbox: Callable[..., Mailbox], monkeypatch
) -> None:
    mailbox = make_mailbox()
    monkeypatch.setattr("dragoman.deliveries.carrying.read_clock", lambda: MONDAY)
    dragoman.add_mail("ann@desk.example", period="week", hour=6)
    add_page(dragoman, "visit", visit(3))
    assert send(dragoman, plain(mailbox)).sent == 0
    add_page(dragoman, "later", visit(13))
    assert send(dragoman, plain(mailbox), now=MONDAY.replace(hour=6, minute=1)).sent == 1
    assert "watch: 2 new" in open_letter(mailbox)["Subject"]
    add_page(dragoman, "last", visit(23))
    assert send(dragoman, plain(mailbox), now=MONDAY.replace(day=9, hour=20)).sent == 0
    assert send(dragoman, plain(mailbox), now=MONDAY.replace(day=10, hour=7)).sent == 1


def test_a_digest_without_anything_new_is_no_mail(
    dragoman: Dragoman, make_mailbox: Callable[..., Mailbox], monkeypatch
) -> None:
    mailbox = make_mailbox()
    monkeypatch.setattr("dragoman.deliveries.carrying.read_clock", lambda: MONDAY)
    dragoman.add_mail("ann@desk.example", period="day", hour=6)
    assert send(dragoman, plain(mailbox), now=MONDAY.replace(hour=7)) == Carried()
    assert mailbox.got == []


def test_the_id_of_a_letter_is_the_same_at_each_attempt(
    dragoman: Dragoman, make_mailbox: Callable[..., Mailbox]
) -> None:
    mailbox = make_mailbox()
    dragoman.add_mail("ann@desk.example", period="each")
    add_page(dragoman, "visit", visit(3))
    assert send(dragoman, replace(plain(mailbox), port=1)).failed == 1
    assert send(dragoman, plain(mailbox), now=MONDAY.replace(hour=9)).sent == 1
    [parcel] = dragoman.parcels()
    assert open_letter(mailbox)["Message-ID"] == f"<{parcel.key}@desk.example>"


def test_an_address_that_the_server_refuses_for_good_is_dead(
    dragoman: Dragoman, make_mailbox: Callable[..., Mailbox]
) -> None:
    mailbox = make_mailbox()
    mailbox.refuse = "550 no such user"
    dragoman.add_mail("ann@desk.example", period="each")
    add_page(dragoman, "visit", visit(3))
    assert send(dragoman, plain(mailbox)).dead == 1
    assert "no such user" in (dragoman.parcels(state="dead")[0].error or "")


def test_without_a_server_mail_waits(dragoman: Dragoman) -> None:
    dragoman.add_mail("ann@desk.example", period="each")
    add_page(dragoman, "visit", visit(3))
    report = send(dragoman, MailOptions())
    assert report.failed == 1
    assert "mail.host" in report.errors[0]


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    key, page = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout {key} -out {page}"
    subprocess.run([*words.split(), "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    return key, page


def test_a_password_goes_through_starttls_alone(
    dragoman: Dragoman, make_mailbox: Callable[..., Mailbox], certificate: tuple[Path, Path], monkeypatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate[1], certificate[0])
    mailbox = make_mailbox(context=context, password="open sesame")
    dragoman.add_mail("ann@desk.example", period="each")
    add_page(dragoman, "visit", visit(3))
    options = replace(plain(mailbox), user="ann", password="open sesame")
    refused = send(dragoman, options)
    assert "without encryption" in refused.errors[0]
    secured = replace(options, host="localhost", tls="starttls")
    later = MONDAY.replace(hour=9)
    assert "certificate" in send(dragoman, secured, now=later).errors[0].casefold()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    assert send(dragoman, secured, now=MONDAY.replace(hour=12)).sent == 1
    open_letter(mailbox)


def test_the_password_stands_in_the_environment_alone(tmp_path: Path) -> None:
    file = tmp_path / "dragoman.toml"
    file.write_text('[mail]\nhost = "mail.example"\npassword = "open sesame"\n')
    with pytest.raises(UsageError, match="DRAGOMAN_MAIL_PASSWORD"):
        load_settings(file=file, environment={})
    file.write_text('[mail]\nhost = "mail.example"\nport = 2525\n')
    settings = load_settings(file=file, environment={"DRAGOMAN_MAIL_PASSWORD": "open sesame"})
    assert (settings.mail.port, settings.mail.password) == (2525, "open sesame")
    assert "sesame" not in repr(settings)


@pytest.mark.parametrize("address", ["ann", "ann@desk", "a b@c.example", "a@b.example\nBcc: x@y.example", ""])
def test_what_is_no_address_is_refused(dragoman: Dragoman, address: str) -> None:
    with pytest.raises(UsageError, match="no address"):
        dragoman.add_mail(address)


@pytest.mark.parametrize(("period", "hour"), [("month", 6), ("day", 24)])
def test_what_is_no_time_is_refused(dragoman: Dragoman, period: str, hour: int) -> None:
    with pytest.raises(UsageError):
        dragoman.add_mail("ann@desk.example", period=period, hour=hour)


def test_a_letter_that_was_taken_is_sent_whatever_the_server_says_at_the_end(dragoman: Dragoman, monkeypatch) -> None:
    taken: list[str] = []

    class Rude:
        def __init__(self, *_: object, **options: object) -> None:
            """Answer whoever calls."""

        def __enter__(self) -> "Rude":
            return self

        def __exit__(self, *_: object) -> None:
            raise smtplib.SMTPResponseException(421, b"closing")

        def send_message(self, message: EmailMessage, *_: object) -> None:
            taken.append(message["Subject"])

    monkeypatch.setattr(smtplib, "SMTP", Rude)
    dragoman.add_mail("ann@desk.example", period="each")
    add_page(dragoman, "visit", visit(3))
    options = MailOptions(host="mail.example", port=25, tls="none", sender=SENDER)
    assert [send(dragoman, options).sent for _ in range(2)] == [1, 0]
    assert taken == ["watch: 1 new"]
