"""The origin of every table, model and vendored file that ships: ``python tools/data/origins.py [--write]``.

Reads ``src/dragoman/origins.toml`` and says what is wrong: a file that no part names, a name without a file, a
file that differs from its digest. ``--write`` takes the present digests into ``origins.sha256``, which ``sha256sum -c``
reads as well (in ``src/dragoman``), and writes the table of ``docs/licences.md``; do so only after a builder has run.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "dragoman"
MANIFEST, DIGESTS = "origins.toml", "origins.sha256"
"""Beside ``data`` and not in it, for what stands there is part of the version of what reads pages."""
PAGE = PACKAGE.parents[1] / "docs" / "licences.md"
BEGIN, END = "<!-- origins -->\n", "<!-- /origins -->"
FOLDERS = ("data", "views/web/static/fonts", "views/web/static/vendor")
"""Where nothing stands without an origin."""


@dataclass(frozen=True)
class Part:
    """Files of one origin; the manifest says what each field means."""

    name: str
    files: list[str]
    licence: str
    origin: str
    url: str = ""
    own: bool = False
    builder: str = ""
    rebuilt: bool = False
    npm: str = ""
    integrity: str = ""
    members: Mapping[str, str] = field(default_factory=dict)


def load_parts(package: Path = PACKAGE) -> list[Part]:
    """Return the parts that the manifest lists."""
    return [Part(**row) for row in tomllib.loads((package / MANIFEST).read_text(encoding="utf-8"))["part"]]


def list_files(package: Path = PACKAGE) -> set[str]:
    """Return the files that need an origin."""
    found = (path for folder in FOLDERS for path in (package / folder).rglob("*"))
    return {
        path.relative_to(package).as_posix() for path in found if path.is_file() and "__pycache__" not in path.parts
    }


def assign(parts: list[Part], package: Path = PACKAGE) -> dict[str, Part]:
    """Return the part of each file that one names; the last one that does."""
    return {
        path.relative_to(package).as_posix(): part
        for part in parts
        for pattern in part.files
        for path in package.glob(pattern)
        if path.is_file()
    }


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def load_digests(package: Path = PACKAGE) -> dict[str, str]:
    """Return the recorded digests by file."""
    lines = (package / DIGESTS).read_text(encoding="utf-8").splitlines()
    return {name: value for value, _, name in (line.partition("  ") for line in lines)}


def find_faults(package: Path = PACKAGE) -> Iterator[str]:
    """Yield what is wrong, in sentences."""
    parts, kept = load_parts(package), load_digests(package)
    owners = assign(parts, package)
    for name in sorted(list_files(package) - set(owners)):
        yield f"{name}: no part of {MANIFEST} names it; where does it come from?"
    for part in parts:
        yield from (f"{part.name}: {name} is not there" for name in part.files if not any(package.glob(name)))
        if set(part.members) - set(owners):
            yield f"{part.name}: {sorted(set(part.members) - set(owners))} are not there"
        if not part.own and not part.npm and not part.builder:
            yield f"{part.name}: neither a builder nor a package makes it"
        if part.builder and not all((PACKAGE.parents[1] / one).exists() for one in part.builder.split(", ")):
            yield f"{part.name}: there is no {part.builder}"
    taken = {name for name, part in owners.items() if not part.own}
    yield from (f"{name}: has no digest" for name in sorted(taken - set(kept)))
    yield from (f"{DIGESTS}: {name} needs none, or is not there" for name in sorted(set(kept) - taken))
    for name in sorted(taken & set(kept)):
        if digest(package / name) != kept[name]:
            maker = owners[name].builder or "npm"
            yield f"{name}: differs from its digest; if {maker} made it so, run: python tools/data/origins.py --write"


def write_digests(package: Path = PACKAGE) -> None:
    """Record the digests of all files that were not written here."""
    owners = assign(load_parts(package), package)
    lines = [f"{digest(package / name)}  {name}\n" for name in sorted(owners) if not owners[name].own]
    (package / DIGESTS).write_text("".join(lines), encoding="utf-8")


def fill_page(text: str) -> str:
    """Return the page of licences with the table of this manifest."""
    rows = [f"| {_name(part)} | {part.licence} | {part.origin} | {_check(part)} |\n" for part in load_parts()]
    before, _, rest = text.partition(BEGIN)
    head = "| part | licence | made of | checked |\n| --- | --- | --- | --- |\n"
    return before + BEGIN + head + "".join(rows) + END + rest.partition(END)[2]


def _name(part: Part) -> str:
    name = part.name.replace("-", " ")
    return f"[{name}]({part.url})" if part.url else name


def _check(part: Part) -> str:
    if part.own:
        return "as source"
    return "digest, fetched" if part.npm else "digest, built anew" if part.rebuilt else "digest"


def main() -> int:
    """Check, or write the digests."""
    if "--write" in sys.argv[1:]:
        write_digests()
        PAGE.write_text(fill_page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    faults = list(find_faults())
    print("\n".join(faults) or f"{len(list_files())} files have an origin, {len(load_digests())} of them a digest.")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
