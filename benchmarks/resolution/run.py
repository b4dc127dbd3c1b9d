"""How well and how fast people and bodies are resolved; fails below the floors.

    python benchmarks/resolution/run.py [--full] [--misses]

First the pages of ``cases/``, read and resolved, pair by pair; then invented mentions, each size in a process of its
own. Writes ``build/bench/resolution.json``; ``--full`` goes up to 100,000 mentions, freezes ``results.json`` and the
chart ``docs/resolution.svg``. README.md says what is counted.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

from bounds import find_failures  # noqa: E402  (beside all benchmarks)

QUICK = (2_000, 5_000, 10_000)
FULL = (10_000, 20_000, 50_000, 100_000)
QUICK_GROWTH = ((2_000, 100),)
FULL_GROWTH = ((10_000, 1_000), (100_000, 1_000))
OUTCOME = ROOT / "build" / "bench" / "resolution.json"
FROZEN = HERE / "results.json"
CHART = ROOT / "docs" / "resolution.svg"
MEGABYTE = 1024

Run = dict[str, float]


def time_size(mentions: int) -> Run:
    """Invent and resolve so many mentions; return seconds of the processor and by the clock, and peak megabytes."""
    from invent import invent_members

    from dragoman.meaning.entities import resolve_entities

    members = invent_members(mentions)
    began, worked = time.perf_counter(), time.process_time()
    resolution = resolve_entities(members)
    return {
        "mentions": mentions,
        "people": mentions // 2,
        "entities": len(resolution.clusters),
        "links": len(resolution.links),
        "seconds": round(time.process_time() - worked, 2),
        "clock": round(time.perf_counter() - began, 2),
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE),
    }


def run_apart(mentions: int, new: int = 0) -> Run:
    """Time one size in a fresh process, so that the memory of one is not that of another."""
    command = [sys.executable, str(HERE / "run.py"), "--one", str(mentions), "--new", str(new)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    found: Run = json.loads(printed)
    return found


def fit_exponent(runs: list[Run]) -> float:
    """Return the slope of log seconds over log mentions: 1 is linear, 2 quadratic."""
    points = [(math.log(run["mentions"]), math.log(max(run["seconds"], 0.01))) for run in runs]
    x, y = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def print_runs(runs: list[Run]) -> None:
    """Print time and memory by size."""
    print(f"{'mentions':>9}{'people':>9}{'entities':>10}{'seconds':>9}{'clock':>8}{'MB':>6}")
    for run in runs:
        print(
            f"{run['mentions']:9,}{run['people']:9,}{run['entities']:10,}"
            f"{run['seconds']:9.1f}{run['clock']:8.1f}{run['megabytes']:6}"
        )
    print(f"time grows with the mentions to the power of {fit_exponent(runs):.2f}")


def print_growth(runs: list[Run]) -> None:
    """Print what it costs a chronicle to take in a few more mentions."""
    for run in runs:
        print(
            f"{run['new']:,} mentions more than {run['mentions']:,}: {run['seconds']:.1f} seconds of the processor, "
            f"{run['megabytes']} MB; {run['storing']:.1f} to store their pages"
        )


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="up to 100,000 mentions; freeze the result and the chart")
    parser.add_argument("--misses", action="store_true", help="print the pairs of the cases that came out wrong")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--new", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        from grow import time_growth

        print(json.dumps(time_growth(options.one, options.new) if options.new else time_size(options.one)))
        return 0
    from score import print_cases, score_cases

    cases = score_cases(HERE / "cases")
    print_cases(cases, misses=options.misses)
    runs = [run_apart(size) for size in (FULL if options.full else QUICK)]
    print_runs(runs)
    growth = [run_apart(*sizes) for sizes in (FULL_GROWTH if options.full else QUICK_GROWTH)]
    print_growth(growth)
    measured = {
        "pairs": cases["all"].f1,
        "cases": len(cases) - 1,
        "most seconds for 10,000": next(run["seconds"] for run in runs if run["mentions"] == QUICK[-1]),
        "most megabytes": max(run["megabytes"] for run in runs),
        "exponent": round(fit_exponent(runs), 2),
        "most seconds to add a few": growth[0]["seconds"],
    }
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps({**measured, "runs": runs, "growth": growth}, indent=1) + "\n", encoding="utf-8")
    if options.full:
        from chart import draw_chart

        FROZEN.write_text(OUTCOME.read_text(encoding="utf-8"), encoding="utf-8")
        CHART.write_text(draw_chart(runs), encoding="utf-8")
    failures = find_failures(measured, json.loads((HERE / "floors.json").read_text(encoding="utf-8")))
    print("\n".join(["below the floors:", *failures]) if failures else "the floors hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
