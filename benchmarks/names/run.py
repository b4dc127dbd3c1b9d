"""Names across scripts: the same person against the hardest other, on politicians' names in four languages."""

import csv
import os
import random
import sys
import time
from pathlib import Path

from dragoman.meaning.entities.names import CodedName, code_name, score_names

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
PAIRS = (("en", "ru"), ("en", "ar"), ("en", "fa"), ("ru", "fa"), ("ru", "ar"), ("ar", "fa"))
SAMPLE, SEED = 1500, 7


def read_people() -> list[dict[str, str]]:
    """Return a reproducible sample of people with names in at least two of the four languages."""
    with (SHARED / "data/names/politicians_by_language.tsv").open(encoding="utf-8") as lines:
        rows = [
            row
            for row in csv.DictReader(lines, delimiter="\t")
            if sum(bool(row[t]) for t in ("en", "ru", "ar", "fa")) > 1
        ]
    return random.Random(SEED).sample(rows, min(SAMPLE, len(rows)))


def measure_pair(people: list[dict[str, str]], pair: tuple[str, str]) -> dict[str, float]:
    """Score every person's name against the whole list of the other language."""
    both = [row for row in people if row[pair[0]] and row[pair[1]]]
    left = [code_name(row[pair[0]], pair[0]) for row in both]
    right = [code_name(row[pair[1]], pair[1]) for row in both]
    same, other = [], []
    for number, name in enumerate(left):
        scores = [score_names(name, candidate) for candidate in right]
        same.append(scores.pop(number))
        other.append(max(scores))
    floor = sorted(other, reverse=True)[int(len(other) * 0.005)]
    wins = sum((s > o) + 0.5 * (s == o) for s in same for o in other)
    return {
        "persons": len(both),
        "AUC": wins / len(same) / len(other),
        "recall": sum(s > floor for s in same) / len(same),
        "top-1": sum(s > o for s, o in zip(same, other, strict=True)) / len(same),
    }


def measure_speed(names: list[CodedName]) -> float:
    """Return comparisons a second."""
    start = time.process_time()
    count = sum(1 for a in names[:200] for b in names if score_names(a, b) >= 0)
    return count / (time.process_time() - start)


def main() -> int:
    """Print the table."""
    people = read_people()
    sys.stdout.write("pair   persons    AUC  recall  top-1\n")
    for pair in PAIRS:
        row = measure_pair(people, pair)
        figures = "  ".join(f"{row[name]:.3f}" for name in ("AUC", "recall", "top-1"))
        sys.stdout.write(f"{'-'.join(pair)} {row['persons']:9.0f}  {figures}\n")
    sys.stdout.write(f"{measure_speed([code_name(row['en'], 'en') for row in people]):,.0f} comparisons a second\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
