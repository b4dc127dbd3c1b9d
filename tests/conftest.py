"""What several folders of tests share."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.postgres import has_server
from tests.spark import has_spark

NEEDING: pytest.StashKey[dict[str, int]] = pytest.StashKey()
"""How many tests were left out for want of something, by what they need."""

TOLD = "needing"
"""Under this name a process that runs tests tells the one that began it the same numbers."""

WANTED = {
    "postgres": (has_server, "a PostgreSQL server; `sh tools/postgres.sh start` starts one"),
    "spark": (has_spark, "Java 17 or newer and PySpark; `pip install 'dragoman[spark]'` installs the second"),
}
"""By marker: whether it is there, and what it is."""

ROOT = Path(__file__).parent.parent

signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell without a terminal has what it runs behind itself ignore Ctrl-C, and so would all that the tests begin."""

LONGEST = frozenset({"test_fuzz_sources", "test_fuzz_pages", "test_fuzz_texts", "test_browser", "test_watching"})
"""Files of few tests that take minutes; they go first where tests run in several processes."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs something that is not there, and say so at the end."""
    needing = {}
    for marker, (is_there, _) in WANTED.items():
        if (left := [test for test in items if test.get_closest_marker(marker)]) and not is_there():
            needing[marker] = len(left)
            config.hook.pytest_deselected(items=left)
            items[:] = [test for test in items if not test.get_closest_marker(marker)]
    config.stash[NEEDING] = needing
    items.sort(key=lambda test: test.path.stem not in LONGEST)  # else one process does these alone at the end


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by their length: what is packed anew holds the second, and processes must agree on every name."""
    return f"{len(val)}-bytes" if isinstance(val, bytes) and not val.isascii() else None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that prints the summary what this one left out, where tests run in several."""
    if (told := getattr(session.config, "workeroutput", None)) is not None:
        told[TOLD] = session.config.stash.get(NEEDING, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Hear what another process left out; each of them collects all tests, so they say the same."""
    if told := getattr(node, "workeroutput", {}).get(TOLD):
        node.config.stash[NEEDING] = told


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say loudly what was left out."""
    for marker, number in config.stash.get(NEEDING, {}).items():
        words = f"NOT RUN: {number} tests need {WANTED[marker][1]}."
        terminalreporter.write_line(words, yellow=True, bold=True)


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
def example_store(example_pages: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chronicle of the example pages, read once a process; nobody opens it, but :func:`copy_examples` copies it."""
    from dragoman.app import open_dragoman

    path = tmp_path_factory.mktemp("read-once") / "examples.db"
    with open_dragoman(path) as chronicle:
        report = chronicle.read(example_pages)
    assert (report.read, dict(report.rejected)) == (len(example_pages), {})
    assert not path.with_name("examples.db-wal").exists(), "the copy would lack what stands there"
    return path


@pytest.fixture(scope="session")
def copy_examples(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Make a chronicle of the example pages of one's own, in a folder of its own, in no time."""
    return lambda: Path(shutil.copy(example_store, tmp_path_factory.mktemp("examples")))


@pytest.fixture(scope="session")
def example_pages() -> list[Path]:
    """The example pages, sorted by name."""
    pages = sorted(p for p in (ROOT / "examples" / "pages").iterdir() if p.suffix in (".txt", ".html"))
    assert len(pages) >= 16
    return pages
