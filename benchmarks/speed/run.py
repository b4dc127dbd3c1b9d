"""How many pages are read a second on one core, and where the time goes, by step and language.

    python benchmarks/speed/run.py [--freeze]

Reads the gold pages and the news documents of ``data/stories/ntrex`` in the four languages, everything on, one
process, into a fresh chronicle; the packs are loaded before the clock starts. A step's time is its own, without the
steps inside it. The pages are read twice: plainly for the speed, with clocks for the shares. Writes
``build/bench/speed.json``; ``--freeze`` also ``results.json``. Fails below ``floors.json``.
"""

import argparse
import collections
import functools
import importlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared")
OUTCOME = ROOT / "build" / "bench" / "speed.json"
LANGUAGES = ("ar", "en", "fa", "ru")
OTHER = "other"
STEPS = (
    ("decode", "dragoman.reading.reader", "decode_page"),
    ("article", "dragoman.reading.reader", "extract_article"),
    ("words and sentences", "dragoman.reading.reader", "Sheet"),
    ("tables of names", "dragoman.reading.mentions.linking", "find_gazetteer_chunks"),
    ("tagger", "dragoman.reading.mentions.linking", "hear_votes"),
    ("offices", "dragoman.reading.mentions.linking", "find_office_phrases"),
    ("offices", "dragoman.reading.mentions.linking", "find_holders"),
    ("names by grammar", "dragoman.reading.mentions.persons", "NameFinder.find"),
    ("bodies", "dragoman.reading.mentions.linking", "find_bodies"),
    ("coreference", "dragoman.reading.mentions.linking", "find_short_forms"),
    ("coreference", "dragoman.reading.mentions.linking", "link_bare_titles"),
    ("dates", "dragoman.reading.events.page_dates", "find_dates"),
    ("triggers", "dragoman.reading.events.coding", "find_triggers"),
    ("actors", "dragoman.reading.events.coding", "find_actors"),
    ("roles and circumstances", "dragoman.reading.reader", "code_events"),
    ("storing", "dragoman.chronicle.sql", "SqlChronicle.store"),
    ("identity, offices, events", "dragoman.chronicle.sql", "SqlChronicle.refresh"),
)
"""What is timed: the step's name, the module that calls it, and the name under which it does."""

Shares = dict[str, float]


class Clock:
    """Sums the seconds of steps; the time of a step inside another is taken off the outer one."""

    def __init__(self) -> None:
        self.seconds: collections.Counter[str] = collections.Counter()
        self._inner: list[float] = [0.0]

    def wrap(self, step: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a call that is timed under the name of a step."""

        @functools.wraps(call, updated=())
        def timed(*args: Any, **options: Any) -> Any:
            began = time.process_time()
            self._inner.append(0.0)
            try:
                return call(*args, **options)
            finally:
                whole = time.process_time() - began
                self.seconds[step] += whole - self._inner.pop()
                self._inner[-1] += whole

        return timed

    def watch(self) -> None:
        """Put the clock into every step."""
        for step, module, name in STEPS:
            home: Any = importlib.import_module(module)
            *inside, last = name.split(".")
            home = functools.reduce(getattr, inside, home)
            setattr(home, last, self.wrap(step, getattr(home, last)))


def find_pages() -> dict[str, list[str]]:
    """Return the pages by language.

    Raises:
        SystemExit: There are none: a benchmark without pages must not look like a good one.
    """
    pages = {
        tag: [
            *sorted(str(p) for p in (SHARED / "gold" / tag).glob("*.txt")),
            *sorted(str(p) for p in (SHARED / "data" / "stories" / "ntrex").glob(f"*.{tag}.txt")),
        ]
        for tag in LANGUAGES
    }
    missing = [tag for tag, found in pages.items() if len(found) < 10]
    if missing:
        sys.exit(f"no pages in {', '.join(missing)} under {SHARED}; set DRAGOMAN_SHARED to the folder that holds gold/")
    return pages


def read_pages(pages: list[str], *, clock: Clock | None = None) -> tuple[float, float]:
    """Read pages into a fresh chronicle; return pages a second of processor time, and its seconds."""
    import dragoman
    from dragoman.config import Settings

    here = Settings(page_seconds=0, page_megabytes=0)  # without limits this process reads, where the clocks are
    with (
        tempfile.TemporaryDirectory() as folder,
        dragoman.open(str(Path(folder, "speed.db")), settings=here) as chronicle,
    ):
        if clock is not None:
            clock.seconds.clear()
        began = time.process_time()
        report = chronicle.read(pages, workers=1)
        seconds = time.process_time() - began
    if report.read < len(pages) * 0.9:
        sys.exit(f"only {report.read} of {len(pages)} pages were read: {dict(report.rejected)}")
    return len(pages) / seconds, seconds


def measure() -> dict[str, Any]:
    """Return pages a second, and each step's share of the time, by language and over all."""
    pages = find_pages()
    everything = [page for found in pages.values() for page in found]
    for found in pages.values():
        read_pages(found[:2])  # loads the packs
    speeds = {tag: round(read_pages(found)[0], 1) for tag, found in pages.items()}
    speeds["all"] = round(read_pages(everything)[0], 1)
    clock = Clock()
    clock.watch()
    shares = {tag: _shares(clock, found) for tag, found in {**pages, "all": everything}.items()}
    return {"pages": len(everything), "pages_per_processor_second": speeds, "shares": shares}


def _shares(clock: Clock, pages: list[str]) -> Shares:
    seconds = read_pages(pages, clock=clock)[1]
    shares = {step: clock.seconds[step] / seconds for step, *_ in STEPS}
    return {step: round(share, 4) for step, share in {**shares, OTHER: 1 - sum(shares.values())}.items()}


def print_measured(measured: dict[str, Any]) -> None:
    """Print the shares by step and language, and the speeds below them."""
    order = [*LANGUAGES, "all"]
    print(f"{'share of the time':28}" + "".join(f"{tag:>8}" for tag in order))
    for step in measured["shares"]["all"]:
        print(f"{step:28}" + "".join(f"{100 * measured['shares'][tag][step]:7.1f}%" for tag in order))
    speeds = measured["pages_per_processor_second"]
    print(f"{'pages a second on one core':28}" + "".join(f"{speeds[tag]:8.1f}" for tag in order))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--freeze", action="store_true", help="keep the result as benchmarks/speed/results.json")
    options = parser.parse_args()
    measured = measure()
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    for path in (OUTCOME, HERE / "results.json") if options.freeze else (OUTCOME,):
        path.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print_measured(measured)
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["pages_per_processor_second"]
    slow = [tag for tag, floor in floors.items() if measured["pages_per_processor_second"].get(tag, 0.0) < floor]
    print(f"too slow: {', '.join(slow)}" if slow or not floors else f"gate: {len(floors)} speed floors held")
    return 1 if slow or not floors else 0


if __name__ == "__main__":
    sys.exit(main())
