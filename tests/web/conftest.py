"""A chronicle read from the example pages once a session, and a client for its pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.browsing import Browser

from dragoman.app import Dragoman, open_dragoman
from dragoman.views.web.application import make_application

LANGUAGES = ("en", "ru", "ar", "fa")


@pytest.fixture(scope="session")
def chronicle(copy_examples: Callable[[], Path]) -> Iterator[Dragoman]:
    """The chronicle of the example pages. Tests that change something open one of their own."""
    with open_dragoman(copy_examples()) as opened:
        yield opened


@pytest.fixture
def client(chronicle: Dragoman) -> TestClient:
    """A browser that has not been here before, and shows what goes wrong on the server as an answer."""
    return Browser(make_application(chronicle), raise_server_exceptions=False)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """A client for a chronicle without pages."""
    with open_dragoman(tmp_path / "empty.db") as opened:
        yield Browser(make_application(opened), raise_server_exceptions=False)
