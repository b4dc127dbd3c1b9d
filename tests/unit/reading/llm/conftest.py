"""A server that speaks the protocol, and readers that ask it."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.reading.llm.server import KEY, TEXT, Server, serve

from dragoman.model import Page
from dragoman.reading.llm.options import LlmOptions
from dragoman.reading.llm.reader import LlmReader

MakeLlm = Callable[..., LlmReader]


@pytest.fixture
def server() -> Iterator[Server]:
    with serve() as serving:
        yield serving


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def make_llm(server: Server, tmp_path: Path, pauses: list[float]) -> MakeLlm:
    def make(**options: Any) -> LlmReader:
        given = {"url": server.url, "model": "m-1", "key": KEY, "cache": str(tmp_path / "cache"), **options}
        return LlmReader(LlmOptions(**given), sleep=pauses.append)

    return make


@pytest.fixture
def page() -> Page:
    return make_page("one")


def make_page(name: str, text: str = TEXT) -> Page:
    content = text.encode()
    return Page(name, f"pages/{name}.txt", content, hashlib.sha256(content).hexdigest())
