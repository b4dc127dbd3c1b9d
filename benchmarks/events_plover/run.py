"""Event types of English sentences, measured on PLOVER's gold standard records; fails below the floors.

    python benchmarks/events_plover/run.py [--misses | --all]

Reads each of the 322 records (317 sentences) by itself, exports its events to PLOVER and compares the types with those
that the records give it. README.md says what is counted.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from dragoman.language.ontology import find_plover_type
from dragoman.model import Article, Reading, Span
from dragoman.reading.reader import read_article

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from frozen import freeze, make_row  # noqa: E402  (beside all benchmarks)

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", HERE.parents[2] / "shared"))
RECORDS = SHARED / "data" / "events" / "plover" / "gold_standard_records" / "PLOVER_GSR_CAMEO.txt"
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
"""The types of version 0.5b1 that the manual of 2021 calls otherwise."""
VERBAL = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE")
Counts = Mapping[str, Counter[str]]


def load_sentences(path: Path) -> dict[str, set[str]]:
    """Return the types of each sentence; a sentence of two records has those of both.

    Raises:
        SystemExit: The records are not there; nothing measured must not look like a good figure.
    """
    if not path.is_file():
        sys.exit(f"no records at {path}; set DRAGOMAN_SHARED to the folder that holds data/")
    sentences: dict[str, set[str]] = defaultdict(set)
    for record in json.loads(path.read_text(encoding="utf-8")):
        if record.get("text"):
            sentences[record["text"]].add(RENAMED.get(record["event"], record["event"]))
    return dict(sentences)


def read_sentence(text: str) -> Reading:
    """Read a sentence, events without named participants included: the records name countries by their adjectives."""
    return read_article(Article("record", "en", text, None, Span(0, len(text))), unnamed=True)


def export_types(reading: Reading) -> set[str]:
    """Return the PLOVER types of a reading's events."""
    found = (find_plover_type(event, "en") for event in reading.events)
    return {plover.type for plover in found if plover is not None}


def count(sentences: dict[str, set[str]], exported: dict[str, set[str]]) -> Counts:
    """Count right, wrong and missed types over all sentences, type by type."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text, wanted in sentences.items():
        for kind in wanted | exported[text]:
            outcome = "missed" if kind not in exported[text] else "right" if kind in wanted else "wrong"
            counts[kind][outcome] += 1
    return counts


def pool(counts: Counts, kinds: tuple[str, ...] | None = None) -> Counter[str]:
    """Add up the counts of some types, or of all."""
    return sum((counts[kind] for kind in (kinds or counts) if kind in counts), Counter())


def f1(tally: Counter[str]) -> float:
    """Return F1, 0 where nothing was counted."""
    return 2 * tally["right"] / max(2 * tally["right"] + tally["wrong"] + tally["missed"], 1)


def measure(counts: Counts) -> dict[str, float]:
    """Return the figures that have floors: micro F1 over all types, and over those of verbal and joint cooperation."""
    return {"all": round(f1(pool(counts)), 3), "cooperation": round(f1(pool(counts, VERBAL)), 3)}


def find_failures(measured: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return one sentence for each floor that was not reached, or was not measured."""
    failures = [] if floors else ["there are no floors to hold"]
    return failures + [
        f"{name}: {measured.get(name, 0.0):.3f}, the floor is {floor}"
        for name, floor in floors.items()
        if measured.get(name, 0.0) < floor
    ]


def print_table(counts: Counts) -> None:
    """Print precision, recall and F1 by type and pooled."""
    rows = {**{kind: counts[kind] for kind in sorted(counts)}, "agree...": pool(counts, VERBAL), "all": pool(counts)}
    print(f"{'type':12}{'precision':>10}{'recall':>8}{'F1':>8}{'gold':>6}")
    for name, tally in rows.items():
        right, gold = tally["right"], tally["right"] + tally["missed"]
        precision, recall = right / max(right + tally["wrong"], 1), right / max(gold, 1)
        print(f"{name:12}{precision:10.3f}{recall:8.3f}{f1(tally):8.3f}{gold:6}")


def print_differences(sentences: dict[str, set[str]], exported: dict[str, set[str]], *, wrong: bool) -> None:
    """Print the sentences that miss a type, or also those that were given a wrong one."""
    for text, wanted in sentences.items():
        if wanted - exported[text] or (wrong and exported[text] - wanted):
            print(f"{'+'.join(sorted(wanted))} <- {'+'.join(sorted(exported[text])) or '-'}: {text}")


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print the sentences that miss a type")
    parser.add_argument("--freeze", action="store_true", help="write results.json beside this file")
    parser.add_argument("--all", action="store_true", help="print those with a wrong type, too")
    options = parser.parse_args()
    sentences = load_sentences(RECORDS)
    began = time.process_time()
    exported = {text: export_types(read_sentence(text)) for text in sentences}
    seconds = time.process_time() - began
    counts = count(sentences, exported)
    if options.misses or options.all:
        print_differences(sentences, exported, wrong=options.all)
    print_table(counts)
    if options.freeze:
        figures = measure(counts)
        freeze(
            HERE,
            "PLOVER's gold sentences",
            [
                make_row("en", "all 16 types", "micro F1", value=figures["all"], cases=len(sentences)),
                make_row(
                    "en",
                    "agree, consult, support, cooperate",
                    "micro F1",
                    value=figures["cooperation"],
                    cases=len(sentences),
                ),
            ],
        )
    print(f"{len(sentences)} sentences, {len(sentences) / seconds:.0f} a second")
    failures = find_failures(measure(counts), json.loads((HERE / "floors.json").read_text(encoding="utf-8")))
    print("\n".join(["below the floors:", *failures]) if failures else "the floors hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
