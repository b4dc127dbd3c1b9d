"""Mentions on the gold pages with the encoder and by the rules, and what a worker with the encoder costs."""

import importlib.util
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.model import Reading
from dragoman.reading.reader import Reader
from dragoman.reading.readers import ReaderChoice
from dragoman.reading.sources import iterate_pages

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared")
KINDS = ("person", "organisation", "place")
READERS = ("rules", "encoder")
COST = """
import resource, sys, time
from dragoman.reading.readers import ReaderChoice
from dragoman.reading.sources import iterate_pages
from dragoman.reading.mentions.encoder import load_encoder
began = time.perf_counter()
load_encoder()
loaded = time.perf_counter() - began
reader = ReaderChoice("encoder")()
for page in iterate_pages(sys.argv[1:]):
    reader.read(page)
print(loaded, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
"""A worker of its own: seconds to load the network, and the most memory in MB once it has read pages."""

Tally = Counter[tuple[str, str, str]]


def load_scorer() -> ModuleType:
    """Return the scorer that comes with the pages, for how it folds and compares surfaces."""
    spec = importlib.util.spec_from_file_location("score_readings", SHARED / "tools" / "score_readings.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer under {SHARED}")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def _said(reading: Reading) -> list[dict[str, Any]]:
    return [
        {"kind": r.kind, "mentions": [m.surface for m in r.mentions if m.form == "name"]} for r in reading.referents
    ]


def _surfaces(scorer: ModuleType, entities: list[dict[str, Any]], kind: str) -> set[str]:
    wanted = (e for e in entities if (e["kind"] if e["kind"] != "country" else "place") == kind)
    return set().union(*(scorer.surfaces(entity) for entity in wanted))


def count_mentions(reader: Reader, pages: list[Path]) -> tuple[Tally, float]:
    """Return hits, said and gold by language and kind, and the pages a processor second."""
    scorer, tally, spent = load_scorer(), Tally(), 0.0
    for path in pages:
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        start = time.process_time()
        readings = [reader.read(page) for page in iterate_pages([str(path)])]
        spent += time.process_time() - start
        said = [entity for reading in readings if isinstance(reading, Reading) for entity in _said(reading)]
        for kind in KINDS:
            mine, theirs = _surfaces(scorer, said, kind), _surfaces(scorer, gold["entities"], kind)
            for group in (gold["lang"], "all"):
                for part in (kind, "all"):
                    tally["hit", group, part] += len(mine & theirs)
                    tally["said", group, part] += len(mine)
                    tally["gold", group, part] += len(theirs)
    return tally, len(pages) / spent


def measure_mentions() -> tuple[dict[str, dict[str, dict[str, float]]], dict[str, float], Counter[tuple[str, str]]]:
    """Return F1 by reader, language and kind; the pages a processor second by reader; how many mentions there are."""
    pages = sorted(path.with_suffix(".txt") for path in (SHARED / "gold").rglob("*.json"))
    if not pages:
        raise SystemExit(f"no gold pages under {SHARED / 'gold'}")
    measured: dict[str, dict[str, dict[str, float]]] = {}
    speed = {}
    for name in READERS:
        reader = ReaderChoice(name)()
        count_mentions(reader, pages[::8])  # loads packs and models
        tally, speed[name] = count_mentions(reader, pages)
        measured[name] = {
            group: {part: _f1(tally, group, part) for part in (*KINDS, "all")}
            for group in sorted({group for _, group, _ in tally})
        }
        for group, parts in measured[name].items():
            print(f"{name:8} {group:4} " + "  ".join(f"{part} {f1:.3f}" for part, f1 in parts.items()), flush=True)
        print(f"{name:8} {speed[name]:.1f} pages a processor second", flush=True)
    cases = Counter({(group, part): number for (what, group, part), number in tally.items() if what == "gold"})
    cases["all", "pages"] = len(pages)
    return measured, speed, cases


def _f1(tally: Tally, group: str, part: str) -> float:
    return 2 * tally["hit", group, part] / max(1, tally["said", group, part] + tally["gold", group, part])


def measure_cost() -> tuple[float, float]:
    """Return the seconds to load the network and the memory in MB of a worker that has read pages in all languages."""
    pages = sorted(str(path.with_suffix(".txt")) for path in (SHARED / "gold").rglob("*.json"))[::4]
    command = [sys.executable, "-c", COST, *pages]
    loaded, memory = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.split()
    print(f"a worker: loaded in {float(loaded):.2f} s, {float(memory):.0f} MB", flush=True)
    return float(loaded), float(memory)
