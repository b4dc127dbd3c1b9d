"""Writes the bill of materials: ``python tools/release/sbom.py [TARGET] [PYTHON]``.

CycloneDX 1.6 as JSON, ``dist/dragoman.cdx.json`` if TARGET is left out: what is installed with the package and all its
extras for run time (in the environment of PYTHON, or in one that is made), and the parts of
``src/dragoman/origins.toml``, which no index of packages knows: tables, models, fonts and scripts with their
licences, origins and digests. It is checked against the schema before it is written.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from environments import ROOT, find_installed, run
from licences import EXTRAS

sys.path.insert(0, str(ROOT / "tools" / "data"))
from origins import Part, assign, load_digests, load_parts

MODELS = ("tagger", "encoder", "name-costs", "links", "vector-means")
"""Parts of these names are models; what npm publishes is a library, and the rest are tables."""


def describe_part(part: Part, files: dict[str, str]) -> dict[str, Any]:
    """Return a part as a component: one for each origin, with its files beneath it."""
    kind = "machine-learning-model" if part.name.startswith(MODELS) else "library" if part.npm else "data"
    references = [{"type": "website", "url": part.url}] if part.url else []
    made = [{"name": "dragoman:builder", "value": part.builder}] if part.builder else []
    return {
        "bom-ref": f"dragoman-part-{part.name}",
        "type": kind,
        "name": part.name,
        "description": part.origin,
        "licenses": [{"expression": part.licence}],
        **({"purl": _write_purl(part.npm), "version": part.npm.rpartition("@")[2]} if part.npm else {}),
        "externalReferences": references,
        "properties": [{"name": "dragoman:checked", "value": "digest" if files else "source"}, *made],
        "components": [
            {"type": "file", "bom-ref": f"file-{name}", "name": name, "hashes": [{"alg": "SHA-256", "content": value}]}
            for name, value in sorted(files.items())
        ],
    }


def list_parts() -> Iterator[dict[str, Any]]:
    """Yield a component for each part that the manifest lists."""
    owners, digests = assign(load_parts()), load_digests()
    for part in load_parts():
        mine = {name: digests[name] for name, owner in owners.items() if owner == part and name in digests}
        yield describe_part(part, mine)


def describe_installed(python: Path) -> dict[str, Any]:
    """Return the bill of an environment as CycloneDX's own program writes it."""
    program = Path(sys.executable).with_name("cyclonedx-py")
    words = ("--spec-version", "1.6", "--output-reproducible", "--mc-type", "application", "--pyproject")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "installed.json")
        run(program, "environment", *words, ROOT / "pyproject.toml", "--output-file", target, python)
        return dict(json.loads(target.read_text(encoding="utf-8")))


def make_bill(python: Path) -> str:
    """Return the whole bill; end everything where it does not meet the schema."""
    bill = describe_installed(python)
    bill["components"] = [*bill["components"], *list_parts()]
    written = json.dumps(bill, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(written):
        raise SystemExit(f"the bill of materials does not meet its schema: {fault}")
    return written


def main() -> int:
    """Write it, and say how much is in it."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "dragoman.cdx.json"
    with tempfile.TemporaryDirectory() as folder:
        given = sys.argv[2] if len(sys.argv) > 2 else None
        written = make_bill(find_installed(given, Path(folder, "installed"), extras=EXTRAS))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(written, encoding="utf-8")
    components = json.loads(written)["components"]
    parts = sum(one["bom-ref"].startswith("dragoman-part-") for one in components)
    print(f"{target}: {len(components) - parts} distributions and {parts} parts of the package, meets its schema")
    return 0


def _write_purl(package: str) -> str:
    return "pkg:npm/" + package.replace("@", "%40", 1) if package.startswith("@") else f"pkg:npm/{package}"


if __name__ == "__main__":
    sys.exit(main())
