"""Reads and merges pages by each engine, and compares with ``dragoman read``; README.md says what is measured.

    python benchmarks/cluster/run.py [--full | --pages N] [--engines local,ray] [--freeze]

Without ``--full`` 40 pages by the local engine: a gate on the digest alone. Writes ``build/bench/cluster.json``;
``--freeze`` also ``results.json``. Exits with 1 where a digest differs, or an engine is too slow with ``--full``.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "corpora")]

from mixed_pages import ROOT  # noqa: E402  (beside this file)
from varied_pages import write_varied  # noqa: E402

from dragoman.app import open_dragoman  # noqa: E402
from dragoman.chronicle import open_chronicle  # noqa: E402
from dragoman.chronicle.sense import load_sense  # noqa: E402
from dragoman.clustering import plan_shards  # noqa: E402
from dragoman.runner.cluster.engines import Engine, hold_engine  # noqa: E402
from dragoman.runner.cluster.joining import open_joins  # noqa: E402
from dragoman.runner.cluster.merging import merge_readings  # noqa: E402
from dragoman.runner.cluster.places import is_remote  # noqa: E402
from dragoman.runner.cluster.running import read_shards  # noqa: E402
from dragoman.runner.cluster.spreading import Spread, spread_sense  # noqa: E402

SAMPLE, ALL = 40, 20_000
WORKERS = 2
OUTCOME = ROOT / "build" / "bench" / "cluster.json"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Measured:
    """What one way came to, in seconds on the clock and of all processors; ``start`` is left out of ``total``."""

    engine: str
    digest: str
    start: float
    read: float
    taken_in: float
    derived: float
    processor: float
    pages: int

    @property
    def total(self) -> float:
        """Seconds from the first page to the finished chronicle."""
        return self.read + self.taken_in + self.derived


def count_processor() -> float:
    """Return the processor seconds of this process and all that it started, the dead ones included."""
    parents, spent = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            spent[int(entry.name)] = sum(map(int, fields[11:15])) / _TICKS
    family, grown = {os.getpid()}, True
    while grown:
        new = {one for one, parent in parents.items() if parent in family} - family
        family |= new
        grown = bool(new)
    return sum(spent[one] for one in family)


def measure_local(pages: Path, folder: Path) -> Measured:
    """Read with ``dragoman read --workers 2``, which merges as it goes on."""
    before, begun = count_processor(), time.perf_counter()
    with open_dragoman(folder / "dragoman-read.db") as local:
        report = local.read([pages], workers=WORKERS)
        seconds, spent = time.perf_counter() - begun, count_processor() - before
        return Measured("dragoman read", local.digest(), 0.0, seconds, 0.0, 0.0, spent, report.total)


def measure_engine(name: str, pages: Path, folder: Path, *, joins: str) -> Measured:
    """Read and merge by an engine."""
    before, begun = count_processor(), time.perf_counter()
    with hold_engine(name, workers=WORKERS) as engine:
        list(engine.run(is_remote, ["start"] * WORKERS))
        started, idle = time.perf_counter() - begun, count_processor() - before
        read = _read(engine, pages, folder / name)
        spread = Spread(engine, open_joins(joins, workers=WORKERS))
        chronicle = open_chronicle(folder / f"{name}.db", sense=spread_sense(load_sense(), spread))
        try:
            merged = merge_readings(str(folder / name), chronicle)
            spent = count_processor() - before - idle
            digest = chronicle.digest()
        finally:
            chronicle.close()
        told = sum(merged.pages.values())
        if merged.pages.get("unchanged") == told:
            raise SystemExit(f"{name}: the chronicle was not empty: {merged.pages}")
        return Measured(f"{name}, {joins}", digest, started, read, merged.taking, merged.deriving, spent, told)


def _read(engine: Engine, pages: Path, output: Path) -> float:
    begun = time.perf_counter()
    tasks = plan_shards([str(pages)], str(output))
    from msgspec.structs import replace

    report = read_shards(engine, [replace(task, fresh=engine.threaded) for task in tasks])
    if report.lost:
        raise SystemExit(f"shards are lost: {report.lost}")
    return time.perf_counter() - begun


def print_measured(one: Measured) -> Measured:
    """Print what one way came to as soon as it is known, and return it."""
    speed = one.pages / one.total
    parts = f"read {one.read:.1f} s, taken in {one.taken_in:.1f} s, derived {one.derived:.1f} s"
    print(f"{one.engine:14} {one.pages} pages, {one.total:.1f} s ({speed:.1f} pages/s): {parts}")
    print(f"{'':14} processor {one.processor:.1f} s; start-up {one.start:.1f} s, left out", flush=True)
    return one


def find_failures(measured: list[Measured], *, least: float | None) -> list[str]:
    """Return where an engine gives another chronicle, or is too slow."""
    local, *engines = measured
    failures = [f"{one.engine}: another chronicle" for one in engines if one.digest != local.digest]
    if not engines:
        failures.append("no engine was measured")
    for one in engines if least is not None else ():
        ratio = local.total / one.total
        print(f"{one.engine}: {ratio:.2f} of the speed of dragoman read --workers {WORKERS}")
        failures += [f"{one.engine}: {ratio:.2f}, the floor is {least}"] if ratio < (least or 0) else []
    return failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help=f"{ALL} pages, by both engines")
    parser.add_argument("--pages", type=int, help="so many pages")
    parser.add_argument("--engines", help="local, ray or both with a comma")
    parser.add_argument("--joins", default="duckdb", help="duckdb or daft")
    parser.add_argument("--freeze", action="store_true", help="keep the result")
    options = parser.parse_args()
    names = (options.engines or ("local,ray" if options.full else "local")).split(",")
    with tempfile.TemporaryDirectory(prefix="dragoman-cluster-") as made:
        folder = Path(made)
        pages = folder / "pages.jsonl"
        write_varied(pages, options.pages or (ALL if options.full else SAMPLE))
        measured = [print_measured(measure_local(pages, folder))]
        for name in names:
            measured.append(print_measured(measure_engine(name, pages, folder, joins=options.joins)))
    told: dict[str, Any] = {"measured": [asdict(one) for one in measured]}
    told["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    if options.freeze:
        (HERE / "results.json").write_text(OUTCOME.read_text(encoding="utf-8"), encoding="utf-8")
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    failures = find_failures(measured, least=floors["speed"] if options.full else None)
    print("\n".join(failures) if failures else "gate: the same chronicle by every engine")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
