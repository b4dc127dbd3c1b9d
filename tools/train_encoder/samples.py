"""Reads annotated samples as sentences of words with names, in languages with a pack and without one, in one way."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).resolve().parents[1] / "train_tagger"))

from corpora import Name, Sample  # the corpora are read by one program for both taggers
from sheets import correct_runs, gold_runs, make_sheet

from dragoman.language.packs import list_packs
from dragoman.reading.mentions.encoder import Run as Found
from dragoman.reading.mentions.encoder import find_runs, load_encoder
from dragoman.reading.mentions.encoder_input import Bounds, find_words, write_lines

Run = tuple[int, int, str]


class Sentence(NamedTuple):
    """The words of a sentence and, by the indices of words, the names in it."""

    words: list[Bounds]
    runs: list[Run]


def sentences(sample: Sample, language: str) -> Iterator[Sentence]:
    """Yield the sentences of a sample with names that follow one guideline; offices only where no name stands."""
    yield from (_with_pack if language in list_packs() else _without_pack)(sample, language)


def _with_pack(sample: Sample, language: str) -> Iterator[Sentence]:
    sheet = make_sheet(sample, language)
    runs = list(correct_runs(sheet, gold_runs(sheet, sample.names)))
    runs += _beside(list(gold_runs(sheet, sample.offices)), runs)
    words = [(token.start, token.stop) for token in sheet.tokens]
    for part in sheet.sentences:
        inside = [(a - part.first, b - part.first, k) for a, b, k in runs if part.first <= a and b <= part.stop]
        yield Sentence(words[part.first : part.stop], inside)


def _beside(offices: Iterable[Run], runs: Iterable[Run]) -> Iterator[Run]:
    """Yield what is left of offices where no name stands, the part before the first name inside."""
    taken = {i for first, stop, _ in runs for i in range(first, stop)}
    for first, stop, kind in offices:
        end = next((i for i in range(first, stop) if i in taken), stop)
        if first < end:
            yield first, end, kind


def _without_pack(sample: Sample, language: str) -> Iterator[Sentence]:
    start = 0
    for line in sample.text.split("\n"):
        words = find_words(sample.text, start, start + len(line))
        runs = _runs(words, [n for n in sample.names if start <= n.start < start + len(line)])
        runs += _beside(_runs(words, [n for n in sample.offices if start <= n.start < start + len(line)]), runs)
        yield Sentence(words, runs)
        start += len(line) + 1


def _runs(words: list[Bounds], names: Iterable[Name]) -> list[Run]:
    found = []
    for name in names:
        inside = [i for i, (start, stop) in enumerate(words) if start < name.stop and name.start < stop]
        if inside:
            found.append((inside[0], inside[-1] + 1, name.kind))
    return found


def find_in_words(text: str, words: list[Bounds]) -> Iterator[Found]:
    """Yield the names that the shipped encoder alone sees in a sentence, by the indices of its words."""
    encoder = load_encoder()
    lines, first = list(write_lines(text, words, encoder.table)), 0
    for line, chances in zip(lines, encoder.ask(lines), strict=True):
        yield from (run._replace(first=first + run.first, stop=first + run.stop) for run in find_runs(chances))
        first += len(line.words)
