"""Kills processes of ``dragoman cluster`` at random moments and checks what is left; README.md says what is checked.

    python benchmarks/kills/cluster.py [--engine local|ray] [--kills 30] [--pages 400] [--seed N] [--freeze]

The victim is any process of a command: that which was called, one of the engine, or one that reads. Writes
``build/bench/kills-cluster-ENGINE.json``; ``--freeze`` adds to ``results.json``. Exits with 1 where anything differs.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE)]

from own_pages import write_invented  # noqa: E402  (beside this file)
from prey import list_children, lives  # noqa: E402

from dragoman.chronicle import open_chronicle  # noqa: E402

PATIENCE = 300.0
"""Seconds in which a command ends by itself, whatever was killed of it."""

LINGER = 90.0
"""Seconds that processes may live on after the command that was called has been killed."""

SHARD = 20
"""Pages of a shard: few, so that there are many tasks to be killed in."""

LOST_SHARD = 1
"""The exit code of a command that says that a shard was lost, and that it can be tried again."""


class Hunt:
    """One engine, its pages, and what has been killed so far."""

    def __init__(self, folder: Path, engine: str, chance: random.Random) -> None:
        self.pages, self._folder, self._engine, self._chance = folder / "pages.jsonl", folder, engine, chance
        self.kills: Counter[str] = Counter()
        self.failures: list[str] = []

    def run(self, name: str, *, most: int, mean: float) -> tuple[str, float]:
        """Read and merge into a chronicle of a name, killing at most so often, and return its digest and the seconds.

        Args:
            name: That of the readings and of the chronicle.
            most: So many kills.
            mean: The mean of the seconds after which one falls.
        """
        store = self._folder / f"{name}.db"
        began = time.monotonic()
        half = most // 2
        self._repeat(("cluster", "read", "--pages", SHARD, self.pages, self._folder / name), most=half, mean=mean)
        merge = ("--store", store, "cluster", "merge", self._folder / name)
        self._repeat(merge, most=most - half, mean=mean)
        took = time.monotonic() - began
        chronicle = open_chronicle(str(store))
        try:
            return chronicle.digest(), took
        finally:
            chronicle.close()

    def _repeat(self, words: tuple[object, ...], *, most: int, mean: float) -> None:
        """Call a command until it is done; before that let it be killed, as long as any kills are left."""
        step = "reading" if "read" in words else "merging"
        for left in range(most, -1, -1):
            with subprocess.Popen(self._command(words), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as called:
                if left and self._wait(called, self._chance.uniform(0, 2 * mean)) is None:
                    self._kill(called, step)
                code = self._wait(called, PATIENCE)
                said = called.stderr.read().decode() if called.stderr and code is not None else ""
            if code is None:
                called.kill()
                self.failures.append(f"{step} did not end within {PATIENCE:.0f} s after something was killed")
            elif code not in (0, LOST_SHARD, -signal.SIGKILL):
                self.failures.append(f"{step} ended with {code}: {said[-300:]}")
            if code == 0:
                return
        self.failures.append(f"{step} was not done although nothing was killed in the end")

    def _command(self, words: tuple[object, ...]) -> list[str]:
        return [sys.executable, "-m", "dragoman", *map(str, words), "--engine", self._engine]

    def _kill(self, called: "subprocess.Popen[bytes]", step: str) -> None:
        family = list_children(called.pid)
        victim = self._chance.choice([called.pid, *family])
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:  # it has ended meanwhile
            return
        self.kills[f"{step}, {'the command' if victim == called.pid else 'another process'}"] += 1
        if victim == called.pid:
            stop = time.monotonic() + LINGER
            while any(map(lives, family)) and time.monotonic() < stop:
                time.sleep(0.1)
            if any(map(lives, family)):
                self.failures.append(f"{step}: processes live on after their command was killed")

    @staticmethod
    def _wait(called: "subprocess.Popen[bytes]", seconds: float) -> int | None:
        try:
            return called.wait(seconds)
        except subprocess.TimeoutExpired:
            return None


def measure(engine: str, *, kills: int, pages: int, seed: int) -> dict[str, Any]:
    """Kill until there were enough; each chronicle must say what one says that nobody disturbed."""
    with tempfile.TemporaryDirectory(prefix="dragoman-kills-") as name:
        hunt = Hunt(Path(name), engine, random.Random(seed))
        write_invented(hunt.pages, pages=pages)
        wanted, seconds = hunt.run("calm", most=0, mean=1.0)
        chains = 0
        while hunt.kills.total() < kills and len(hunt.failures) < kills:
            left = kills - hunt.kills.total()
            digest, _ = hunt.run(f"killed-{chains}", most=min(6, left), mean=seconds / 4)
            chains += 1
            if digest != wanted:
                hunt.failures.append(f"chronicle {chains} differs from the undisturbed one")
    told = dict(sorted(hunt.kills.items()))
    return {"seed": seed, "pages": pages, "kills": told, "chronicles": chains, "failures": hunt.failures}


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--seed", type=int, help="otherwise another one each time, which is printed")
    parser.add_argument("--freeze", action="store_true", help="keep the result")
    options = parser.parse_args()
    seed = random.randrange(10**6) if options.seed is None else options.seed
    measured = measure(options.engine, kills=options.kills, pages=options.pages, seed=seed)
    outcome = ROOT / "build" / "bench" / f"kills-cluster-{options.engine}.json"
    outcome.parent.mkdir(parents=True, exist_ok=True)
    outcome.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    if options.freeze:
        frozen = HERE / "results.json"
        kept = json.loads(frozen.read_text(encoding="utf-8")) if frozen.exists() else {}
        kept[f"cluster, {options.engine}"] = measured
        frozen.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    killed = ", ".join(f"{number} while {what}" for what, number in measured["kills"].items())
    print(f"engine {options.engine}: {measured['pages']} pages, seed {seed}; killed: {killed}")
    print(f"{measured['chronicles']} chronicles completed and compared with one that nobody disturbed")
    print("\n".join(measured["failures"]) or "gate: nothing was lost, and all chronicles are equal")
    return 1 if measured["failures"] else 0


if __name__ == "__main__":
    sys.exit(main())
