"""Measures how quickly pages are served while another process reads into the same chronicle.

    python benchmarks/serve/run.py [--full] [--seconds N] [--rate N] [--workers N] [--tongues]

A generated chronicle is served by ``dragoman serve``, a process of its own; ``dragoman read`` reads pages into it all
the while. By default there are 3,000 events, and the work of the server for an answer is measured, which is the same on
a busy machine. With ``--full`` there are 200,000, and then requests come at a steady rate, whether or not those before
are answered. Fails below ``floors.json``. README.md says more.
"""

import argparse
import http.client
import json
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent)]
from generate import FULL, SMALL, WORDS, write_chronicle  # noqa: E402  beside this file

from bounds import Scales  # noqa: E402  beside all benchmarks

KEPT = ROOT / "build" / "serve"
"""Where the large chronicle is kept between runs; each run works on a copy."""

RATE, WAIT, WARMING, ASKED, ROUNDS = 20, 90, 20, 60, 3
READERS = 12
"""So many people ask in turns; each has the cookies of a browser that has been here."""
TONGUES = ("en", "ru", "ar", "fa")
SHARES = {"chronicle": 20, "filtered": 25, "deep": 10, "entity": 15, "event": 15, "search": 15}
LARGE, COUNTS = 50, 500


class Answer(NamedTuple):
    """What became of a request: the kind of page, seconds from when it was due, the status, and its bytes."""

    kind: str
    seconds: float
    status: int
    size: int


class Known(NamedTuple):
    """What there is to be asked for."""

    entities: Sequence[str]
    names: Sequence[str]
    events: Sequence[str]
    cursors: Sequence[str]
    largest: str


def look_up(path: Path) -> Known:
    """Return ids and names of a chronicle, frequent and rare ones."""
    import dragoman

    with dragoman.open(path) as chronicle:
        facets = chronicle.facets()
        frequent = [*facets.people, *facets.bodies, *facets.places]
        page = chronicle.events_page(limit=COUNTS)
        rare = {one.id: one.name for event in page.events for one in event.participants}
        largest = max(page.events, key=lambda event: event.told).id
        cursors = [page.cursor or ""]
        for _ in range(3):
            page = chronicle.events_page(limit=1000, cursor=cursors[-1]) if cursors[-1] else page
            cursors.append(page.cursor or "")
        entities = [*(one.value for one in frequent), *rare]
        names = [*(one.label for one in frequent), *rare.values()]
        return Known(entities, names, [event.id for event in page.events], cursors, largest)


def make_requests(known: Known, count: int, kinds: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield kinds and addresses of pages, as several people would ask for them."""
    chance = random.Random(11)
    for kind in chance.choices(tuple(kinds), tuple(kinds.values()), k=count):
        yield kind, _make_address(kind, known, chance)


def _make_address(kind: str, known: Known, chance: random.Random) -> str:
    who = _pick(known.entities, chance)
    if kind == "chronicle":
        return "/"
    if kind == "deep":
        return "/?" + urlencode({"cursor": chance.choice(known.cursors)})
    if kind == "entity":
        return f"/entity/{quote(who)}"
    if kind == "event":
        return f"/event/{quote(known.largest if chance.random() < 0.05 else chance.choice(known.events))}"
    if kind == "search":
        words = WORDS[chance.choice(tuple(WORDS))].split()
        query = chance.choice((chance.choice(words), " ".join(chance.sample(words, 2)), _pick(known.names, chance)))
        return "/search?" + urlencode({"q": query})
    return "/?" + urlencode(_make_filter(who, known, chance))


def _make_filter(who: str, known: Known, chance: random.Random) -> dict[str, str]:
    year = chance.randint(2014, 2026)
    return chance.choice(
        (
            {"who": who}, {"who": who, "type": "meet"}, {"who": who, "since": str(year)},
            {"type": "visit"},
            {"since": f"{year}-03", "until": f"{year}-04"}, {"topic": chance.choice(("energy", "trade", "border"))},
            {"language": chance.choice(tuple(WORDS)), "type": "meet"},
            {"who": who, "with": _pick(known.entities, chance)},
            {"status": "planned"}, {"conflicts": "1"},
        )
    )  # fmt: skip


def _pick(values: Sequence[str], chance: random.Random) -> str:
    """Choose one, the first ones more often."""
    return values[int(len(values) * chance.random() ** 3)]


class Reader:
    """A browser: what it sends with each request, and the cookies that it was told to keep."""

    def __init__(self, tongue: str) -> None:
        self._headers = {"Accept": "text/html", "Accept-Encoding": "gzip", "Accept-Language": tongue}
        self._cookies: dict[str, str] = {}

    def headers(self) -> dict[str, str]:
        """Return what is sent with a request."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {**self._headers, "Cookie": cookies} if cookies else self._headers

    def keep(self, told: Sequence[tuple[str, str]]) -> None:
        """Keep the cookies of an answer."""
        for name, value in told:
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self._cookies[key] = kept


@contextmanager
def serve(path: Path, workers: int) -> Iterator[tuple[int, int]]:
    """Serve a chronicle from a process of its own; give the port and the number of the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dragoman", "--store", str(path), "serve", "--port", str(port)]
    command += ["--workers", str(workers)]
    with open_quietly(command) as server:
        for _ in range(WAIT * 10):
            if server.poll() is not None:
                sys.exit(f"the server has ended: {(server.stderr.read() if server.stderr else b'').decode()}")
            try:
                ask(port, "/about")
                break
            except OSError:
                time.sleep(0.1)
        yield port, server.pid


@contextmanager
def open_quietly(command: Sequence[str]) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program beside this one, until this one is done with it."""
    environment = {**os.environ, "DRAGOMAN_CONFIG": os.devnull}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(WAIT)


@contextmanager
def read_beside(path: Path, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Read pages into a chronicle, in a process of its own."""
    folder.mkdir()
    examples = sorted((ROOT / "examples" / "pages").glob("*.txt"))
    for number in range(200):
        for page in examples:
            text = page.read_text(encoding="utf-8")
            (folder / f"{page.stem}-{number}.txt").write_text(f"{text}\n{number}.", encoding="utf-8")
    command = [sys.executable, "-m", "dragoman", "--store", str(path), "read", "--workers", "1", str(folder)]
    with open_quietly(command) as process:
        yield process


def ask(port: int, address: str, reader: Reader | None = None) -> tuple[int, int, bytes]:
    """Ask for a page; return the status, the bytes on the wire and the body as it came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
    reader = reader or Reader(TONGUES[0])
    try:
        connection.request("GET", address, headers=reader.headers())
        response = connection.getresponse()
        body = response.read()
        reader.keep(response.getheaders())
        head = sum(len(name) + len(value) + 4 for name, value in response.getheaders())
        return response.status, len(body) + head, body
    finally:
        connection.close()


def load(port: int, requests: Sequence[tuple[str, str]], readers: Sequence[Reader], rate: float) -> list[Answer]:
    """Ask at a steady rate; the time of an answer begins when its request was due."""
    begun = time.perf_counter()

    def take(turn: int) -> Answer:
        kind, address = requests[turn]
        due = begun + turn / rate
        time.sleep(max(due - time.perf_counter(), 0))
        status, size, _ = ask(port, address, readers[turn % len(readers)])
        return Answer(kind, time.perf_counter() - due, status, size)

    with ThreadPoolExecutor(LARGE) as threads:
        return list(threads.map(take, range(len(requests))))


def measure_first_visit(port: int) -> int:
    """Return the bytes of the front page with everything that a browser fetches for it."""
    import gzip

    _, total, body = ask(port, "/")
    text = gzip.decompress(body).decode() if body[:2] == b"\x1f\x8b" else body.decode()
    for address in sorted(set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:css|js|svg))(?:\?[^"]*)?"', text))):
        _, size, styles = ask(port, address)
        total += size
        plain = gzip.decompress(styles) if styles[:2] == b"\x1f\x8b" else styles
        if address.endswith(".css"):
            total += _measure_fonts(port, plain.decode(), address)
    return total


def _measure_fonts(port: int, styles: str, address: str) -> int:
    """Return the bytes of the fonts for four languages; a browser does not fetch those of other letters."""
    total = 0
    for face in re.findall(r"@font-face\s*{[^}]*}", styles):
        name = re.search(r"url\([\"']?([^)\"'?]+)", face)
        if name and not re.search(r"(cyrillic|latin)-ext", name[1]):
            target = name[1] if name[1].startswith("/") else f"{address.rpartition('/')[0]}/{name[1]}"
            total += ask(port, target)[1]
    return total


def sum_up(answers: Sequence[Answer]) -> dict[str, dict[str, float]]:
    """Return milliseconds by kind of page."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for one in answers:
        kinds[one.kind].append(one.seconds * 1000)
        kinds["all"].append(one.seconds * 1000)
    return {kind: _percentiles(times) for kind, times in sorted(kinds.items())}


def _percentiles(times: Sequence[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else [*times] * 99
    return {"requests": len(times), "p50": round(cuts[49]), "p95": round(cuts[94]), "p99": round(cuts[98])}


def make_chronicle(folder: Path, *, full: bool) -> Path:
    """Return a generated chronicle in a folder; the large one is a copy of one that is kept."""
    path = folder / "serve.db"
    if not full:
        write_chronicle(path, SMALL)
        return path
    kept = KEPT / "serve.db"
    if not kept.is_file():
        KEPT.mkdir(parents=True, exist_ok=True)
        print(write_chronicle(KEPT / "unfinished.db", FULL), flush=True)
        (KEPT / "unfinished.db").rename(kept)
    shutil.copyfile(kept, path)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--full", action="store_true", help="put 200,000 events under load, not 3,000 to the test")
    parser.add_argument("--seconds", type=float, default=90, help="how long the load lasts")
    parser.add_argument("--rate", type=float, default=RATE, help="requests a second of the load")
    parser.add_argument("--workers", type=int, default=1, help="processes that serve")
    parser.add_argument("--tongues", action="store_true", help="readers of four languages, not of one")
    given = parser.parse_args()
    readers = [Reader(TONGUES[turn % len(TONGUES)] if given.tongues else TONGUES[0]) for turn in range(READERS)]
    count = int(given.seconds * given.rate) if given.full else ASKED
    with tempfile.TemporaryDirectory(prefix="dragoman-serve-") as folder:
        path = make_chronicle(Path(folder), full=given.full)
        requests = list(make_requests(look_up(path), WARMING + ROUNDS * ASKED + count, SHARES))
        with serve(path, given.workers) as (port, process), read_beside(path, Path(folder, "pages")) as reading:
            first_visit = measure_first_visit(port)
            for _, address in requests[:WARMING]:  # what is loaded once, when it is needed first
                ask(port, address)
            work = measure_work(port, process, requests[WARMING : WARMING + ROUNDS * ASKED])
            before = read_clock(process), read_clock(reading.pid), time.perf_counter()
            answers = load(port, requests[WARMING + ROUNDS * ASKED :], readers, given.rate) if given.full else []
            after = read_clock(process), read_clock(reading.pid), time.perf_counter()
            still_reading = reading.poll() is None
    served, read, passed = (now - then for now, then in zip(after, before, strict=True))
    if answers:
        print(f"{len(answers)} answers in {passed:.0f} s took {served * 1000 / len(answers):.1f} ms of work each")
        print(f"of a core: serving {served / passed:.0%}, reading beside {read / passed:.0%}")
    wrong = report(work, answers, first_visit, full=given.full)
    wrong += [] if still_reading else ["the reading beside ended before the requests did"]
    if wrong:
        sys.exit("\n".join(wrong))


def measure_work(port: int, process: int, requests: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Ask one after another, and return the milliseconds of a processor that an answer of each kind takes on average.

    They are those of a core as fast as the one for which so many are allowed; the least of a few rounds counts.
    """
    rounds = [measure_round(port, process, requests[turn::ROUNDS]) for turn in range(ROUNDS)]
    return {
        kind: round(min(one[kind] for one in rounds if kind in one) * 1000) for kind in sorted(set().union(*rounds))
    }


def measure_round(port: int, process: int, requests: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Ask one after another, and return the seconds of a processor that an answer of each kind takes on average."""
    spent: dict[str, list[float]] = defaultdict(list)
    scales = Scales()
    for kind, address in requests:
        before = read_clock(process)
        status, _, _ = ask(port, address)
        spent[kind].append(read_clock(process) - before)
        scales.weigh()
        if status != 200:
            sys.exit(f"{address}: {status}")
    print(f"this machine had {scales.share:.2f} of the speed for which the milliseconds of work are allowed")
    return {kind: statistics.mean(seconds) * scales.share for kind, seconds in spent.items()}


def read_clock(process: int) -> float:
    """Return the seconds that a process and those below it have spent on a processor; 0 where no system tells."""
    spent: dict[int, tuple[int, int]] = {}
    for told in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = told.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        spent[int(told.parent.name)] = int(words[1]), int(words[11]) + int(words[12])
    family = {process}
    while more := {one for one, (above, _) in spent.items() if above in family} - family:
        family |= more
    return sum(spent[one][1] for one in family if one in spent) / os.sysconf("SC_CLK_TCK")


def report(work: Mapping[str, float], answers: Sequence[Answer], first_visit: int, *, full: bool) -> list[str]:
    """Print what was measured, and return what is slower or larger than allowed."""
    floors = json.loads((HERE / "floors.json").read_text())["full" if full else "small"]
    for kind, spent in work.items():
        print(f"{kind:10} {spent:4.0f} ms of work for an answer, had the machine its whole speed")
    measured = sum_up(answers)
    for kind, times in measured.items():
        print(
            f"{kind:10} {times['requests']:5} requests  "
            f"p50 {times['p50']:4} ms  p95 {times['p95']:4} ms  p99 {times['p99']:4} ms"
        )
    print(f"first visit {first_visit / 1000:.0f} kB; load average {os.getloadavg()[0]:.1f}")
    wrong = [
        f"{kind}: {work[kind]:.0f} ms of work, {floors['work'][kind]} ms allowed"
        for kind in work
        if work[kind] > floors["work"][kind]
    ]
    wrong += [
        f"{kind}: p95 is {measured[kind]['p95']} ms, {floors['p95'][kind]} ms allowed"
        for kind in measured.keys() & floors["p95"].keys()
        if measured[kind]["p95"] > floors["p95"][kind]
    ]
    if first_visit > floors["first visit"]:
        wrong.append(f"a first visit takes {first_visit} bytes, {floors['first visit']} allowed")
    failed = sorted({(one.kind, one.status) for one in answers if one.status != 200})
    return [*wrong, *(f"{kind}: an answer was {status}" for kind, status in failed)]


if __name__ == "__main__":
    main()
