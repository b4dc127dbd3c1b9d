"""What pages cost as a chronicle grows; fails where they cost more than the floors allow.

    python benchmarks/growth/run.py [--full] [--readings FOLDER] [--server ADDRESS] [--sizes 1000,10000]

Invents pages with a known truth, reads them, and loads the first few and all of them into chronicles, each in a process
of its own. Prints what a page costs by step and size, how that grows, and how well the chronicle agrees with the truth.
With ``--server`` every size is loaded into PostgreSQL as well, and the digests have to be the same. ``--full`` takes
1,000, 10,000 and 100,000 pages, freezes ``results.json`` and draws ``docs/growth.svg``. README.md says what is counted.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

from bounds import find_failures  # noqa: E402  (beside all benchmarks)

QUICK, FULL = (250, 1_000), (1_000, 10_000, 100_000)
QUICK_DAY = 100
"""Pages of a day where few are read, so that these too are those of several days."""

TRUTH = 2_000
"""So many pages are compared with the truth at most, as all pairs of them are."""

DERIVED = ("resolve", "tenures", "stories", "merge", "index")
"""The steps that look at more than one page."""

OUTCOME = ROOT / "build" / "bench" / "growth.json"
FROZEN = HERE / "results.json"
CHART = ROOT / "docs" / "growth.svg"
SQLITE, SERVER = "SQLite", "PostgreSQL"

Run = dict[str, Any]


def load_one(store: str, folder: Path, number: int) -> Run:
    """Load the kept readings of so many pages into a store, here; compare few of them with the truth."""
    from kept import load_pieces
    from loading import load_pages

    run = load_pages(store, load_pieces(folder, number))
    if number <= TRUTH:
        from truth import compare

        from dragoman.chronicle.database import open_engine, parse_address, read

        engine = open_engine(parse_address(store))
        with read(engine) as connection:
            agreed = compare(connection, [one for piece in load_pieces(folder, number) for one in piece.read])
        run["truth"] = {what: {"true": one.true, "found": one.found, "f1": one.f1} for what, one in agreed.items()}
    return run


def load_apart(store: str, folder: Path, number: int) -> Run:
    """Load in a fresh process, so that the memory of one size is not that of another."""
    command = [sys.executable, str(HERE / "run.py"), "--one", str(number), "--store", store, "--readings", str(folder)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    found: Run = json.loads(printed)
    return found


def measure(folder: Path, number: int, server: str | None) -> list[Run]:
    """Load so many pages into SQLite, and at the same time into PostgreSQL where there is a server."""
    with ThreadPoolExecutor() as loads:
        waiting = [loads.submit(load_file, folder, number)]
        if server:
            waiting.append(loads.submit(load_server, folder, number, server))
        runs = [one.result() for one in waiting]
    for run in runs:
        print_run(run)
    return runs


def load_file(folder: Path, number: int) -> Run:
    """Load so many pages into a new file of SQLite."""
    with tempfile.TemporaryDirectory(prefix="growth-") as place:
        return {"store": SQLITE, **load_apart(str(Path(place) / "growth.db"), folder, number)}


def load_server(folder: Path, number: int, server: str) -> Run:
    """Load so many pages into a new database of a PostgreSQL server."""
    from servers import fresh_database

    with fresh_database(server) as address:
        return {"store": SERVER, **load_apart(address, folder, number)}


def cost(run: Run, *steps: str) -> float:
    """Return the milliseconds of the processor that a page costs, in some steps or in all."""
    return 1000 * sum(seconds for step, seconds in run["steps"].items() if not steps or step in steps) / run["given"]


def fit_exponent(runs: list[Run]) -> float:
    """Return the slope of log seconds over log pages: 1 is linear, 2 quadratic."""
    points = [(math.log(run["given"]), math.log(sum(run["steps"].values()))) for run in runs]
    x, y = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def print_run(run: Run) -> None:
    """Print what a page costs by step."""
    steps = " ".join(f"{step} {cost(run, step):.1f}" for step in run["steps"])
    print(
        f"{run['given']:7,} pages, {run['mentions']:9,} mentions, {run['store']}: {cost(run):.1f} ms a page ({steps}), "
        f"{run['megabytes']} MB, digest {run['digest'][:12]}",
        flush=True,
    )
    for what, one in run.get("truth", {}).items():
        print(f"{'':8}{what}: {one['found']:,} found, {one['true']:,} are true; pairs agree to {one['f1']:.3f}")


def sum_up(runs: list[Run]) -> dict[str, Any]:
    """Return the figures that floors are for."""
    found: dict[str, Any] = {}
    for store in dict.fromkeys(run["store"] for run in runs):
        mine = [run for run in runs if run["store"] == store]
        before, last = mine[-2:]
        found[f"most cost per page, {store}"] = round(cost(last) / cost(before), 3)
        found[f"most cost of deriving, {store}"] = round(cost(last, *DERIVED) / cost(before, *DERIVED), 3)
        found[f"most exponent, {store}"] = round(fit_exponent(mine), 3)
    compared = [run for run in runs if "truth" in run]
    for what, one in compared[-1]["truth"].items() if compared else ():
        found[f"pairs of {what}"] = one["f1"]
        found[f"{what} found"] = found[f"most {what} found"] = round(one["found"] / one["true"], 3)
    digests: dict[int, set[str]] = {}
    for run in runs:
        digests.setdefault(run["given"], set()).add(run["digest"])
    found["one digest"] = int(all(len(same) == 1 for same in digests.values()))
    return found


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="1,000 to 100,000 pages; freeze the result and the chart")
    parser.add_argument("--readings", type=Path, help="a folder of kept readings, made by kept.py")
    parser.add_argument("--server", help="the address of a PostgreSQL server, where databases may be made")
    parser.add_argument("--sizes", help="numbers of pages, with commas between")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--store", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    """Measure, print, and return the exit code."""
    options = parse()
    if options.one:
        print(json.dumps(load_one(options.store, options.readings, options.one)))
        return 0
    sizes = tuple(map(int, options.sizes.split(","))) if options.sizes else FULL if options.full else QUICK
    with tempfile.TemporaryDirectory(prefix="growth-") as place:
        folder = options.readings or Path(place)
        if not options.readings:
            from kept import read_into

            read_into(folder, max(sizes), per_day=QUICK_DAY)
        runs = [run for size in sizes for run in measure(folder, size, options.server)]
    measured = sum_up(runs)
    print("\n".join(f"{name}: {value}" for name, value in measured.items()))
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps({"measured": measured, "runs": runs}, indent=1) + "\n", encoding="utf-8")
    if options.full:
        from chart import draw_chart

        FROZEN.write_text(OUTCOME.read_text(encoding="utf-8"), encoding="utf-8")
        CHART.write_text(draw_chart([run for run in runs if run["store"] == SQLITE], cost), encoding="utf-8")
    failures = find_failures(measured, json.loads((HERE / "floors.json").read_text(encoding="utf-8")))
    print("\n".join(["below the floors:", *failures]) if failures else "the floors hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
