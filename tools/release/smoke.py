"""Installs what ``make dist`` built into clean environments and uses it: ``python tools/release/smoke.py [DIST]``.

- ``plain``: the wheel without extras. The tour below, and each command that needs an extra names it.
- ``lowest``: the wheel on the lowest versions that ``pyproject.toml`` allows, without extras and with them in two sets.
  The same tour gives the same chronicle, digest for digest, and a lower bound is the lowest that can be installed.
- ``sdist``: the sdist with what its tests need; pytest collects all of them and runs some.
"""

import sys
import tarfile
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from environments import ROOT, Environment, run
from packaging.requirements import Requirement
from packaging.version import Version
from tours import (
    EXTRA_NEEDED,
    merge_on_cluster,
    read_parquet_back,
    read_with_encoder,
    serve_a_page,
    speak_to_models,
    tour,
)

import dragoman

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SETS = {
    "": (),
    "parquet,pdf,postgres,llm,serve": (read_parquet_back, serve_a_page),
    "encoder,vectors,mcp": (read_with_encoder, speak_to_models),
    "cluster,s3": (merge_on_cluster,),
}
"""Sets of extras whose lowest versions go together, and what is tried with each."""


def find_lowest(requirement: Requirement) -> Version:
    """Return the lower bound of a requirement."""
    return next(Version(bound.version) for bound in requirement.specifier if bound.operator in (">=", "=="))


def list_bounds(extras: str) -> Iterator[Requirement]:
    """Yield what a set of extras asks for directly, or the package without any."""
    lists = (
        [PROJECT["optional-dependencies"][extra] for extra in extras.split(",")]
        if extras
        else [PROJECT["dependencies"]]
    )
    for requirement in (Requirement(line) for lines in lists for line in lines):
        if not requirement.marker or requirement.marker.evaluate():
            yield requirement


def check_bounds(environment: Environment, extras: str) -> None:
    """End everything where a lower bound is below the lowest version that can be installed."""
    installed = environment.list_versions()
    for requirement in list_bounds(extras):
        found = Version(installed[requirement.name.lower()])
        if found != find_lowest(requirement):
            raise SystemExit(f"pyproject.toml asks for {requirement}, but the lowest that can be installed is {found}")


def try_plain(wheel: Path, folder: Path) -> str:
    """Use the package without extras and return the digest of the example chronicle."""
    environment = Environment(folder / "plain")
    environment.install(wheel)
    printed = environment.dragoman("--version", cwd=folder)
    if printed.split() != ["dragoman", dragoman.__version__]:
        raise SystemExit(f"dragoman --version says {printed!r}, not {dragoman.__version__}")
    digest = tour(environment, folder / "tour")
    for extra, words, variables in EXTRA_NEEDED:
        said = environment.dragoman(*words, cwd=folder / "tour", code=None, **variables)
        if f"dragoman[{extra}]" not in said or "Traceback" in said:
            raise SystemExit(
                f"dragoman {' '.join(map(str, words))} does not ask for the extra {extra}, but says:\n{said}"
            )
    return digest


def try_lowest(wheel: Path, folder: Path, extras: str) -> str:
    """Use the package on the lowest versions, with a set of extras; return the digest of the example chronicle."""
    number = list(SETS).index(extras)
    environment = Environment(folder / f"lowest-{number}")
    flags = [word for extra in extras.split(",") if extra for word in ("--extra", extra)]
    environment.install("--resolution", "lowest-direct", "-r", ROOT / "pyproject.toml", *flags, wheel)
    check_bounds(environment, extras)
    digest = tour(environment, folder / f"tour-{number}")
    for use in SETS[extras]:
        use(environment, folder / f"tour-{number}")
    return digest


def try_sdist(sdist: Path, folder: Path) -> str:
    """Install the sdist and begin its tests; return what pytest says."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    source = folder / sdist.name.removesuffix(".tar.gz")
    environment = Environment(folder / "sdist")
    environment.install(f"dragoman[test,vectors] @ {sdist.as_uri()}")
    pytest = (environment.python, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    collected = run(*pytest, "--collect-only", cwd=source, DRAGOMAN_REQUIRE_POSTGRES="1").splitlines()[-1]
    passed = run(*pytest, "tests/unit/test_config.py", "tests/unit/language/test_tokens.py", cwd=source).splitlines()[
        -1
    ]
    return f"{collected}; of which {passed}"


def timed(name: str, work: Callable[..., str], *words: object) -> str:
    """Do some work, say what came of it and how long it took, and return it."""
    began = time.monotonic()
    outcome = work(*words)
    print(f"{name}: {outcome} ({time.monotonic() - began:.0f} s)", flush=True)
    return outcome


def main() -> int:
    """Try everything, two things at a time, and end with the first thing that is wrong."""
    dist = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist").resolve()
    wheel, sdist = next(dist.glob("*.whl")), next(dist.glob("*.tar.gz"))
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(2) as pool:
        folder = Path(name)
        tested = pool.submit(timed, "sdist", try_sdist, sdist, folder)
        tours = [pool.submit(timed, "without extras", try_plain, wheel, folder)]
        for extras in SETS:
            words = f"lowest versions with {extras or 'no extras'}"
            tours.append(pool.submit(timed, words, try_lowest, wheel, folder, extras))
        tested.result()
        digests = {tour.result() for tour in tours}
    if len(digests) != 1:
        raise SystemExit(f"the example chronicle is not the same with all versions: {digests}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
