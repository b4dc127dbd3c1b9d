"""Kills runs at random moments and checks what is left of them; README.md says what is checked.

    python benchmarks/kills/run.py [--full] [--kills N] [--pages N] [--workers N] [--seed N] [--server URL] [--freeze]

Without ``--full`` five kills of runs over 200 invented pages; with it 30 kills of runs over 2,000 pages of the corpora.
With ``--server`` the chronicles are databases of a PostgreSQL server, made for it and dropped; the server that
``DRAGOMAN_TEST_POSTGRES`` names is tried after the files. Writes ``build/bench/kills.json``; ``--freeze`` also
``results.json``. Exits with 1 where anything was lost or differs.
"""

import argparse
import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "corpora")]

from mixed_pages import write_mixed  # noqa: E402  (of the corpora, beside this benchmark)
from own_pages import write_invented  # noqa: E402
from prey import Prey  # noqa: E402
from servers import drop_databases, make_database  # noqa: E402

from dragoman.chronicle import open_chronicle  # noqa: E402

OUTCOME = ROOT / "build" / "bench" / "kills.json"
_EARLY = 0.15
"""The share of kills that fall while the program still starts."""


class Plan(Struct, frozen=True):
    """What is killed how often, and where its pages and chronicles are."""

    folder: Path
    kills: int
    workers: int
    every: int
    server: str = ""

    @property
    def pages(self) -> Path:
        """The pages, as JSON lines."""
        return self.folder / "pages.jsonl"

    def place(self, name: str) -> str:
        """Return where a new chronicle is to be kept."""
        return make_database(self.server, name) if self.server else str(self.folder / f"{name}.db")

    def start(self, store: str) -> Prey:
        """Start a run."""
        return Prey(store, self.pages, workers=self.workers, every=self.every)


def measure(plan: Plan, seed: int) -> dict[str, Any]:
    """Let one run end by itself, kill others until there were enough, let each chronicle be completed, and compare."""
    chance, calm = random.Random(seed), plan.place("calm")
    undisturbed = plan.start(calm)
    undisturbed.wait()
    wanted, seconds = read_digest(calm), undisturbed.seconds
    phases: Counter[str] = Counter()
    failures: list[str] = []
    chains = 0
    while phases.total() < plan.kills:
        store = plan.place(f"killed-{chains}")
        for phase, found in kill_often(plan, store, chance=chance, mean=2 * seconds / plan.kills):
            phases[phase] += 1
            failures += found
            if phases.total() == plan.kills:
                break
        chains += 1
        plan.start(store).wait()
        failures += (
            [] if read_digest(store) == wanted else [f"chronicle {chains} differs from the undisturbed chronicle"]
        )
    given = len(plan.pages.read_text(encoding="utf-8").splitlines())
    kills = dict(sorted(phases.items()))
    return {"pages": given, "kills": kills, "chronicles": chains, "seconds": round(seconds, 1), "failures": failures}


def kill_often(plan: Plan, store: str, *, chance: random.Random, mean: float) -> Iterator[tuple[str, list[str]]]:
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


def check(store: str, stored: set[str]) -> list[str]:
    """Return what is wrong with a chronicle whose writer was killed, and which holds at least these pages."""
    if "://" in store:
        return _find_lost(store, stored)
    if not Path(store).exists():
        return [f"{len(stored)} pages and their chronicle are lost"] if stored else []
    with closing(sqlite3.connect(store)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    failures = [] if found == ["ok"] else [f"integrity: {found[:3]}"]
    failures += [f"{len(broken)} rows refer to nothing"] if broken else []
    return failures + _find_lost(store, stored)


def _find_lost(store: str, stored: set[str]) -> list[str]:
    chronicle = open_chronicle(store)  # makes what a run that was killed at its very beginning has not made
    try:
        lost = stored - {page.name for page in chronicle.archive.list()}
    finally:
        chronicle.close()
    return [f"{len(lost)} pages that were stored are lost"] if lost else []


def read_digest(store: str) -> str:
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
    parser.add_argument("--server", help="keep the chronicles in databases of this PostgreSQL server alone")
    parser.add_argument("--freeze", action="store_true", help="keep the result")
    return parser.parse_args()


def hunt(options: argparse.Namespace, seed: int, server: str) -> dict[str, Any]:
    """Measure with chronicles in files, or in databases of a server."""
    pages, kills = options.pages or (2000 if options.full else 200), options.kills or (30 if options.full else 5)
    with tempfile.TemporaryDirectory(prefix="dragoman-kills-") as folder:
        plan = Plan(Path(folder), kills, options.workers, max(1, pages // 4), server)
        if options.full:
            write_mixed(plan.pages, most=pages)
        else:
            write_invented(plan.pages, pages=pages)
        try:
            return {"seed": seed, "workers": options.workers, **measure(plan, seed)}
        finally:
            if server:
                drop_databases(server)


def print_measured(store: str, measured: dict[str, Any]) -> None:
    """Print what was killed and what was lost."""
    phases = ", ".join(f"{number} while {phase}" for phase, number in measured["kills"].items())
    print(
        f"{store}: {measured['pages']} pages, seed {measured['seed']}, {measured['workers']} reading; killed: {phases}"
    )
    print(f"{measured['chronicles']} chronicles completed and compared with one that nobody disturbed")
    print("\n".join(measured["failures"]) or "gate: nothing stored was lost, and all chronicles are equal")


def main() -> int:
    options = parse_options()
    seed = random.randrange(10**6) if options.seed is None else options.seed
    server = options.server or os.environ.get("DRAGOMAN_TEST_POSTGRES", "")
    measured = {} if options.server else {"sqlite": hunt(options, seed, "")}
    measured |= {"postgresql": hunt(options, seed, server)} if server else {}
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    if options.freeze:
        kept = (
            json.loads((HERE / "results.json").read_text(encoding="utf-8")) if (HERE / "results.json").exists() else {}
        )
        (HERE / "results.json").write_text(json.dumps(kept | measured, indent=1) + "\n", encoding="utf-8")
    for store, outcome in measured.items():
        print_measured(store, outcome)
    if not server:
        print("PostgreSQL was not tried: DRAGOMAN_TEST_POSTGRES names no server")
    return 1 if any(outcome["failures"] for outcome in measured.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
