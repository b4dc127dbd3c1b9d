"""Data flows down the list of layers, never up."""

import subprocess
import sys
import tomllib
from pathlib import Path


def test_no_layer_imports_from_above(root: Path) -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    checked = subprocess.run([*command, "--no-cache"], cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert " 0 broken" in checked.stdout


def test_every_folder_of_the_package_has_its_layer(root: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(c["layers"] for c in settings["tool"]["importlinter"]["contracts"] if c["id"] == "layers")
    package = root / "src" / "dragoman"
    modules = {path.stem for path in package.glob("*.py")} | {
        path.parent.name for path in package.glob("*/__init__.py")
    }
    entrances = {"__init__", "__main__"}
    assert {f"dragoman.{name}" for name in modules - entrances} == set(layers)


def test_importing_the_package_is_light() -> None:
    heavy = {"sqlalchemy", "alembic", "trafilatura", "pymorphy3", "rich", "numpy", "click"}
    code = f"import sys, dragoman; print(*sorted({heavy!r} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert loaded.stdout.split() == []


def test_no_module_is_longer_than_400_lines(root: Path) -> None:
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in (root / "src").rglob("*.py")}
    assert lengths
    assert {str(p.relative_to(root)): n for p, n in lengths.items() if n > 400} == {}
