"""A chronicle of the example pages in a file that other processes can open."""

from pathlib import Path

import pytest

from dragoman.app import open_dragoman


@pytest.fixture(scope="session")
def store(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the chronicle."""
    path = tmp_path_factory.mktemp("mcp") / "examples.db"
    with open_dragoman(path) as chronicle:
        chronicle.read(root / "examples" / "pages")
    return path
