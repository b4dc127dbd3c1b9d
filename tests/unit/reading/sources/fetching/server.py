"""A web server on this machine that does to its visitors what servers do."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from dragoman.reading.sources.fetching import FetchOptions
from dragoman.reading.sources.fetching.fetcher import Fetcher

LOOPBACK = ("127.0.0.1/32",)
CERTIFICATE = Path(__file__).with_name("self_signed.pem")
Answer = Callable[[BaseHTTPRequestHandler], None]


def quick(**options: object) -> FetchOptions:
    """Options that suit tests: this server alone may be asked, and nothing waits for long."""
    given = {"allow": LOOPBACK, "delay": 0.0, "connect": 2.0, "read": 1.0, "total": 2.0, "patience": 2.0} | options
    return FetchOptions(**given)


def fetcher(**options: object) -> Fetcher:
    return Fetcher(quick(**options))


def say(body: bytes, *, status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def go(where: str, *, status: int = 302) -> Answer:
    return say(b"", status=status, Location=where)


def raw(*parts: bytes, pause: float = 0.0, endless: bool = False) -> Answer:
    """Say bytes as they are, with pauses between, the last one for ever."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        for part in parts:
            request.wfile.write(part)
            request.wfile.flush()
            time.sleep(pause)
        while endless:
            request.wfile.write(parts[-1])
            time.sleep(pause)
        request.close_connection = True

    return answer


class Site:
    """A site: answers by path (a list is given one by one, its last again and again), and who asked for what."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.answers: dict[str, Answer | list[Answer]] = {"/robots.txt": say(b"", status=404)}
        self.asked: list[tuple[str, dict[str, str], float]] = []
        self.server = server
        self.busy = self.busiest = 0
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked if path != "/robots.txt"]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        with self.lock:
            self.asked.append((request.path, {k.lower(): v for k, v in request.headers.items()}, time.monotonic()))
            self.busy += 1
            self.busiest = max(self.busy, self.busiest)
            found = self.answers.get(request.path, say(b"no such page", status=404))
            chosen = (found.pop(0) if len(found) > 1 else found[0]) if isinstance(found, list) else found
        try:
            chosen(request)
        except OSError:
            pass  # the visitor has gone
        finally:
            with self.lock:
                self.busy -= 1


@contextmanager
def serve(*, tls: bool = False) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.answer(self)

        def log_message(self, *words: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        address_family = socket.AF_INET

        def handle_error(self, *words: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(server)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def bomb(size: int) -> bytes:
    return gzip.compress(b"\x00" * size)
