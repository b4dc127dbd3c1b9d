"""A release is one version everywhere, and everything in it has an origin; `make dist` and `make smoke` do the rest."""

import shutil
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from tests.scripts import load_script

import dragoman


@pytest.fixture(scope="module")
def origins(root: Path) -> ModuleType:
    return load_script(root / "tools" / "data" / "origins.py")


@pytest.fixture(scope="module")
def changelog(root: Path) -> ModuleType:
    return load_script(root / "tools" / "release" / "changelog.py")


@pytest.fixture
def package(root: Path, origins: ModuleType, tmp_path: Path) -> Path:
    """A package of three files: one written here, one with a digest, and the manifest."""
    (tmp_path / "data").mkdir()
    (tmp_path / origins.MANIFEST).write_text(
        '[[part]]\nname = "own"\nfiles = ["data/own.tsv"]\n'
        'licence = "Apache-2.0"\norigin = "written here"\nown = true\n'
        '[[part]]\nname = "built"\nfiles = ["data/built.tsv"]\nlicence = "CC0-1.0"\norigin = "elsewhere 1.0"\n'
        'builder = "tools/build_pinyin.py"\n'
    )
    (tmp_path / "data" / "own.tsv").write_text("a\n")
    (tmp_path / "data" / "built.tsv").write_text("b\n")
    origins.write_digests(tmp_path)
    return tmp_path


def test_the_version_is_one(root: Path, changelog: ModuleType) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == dragoman.__version__
    released = changelog.SECTION.findall((root / "CHANGELOG.md").read_text(encoding="utf-8"))
    waiting = any(changelog.list_fragments(root / "changelog.d").values())
    assert waiting or released[:1] == [dragoman.__version__], "a version has its section, or fragments for it"
    assert released == sorted(released, key=lambda version: [int(part) for part in version.split(".")], reverse=True)


def test_fragments_become_a_section_before_the_older_ones(changelog: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("not one\n")
    (tmp_path / "b.fixed.md").write_text("It failed.\nIt works.\n")
    (tmp_path / "a.added.md").write_text("- One.\n- Two.\n")
    section = changelog.write_section("0.2.0", "2027-01-02", changelog.list_fragments(tmp_path))
    assert section == "## 0.2.0 (2027-01-02)\n\n### Added\n\n- One.\n- Two.\n\n### Fixed\n\n- It failed.\n  It works.\n"
    older = "# Changelog\n\nWords.\n\n## 0.1.0 (2026-12-01)\n\n- First.\n"
    assert changelog.insert_section(older, section).split("\n## ")[1:] == [
        section.removeprefix("## "),
        "0.1.0 (2026-12-01)\n\n- First.\n",
    ]
    with pytest.raises(SystemExit, match=r"0\.2\.0 already"):
        changelog.insert_section(section, section)
    (tmp_path / "c.improved.md").write_text("Better.\n")
    with pytest.raises(SystemExit, match=r"c\.improved\.md"):
        changelog.list_fragments(tmp_path)


def test_everything_that_ships_has_an_origin(origins: ModuleType) -> None:
    assert list(origins.find_faults()) == []
    assert len(origins.load_digests()) > 50


def test_the_page_of_licences_has_the_table_of_origins(origins: ModuleType) -> None:
    text = origins.PAGE.read_text(encoding="utf-8")
    assert origins.fill_page(text) == text, "run tools/data/origins.py --write"


def test_a_sound_package_has_no_faults(origins: ModuleType, package: Path) -> None:
    assert list(origins.find_faults(package)) == []


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("data/new.tsv", "x\n", "data/new.tsv: no part of origins.toml names it; where does it come from?"),
        ("views/web/static/fonts/new.woff2", "x", "views/web/static/fonts/new.woff2: no part of"),
        ("data/built.tsv", "other\n", "data/built.tsv: differs from its digest; if tools/build_pinyin.py made it so"),
        ("origins.sha256", "", "data/built.tsv: has no digest"),
        ("data/built.tsv", None, "built: data/built.tsv is not there"),
    ],
)
def test_what_is_wrong_is_told(origins: ModuleType, package: Path, name: str, content: str | None, fault: str) -> None:
    changed = package / name
    changed.parent.mkdir(parents=True, exist_ok=True)
    if content is None:
        changed.unlink()
    else:
        changed.write_text(content)
    assert any(told.startswith(fault) for told in origins.find_faults(package))


@pytest.mark.parametrize(
    ("said", "licence", "allowed"),
    [
        (["MIT"], "MIT", True),
        (["", "OSI Approved", "BSD License"], "BSD-3-Clause", True),
        (["Apache-2.0 OR GPL-3.0-only"], "Apache-2.0 OR GPL-3.0-only", True),
        (["MIT AND GPL-3.0-only"], "MIT AND GPL-3.0-only", False),
        (["GNU Affero General Public License v3"], "GNU Affero General Public License v3", False),
        (["Copyright (c) 2020, somebody; all rights reserved", "MIT License"], "MIT", True),
        ([], "", False),
    ],
)
def test_a_licence_is_read_and_weighed(root: Path, said: list[str], licence: str, allowed: bool) -> None:
    sys.path.insert(0, str(root / "tools" / "release"))
    try:
        licences = load_script(root / "tools" / "release" / "licences.py")
    finally:
        sys.path.pop(0)
    assert licences.read_licence(said) == licence
    assert licences.is_allowed(licence) is allowed


def test_the_page_of_licences_is_compared(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(root / "tools" / "release"))
    licences = load_script(root / "tools" / "release" / "licences.py")
    installed = {name: ("1", "MIT") for name in licences.read_page()} | {"click": ("8", "GPL-3.0-only")}
    page = shutil.copy(licences.PAGE, tmp_path / "licences.md")
    monkeypatch.setattr(licences, "PAGE", page)
    page.write_text(page.read_text(encoding="utf-8").replace("| rich |", "| poor |"), encoding="utf-8")
    faults = list(licences.compare_page(installed))
    assert "licences.md: leaves out rich (MIT)" in faults
    assert "licences.md: says 'BSD-3-Clause' of click, whose metadata say 'GPL-3.0-only'" in faults
