"""Fail when a figure fell below its floor, or when there was nothing to measure.

    python benchmarks/readings/gate.py [MEASURED.json]

``floors.json`` holds, for each group, the fewest pages and the lowest F1 of each measure. A floor is raised when a
figure rises, and lowered only in a commit that says why.
"""

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OUTCOME = HERE.parent.parent / "build" / "bench" / "readings.json"


def find_failures(measured: dict[str, Any], floors: dict[str, Any]) -> list[str]:
    """Return one sentence for each floor that was not reached; none means that the gate is open."""
    failures = [] if floors else ["there are no floors to hold"]
    for group, wanted in floors.items():
        pages = measured.get("pages", {}).get(group, 0)
        if pages < wanted["pages"]:
            failures.append(f"{group}: {pages} pages were scored, the floor is {wanted['pages']}")
        scores = measured.get("scores", {}).get(group, {})
        failures += [f for m, floor in wanted["f1"].items() if (f := _fallen(f"{group}: {m}", scores.get(m), floor))]
        failures += _false_conflicts(measured, wanted)
    return failures


def _false_conflicts(measured: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    """A group whose floors say how many false events of conflict types there may be must not have more."""
    if "false_conflicts" not in wanted:
        return []
    found = measured.get("false_conflicts")
    if found is None:
        return ["false conflicts were not counted"]
    most = wanted["false_conflicts"]
    return [f"{found} false events of conflict types, the most is {most}"] if found > most else []


def _fallen(name: str, score: dict[str, float] | None, floor: float) -> str | None:
    if not score or not score["gold"]:
        return f"{name}: nothing was scored, the floor is {floor}"
    if score["f1"] < floor:
        return f"{name}: {score['f1']:.3f}, the floor is {floor}"
    return None


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else OUTCOME
    if not path.is_file():
        sys.exit(f"no figures at {path}; run benchmarks/readings/run.py first")
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    failures = find_failures(json.loads(path.read_text(encoding="utf-8")), floors)
    if failures:
        sys.exit("\n".join(["below the floors:", *failures]))
    print(f"gate: {sum(len(wanted['f1']) for wanted in floors.values())} floors held")


if __name__ == "__main__":
    main()
