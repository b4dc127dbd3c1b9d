"""A chronicle whose watch list has something new, and receivers on this machine."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.app import Dragoman
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.config import Settings
from dragoman.deliveries.options import DeliveryOptions

FIRST = "en 2024-03-02 Herald\nmeet happened 2024-03-01 | [Karim Daler|person] met [Anna Petrova|person]."
LOOPBACK = DeliveryOptions(allow_networks="127.0.0.0/8", attempts=3, timeout=5)


def add_page(dragoman: Dragoman, name: str, text: str) -> None:
    page = make_page(name, text)
    dragoman._chronicle.store(page, PlainReader().read(page))
    dragoman.refresh()


def visit(number: int) -> str:
    day = f"2024-06-{number:02}"
    place = f"[Town {number}|place|city:{1528000 + number}]"
    return f"en {day} Herald\nvisit happened {day} | [Karim Daler|person] visited {place}."


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "chronicle.db"


@pytest.fixture
def dragoman(store: Path) -> Iterator[Dragoman]:
    opened = Dragoman(SqlChronicle(store, sense=load_sense()), settings=Settings(delivery=LOOPBACK))
    add_page(opened, "first", FIRST)
    opened.follow({"who": "Karim Daler"})
    yield opened
    opened.close()


@dataclass
class Receiver:
    """A server of webhooks that answers as it is told, and keeps what it got."""

    answers: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            kept.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(kept.answers.pop(0) if kept.answers else 204)
            for name, value in kept.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.address = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield kept
    server.shutdown()
    server.server_close()
    thread.join()


def find_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@dataclass
class Mailbox:
    """A server of mail that keeps what it got."""

    port: int = 0
    got: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    refuse: str = ""


@pytest.fixture
def make_mailbox() -> Iterator[Callable[..., Mailbox]]:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult

    open_ones = []

    def make(*, context: ssl.SSLContext | None = None, password: str = "") -> Mailbox:
        kept = Mailbox()

        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options) -> str:
                if kept.refuse:
                    return kept.refuse
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, server, session, envelope) -> str:
                kept.got.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
                return "250 OK"

        def check(server, session, envelope, mechanism, data) -> AuthResult:
            return AuthResult(success=data.password == password.encode())

        secured = {"tls_context": context, "require_starttls": True} if context else {}
        guarded = {"authenticator": check, "auth_required": True} if password else {}
        controller = Controller(Handler(), hostname="127.0.0.1", port=find_port(), **secured, **guarded)
        controller.start()
        open_ones.append(controller)
        kept.port = controller.port
        return kept

    yield make
    for controller in open_ones:
        controller.stop()
