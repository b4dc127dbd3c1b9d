"""A real browser, and a server that shows it the example pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.end_to_end.browser import launch, serve

from dragoman.app import Dragoman, open_dragoman


@pytest.fixture(scope="module")
def chronicle(copy_examples: Callable[[], Path]) -> Iterator[Dragoman]:
    with open_dragoman(copy_examples()) as opened:
        yield opened


@pytest.fixture(scope="module")
def base(chronicle: Dragoman) -> Iterator[str]:
    with serve(chronicle) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as opened:
        yield opened
