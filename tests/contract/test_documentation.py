"""The documentation names every command and option, and the README's commands run."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.scripts import load_script

COMMANDS = load_script(Path(__file__).with_name("commands.py"))


def sections(page: str) -> dict[str, str]:
    """Split a page at its second-level headings: heading without backticks -> text."""
    parts = re.split(r"^## (.+)$", page, flags=re.MULTILINE)
    return {heading.strip("` "): text for heading, text in zip(parts[1::2], parts[2::2], strict=True)}


def sessions(page: str) -> list[list[str]]:
    """Return the ``$ dragoman ...`` and ``$ make ...`` lines of a page's fenced blocks, split into words."""
    blocks = re.findall(r"^```(?:console|sh)\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    lines = (line for block in blocks for line in block.splitlines() if line.startswith("$ "))
    return [shlex.split(line[2:], comments=True) for line in lines]


@pytest.fixture(scope="module")
def reference(root: Path) -> dict[str, str]:
    return sections((root / "docs" / "cli.md").read_text(encoding="utf-8"))


def test_every_command_has_a_section_that_names_its_options(reference: dict[str, str]) -> None:
    group = COMMANDS.load_commands()
    missing = []
    for path, command in COMMANDS.walk_commands(group):
        heading = "dragoman " + " ".join(path)
        options = {f"`{name}" for name in COMMANDS.list_options(command)}
        if heading not in reference:
            missing.append(heading)
        else:
            missing += [f"{heading}: {name}`" for name in sorted(options) if not _names(reference[heading], name)]
    assert missing == []


def _names(section: str, option: str) -> bool:
    """Tell whether a section writes the option in code, alone or with its value."""
    return re.search(re.escape(option) + r"(?=[` =])", section) is not None


def test_global_options_are_named(reference: dict[str, str]) -> None:
    options = COMMANDS.list_options(COMMANDS.load_commands())
    assert [name for name in sorted(options) if not _names(reference["Global options"], f"`{name}")] == []


def test_no_section_describes_a_command_that_is_not_there(reference: dict[str, str]) -> None:
    known = {"dragoman " + " ".join(path) for path, _ in COMMANDS.walk_commands(COMMANDS.load_commands())}
    assert [heading for heading in reference if heading.startswith("dragoman ") and heading not in known] == []


def test_make_targets_of_the_readme_exist(root: Path) -> None:
    used = {words[1] for words in sessions((root / "README.md").read_text(encoding="utf-8")) if words[0] == "make"}
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert {"demo", "test"} <= used <= targets


def test_the_sessions_of_the_readme_run(root: Path, tmp_path: Path) -> None:
    ran = 0
    for words in sessions((root / "README.md").read_text(encoding="utf-8")):
        if words[0] != "dragoman":
            continue
        paths = [str(root / word) if word.startswith("examples/") else word for word in words[1:]]
        command = [sys.executable, "-m", "dragoman", *paths]
        ended = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
        assert ended.returncode == 0, f"{shlex.join(words)}\n{ended.stderr}"
        assert ended.stdout.strip(), f"{shlex.join(words)} printed nothing"
        ran += 1
    assert ran >= 3


def test_every_page_of_the_documentation_is_in_the_navigation(root: Path) -> None:
    navigation = (root / "mkdocs.yml").read_text(encoding="utf-8")
    pages = {path.name for path in (root / "docs").glob("*.md")}
    assert {name for name in pages if name not in navigation} == set()


def test_the_tables_of_exports_are_those_of_the_code(root: Path) -> None:
    exports = load_script(root / "tools" / "write_exports.py")
    text = exports.PAGE.read_text(encoding="utf-8")
    assert exports.fill_page(text) == text, "run tools/write_exports.py"
    assert text.count("| `origins` |") == 1 and "| `quote_start` |" in text


def test_published_figures_are_those_that_were_measured(root: Path) -> None:
    figures = load_script(root / "tools" / "write_figures.py")
    for page in figures.PAGES:
        text = page.read_text(encoding="utf-8")
        assert figures.fill_page(text) == text, f"run tools/write_figures.py for {page.name}"
