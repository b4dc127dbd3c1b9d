"""Turns annotated samples into lines of pieces with their labels, all languages in one way."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).resolve().parents[1] / "train_tagger"))

from corpora import CORPORA, Corpus, Sample  # the corpora are read by one program for both taggers
from network import LABELS
from newswire import TEMPLATES, Newswire
from samples import sentences
from variation import read_people, shout, swap_people

from dragoman.language.pieces import PieceTable
from dragoman.reading.mentions.encoder_input import write_lines

NUMBERS = {label: number for number, label in enumerate(LABELS)}
CASELESS = frozenset({"ar", "fa"})
SWAPPED = {"ar": 0.4, "fa": 0.4, "en": 0.3}
"""The share of samples in which other people stand: none where names are inflected."""
SHOUTED = 0.06
NAMELESS = 0.25
"""The share of lines without a name that are kept."""
SHARES = {"en_btc": 0.35}
"""The share of a corpus that is read: short messages are far from what we read."""
WRITTEN = 2400


class Lesson(NamedTuple):
    """A line: its pieces, the label of each, which pieces begin a word, and whether offices are annotated in it."""

    pieces: list[int]
    labels: list[int]
    begins: list[bool]
    titled: bool


def write_lessons(sample: Sample, language: str, table: PieceTable, *, titled: bool) -> Iterator[Lesson]:
    """Yield the lines of a sample with their labels."""
    for sentence in sentences(sample, language):
        labels = ["O"] * len(sentence.words)
        for first, stop, kind in sentence.runs:
            labels[first:stop] = [f"B-{kind}", *([f"I-{kind}"] * (stop - first - 1))]
        done = 0
        for line in write_lines(sample.text, sentence.words, table):
            stops = [*line.words[1:], len(line.pieces)]
            marks: list[int] = []
            for label, begin, stop in zip(labels[done:], line.words, stops, strict=False):
                marks += [NUMBERS[label], *[NUMBERS[label.replace("B-", "I-")]] * (stop - begin - 1)]
            begins = set(line.words)
            yield Lesson(line.pieces, marks, [i in begins for i in range(len(line.pieces))], titled)
            done += len(line.words)


def varied(corpus: Corpus, chance: random.Random) -> Iterator[Sample]:
    """Yield the training samples of a corpus, some with other people in them, some in capitals."""
    people = read_people(corpus.language) if corpus.language in SWAPPED else []
    for sample in corpus.read("train"):
        if chance.random() > SHARES.get(corpus.name, 1.0):
            continue
        changed = sample
        if people and not sample.offices and chance.random() < SWAPPED[corpus.language]:
            changed = swap_people(sample, people, chance)
        if corpus.language not in CASELESS and chance.random() < SHOUTED:
            changed = shout(changed, chance)
        yield changed


def training(language: str, table: PieceTable, chance: random.Random) -> Iterator[Lesson]:
    """Yield the lessons of a language from all corpora that may train, in the order of the corpora."""
    if (TEMPLATES / f"{language}.txt").is_file():
        for sample in Newswire(language, chance).samples(WRITTEN):
            yield from write_lessons(sample, language, table, titled=False)
    for corpus in (c for c in CORPORA if c.language == language and c.trains):
        for sample in varied(corpus, chance):
            for lesson in write_lessons(sample, language, table, titled=corpus.titled):
                if any(lesson.labels) or chance.random() < NAMELESS:
                    yield lesson


def development(corpus: Corpus, table: PieceTable, most: int) -> Iterator[Lesson]:
    """Yield the first lessons of a corpus's development split."""
    left = most
    for sample in corpus.read("dev"):
        for lesson in write_lessons(sample, corpus.language, table, titled=corpus.titled):
            if left:
                yield lesson
                left -= 1
