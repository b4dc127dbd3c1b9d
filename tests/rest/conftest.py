"""A chronicle of the example pages, asked over HTTP without a network."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.app import Dragoman, open_dragoman
from dragoman.views.rest import make_server


@pytest.fixture(scope="session")
def examples(copy_examples: Callable[[], Path]) -> Iterator[Dragoman]:
    """The chronicle of the example pages; no test changes it."""
    with open_dragoman(copy_examples()) as chronicle:
        yield chronicle


@pytest.fixture(scope="session")
def client(examples: Dragoman) -> TestClient:
    """A client of the interface alone."""
    return TestClient(make_server(examples), raise_server_exceptions=False)
