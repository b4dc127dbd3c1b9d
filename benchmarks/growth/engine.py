"""What pages cost on an engine with two workers as a chronicle grows, beside ``dragoman read --workers 2``.

    python benchmarks/growth/engine.py [--sizes 1000,10000] [--engine ray] [--alone] [--freeze]

The invented pages are written as JSON lines, read as shards by the engine, and merged into a chronicle of SQLite with
joins by DuckDB; then ``dragoman read`` does the same, and the digests have to be one. With ``--alone`` only the engine
is measured, and the digest has to be that of ``results.json``, which ``run.py`` found for as many pages. Seconds are
those of all processors, memory is that of all processes together, with their share of what several have. The start of
the engine is left out. ``--freeze`` keeps the result in ``engine.json``, beside those of other sizes.
"""

import argparse
import importlib.util
import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from day import MEGABYTE, list_session, weigh, write_day  # noqa: E402  (beside this file)

FROZEN, GROWTH = HERE / "engine.json", HERE / "results.json"
NAME = "invented.jsonl"
"""As the file that ``kept.py`` reads these pages from: its name is part of where a page is from."""

SIZES = "1000,10000"
LOOK = 2.0
MILLISECONDS = 1000


def load_cluster() -> Any:
    """Return the benchmark of the cluster, which measures one run."""
    path = HERE.parent / "cluster" / "run.py"
    spec = importlib.util.spec_from_file_location("cluster_run", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is not there")
    module = importlib.util.module_from_spec(spec)
    sys.modules["cluster_run"] = module
    spec.loader.exec_module(module)
    return module


def measure(run: Callable[[], Any]) -> dict[str, Any]:
    """Return what a run measured, with the most megabytes of all processes of this session meanwhile."""
    most, over = 0, threading.Event()

    def look() -> None:
        nonlocal most
        while not over.wait(LOOK):
            most = max(most, sum(map(weigh, list_session(os.getsid(0)))))

    watching = threading.Thread(target=look, daemon=True)
    watching.start()
    try:
        measured = run()
    finally:
        over.set()
        watching.join()
    cost = round(MILLISECONDS * measured.processor / measured.pages, 2)
    clock = round(MILLISECONDS * measured.total / measured.pages, 2)
    return {**asdict(measured), "processor_a_page": cost, "clock_a_page": clock, "megabytes": round(most / MEGABYTE)}


def measure_size(cluster: Any, size: int, engine: str, joins: str, *, alone: bool) -> list[dict[str, Any]]:
    """Measure one number of pages, first on the engine; the digests have to be one."""
    with tempfile.TemporaryDirectory(prefix="growth-engine-") as made:
        pages, folder = Path(made) / NAME, Path(made)
        write_day(pages, 0, size)
        found = [measure(lambda: cluster.measure_engine(engine, pages, folder, joins=joins))]
        if not alone:
            found.append(measure(lambda: cluster.measure_local(pages, folder)))
    for one in found:
        print(
            f"{size:>7,} pages, {one['engine']:14} {one['processor_a_page']:6.1f} ms of processors a page, "
            f"{one['clock_a_page']:6.1f} by the clock, {one['megabytes']:,} MB, digest {one['digest'][:12]}",
            flush=True,
        )
    if len({one["digest"] for one in found} | (load_digests(size) if alone else set())) > 1:
        raise SystemExit(f"{size} pages: {engine} gives another chronicle than dragoman read")
    return found


def load_digests(size: int) -> set[str]:
    """Return the digests that were found for as many pages without an engine."""
    found = {run["digest"] for run in json.loads(GROWTH.read_text(encoding="utf-8"))["runs"] if run["given"] == size}
    if not found:
        raise SystemExit(f"{GROWTH} knows no digest of {size} pages")
    return found


def freeze(runs: list[dict[str, Any]]) -> None:
    """Keep runs in place of those of the same engine and size."""
    known = json.loads(FROZEN.read_text(encoding="utf-8"))["runs"] if FROZEN.is_file() else []
    kept = {(run["pages"], run["engine"]): run for run in (*known, *runs)}
    FROZEN.write_text(json.dumps({"runs": [kept[key] for key in sorted(kept)]}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of pages ({SIZES})")
    parser.add_argument("--engine", default="ray", help="ray or local")
    parser.add_argument("--joins", default="duckdb", help="duckdb or daft")
    parser.add_argument("--alone", action="store_true", help="without dragoman read beside it")
    parser.add_argument("--freeze", action="store_true", help="write engine.json")
    options = parser.parse_args()
    cluster = load_cluster()
    sizes = [int(size) for size in options.sizes.split(",")]
    for size in sizes:
        runs = measure_size(cluster, size, options.engine, options.joins, alone=options.alone)
        if options.freeze:
            freeze(runs)


if __name__ == "__main__":
    main()
