"""Builds or fetches anew what the manifest says can be, and compares: ``python tools/data/rebuild.py [--keep]``.

Nothing in the working tree changes: the builders run in a copy where their tables are empty, with the libraries of
``requirements.txt`` (versions and hashes) in an environment of their own. Packages of npm come through its client and
must have the integrity that the manifest says. ``--keep`` takes what was built over into the working tree, for a new
version of a source.
"""

import base64
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from hashlib import sha512
from pathlib import Path

from origins import PACKAGE, Part, assign, find_faults, load_parts

ROOT = PACKAGE.parents[1]
sys.path.insert(0, str(ROOT / "tools" / "release"))
from environments import Environment, run  # noqa: E402  the tools of a release are beside these

WORLD_ATLAS = "world-atlas@2.0.2"
BUILDERS = (
    "build_pinyin",
    "build_territories",
    "build_cities",
    "build_tajik",
    "build_draft_territories",
    "build_world",
)
"""In the order in which one needs what another has written."""


def pack(package: str, folder: Path) -> Path:
    """Fetch a package of npm and return its archive."""
    kept = folder / package.replace("/", "+")
    kept.mkdir()
    command = ["npm", "pack", "--silent", "--pack-destination", str(kept), package]
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
        raise SystemExit(f"{' '.join(command)} failed; the client npm and the registry are needed")
    return next(kept.glob("*.tgz"))


def compare_members(part: Part, folder: Path) -> Iterator[str]:
    """Yield which files of a part are not those of its package."""
    archive = pack(part.npm, folder)
    found = "sha512-" + base64.b64encode(sha512(archive.read_bytes()).digest()).decode()
    if found != part.integrity:
        yield f"{part.npm}: its integrity is {found}, expected {part.integrity}"
        return
    with tarfile.open(archive) as opened:
        for name, member in part.members.items():
            published = opened.extractfile(f"package/{member}")
            if published is None or published.read() != (PACKAGE / name).read_bytes():
                yield f"{name}: is not {member} of {part.npm}"


def build_copy(folder: Path) -> Path:
    """Run the builders in a copy of the sources and return the package in it."""
    copy = folder / "copy"
    for name in ("src", "tools"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, part in assign(load_parts()).items():
        if part.rebuilt:
            (copy / "src" / "dragoman" / name).write_bytes(b"")
    environment = Environment(folder / "environment")
    environment.install("--require-hashes", "-r", ROOT / "tools" / "data" / "requirements.txt")
    for builder in BUILDERS:
        words = [pack(WORLD_ATLAS, folder)] if builder == "build_world" else []
        run(environment.python, copy / "tools" / f"{builder}.py", *words, cwd=copy)
    return copy / "src" / "dragoman"


def compare_tables(built: Path, *, keep: bool) -> Iterator[str]:
    """Yield which tables came out otherwise than they are here; with ``keep`` take them over instead."""
    for name, part in assign(load_parts()).items():
        if part.rebuilt and (built / name).read_bytes() != (PACKAGE / name).read_bytes():
            if keep:
                shutil.copyfile(built / name, PACKAGE / name)
                print(f"{name}: taken over; python tools/data/origins.py --write records it")
            else:
                yield f"{name}: {part.builder} gives another table"


def main() -> int:
    """Compare everything and say what differs."""
    keep = "--keep" in sys.argv[1:]
    faults = [] if keep else list(find_faults())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in load_parts():
            faults += compare_members(part, folder) if part.npm else ()
        faults += compare_tables(build_copy(folder), keep=keep)
    owners = assign(load_parts()).values()
    built, fetched = sum(part.rebuilt for part in owners), sum(bool(part.npm) for part in owners)
    rest = sum(not (part.rebuilt or part.npm or part.own) for part in owners)
    print(
        "\n".join(faults)
        or f"{built} files built anew and {fetched} fetched: the same bytes. {rest} more have their digests."
    )
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
