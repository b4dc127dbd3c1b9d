"""Builds the wheel and the sdist twice, and says what is in them: ``python tools/release/build.py [FOLDER]``.

The second build starts from a copy of what git has, in another folder and with other times, and must give equal bytes.
The wheel must hold what git has under ``src/dragoman`` and nothing else, the sdist what git has of the folders that
``pyproject.toml`` names. Without isolation: hatchling is that of the environment, of the extra ``release``.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections import Counter
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WHEEL_LIMIT = SDIST_LIMIT = 25_000_000
"""Bytes; more means that something came in that should not."""

KINDS = (
    ".css",
    ".crfsuite",
    ".html",
    ".js",
    ".mako",
    ".md",
    ".onnx",
    ".po",
    ".py",
    ".svg",
    ".toml",
    ".tsv",
    ".txt",
    ".typed",
    ".woff2",
)
OF_THE_BUILD = {"PKG-INFO", ".gitignore"}
"""What hatchling adds to an sdist, or takes along to know what to leave out."""


def list_tracked(*folders: str) -> set[str]:
    """Return the paths that git has under the folders, and that are there."""
    listed = subprocess.check_output(["git", "ls-files", "-z", *folders], cwd=ROOT, text=True)
    return {name for name in listed.split("\0") if name and (ROOT / name).is_file()}


def find_time() -> str:
    """Return the time that files in the archives bear: that of the last commit, or the one that is set already."""
    return (
        os.environ.get("SOURCE_DATE_EPOCH")
        or subprocess.check_output(["git", "log", "-1", "--format=%ct"], cwd=ROOT, text=True).strip()
    )


def build(source: Path, target: Path) -> dict[str, Path]:
    """Build both from a folder and return them by kind; the wheel is made of the sdist."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(source)]
    ended = subprocess.run(
        command, env={**os.environ, "SOURCE_DATE_EPOCH": find_time()}, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{ended.stdout}{ended.stderr}")
    return {"wheel": next(target.glob("*.whl")), "sdist": next(target.glob("*.tar.gz"))}


def copy_tracked(target: Path) -> Path:
    """Copy what git has into a folder; the files are of now."""
    for name in list_tracked():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target / name)
    return target


def compare(expected: set[str], found: set[str], archive: Path) -> list[str]:
    """Say what an archive lacks and what it has without reason."""
    lacking = [f"{archive.name}: {name} is missing" for name in sorted(expected - found)]
    return lacking + [f"{archive.name}: {name} should not be in it" for name in sorted(found - expected)]


def check_wheel(wheel: Path) -> list[str]:
    """Say what is wrong with the wheel."""
    names = zipfile.ZipFile(wheel).namelist()
    package = {name for name in names if ".dist-info/" not in name}
    wrong = compare({name.removeprefix("src/") for name in list_tracked("src")}, package, wheel)
    beside = {name.partition(".dist-info/")[2] for name in names if name not in package}
    expected = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE", "licenses/NOTICE"}
    wrong += compare(expected, beside, wheel)
    kinds = Counter(Path(name).suffix for name in package)
    return wrong + [f"{wheel.name}: has no {kind} file" for kind in KINDS if not kinds[kind]]


def check_sdist(sdist: Path) -> list[str]:
    """Say what is wrong with the sdist."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    expected = list_tracked(*(folder.lstrip("/") for folder in folders)) | {
        "pyproject.toml",
        project["project"]["readme"],
        *OF_THE_BUILD,
    }
    with tarfile.open(sdist) as archive:
        found = {name.partition("/")[2] for name in archive.getnames()}
    return compare(expected, found, sdist)


def check_bytes(first: dict[str, Path], second: dict[str, Path]) -> list[str]:
    """Say which of two builds differ."""
    digests = [
        {kind: sha256(path.read_bytes()).hexdigest() for kind, path in built.items()} for built in (first, second)
    ]
    return [
        f"{first[kind].name}: a second build has other bytes" for kind in first if digests[0][kind] != digests[1][kind]
    ]


def check_size(path: Path, limit: int) -> list[str]:
    """Say the size, and whether it is too large."""
    size = path.stat().st_size
    print(f"{path.name}: {size:,} bytes, sha256 {sha256(path.read_bytes()).hexdigest()}")
    return [f"{path.name}: {size:,} bytes are more than {limit:,}"] if size > limit else []


def main() -> int:
    """Build, check, and print sizes and digests."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist").resolve()
    shutil.rmtree(target, ignore_errors=True)
    first = build(ROOT, target)
    with tempfile.TemporaryDirectory() as folder:
        copied = copy_tracked(Path(folder, "elsewhere"))
        wrong = check_bytes(first, build(copied, Path(folder, "built")))
    wrong += check_wheel(first["wheel"]) + check_sdist(first["sdist"])
    wrong += check_size(first["wheel"], WHEEL_LIMIT) + check_size(first["sdist"], SDIST_LIMIT)
    print("\n".join(wrong) or "Both builds are the same, byte for byte, and hold what git has.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
