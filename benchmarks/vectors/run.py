"""Measures sentence vectors: how fast they are made, what they need, and how well they agree across languages.

    python benchmarks/vectors/run.py [--all]

For each language of NTREX that is read, or all of them: of the 60 English pages, whose vector is nearest to that of the
translation, and the other way round. Fails where a figure is below ``floors.json``; README.md says more.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dragoman.language.packs import load_pack
from dragoman.vectors import Matrix, embed_texts, load_encoder

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from bounds import Scales  # noqa: E402  beside all benchmarks

SHARED = Path(os.environ.get("DRAGOMAN_SHARED") or HERE.parents[2] / "shared")
NTREX = SHARED / "data" / "stories" / "ntrex"
READ, OTHERS = ("ru", "ar", "fa"), ("tg", "uz", "zh")
CHARACTERS = 300
SENTENCES, BATCH = 60, 10

Figures = dict[str, float]


def measure_speed() -> Figures:
    """Print and return CPU-seconds to load, sentences a CPU-second, and memory; others may use the machine as well.

    The seconds are those of a core that had its whole speed.
    """
    scales = Scales()
    scales.weigh()
    begun = time.process_time()
    encoder = load_encoder()
    encoder.encode(["one"])
    load = time.process_time() - begun
    rows = load_pack("en").rows("frames")
    sentences = list(dict.fromkeys(row["example"] for row in rows if row["example"]))[:SENTENCES]
    if not sentences:
        sys.exit("there are no sentences to measure with")
    spent = 0.0
    for start in range(0, len(sentences), BATCH):
        begun = time.process_time()
        encoder.encode(sentences[start : start + BATCH])
        spent += time.process_time() - begun
        scales.weigh()
    load, speed = load * scales.share, len(sentences) / (spent * scales.share)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"loaded in {load:.2f} CPU-seconds; {speed:.0f} sentences a CPU-second, had the machine its whole speed "
        f"(it had {scales.share:.2f}); {memory:.0f} MB for the process\n"
    )
    return {"sentences": speed, "load": load, "megabytes": memory}


def read_vectors(language: str) -> Matrix:
    """Return the vectors of the pages of a language, in the order of their names.

    Raises:
        SystemExit: There are none; a benchmark without pages must not look like a good one.
    """
    paths = sorted((NTREX / language).glob("*.txt"))
    if not paths:
        sys.exit(f"no translated pages at {NTREX}; set DRAGOMAN_SHARED to the folder that holds data/")
    texts = [path.read_text(encoding="utf-8")[:CHARACTERS] for path in paths]
    return embed_texts(texts, [language] * len(texts))


def agree(english: Matrix, other: Matrix) -> Figures:
    """Return the share of pages whose translation is nearest, and how alike translations and strangers are."""
    likeness = english @ other.T
    same = np.eye(len(likeness), dtype=bool)
    right = np.arange(len(likeness))
    found = (likeness.argmax(axis=1) == right).mean() + (likeness.argmax(axis=0) == right).mean()
    low, high = np.percentile(likeness[same], 10), np.percentile(likeness[~same], 99)
    return {"nearest": float(found) / 2, "translations": float(low), "strangers": float(high)}


def measure(languages: Sequence[str]) -> dict[str, Figures]:
    """Print and return the figures of English beside some languages."""
    found = {"speed": measure_speed()}
    english = read_vectors("en")
    for language in languages:
        figures = found[f"en-{language}"] = agree(english, read_vectors(language))
        sys.stdout.write(
            f"en-{language}: nearest {figures['nearest']:.3f}; nine in ten translations above "
            f"{figures['translations']:.2f}, 99 in 100 strangers below {figures['strangers']:.2f}\n"
        )
    return found


def find_failures(found: dict[str, Figures], floors: dict[str, Figures]) -> list[str]:
    """Return a sentence for each figure below its floor; those of ``load`` and ``megabytes`` are the most allowed."""
    failures = [] if floors else ["there are no floors to hold"]
    for name, wanted in floors.items():
        for figure, floor in wanted.items():
            got = found.get(name, {}).get(figure)
            if got is None:
                failures.append(f"{name} {figure}: nothing was measured")
            elif (got > floor) if figure in ("load", "megabytes") else (got < floor):
                failures.append(f"{name} {figure}: {got:.3f}, the floor is {floor}")
    return failures


def main() -> None:
    """Measure, print, and exit with 1 below the floors."""
    languages = READ + (OTHERS if "--all" in sys.argv else ())
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    left_out = {f"en-{tag}" for tag in OTHERS if tag not in languages}
    held = {name: wanted for name, wanted in floors.items() if name not in left_out}
    failures = find_failures(measure(languages), held)
    for failure in failures:
        sys.stdout.write(f"FAIL {failure}\n")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
