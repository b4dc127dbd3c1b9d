"""One cluster of Ray with two workers for all tests that need one: it takes seconds to start."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.app import open_dragoman
from dragoman.runner.cluster.engines import Engine, hold_engine


@pytest.fixture(scope="session")
def ray_engine(pytestconfig: pytest.Config) -> Iterator[Engine]:
    """Ray on this machine; it fails, and never skips, where Ray is missing."""
    os.environ["PYTHONPATH"] = str(pytestconfig.rootpath)  # the functions of tests are imported by its workers
    with hold_engine("ray", workers=2) as engine:
        yield engine


@pytest.fixture(scope="session")
def local_engine() -> Iterator[Engine]:
    with hold_engine("local", workers=2) as engine:
        yield engine


@pytest.fixture(params=["local", "ray"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture(scope="session")
def example_digest(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of the chronicle into which a local run reads the example pages."""
    with open_dragoman(tmp_path_factory.mktemp("local") / "local.db") as local:
        local.read(root / "examples" / "pages")
        return local.digest()
