"""Times a day's pages on top of a chronicle that holds many already.

    python benchmarks/growth/day.py STORE [--readings FOLDER] [--known 64000] [--new 2000] [--workers 2]

STORE is a chronicle of the first ``--known`` invented pages; where there is none, it is made of kept readings, page by
page through the same calls as by ``dragoman read``, and stays there for the next time. The pages of the day are written
into a file of JSON lines and read by ``dragoman read`` in a process of its own, into a copy. The time by the clock, the
seconds of the processor and the most memory of all its processes are printed, and frozen in ``day.json`` with
``--freeze``.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

FROZEN = HERE / "day.json"
MEGABYTE, EVERY = 1024, 1.0
SESSION = 3
"""Which of the fields of a process after its name is its session."""


def make_store(store: Path, folder: Path, known: int) -> None:
    """Make a chronicle of the first pages."""
    from kept import load_pieces
    from loading import load_pages

    print(json.dumps(load_pages(str(store), load_pieces(folder, known))), flush=True)


def write_day(path: Path, known: int, new: int) -> None:
    """Write the pages of a day as JSON lines."""
    from pages import invent_pages

    with path.open("w", encoding="utf-8") as lines:
        for one in islice(invent_pages(), known, known + new):
            lines.write(json.dumps(one.record, ensure_ascii=False) + "\n")


def copy_store(store: Path, place: Path) -> Path:
    """Copy a chronicle with what SQLite keeps beside it."""
    copy = place / store.name
    for end in ("", "-wal", "-shm"):
        if Path(f"{store}{end}").is_file():
            shutil.copy(f"{store}{end}", f"{copy}{end}")
    return copy


def read_day(store: Path, pages: Path, workers: int) -> dict[str, Any]:
    """Read the pages by the command, and return what it took; the memory is that of all its processes together."""
    command = [sys.executable, "-m", "dragoman", "--store", str(store), "read", str(pages), "--workers", str(workers)]
    began, before, most = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN), 0
    running = subprocess.Popen(command, stdout=sys.stderr, start_new_session=True)
    while running.poll() is None:
        most = max(most, sum(map(weigh, list_session(running.pid))))
        time.sleep(EVERY)
    if running.returncode:
        raise SystemExit(f"dragoman read ended with {running.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "clock": round(time.perf_counter() - began, 1),
        "seconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
        "megabytes": round(most / MEGABYTE),
    }


def list_session(leader: int) -> list[int]:
    """Return the processes that a command has started, and itself; none where the system lists no processes."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[SESSION]) == leader:
            found.append(int(path.parent.name))
    return found


def weigh(process: int) -> int:
    """Return the kilobytes that a process has for itself, with its share of what several have together."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def count(store: Path) -> dict[str, int]:
    """Return how many pages and mentions a chronicle holds."""
    import dragoman

    with dragoman.open(store) as chronicle:
        counts = chronicle.counts()
        return {"pages": counts.pages, "mentions": counts.mentions}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--readings", type=Path, default=Path("build/growth"), help="kept readings, made by kept.py")
    parser.add_argument("--known", type=int, default=64_000, help="pages in the chronicle before")
    parser.add_argument("--new", type=int, default=2_000, help="pages of the day")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--freeze", action="store_true", help="write day.json")
    options = parser.parse_args()
    if not options.store.is_file():
        make_store(options.store, options.readings, options.known)
    with tempfile.TemporaryDirectory(prefix="growth-", dir=options.store.resolve().parent) as place:
        pages = Path(place) / "day.jsonl"
        write_day(pages, options.known, options.new)
        copy = copy_store(options.store, Path(place))
        known = count(copy)
        found = {"known": known, "new": options.new, "cores": os.cpu_count(), "workers": options.workers}
        found |= read_day(copy, pages, options.workers)
        found |= {"then": count(copy), "bytes": copy.stat().st_size}
    print(json.dumps(found))
    if options.freeze:
        FROZEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
