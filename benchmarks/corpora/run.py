"""Reads the corpora beside the project and accounts for every page; README.md says what is measured.

    python benchmarks/corpora/run.py [--full] [--pages N] [--freeze]

Without ``--full`` a fixed sample of 300 pages. One process, one chronicle. Writes ``build/bench/corpora.json``;
``--freeze`` also ``results.json`` and ``docs/corpora.svg``. Exits with 1 where a page is not accounted for, or more is
rejected than ``floors.json`` allows.
"""

import argparse
import json
import math
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from curves import draw_chart  # noqa: E402  (beside this file)
from mixed_pages import ROOT, write_mixed  # noqa: E402
from msgspec import to_builtins  # noqa: E402
from watching import Watch  # noqa: E402

from dragoman.chronicle import Chronicle, open_chronicle  # noqa: E402
from dragoman.config import Settings  # noqa: E402
from dragoman.reading.sources import iterate_pages  # noqa: E402
from dragoman.runner import Progress, ReadReport, read_pages  # noqa: E402
from dragoman.runner.local import RunOptions  # noqa: E402
from dragoman.running import choose_reader  # noqa: E402

SAMPLE = 300
OUTCOME = ROOT / "build" / "bench" / "corpora.json"
FIGURE = ROOT / "docs" / "corpora.svg"
_NOTED = 500
"""Pages between two notes on the standard error of a long run."""


def measure(folder: Path, *, most: int | None, minutes: float) -> dict[str, Any]:
    """Read the pages into a chronicle in a folder, for no more than so many minutes, and return what came of them."""
    known = write_mixed(folder / "pages.jsonl", most=most)
    chronicle, watch = open_chronicle(folder / "corpora.db"), Watch(minutes)
    began = time.process_time()
    try:
        with watch.looking():
            report = _read(chronicle, folder / "pages.jsonl", watch)
        counts = chronicle.counts()
    finally:
        chronicle.close()
    return {
        "known": known,
        "given": watch.given,
        "read": report.read,
        "unchanged": report.unchanged,
        "duplicate": report.duplicate,
        "rejected": dict(report.rejected),
        "seconds": round(report.seconds, 1),
        "processor_seconds": round(time.process_time() - began, 1),
        "languages": dict(counts.languages),
        "entities": sum(counts.entities.values()),
        "events": sum(counts.events.values()),
        "faults": Counter(found.where for found in report.rejections if found.reason == "failed"),
        "refreshes": to_builtins(watch.refreshes),
        "looks": to_builtins(watch.looks),
    }


def _read(chronicle: Chronicle, path: Path, watch: Watch) -> ReadReport:
    chronicle.refresh = watch.time_refresh(chronicle.refresh)  # type: ignore[method-assign]

    def progress(now: Progress) -> None:
        watch.done, watch.held = now.done, now.read
        if now.done % _NOTED == 0:
            print(f"{now.done} pages, {now.rejected} rejected, {now.seconds:.0f} s", file=sys.stderr, flush=True)

    with choose_reader(Settings()) as make_reader:
        options = RunOptions(progress=progress)
        return read_pages(chronicle, watch.count(iterate_pages([path])), make_reader=make_reader, options=options)


def find_failures(measured: dict[str, Any], floors: dict[str, Any]) -> list[str]:
    """Return what is wrong with a run: pages that are not accounted for, too few, or rejected too often."""
    given, rejected = measured["given"], measured["rejected"]
    used = measured["read"] + measured["unchanged"] + measured["duplicate"]
    accounted = used + sum(rejected.values())
    share, floor = used / max(given, 1), floors["used"]
    failures = [] if accounted == given else [f"{given} pages came in, {accounted} are accounted for"]
    failures += [] if given >= floors["pages"] else [f"{given} pages were given, the floor is {floors['pages']}"]
    failures += [] if share >= floor else [f"{share:.3f} of the pages can be used, the floor is {floor}"]
    failures += [f"{rejected[reason]} rejected as {reason}" for reason in floors["never"] if rejected.get(reason)]
    return failures


def print_measured(measured: dict[str, Any]) -> None:
    """Print the account, the speed, and what deriving costs."""
    rejected = ", ".join(f"{number} {reason}" for reason, number in measured["rejected"].items()) or "none"
    seconds = measured["seconds"]
    kept = ", ".join(f"{measured[name]} {name}" for name in ("read", "unchanged", "duplicate"))
    print(f"{measured['given']} pages in: {kept}")
    print(f"rejected: {rejected}")
    print(f"{measured['given'] / seconds:.1f} pages/s, {seconds:.0f} s")
    memory = [look["megabytes"] for look in measured["looks"]]
    print(f"megabytes: {memory[len(memory) // 4]:.0f} after a quarter, {memory[-1]:.0f} at the end")
    print(f"           {max(memory):.0f} at most")
    for refresh in measured["refreshes"]:
        print(f"  derived at {refresh['pages']:6} pages: {refresh['seconds']:.1f} s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="read all pages, not 300 of them")
    parser.add_argument("--pages", type=int, default=SAMPLE, help="read so many pages")
    parser.add_argument("--minutes", type=float, default=math.inf, help="take in no more pages after so long")
    parser.add_argument("--freeze", action="store_true", help="keep the result and its figure")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dragoman-corpora-") as folder:
        measured = measure(Path(folder), most=None if options.full else options.pages, minutes=options.minutes)
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.freeze:
        (HERE / "results.json").write_text(OUTCOME.read_text(encoding="utf-8"), encoding="utf-8")
        FIGURE.write_text(draw_chart(measured["looks"]), encoding="utf-8")
    print_measured(measured)
    failures = find_failures(measured, json.loads((HERE / "floors.json").read_text(encoding="utf-8")))
    print("\n".join(failures) if failures else "gate: every page is accounted for")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
