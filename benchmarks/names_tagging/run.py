"""Names found by the tagger alone, on the development splits of annotated corpora; fails below the floors.

    python benchmarks/names_tagging/run.py [LANGUAGE ...]

A name counts where its tokens and its kind are the annotated ones. ``floors.json`` holds the lowest F1 by corpus and
kind; corpora that no shipped model learnt from are marked ``unseen``.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tools" / "train_tagger"))

from corpora import CORPORA, Corpus  # noqa: E402  (beside the training, which reads the same corpora)
from sheets import correct_runs, gold_runs, make_sheet  # noqa: E402

from dragoman.reading.mentions.tagger import hear_votes  # noqa: E402

LABELS = {"person": "PER", "organisation": "ORG", "place": "LOC"}
MOST = 150
Scores = dict[str, float]


def measure(corpus: Corpus) -> tuple[Scores, float]:
    """Return F1 by kind and over all, and tokens a CPU second; nothing where the corpus has no development split."""
    counts: Counter[tuple[str, str]] = Counter()
    seconds, tokens = 0.0, 0
    for number, sample in enumerate(corpus.read("dev")):
        if number == MOST:
            break
        sheet = make_sheet(sample, corpus.language)
        gold = set(correct_runs(sheet, gold_runs(sheet, sample.names)))
        start = time.process_time()
        found = {(v.chunk.first, v.chunk.stop, LABELS[v.chunk.kind]) for v in hear_votes(sheet).names}
        seconds, tokens = seconds + time.process_time() - start, tokens + len(sheet.tokens)
        for name, runs in (("gold", gold), ("found", found), ("right", gold & found)):
            counts.update((name, kind) for kind in (*(run[2] for run in runs), *["all"] * len(runs)))
    kinds = (*LABELS.values(), "all") if tokens else ()
    return {kind: _f1(counts, kind) for kind in kinds}, tokens / max(seconds, 1e-9)


def _f1(counts: Counter[tuple[str, str]], kind: str) -> float:
    return 2 * counts["right", kind] / max(counts["gold", kind] + counts["found", kind], 1)


def find_failures(measured: dict[str, Scores], floors: dict[str, Scores]) -> list[str]:
    """Return one sentence for each floor that was not reached, or was not measured."""
    return [
        f"{name} {kind}: {measured.get(name, {}).get(kind, 0.0):.3f}, the floor is {floor}"
        for name, kinds in floors.items()
        for kind, floor in kinds.items()
        if measured.get(name, {}).get(kind, 0.0) < floor
    ]


def main() -> int:
    languages = sys.argv[1:] or ["ar", "en", "fa", "ru"]
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    measured: dict[str, Scores] = {}
    for corpus in (c for c in CORPORA if c.language in languages):
        scores, speed = measure(corpus)
        if scores:
            measured[corpus.name] = scores
            figures = "  ".join(f"{kind} {f1:.3f}" for kind, f1 in scores.items())
            print(
                f"{corpus.name:17} {figures}  {speed:8,.0f} tokens/s  {'' if corpus.trains else 'unseen'}", flush=True
            )
    wanted = {c.name: floors[c.name] for c in CORPORA if c.language in languages and c.name in floors}
    failures = find_failures(measured, wanted) if wanted else ["there are no floors to hold"]
    print("\n".join(["below the floors:", *failures]) if failures else f"{len(wanted)} corpora hold their floors")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
