"""Licences of what is installed with the package, against a list: ``python tools/release/licences.py [PYTHON]``.

PYTHON is the interpreter of an environment with the package and all its extras for run time; without one, such an
environment is made. Fails on a distribution whose licence is not among ``ALLOWED``, or that says none, and where
``docs/licences.md`` leaves out a library that ``pyproject.toml`` asks for or says another licence of it.
"""

import json
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from environments import ROOT, find_installed, run
from packaging.requirements import Requirement

PAGE = ROOT / "docs" / "licences.md"
EXTRAS = ("cluster", "encoder", "llm", "mcp", "parquet", "pdf", "postgres", "s3", "serve", "spark", "vectors")
"""Everything that is used at run time, and none of what only developers need."""

ALLOWED = frozenset(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause CC0-1.0 CNRI-Python ISC MIT MIT-0 MPL-2.0 PSF-2.0 Zlib".split()
)
"""Licences that what is installed beside Apache-2.0 may have: nothing of theirs reaches the code that uses it."""

EXCEPTIONS = {
    "psycopg": (
        "LGPL-3.0-only",
        "imported unchanged, and only with the extra postgres; whoever installs it can replace it",
    ),
    "psycopg-binary": ("LGPL-3.0-only", "as psycopg"),
    "tld": ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "imported unchanged by courlan, under MPL-1.1"),
}
"""Distributions under another licence, with what it is and why that is right."""

SPELLINGS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
}
"""What older metadata says, and the SPDX identifier."""

LIST = """
import json
from importlib.metadata import distributions
rows = []
for one in distributions():
    meta = one.metadata
    classifiers = [line.split(" :: ")[-1] for line in meta.get_all("Classifier", []) if line.startswith("License ::")]
    said = [meta.get("License-Expression"), meta.get("License"), *classifiers]
    rows.append({"name": meta["Name"], "version": one.version, "said": [line for line in said if line]})
print(json.dumps(rows))
"""


def normalise(name: str) -> str:
    """Return a name as the index of packages compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_licence(said: list[str]) -> str:
    """Return an SPDX expression from what metadata says, the more exact words first; empty where it says nothing.

    Where ``License`` holds the whole text, its first line or the classifier is what counts.
    """
    for line in (text.strip().splitlines()[0].strip() for text in said if text.strip()):
        spelt = SPELLINGS.get(line, line)
        if line not in ("OSI Approved", "UNKNOWN", "Dual License") and (
            line in SPELLINGS or re.fullmatch(r"[A-Za-z0-9.+ ()-]+", spelt)
        ):
            return spelt
    return ""


def is_allowed(expression: str) -> bool:
    """Tell whether one side of every ``OR`` has licences of the list alone."""
    sides = re.split(r"\s+OR\s+", expression.replace("(", "").replace(")", ""))
    return any(all(one in ALLOWED for one in re.split(r"\s+AND\s+", side)) for side in sides)


def list_installed(python: Path) -> dict[str, tuple[str, str]]:
    """Return version and licence of the distributions of an environment by their normalised names."""
    rows = json.loads(run(python, "-c", LIST))
    return {normalise(row["name"]): (row["version"], read_licence(row["said"])) for row in rows}


def find_forbidden(installed: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Yield which distributions have a licence that is not allowed."""
    for name, (version, licence) in sorted(installed.items()):
        excepted = EXCEPTIONS.get(name, ("", ""))[0]
        if licence != excepted and not is_allowed(licence):
            yield f"{name} {version}: its licence is {licence or 'not told'}, which is not among the allowed ones"
    yield from (f"{name}: is not installed, so needs no exception" for name in sorted(set(EXCEPTIONS) - set(installed)))


def read_page() -> dict[str, str]:
    """Return what the documentation says of libraries: their normalised names, and the cell with the licences."""
    table = PAGE.read_text(encoding="utf-8").partition("## Libraries")[2].partition("\n## ")[0]
    rows = (line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| "))
    return {
        normalise(name.replace("ONNX Runtime", "onnxruntime").replace("AnyIO", "anyio")): cells[0]
        for names, *cells in rows
        for name in names.split(", ")
    }


def compare_page(installed: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Yield where the documentation and the metadata differ on what ``pyproject.toml`` asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in EXTRAS)]
    written = read_page()
    for name in sorted({normalise(Requirement(line).name) for lines in lists for line in lines}):
        licence = installed[name][1] if name in installed else ""
        if name not in written:
            yield f"{PAGE.name}: leaves out {name} ({licence})"
        elif licence not in written[name]:
            yield f"{PAGE.name}: says {written[name]!r} of {name}, whose metadata say {licence!r}"


def main() -> int:
    """Print the licences and what is wrong with them."""
    with tempfile.TemporaryDirectory() as folder:
        given = sys.argv[1] if len(sys.argv) > 1 else None
        installed = list_installed(find_installed(given, Path(folder, "licences"), extras=EXTRAS))
    installed.pop("dragoman")
    faults = [*find_forbidden(installed), *compare_page(installed)]
    for name, (version, licence) in sorted(installed.items()):
        print(f"{name} {version}: {licence}" + (f" ({EXCEPTIONS[name][1]})" if name in EXCEPTIONS else ""))
    print("\n".join(faults) or f"{len(installed)} distributions, all under licences of the list.")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
