"""Turns annotated samples into what the tagger learns from: the features and the label of each token, by sentence."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpora import Name, Sample

from dragoman.model import Article, Span
from dragoman.reading.mentions.gazetteer import find_gazetteer_chunks
from dragoman.reading.mentions.tagger_features import TokenView
from dragoman.reading.sheet import Sheet
from dragoman.reading.tables import load_tables

OFFICES_BEFORE = frozenset({"of", "st"})


class Lesson(NamedTuple):
    """One sentence: the features and the labels of its tokens."""

    features: list[list[str]]
    labels: list[str]


def make_sheet(sample: Sample, language: str) -> Sheet:
    """Lay out a sample as the body of an article."""
    article = Article("sample", language, sample.text, None, Span(0, len(sample.text)))
    return Sheet(article, load_tables(language))


def gold_runs(sheet: Sheet, names: Iterable[Name]) -> list[tuple[int, int, str]]:
    """Return the token ranges of names; a name inside a token takes the whole token."""
    runs = []
    stops = [token.stop for token in sheet.tokens]
    from bisect import bisect_right

    for name in names:
        first = bisect_right(stops, name.start)
        last = first
        while last < len(sheet.tokens) and sheet.tokens[last].start < name.stop:
            last += 1
        while last > first and not (sheet.tokens[last - 1].is_word or sheet.tokens[last - 1].text[0].isdigit()):
            last -= 1 if sheet.tokens[last - 1].text not in "»\"”)" else 0
            if sheet.tokens[last - 1].text in "»\"”)":
                break
        if last > first:
            runs.append((first, last, name.kind))
    return runs


def lessons(samples: Iterable[Sample], language: str) -> Iterator[Lesson]:
    """Yield the sentences of samples with their labels."""
    for sample in samples:
        sheet = make_sheet(sample, language)
        labels = ["O"] * len(sheet.tokens)
        for first, stop, kind in correct_runs(sheet, gold_runs(sheet, sample.names)):
            labels[first:stop] = [f"B-{kind}", *([f"I-{kind}"] * (stop - first - 1))]
        view = TokenView(sheet.tokens, sheet.tables, find_gazetteer_chunks(sheet))
        for sentence in sheet.sentences:
            yield Lesson(view.sentence(sentence), labels[sentence.first : sentence.stop])


def correct_runs(sheet: Sheet, runs: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Bring annotations to one guideline: no titles before a person, a country is a place whoever acts for it."""
    countries = {
        (c.first, c.stop) for c in find_gazetteer_chunks(sheet) if c.kind in ("country", "place") and not c.weak
    }
    demonyms = {(c.first, c.stop) for c in find_gazetteer_chunks(sheet) if c.kind == "demonym"}
    for first, stop, kind in runs:
        start = _after_titles(sheet, first, stop) if kind == "PER" else first
        if kind == "ORG" and (first, stop) in countries:
            yield first, stop, "LOC"
        elif (first, stop) not in demonyms and start < stop:
            yield start, stop, kind


def _after_titles(sheet: Sheet, first: int, stop: int) -> int:
    """Skip the titles and the adjectives of nations before a name of more than one word."""
    matches = [
        match
        for lexicon in (sheet.tables.offices, sheet.tables.styles)
        for match in lexicon.find(sheet.tokens, first, stop)
    ]
    ends = [m.stop for m in matches if m.stop < stop]
    return max(ends, default=first)
