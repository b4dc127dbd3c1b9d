"""A real browser, and a server that shows it the example pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.end_to_end.browser import launch, serve

from dragoman.app import Dragoman, open_dragoman


@pytest.fixture(scope="module")
def chronicle(example_pages: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    with open_dragoman(tmp_path_factory.mktemp("browser") / "examples.db") as opened:
        opened.read(example_pages)
        yield opened


@pytest.fixture(scope="module")
def base(chronicle: Dragoman) -> Iterator[str]:
    with serve(chronicle) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as opened:
        yield opened
