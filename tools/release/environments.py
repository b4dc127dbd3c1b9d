"""Clean environments that a built package is tried in, made by uv."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 600
"""Seconds that one command may take."""


def find_uv() -> str:
    """Return where the uv of this environment is."""
    return str(Path(sys.executable).with_name("uv"))


def run(*command: object, cwd: Path | None = None, code: int | None = 0, **variables: str) -> str:
    """Run a command and return what it printed, with its errors; end everything where its exit code is another.

    Args:
        command: The program and its arguments.
        cwd: Where it runs.
        code: The exit code that it must have; ``None`` for any but 0.
        variables: What its environment has besides that of this program, of which it sees no path of Python.
    """
    around = {name: value for name, value in os.environ.items() if not name.startswith(("DRAGOMAN_", "PYTHON"))}
    words = [str(word) for word in command]
    ended = subprocess.run(
        words, cwd=cwd, env={**around, **variables}, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if ended.returncode == 0 if code is None else ended.returncode != code:
        raise SystemExit(f"{' '.join(words)} ended with {ended.returncode}:\n{ended.stdout}\n{ended.stderr}")
    return ended.stdout + ended.stderr


class Environment:
    """A folder with an interpreter and what was installed for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        run(find_uv(), "venv", "--quiet", "--python", sys.executable, folder)

    @property
    def python(self) -> Path:
        """The interpreter."""
        return self.folder / "bin" / "python"

    def install(self, *words: object) -> None:
        """Install requirements, files and what else ``uv pip install`` takes."""
        run(find_uv(), "pip", "install", "--quiet", "--python", self.python, *words)

    def list_versions(self) -> dict[str, str]:
        """Return the installed distributions by their normalised names."""
        lines = run(find_uv(), "pip", "freeze", "--quiet", "--python", self.python).splitlines()
        pairs = [line.split("==") for line in lines if "==" in line]
        return {name.lower().replace("_", "-").replace(".", "-"): version for name, version in pairs}

    def dragoman(self, *words: object, cwd: Path, code: int | None = 0, **variables: str) -> str:
        """Call the command as somebody who has installed it."""
        return run(self.folder / "bin" / "dragoman", *words, cwd=cwd, code=code, **variables)


def find_installed(given: str | None, folder: Path, *, extras: Sequence[str]) -> Path:
    """Return the interpreter that is given, or one of a new environment in a folder with Dragoman and its extras."""
    if given is not None:
        return Path(given)
    environment = Environment(folder)
    environment.install(f"dragoman[{','.join(extras)}] @ {ROOT.as_uri()}")
    return environment.python
