"""What the package imports is what it asks for: nothing by luck, nothing for nothing."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

MODULES = {  # None: another library imports it
    "python-crfsuite": "pycrfsuite",
    "python-dateutil": "dateutil",
    "dawg2": None,
    "lxml-html-clean": None,
    "argon2-cffi": "argon2",
}

RUN_TIME_EXTRAS = ("encoder", "postgres", "llm", "mcp", "parquet", "pdf", "serve")


CLUSTER_EXTRAS = ("cluster", "spark")
"""What only those install who have many machines; the image of the program goes without."""


@pytest.fixture(scope="module")
def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", requirement)[0] for requirement in requirements}


def imported(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield (node.module or "").split(".")[0]


def test_every_import_is_asked_for(root: Path, project: dict) -> None:
    extras = project["optional-dependencies"]
    optional = [name for extra in (*RUN_TIME_EXTRAS, *CLUSTER_EXTRAS, "vectors") for name in extras[extra]]
    asked = {MODULES.get(name, name.replace("-", "_")) for name in names(project["dependencies"] + optional)}
    found = set(imported(root / "src")) - set(sys.stdlib_module_names) - {"dragoman"}
    assert found
    assert found - asked == set()


def test_everything_asked_for_is_imported(root: Path, project: dict) -> None:
    asked = {MODULES.get(name, name.replace("-", "_")) for name in names(project["dependencies"])} - {None}
    assert asked - set(imported(root / "src")) == set()


def test_every_library_has_its_licence_in_the_documentation(root: Path, project: dict) -> None:
    page = (root / "docs" / "licences.md").read_text(encoding="utf-8").lower()
    assert {name for name in names(project["dependencies"]) if name not in page} == set()
