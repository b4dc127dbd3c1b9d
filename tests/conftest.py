"""What several folders of tests share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the gold pages and the scorer; a test that needs it fails, and never skips, without it."""
    folder = Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared")
    if not any((folder / "gold").rglob("*.json")):
        pytest.fail(f"no gold pages under {folder / 'gold'}; set DRAGOMAN_SHARED to the folder that holds gold/")
    return folder


@pytest.fixture(scope="session")
def example_pages() -> list[Path]:
    """The example pages, sorted by name."""
    pages = sorted(p for p in (ROOT / "examples" / "pages").iterdir() if p.suffix in (".txt", ".html"))
    assert len(pages) >= 16
    return pages
