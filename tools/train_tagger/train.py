"""Trains the taggers of names: ``python tools/train_tagger/train.py [LANGUAGE ...]``."""

import random
import sys
import time
from pathlib import Path

import pycrfsuite
from corpora import CORPORA, Corpus, Sample
from sheets import Lesson, lessons

MODELS = Path(__file__).resolve().parents[2] / "src/dragoman/data/models/tagger"
PARAMETERS = {"c1": 0.1, "c2": 0.3, "max_iterations": 120, "feature.minfreq": 2, "feature.possible_transitions": True}
SEED = 20
BLIND_SHARE = 0.3


def read_lessons(corpus: Corpus) -> list[Lesson]:
    return [l for l in lessons(corpus.read("train"), corpus.language) if l.features]


def train(language: str) -> None:
    chance = random.Random(SEED)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(PARAMETERS)
    count = 0
    for corpus in CORPORA:
        if corpus.language != language or not corpus.trains:
            continue
        for lesson in read_lessons(corpus):
            trainer.append(lesson.features, lesson.labels)
            count += len(lesson.labels)
    start = time.time()
    trainer.train(str(MODELS / f"{language}.crfsuite"))
    size = (MODELS / f"{language}.crfsuite").stat().st_size
    print(f"{language}: {count} tokens, {time.time() - start:.0f} s, {size / 1e6:.2f} MB")


def main() -> None:
    for language in sys.argv[1:] or ("ar", "en", "fa", "ru"):
        train(language)


if __name__ == "__main__":
    main()
