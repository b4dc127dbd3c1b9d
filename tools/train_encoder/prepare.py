"""Reads the corpora into shelves: ``python tools/train_encoder/prepare.py FOLDER``."""

import argparse
import random
from pathlib import Path

from lessons import CORPORA, Lesson, development, training
from shelf import fill

from dragoman.language.pieces import PieceTable, load_pieces

SEED = 20
BUDGET = {"ar": 300_000, "en": 240_000, "fa": 280_000, "ru": 200_000, "kk": 150_000, "tr": 110_000}
"""The most pieces of each language in a pass: what we read most comes most."""
REPEATED = {"ru": 4}
"""How often the lessons of a language with little text come in a pass."""
DEV_LINES = 250


def choose(language: str, table: PieceTable) -> list[Lesson]:
    """Return the lessons of a language, a sample of them where there are more than its budget."""
    chance = random.Random(SEED)
    lessons = list(training(language, table, chance)) * REPEATED.get(language, 1)
    chance.shuffle(lessons)
    kept, left = [], BUDGET[language]
    for lesson in lessons:
        if left < 0:
            break
        kept.append(lesson)
        left -= len(lesson.pieces)
    print(f"{language}: {len(kept)} of {len(lessons)} lines, {BUDGET[language] - left} pieces", flush=True)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the shelves go: outside of the repository")
    options = parser.parse_args()
    table = load_pieces()
    fill(options.folder / "train", [lesson for tag in BUDGET for lesson in choose(tag, table)], table)
    for corpus in CORPORA:
        lessons = list(development(corpus, table, DEV_LINES))
        print(f"{corpus.name}: {len(lessons)} development lines", flush=True)
        if lessons:
            fill(options.folder / "dev" / corpus.name, lessons, table)


if __name__ == "__main__":
    main()
