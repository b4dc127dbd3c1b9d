"""Gathers the fragments of ``changelog.d`` into ``CHANGELOG.md``: ``python tools/release/changelog.py DATE [--draft]``.

DATE is the day of the release, such as 2026-12-01; the version is that of the package. The section goes before those of
older versions, and the fragments are removed; ``--draft`` prints the section and changes nothing.
"""

import re
import sys
from datetime import date
from pathlib import Path

import dragoman

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("added", "changed", "fixed", "removed", "security")
SECTION = re.compile(r"^## (\d+\.\d+\.\d+) ", flags=re.MULTILINE)


def list_fragments(folder: Path) -> dict[str, list[Path]]:
    """Return the fragments by kind, each kind sorted by name.

    Raises:
        SystemExit: A file is no fragment.
    """
    found: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    for path in sorted(folder.glob("*.md")):
        if path.name == "README.md":
            continue
        _, _, kind = path.stem.rpartition(".")
        if kind not in found or not path.read_text(encoding="utf-8").strip():
            raise SystemExit(
                f"{path}: a fragment is called <what>.<kind>.md, says something, and kind is one of {KINDS}"
            )
        found[kind].append(path)
    return found


def write_entry(text: str) -> str:
    """Return a fragment as entries of a list: its own, where it is one, or one."""
    lines = text.strip().splitlines()
    own = lines[0].startswith("- ")
    return "\n".join(
        line if own or not line.strip() else ("  " if number else "- ") + line for number, line in enumerate(lines)
    )


def write_section(version: str, day: str, fragments: dict[str, list[Path]]) -> str:
    """Return the section of a release."""
    parts = [f"## {version} ({date.fromisoformat(day)})\n"]
    for kind, paths in fragments.items():
        if paths:
            entries = "\n".join(write_entry(path.read_text(encoding="utf-8")) for path in paths)
            parts.append(f"\n### {kind.capitalize()}\n\n{entries}\n")
    return "".join(parts)


def insert_section(changelog: str, section: str) -> str:
    """Return the changelog with a section before the others.

    Raises:
        SystemExit: It has a section of this version already.
    """
    versions = SECTION.findall(changelog)
    version = SECTION.findall(section)[0]
    if version in versions:
        raise SystemExit(f"CHANGELOG.md has a section {version} already; raise the version first")
    place = SECTION.search(changelog)
    before, after = (changelog[: place.start()], changelog[place.start() :]) if place else (changelog, "")
    return before.rstrip("\n") + "\n\n" + section + ("\n" + after if after else "")


def main() -> int:
    """Write or print the section."""
    day = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    fragments = list_fragments(ROOT / "changelog.d")
    if not day or not any(fragments.values()):
        raise SystemExit(__doc__ if not day else "changelog.d has no fragments")
    section = write_section(dragoman.__version__, day, fragments)
    if "--draft" in sys.argv[1:]:
        print(section)
        return 0
    page = ROOT / "CHANGELOG.md"
    page.write_text(insert_section(page.read_text(encoding="utf-8"), section), encoding="utf-8")
    for path in (path for paths in fragments.values() for path in paths):
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
