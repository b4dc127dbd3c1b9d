"""Kills runs at random moments and checks what is left of them; README.md says what is checked.

    python benchmarks/kills/run.py [--full] [--kills N] [--pages N] [--workers N] [--seed N] [--freeze]

Without ``--full`` five kills of runs over 200 invented pages; with it 30 kills of runs over 2,000 pages of the corpora.
Writes ``build/bench/kills.json``; ``--freeze`` also ``results.json``. Exits with 1 where anything was lost or differs.
"""

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "corpora")]

from mixed_pages import write_mixed  # noqa: E402  (of the corpora, beside this benchmark)
from own_pages import write_invented  # noqa: E402
from prey import Prey  # noqa: E402

from dragoman.chronicle import open_chronicle  # noqa: E402

OUTCOME = ROOT / "build" / "bench" / "kills.json"
_STORED = "SELECT sighting.name FROM sighting JOIN page ON page.id = sighting.page_id WHERE page.status = 'read'"
_EARLY = 0.15
"""The share of kills that fall while the program still starts."""


class Plan(Struct, frozen=True):
    """What is killed how often, and where its pages and chronicles are."""

    folder: Path
    kills: int
    workers: int
    every: int

    @property
    def pages(self) -> Path:
        """The pages, as JSON lines."""
        return self.folder / "pages.jsonl"

    def start(self, store: Path) -> Prey:
        """Start a run."""
        return Prey(store, self.pages, workers=self.workers, every=self.every)


def measure(plan: Plan, seed: int) -> dict[str, Any]:
    """Let one run end by itself, kill others until there were enough, let each chronicle be completed, and compare."""
    chance, calm = random.Random(seed), plan.folder / "calm.db"
    undisturbed = plan.start(calm)
    undisturbed.wait()
    wanted, seconds = read_digest(calm), undisturbed.seconds
    phases: Counter[str] = Counter()
    failures: list[str] = []
    chains = 0
    while phases.total() < plan.kills:
        store = plan.folder / f"killed-{chains}.db"
        for phase, found in kill_often(plan, store, chance=chance, mean=2 * seconds / plan.kills):
            phases[phase] += 1
            failures += found
            if phases.total() == plan.kills:
                break
        chains += 1
        plan.start(store).wait()
        failures += [] if read_digest(store) == wanted else [f"{store.name} differs from the undisturbed chronicle"]
    given = len(plan.pages.read_text(encoding="utf-8").splitlines())
    kills = dict(sorted(phases.items()))
    return {"pages": given, "kills": kills, "chronicles": chains, "seconds": round(seconds, 1), "failures": failures}


def kill_often(plan: Plan, store: Path, *, chance: random.Random, mean: float) -> Iterator[tuple[str, list[str]]]:
    """Start runs over one chronicle and kill each, until one is done before its time; yields phase and failures."""
    stored: set[str] = set()
    while True:
        prey = plan.start(store)
        early = chance.random() < _EARLY
        prey.wait_until_open() if not early else None
        time.sleep(chance.uniform(0, 2 * mean))
        phase = prey.kill()
        stored |= prey.stored
        if phase == "done":
            return
        yield phase, [*prey.find_orphans(), *check(store, stored)]


def check(store: Path, stored: set[str]) -> list[str]:
    """Return what is wrong with a chronicle whose writer was killed, and which holds at least these pages."""
    if not store.exists():
        return [f"{len(stored)} pages and their chronicle are lost"] if stored else []
    with sqlite3.connect(store) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    open_chronicle(store).close()  # makes what a run that was killed at its very beginning has not made
    with sqlite3.connect(store) as connection:
        lost = stored - {row[0] for row in connection.execute(_STORED)}
    connection.close()
    failures = [] if found == ["ok"] else [f"integrity: {found[:3]}"]
    failures += [f"{len(broken)} rows refer to nothing"] if broken else []
    return failures + ([f"{len(lost)} pages that were stored are lost"] if lost else [])


def read_digest(store: Path) -> str:
    """Return the digest of what a chronicle says."""
    chronicle = open_chronicle(store)
    try:
        return chronicle.digest()
    finally:
        chronicle.close()


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="30 kills over 2,000 pages of the corpora")
    parser.add_argument("--kills", type=int)
    parser.add_argument("--pages", type=int)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, help="otherwise another one each time, which is printed")
    parser.add_argument("--freeze", action="store_true", help="keep the result")
    return parser.parse_args()


def main() -> int:
    options = parse_options()
    seed = random.randrange(10**6) if options.seed is None else options.seed
    pages, kills = options.pages or (2000 if options.full else 200), options.kills or (30 if options.full else 5)
    with tempfile.TemporaryDirectory(prefix="dragoman-kills-") as folder:
        plan = Plan(Path(folder), kills, options.workers, max(1, pages // 4))
        if options.full:
            write_mixed(plan.pages, most=pages)
        else:
            write_invented(plan.pages, pages=pages)
        measured = {"seed": seed, "workers": options.workers, **measure(plan, seed)}
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    if options.freeze:
        (HERE / "results.json").write_text(OUTCOME.read_text(encoding="utf-8"), encoding="utf-8")
    phases = ", ".join(f"{number} while {phase}" for phase, number in measured["kills"].items())
    print(f"{measured['pages']} pages, seed {seed}, {options.workers} reading; killed: {phases}")
    print(f"{measured['chronicles']} chronicles completed and compared with one that nobody disturbed")
    print("\n".join(measured["failures"]) or "gate: nothing stored was lost, and all chronicles are equal")
    return 1 if measured["failures"] else 0


if __name__ == "__main__":
    sys.exit(main())
