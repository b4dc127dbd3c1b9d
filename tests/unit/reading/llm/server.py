"""A server on this machine that speaks the chat-completions protocol, and says what a test tells it to say."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-very-secret-0123456789"

TEXT = """Lake council meets in Bishkek

BISHKEK, 5 March 2024. President of Kenya Amina Odero met the Prime Minister of Norway Lars Bakken
in Bishkek on 4 March 2024. "We will build the road," Odero said. Bakken will visit Kenya in May.
"""

HONEST: dict[str, Any] = {
    "names": [
        {"id": "a", "kind": "person", "forms": ["Amina Odero", "Odero"]},
        {"id": "b", "kind": "person", "forms": ["Lars Bakken", "Bakken"]},
        {"id": "k", "kind": "country", "forms": ["Kenya"]},
        {"id": "n", "kind": "country", "forms": ["Norway"]},
        {"id": "p", "kind": "place", "forms": ["Bishkek"]},
    ],
    "offices": [
        {"holder": "a", "title": "head-of-state", "of": "k", "status": "current",
         "quote": "President of Kenya Amina Odero"},
        {"holder": "b", "title": "head-of-government", "of": "n", "status": "current",
         "quote": "the Prime Minister of Norway Lars Bakken"},
    ],
    "events": [
        {"type": "meet", "status": "happened", "trigger": "met", "place": "p", "date": "on 4 March 2024",
         "quote": "Amina Odero met the Prime Minister of Norway Lars Bakken in Bishkek on 4 March 2024.",
         "roles": [{"role": "participant", "name": "a"}, {"role": "participant", "name": "b"}],
         "topics": ["transport"]},
        {"type": "visit", "status": "planned", "trigger": "visit", "place": "k", "date": "in May",
         "quote": "Bakken will visit Kenya in May.", "roles": [{"role": "guest", "name": "b"}], "topics": []},
    ],
}  # fmt: skip


class Server:
    """What was asked, and what is answered: one step for each question, the last one for ever."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.steps: list[Callable[[BaseHTTPRequestHandler], None]] = [say(HONEST)]

    def play(self, *steps: Callable[[BaseHTTPRequestHandler], None]) -> None:
        self.steps = list(steps)

    def next(self) -> Callable[[BaseHTTPRequestHandler], None]:
        return self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]


def say(answer: Any, *, usage: bool = True, finish: str = "stop") -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer in the protocol; words go as they are, anything else as JSON."""
    words = answer if isinstance(answer, str) else json.dumps(answer)
    body: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": words}, "finish_reason": finish}]}
    if usage:
        body["usage"] = {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200}
    return send(200, json.dumps(body))


def send(status: int, body: str, *, kind: str = "application/json", **headers: str) -> Callable[..., None]:
    """Send anything."""

    def step(handler: BaseHTTPRequestHandler) -> None:
        content = body.encode()
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return step


def wait(seconds: float) -> Callable[[BaseHTTPRequestHandler], None]:
    """Say nothing for some time, and then nothing useful."""

    def step(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        with suppress(OSError):
            send(200, "{}")(handler)

    return step


def drip(seconds: float) -> Callable[[BaseHTTPRequestHandler], None]:
    """Send a byte now and then, so that no single wait is long."""

    def step(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        stop = time.monotonic() + seconds
        with suppress(OSError):
            while time.monotonic() < stop:
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(0.05)

    return step


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection without a word."""
    handler.close_connection = True


@contextmanager
def serve() -> Iterator[Server]:
    """Serve until the test is over."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            server.asked.append(json.loads(self.rfile.read(length)))
            server.headers.append(dict(self.headers))
            assert self.path == "/v1/chat/completions", self.path
            server.next()(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server = Server(f"http://127.0.0.1:{listening.server_port}/v1")
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
