"""A server with the example chronicle, and a real browser that looks at it."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dragoman.app import Dragoman
from dragoman.views.web.application import make_application

PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")
LOCAL = ("127.0.0.1", "localhost")


def find_chromium() -> str:
    """Return where Chromium is; a test that needs it fails, and never skips, without it."""
    named = os.environ.get("DRAGOMAN_CHROMIUM")
    found = next((place for place in (named, *PLACES) if place and Path(place).is_file()), None)
    if found is None:
        pytest.fail("no Chromium; install the package chromium, or name it in DRAGOMAN_CHROMIUM")
    return found


@contextmanager
def serve(chronicle: Dragoman) -> Iterator[str]:
    """Serve a chronicle on a free port of this machine and yield its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(make_application(chronicle), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)


@contextmanager
def launch() -> Iterator[Browser]:
    """Start Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def find_violations(page: Page, **options: object) -> list[dict]:
    """Return what axe finds to complain of on a page; options are those of ``axe.run``."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    wanted = {"resultTypes": ["violations"], **options}
    return page.evaluate("options => axe.run(options).then(found => found.violations)", wanted)


class Watcher:
    """A tab that notes what leaves this machine and what the browser complains of."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base, self.strangers, self.complaints = base, [], []
        self.page: Page = context.new_page()
        self.page.on("request", self._note)
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, request) -> None:
        host = request.url.partition("://")[2].partition("/")[0].partition(":")[0]
        if host not in LOCAL and not request.url.startswith(("data:", "blob:", "about:")):
            self.strangers.append(request.url)

    def go(self, path: str) -> Page:
        """Open a page by its path."""
        self.page.goto(self.base + path)
        return self.page
