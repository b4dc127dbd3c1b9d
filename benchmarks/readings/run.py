"""Read the gold pages, score the readings, time the reader.

    python benchmarks/readings/run.py [--freeze]

Reads every page under ``../shared/gold`` (or ``$DRAGOMAN_SHARED/gold``) into one fresh chronicle, on one core, and
scores the readings with the scorer that comes with the pages. Groups: ``seeds``; each language without them;
``all``. Writes ``build/bench/readings.json``, which ``gate.py`` compares with the floors; ``--freeze`` also writes
``benchmarks/readings/results.json``, from which the README and the documentation take their tables.
"""

import argparse
import collections
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
OUTCOME = ROOT / "build" / "bench" / "readings.json"
FROZEN = HERE / "results.json"
STARTS = 3
CONFLICTS = frozenset({"threaten", "coerce", "assault", "mobilize", "sanction"})

START_UP = "import sys, dragoman\nwith dragoman.open(sys.argv[1]) as chronicle: chronicle.read([sys.argv[2]])"

Scores = dict[str, dict[str, float]]


def find_shared() -> Path:
    """Return the folder that holds the gold pages and the scorer.

    Raises:
        SystemExit: It is not there; a benchmark without pages must not look like a good one.
    """
    shared = Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared").resolve()
    if not any((shared / "gold").rglob("*.json")):
        sys.exit(
            f"no gold pages under {shared / 'gold'}; set DRAGOMAN_SHARED to the folder that holds gold/ and tools/"
        )
    return shared


def group_pages(gold: Path) -> dict[str, list[Path]]:
    """Return the gold pages by group: ``seeds``, then each language without the seeds, then ``all``."""
    groups: dict[str, list[Path]] = collections.defaultdict(list)
    for annotation in sorted(gold.rglob("*.json")):
        seed = annotation.parent.name == "seeds"
        language = json.loads(annotation.read_text(encoding="utf-8"))["lang"]
        groups["seeds" if seed else language].append(annotation.with_suffix(".txt"))
    return {**groups, "all": [page for pages in groups.values() for page in pages]}


def first_of_each_language(pages: list[Path]) -> list[Path]:
    """Return one page a language, by what the annotation beside it says: reading them loads every pack."""
    found: dict[str, Path] = {}
    for page in pages:
        found.setdefault(json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))["lang"], page)
    return list(found.values())


def read_pages(pages: list[Path], folder: Path) -> tuple[Path, dict[str, float]]:
    """Read pages into a fresh chronicle and write its readings, one JSON object a line.

    Returns:
        The file of readings, and how many pages a second were read and stored once the packs were loaded: by the clock,
        and by the processor's own time, which does not suffer from neighbours.
    """
    import msgspec

    import dragoman
    from dragoman.config import Settings

    here = Settings(page_seconds=0, page_megabytes=0)  # without limits this process reads, with the packs it has loaded
    readings = folder / "readings.jsonl"
    with dragoman.open(str(folder / "warm-up.db"), settings=here) as chronicle:
        chronicle.read([str(page) for page in first_of_each_language(pages)])
    with dragoman.open(str(folder / "gold.db"), settings=here) as chronicle:
        began, worked = time.perf_counter(), time.process_time()
        chronicle.read([str(page) for page in pages], workers=1)
        seconds, work = time.perf_counter() - began, time.process_time() - worked
        lines = [msgspec.json.encode(reading).decode("utf-8") for reading in chronicle.readings()]
    readings.write_text("\n".join(lines) + "\n", encoding="utf-8")
    speed = {"pages_per_second": len(pages) / seconds, "pages_per_processor_second": len(pages) / work}
    return readings, {name: round(value, 1) for name, value in speed.items()}


def time_start(page: Path, folder: Path) -> float:
    """Return the median seconds from launching a fresh worker to its having read one page."""
    seconds = []
    for number in range(STARTS):
        began = time.perf_counter()
        store = str(folder / f"start-{number}.db")
        subprocess.run([sys.executable, "-c", START_UP, store, str(page)], check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def score_group(scorer: Path, pages: list[Path], readings: Path) -> Scores:
    """Score one group of pages by itself; see :func:`parse_table` for the result."""
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            shutil.copy(page, folder)
            shutil.copy(page.with_suffix(".json"), folder)
        command = [sys.executable, str(scorer), folder, str(readings)]
        printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    sys.stderr.write(printed.stderr)
    return parse_table(printed.stdout)["all"]


def parse_table(printed: str) -> dict[str, Scores]:
    """Parse the scorer's tables.

    Returns:
        Group -> measure -> precision, recall, f1 and gold (how many there were to find).
    """
    groups: dict[str, Scores] = {}
    rows: Scores = {}
    for line in printed.splitlines():
        cells = line.split()
        if line.endswith("pages"):
            rows = groups.setdefault(line.split(":")[0], {})
        elif len(cells) == 5 and cells[0] != "measure":
            rows[cells[0]] = dict(zip(("precision", "recall", "f1", "gold"), map(float, cells[1:]), strict=True))
    return groups


def find_false_conflicts(pages: list[Path], readings: Path) -> list[str]:
    """Return, as ``page: type``, every event of a conflict type on a page whose annotation has none of that type."""
    kinds = {page.stem: _event_types(json.loads(page.with_suffix(".json").read_text("utf-8"))) for page in pages}
    found = []
    for line in readings.read_text(encoding="utf-8").splitlines():
        reading = json.loads(line)
        extra = [event["type"] for event in reading["events"] if event["type"] not in kinds[reading["id"]]]
        found += [f"{reading['id']}: {kind}" for kind in extra if kind in CONFLICTS]
    return sorted(found)


def _event_types(reading: dict[str, Any]) -> set[str]:
    return {event["type"] for event in reading["events"]}


def print_table(scores: dict[str, Scores], pages: dict[str, int]) -> None:
    """Print F1 by measure and group."""
    names = [name for name in scores if name not in ("seeds", "all")]
    order = ["seeds", *sorted(names), "all"]
    print(f"{'F1':22}" + "".join(f"{name:>8}" for name in order))
    print(f"{'pages':22}" + "".join(f"{pages[name]:8d}" for name in order))
    for measure in scores["all"]:
        cells = (scores[name].get(measure) for name in order)
        print(f"{measure:22}" + "".join(f"{cell['f1']:8.3f}" if cell else f"{'—':>8}" for cell in cells))


def measure_readings(shared: Path) -> dict[str, Any]:
    """Read, score and time the gold pages, and return everything that was measured."""
    groups = group_pages(shared / "gold")
    scorer = shared / "tools" / "score_readings.py"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        readings, speed = read_pages(groups["all"], folder)
        scores = {group: score_group(scorer, pages, readings) for group, pages in groups.items()}
        start = time_start(groups["all"][0], folder)
        shutil.copy(readings, OUTCOME.with_suffix(".jsonl"))
        false_conflicts = find_false_conflicts(groups["all"], readings)
    return {
        "pages": {group: len(pages) for group, pages in groups.items()},
        "scores": scores,
        "false_conflicts": len(false_conflicts),
        **speed,
        "start_seconds": round(start, 2),
        "python": platform.python_version(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--freeze", action="store_true", help="keep the result as benchmarks/readings/results.json")
    options = parser.parse_args()
    shared = find_shared()
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.unlink(missing_ok=True)
    measured = measure_readings(shared)
    for path in (OUTCOME, FROZEN) if options.freeze else (OUTCOME,):
        path.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print_table(measured["scores"], measured["pages"])
    print(f"\n{measured['pages_per_second']} pages a second on one core, read and stored", end="")
    print(f" ({measured['pages_per_processor_second']} by processor time)")
    print(f"{measured['start_seconds']} s for a fresh worker to start and read its first page")
    print(f"{measured['false_conflicts']} events of conflict types on pages whose annotation has none of that type")
    print(f"readings: {OUTCOME.with_suffix('.jsonl').relative_to(ROOT)}")


if __name__ == "__main__":
    main()
