"""Measured and held to no floor: Tajik words beside Persian ones.

``python benchmarks/names/more.py``; writes build/bench/more_names.json.
"""

import csv
import json
import sys
import zlib
from bisect import bisect_left, bisect_right

from run import BUILD, NAMES

from dragoman.language.names.costs import weigh_words
from dragoman.language.names.folding import fold_word

WORDS, SHORTEST = 600, 4


def read_word_pairs() -> list[tuple[str, str]]:
    """Return words of news in Tajik and Persian, from lines with as many words in both: some stand for each other."""
    found = set()
    with (NAMES / "tajik_farsi" / "aligned" / "csv" / "bbc.csv").open(encoding="utf-8") as lines:
        for persian, tajik in (row[:2] for row in csv.reader(lines) if len(row) > 1):
            left, right = tajik.split(), persian.split()
            if len(left) == len(right):
                found |= {(fold_word(x, "cyrl"), fold_word(y, "fa")) for x, y in zip(left, right, strict=True)}
    words = sorted(pair for pair in found if min(map(len, pair)) >= SHORTEST)
    return sorted(words, key=lambda pair: zlib.crc32("|".join(pair).encode()))[:WORDS]


def measure_words() -> dict[str, float]:
    """Set each Tajik word's Persian word against the hardest other among all Persian words drawn."""
    pairs = read_word_pairs()
    others = sorted({y for _, y in pairs})
    writings = ("cyrl", "fa")
    same = [weigh_words(x, y, writings=writings).nats for x, y in pairs]
    wrong = [max(weigh_words(x, z, writings=writings).nats for z in others if z != y) for x, y in pairs]
    ordered = sorted(wrong)
    wins = sum(bisect_left(ordered, s) + bisect_right(ordered, s) for s in same) / 2
    first = sum(s > w for s, w in zip(same, wrong, strict=True))
    return {
        "words": len(pairs),
        "auc": round(wins / len(pairs) ** 2, 4),
        "top1": round(first / len(pairs), 4),
    }


def main() -> int:
    """Measure, print and write."""
    figures = {"Tajik words": measure_words()}
    for label, row in figures.items():
        print(label, row)
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD / "more_names.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
