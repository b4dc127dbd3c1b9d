"""Who held which office on a day: questions asked of a chronicle of short pages in four languages.

python benchmarks/offices/run.py [--verbose]
"""

import argparse
import json
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.app import Dragoman, open_dragoman
from dragoman.language.scripts import fold

HERE = Path(__file__).parent
FLOORS = {"questions": 0.9, "nobody": 0.9, "conflicts": 1.0}
FEWEST = {"pages": 40, "questions": 40}
HOLDER = "holder"


def load_cases(name: str) -> list[dict[str, Any]]:
    """Return the pages or the questions; too few of them are an error, for then nothing is measured."""
    cases: list[dict[str, Any]] = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))[name]
    if len(cases) < FEWEST[name]:
        sys.exit(f"{name}.toml holds {len(cases)} {name}, too few to measure anything")
    return cases


def read_pages(chronicle: Dragoman, pages: list[dict[str, Any]], folder: Path) -> None:
    """Read the pages as one file of records."""
    lines = [json.dumps({**page, "title": None}, ensure_ascii=False) for page in pages]
    (folder / "pages.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    chronicle.read(folder / "pages.jsonl")


def ask(chronicle: Dragoman, question: Mapping[str, Any]) -> tuple[bool, str]:
    """Tell whether the answer is right: everybody who is expected, nobody else; and the answer in words."""
    found = chronicle.office(question["title"], question["of"], on=question["on"])
    names = [{fold(name) for forms in one.names.values() for name in forms} | {fold(one.name)} for one in found]
    wanted = [{fold(form) for form in holder.split("|")} for holder in question["holders"]]
    right = len(names) == len(wanted) and all(any(holder & name for name in names) for holder in wanted)
    contested = any(one.contested_by for one in found)
    return right and contested == question.get("contested", False), ", ".join(one.name for one in found) or "nobody"


def measure(chronicle: Dragoman, *, verbose: bool) -> dict[str, float]:
    """Return the share of right answers: of all, of those that nobody answers, and of conflicts told as such."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for question in load_cases("questions"):
        good, answer = ask(chronicle, question)
        for kind in ("questions", *([] if question["holders"] else ["nobody"])):
            asked[kind] += 1
            right[kind] += good
        if verbose and not good:
            office = f"{question['title']} of {question['of']} on {question['on']}"
            sys.stdout.write(f"wrong: {office}: {answer}; expected {question['holders']}\n")
    told = [conflict for conflict in chronicle.conflicts() if conflict.field == HOLDER]
    expected = sum(1 for question in load_cases("questions") if question.get("contested"))
    good = sum(1 for conflict in told if all(value.quotes for value in conflict.values))
    shares = {kind: right[kind] / asked[kind] for kind in asked}
    return shares | {"conflicts": float(good == expected == len(told))}


def main() -> int:
    """Print the figures and hold the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="print the wrong answers")
    options = parser.parse_args()
    start, pages = time.perf_counter(), load_cases("pages")
    with tempfile.TemporaryDirectory() as folder, open_dragoman(":memory:") as chronicle:
        read_pages(chronicle, pages, Path(folder))
        found = measure(chronicle, verbose=options.verbose)
    for kind, share in found.items():
        sys.stdout.write(f"{kind:10} {share:.3f}\n")
    sys.stdout.write(f"{len(pages)} pages in {time.perf_counter() - start:.1f} s\n")
    below = [f"{kind} {found[kind]:.3f} is below {floor}" for kind, floor in FLOORS.items() if found[kind] < floor]
    for failure in below:
        sys.stdout.write(f"gate: offices: {failure}\n")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
