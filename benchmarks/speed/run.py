"""How many pages are read a second on one core, and where the time goes, by step and language.

    python benchmarks/speed/run.py [--freeze] [--workers] [--compare]

Reads the gold pages and the news documents of ``data/stories/ntrex`` in the four languages, and a sample of the
corpora, everything on, one process, into a fresh chronicle; the packs are loaded before the clock starts. A step's time
is its own, without the steps inside it. The pages are read twice: plainly for the speed, with clocks for the steps.
``--workers`` measures two workers against one, ``--compare`` our reading against pipelines that only find names; both
take minutes. Writes ``build/bench/speed.json``; ``--freeze`` also ``results.json``, where what was not measured now
stays as it was, and ``docs/speed.svg``. Fails below ``floors.json``.
"""

import argparse
import collections
import contextlib
import functools
import importlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from comparing import compare_readers, print_compared  # noqa: E402  (beside this file)
from drawing import draw_steps  # noqa: E402
from workers import compare_workers, print_workers  # noqa: E402

from bounds import Scales  # noqa: E402  (beside all benchmarks)

ROOT = HERE.parents[1]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared")
OUTCOME = ROOT / "build" / "bench" / "speed.json"
LANGUAGES = ("ar", "en", "fa", "ru")
OTHER = "other"
FIGURE = ROOT / "docs" / "speed.svg"
SAMPLE = 120
"""Pages of the corpora, mixed."""
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

Steps = dict[str, float]


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


def read_pages(pages: list[str], *, clock: Clock | None = None, scales: Scales | None = None) -> tuple[float, float]:
    """Read pages into a fresh chronicle; return pages a second of processor time, and its seconds.

    Before each page the machine is weighed, where there are scales; that time does not count.
    """
    import dragoman
    from dragoman.config import Settings

    here = Settings(page_seconds=0, page_megabytes=0)  # without limits this process reads, where the clocks are
    with (
        contextlib.ExitStack() as held,
        tempfile.TemporaryDirectory() as folder,
        dragoman.open(str(Path(folder, "speed.db")), settings=here) as chronicle,
    ):
        if clock is not None:
            clock.seconds.clear()
        if scales is not None:
            held.enter_context(weigh_between(scales))
        began = time.process_time()
        report = chronicle.read(pages, workers=1)
        seconds = time.process_time() - began
    if scales is not None:
        seconds -= sum(scales.took)
    if report.read < report.total * 0.9:
        sys.exit(f"only {report.read} of {report.total} pages were read: {dict(report.rejected)}")
    return report.read / seconds, seconds


@contextlib.contextmanager
def weigh_between(scales: Scales) -> Iterator[None]:
    """Weigh the machine before each page that is read."""
    reader: Any = importlib.import_module("dragoman.reading.reader")
    read = reader.decode_page

    def weigh_and_read(*args: Any, **options: Any) -> Any:
        scales.weigh()
        return read(*args, **options)

    reader.decode_page = weigh_and_read
    try:
        yield
    finally:
        reader.decode_page = read


def measure(corpora: str) -> dict[str, Any]:
    """Return pages a second, and each step's milliseconds a page, by language, for the corpora and for all gold."""
    pages = find_pages()
    for found in pages.values():
        read_pages(found[:2])  # loads the packs
    groups = {"corpora": [corpora], **pages, "all": [page for found in pages.values() for page in found]}
    scales = {tag: Scales() for tag in groups}
    speeds = {tag: round(read_pages(found, scales=scales[tag])[0], 1) for tag, found in groups.items()}
    clock = Clock()
    clock.watch()
    spent = {tag: _spend(clock, found, speeds[tag]) for tag, found in groups.items()}
    shares = {tag: round(one.share, 2) for tag, one in scales.items()}
    return {
        "pages": len(groups["all"]),
        "pages_per_processor_second": speeds,
        "speed_of_the_machine": shares,
        "milliseconds_a_page": spent,
    }


def _spend(clock: Clock, pages: list[str], speed: float) -> Steps:
    """Return a step's share of the time with clocks, of the time that a page takes without them."""
    seconds = read_pages(pages, clock=clock)[1]
    shares = {step: clock.seconds[step] / seconds for step, *_ in STEPS}
    whole = {**shares, OTHER: 1 - sum(shares.values())}
    return {step: round(1000 * share / speed, 2) for step, share in whole.items()}


def print_measured(measured: dict[str, Any]) -> None:
    """Print the milliseconds a page by step and language, and the speeds below them."""
    spent, speeds = measured["milliseconds_a_page"], measured["pages_per_processor_second"]
    print(f"{'milliseconds a page':28}" + "".join(f"{tag:>9}" for tag in spent))
    for step in spent["all"]:
        print(f"{step:28}" + "".join(f"{steps[step]:9.2f}" for steps in spent.values()))
    print(f"{'pages a second on one core':28}" + "".join(f"{speeds[tag]:9.1f}" for tag in spent))
    shares = measured["speed_of_the_machine"]
    print(f"{'speed of the machine then':28}" + "".join(f"{shares[tag]:9.2f}" for tag in spent))


def _write(measured: dict[str, Any], *, freeze: bool) -> None:
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    if freeze:
        frozen = HERE / "results.json"
        kept = json.loads(frozen.read_text(encoding="utf-8")) if frozen.is_file() else {}
        rest = {name: kept[name] for name in ("workers", "compared") if name in kept}
        frozen.write_text(json.dumps({**rest, **measured}, indent=1) + "\n", encoding="utf-8")
        FIGURE.write_text(draw_steps(measured["milliseconds_a_page"]), encoding="utf-8")


def _hold(measured: dict[str, Any]) -> int:
    """Hold what was measured against the floors, lower ones on a slower machine, and say what is below them."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    speeds, shares = measured["pages_per_processor_second"], measured["speed_of_the_machine"]
    low = [
        tag
        for tag, floor in floors["pages_per_processor_second"].items()
        if speeds.get(tag, 0.0) < shares.get(tag, 1.0) * floor
    ]
    if "workers" in measured and measured["workers"]["two_to_one"] < floors["two_workers_to_one"]:
        low.append("two workers")
    if "workers" in measured and measured["workers"]["megabytes"] > floors["most_megabytes_of_a_worker"]:
        low.append("memory of a worker")
    for tag, floor in floors["theirs_to_ours"].items() if "compared" in measured else ():
        if measured["compared"][tag]["theirs_to_ours"]["ours"] < floor:
            low.append(f"the comparison in {tag}")
    print(f"too slow: {', '.join(low)}" if low or not speeds else "gate: the floors of speed held")
    return 1 if low or not speeds else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--freeze", action="store_true", help="keep the result as benchmarks/speed/results.json")
    parser.add_argument("--workers", action="store_true", help="also read with two workers and with one")
    parser.add_argument("--compare", action="store_true", help="also read English and Russian with other pipelines")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / "benchmarks" / "corpora"))
    from mixed_pages import write_mixed

    with tempfile.TemporaryDirectory() as folder:
        corpora = Path(folder, "corpora.jsonl")
        write_mixed(corpora, most=SAMPLE)
        measured = measure(str(corpora))
        print_measured(measured)
        if options.workers:
            few, more = Path(folder, "few.jsonl"), Path(folder, "more.jsonl")
            write_mixed(few, most=8 * SAMPLE)
            write_mixed(more, most=20 * SAMPLE)
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:  # no memory is shared with it
                measured["workers"] = apart.submit(compare_workers, [str(more)], [str(few)]).result()
            print_workers(measured["workers"])
    if options.compare:
        measured["compared"] = compare_readers(find_pages())
        print_compared(measured["compared"])
    _write(measured, freeze=options.freeze)
    return _hold(measured)


if __name__ == "__main__":
    sys.exit(main())
