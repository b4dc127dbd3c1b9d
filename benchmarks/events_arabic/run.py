"""How well protest and assault are found in Arabic sentences that three or more people judged; fails below the floors.

    python benchmarks/events_arabic/run.py [--errors protest|assault]

Each sentence of ``../shared/data/events/arabic_gsr`` (or under ``$DRAGOMAN_SHARED``) is read by itself, as an article
of one sentence. It counts as found where the reading holds an event of the judged type that happened. ``README.md``
says what each figure counts.
"""

import argparse
import csv
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from dragoman.model import Article, Span
from dragoman.reading.reader import read_article

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from frozen import Row, freeze, make_row  # noqa: E402  (beside all benchmarks)

SHARED = Path(os.environ.get("DRAGOMAN_SHARED") or HERE.parents[2] / "shared")
KINDS = ("protest", "assault")
YES, NO, DISPUTED = "yes", "easy no", "difficult no"
Verdicts = dict[str, list[tuple[bool, str]]]
Figures = dict[str, float]


def read_sentences(kind: str) -> Iterator[tuple[str, str]]:
    """Yield (label, sentence) for every sentence that was judged; those with too few judges are left out.

    Raises:
        SystemExit: The sentences are not there; a benchmark without them must not look like a good one.
    """
    path = SHARED / "data" / "events" / "arabic_gsr" / f"{kind}_gsr.csv"
    if not path.is_file():
        sys.exit(f"no judged sentences at {path}; set DRAGOMAN_SHARED to the folder that holds data/")
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["text"].strip() and row["label"] in (YES, NO, DISPUTED):
                yield row["label"], row["text"].strip()


def finds(kind: str, sentence: str) -> bool:
    """Tell whether the reading of a sentence holds an event of a type that happened."""
    reading = read_article(Article("sentence", "ar", sentence, None, Span(0, len(sentence))))
    return any(event.type == kind and event.status == "happened" for event in reading.events)


def judge(kind: str) -> Verdicts:
    """Return, by label, whether each sentence was found, with the sentence."""
    verdicts: Verdicts = {YES: [], NO: [], DISPUTED: []}
    for label, sentence in read_sentences(kind):
        verdicts[label].append((finds(kind, sentence), sentence))
    return verdicts


def measure(verdicts: Verdicts) -> Figures:
    """Return recall, the three precisions and the numbers of sentences that they rest on."""
    found = {label: sum(hit for hit, _ in rows) for label, rows in verdicts.items()}
    right, wrong, disputed = found[YES], found[NO], found[DISPUTED]
    recall = right / max(len(verdicts[YES]), 1)
    rate = wrong / max(len(verdicts[NO]), 1)
    return {
        "recall": recall,
        "precision": right / max(right + wrong, 1),
        "precision_disputed": right / max(right + wrong + disputed, 1),
        "precision_balanced": recall / max(recall + rate, 1e-9),
        "sentences": len(verdicts[YES]),
        "negatives": len(verdicts[NO]),
    }


def find_failures(measured: dict[str, Figures], floors: dict[str, Figures]) -> list[str]:
    """Return one sentence for each floor that was not reached; none means that the gate is open."""
    failures = [] if floors else ["there are no floors to hold"]
    for kind, wanted in floors.items():
        got = measured.get(kind, {})
        failures += [
            f"{kind} {name}: {got.get(name, 0.0):.3f}, the floor is {floor}"
            for name, floor in wanted.items()
            if got.get(name, 0.0) < floor
        ]
    return failures


def print_errors(verdicts: Verdicts) -> None:
    """Print the sentences that were missed and those that were found against all judges."""
    for label, wanted in ((YES, True), (NO, False)):
        for hit, sentence in verdicts[label]:
            if hit != wanted:
                print("missed:" if wanted else "not so:", sentence)


def make_rows(measured: dict[str, Figures]) -> list[Row]:
    """Return recall and precision by type in the form that is frozen."""
    return [
        make_row("ar", kind, name, value=figures[name], cases=int(figures["sentences"]))
        for kind, figures in measured.items()
        for name in ("recall", "precision")
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", choices=KINDS, help="print the sentences of one type that were read wrong")
    parser.add_argument("--freeze", action="store_true", help="write results.json beside this file")
    options = parser.parse_args()
    measured: dict[str, Figures] = {}
    for kind in KINDS:
        verdicts = judge(kind)
        measured[kind] = measure(verdicts)
        print(f"{kind:9}" + "  ".join(f"{name} {value:.3f}" for name, value in measured[kind].items()))
        if options.errors == kind:
            print_errors(verdicts)
    if options.freeze:
        freeze(HERE, "Arabic protest and assault sentences", make_rows(measured))
    failures = find_failures(measured, json.loads((HERE / "floors.json").read_text(encoding="utf-8")))
    print("\n".join(["below the floors:", *failures]) if failures else "gate: the floors are held")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
