"""Trains the taggers of names: ``python tools/train_tagger/train.py [LANGUAGE ...]``."""

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite
from corpora import CORPORA
from newswire import TEMPLATES, Newswire
from sheets import Blur, Lesson, lessons
from variation import read_people, shout, swap_people, thin_chunks, thin_tables

from dragoman.reading.mentions.tagger_words import WordViews
from dragoman.reading.tables import load_tables

MODELS = Path(__file__).resolve().parents[2] / "src/dragoman/data/models/tagger"
PARAMETERS = {"c1": 0.15, "c2": 0.1, "feature.minfreq": 3, "feature.possible_transitions": False}
SEED = 20
WRITTEN = 4000
STEPS = {"ar": 70, "en": 100, "fa": 70, "ru": 100}
DROPPED = {"ar": 0.7, "fa": 0.7}
"""The share of nameless sentences left out: fewer of them, and a model dares more in a script without capitals."""


def passes(language: str) -> Iterator[Lesson]:
    """Yield every sentence as it is, and once more with less in the tables and other people in it."""
    chance = random.Random(SEED)
    tables = load_tables(language)
    people = read_people(language)
    blur = Blur(WordViews(thin_tables(tables, chance)), lambda chunks: thin_chunks(chunks, chance))
    cased = tables.pack.script != "Arab"
    if (TEMPLATES / f"{language}.txt").is_file():
        for sample in Newswire(language, chance).samples(WRITTEN):
            yield from lessons(sample, language, blur if chance.random() < 0.5 else None)
    for corpus in CORPORA:
        if corpus.language != language or not corpus.trains:
            continue
        for number, sample in enumerate(corpus.read("train")):
            yield from lessons(sample, language)
            other = sample if language == "ru" else swap_people(sample, people, chance)
            other = shout(other, chance) if cased and number % 6 == 0 else other
            yield from lessons(other, language, blur)


def train(language: str) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({**PARAMETERS, "max_iterations": STEPS[language]})
    chance, dropped, count = random.Random(5), DROPPED.get(language, 0.0), 0
    for lesson in passes(language):
        if set(lesson.labels) <= {"O"} and (not lesson.labels or (dropped and chance.random() < dropped)):
            continue
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
