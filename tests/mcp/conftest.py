"""A chronicle of the example pages in a file that other processes can open."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def store(copy_examples: Callable[[], Path]) -> Path:
    """The file of the chronicle."""
    return copy_examples()
