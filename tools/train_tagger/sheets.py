"""Turns annotated samples into what the tagger learns from: the features and the label of each token, by sentence."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from corpora import Name, Sample

from dragoman.model import Article, Span
from dragoman.reading.mentions.gazetteer import find_gazetteer_chunks
from dragoman.reading.mentions.tagger_features import TokenViews, load_word_views
from dragoman.reading.mentions.tagger_words import WordViews
from dragoman.reading.sheet import Chunk, Sheet
from dragoman.reading.tables import load_tables

MARKS = frozenset(".,:;-،")
PLACE_NOUNS = frozenset(
    "استان شهر شهرستان کشور منطقه ناحیه بخش روستای شهرک کلانشهر ولایت ولسوالی مدينة محافظة ولاية منطقة دولة إقليم "
    "بلدة قرية ضاحية حي مخيم".split()
)
"""Nouns of places that stand before the name in scripts without capitals, where corpora differ on whose they are."""


class Blur(NamedTuple):
    """Tables that know less: views of words, and what is left of the gazetteer's chunks."""

    words: WordViews
    thin: Callable[[Sequence[Chunk]], Iterable[Chunk]]


class Lesson(NamedTuple):
    """One sentence: the features and the labels of its tokens."""

    features: list[list[str]]
    labels: list[str]


def make_sheet(sample: Sample, language: str) -> Sheet:
    """Lay out a sample as the body of an article."""
    article = Article("sample", language, sample.text, None, Span(0, len(sample.text)))
    return Sheet(article, load_tables(language))


def gold_runs(sheet: Sheet, names: Iterable[Name]) -> list[tuple[int, int, str]]:
    """Return the token ranges of names; a name inside a token takes the whole token, marks at its end fall off."""
    runs = []
    stops = [token.stop for token in sheet.tokens]
    for name in names:
        first = last = bisect_right(stops, name.start)
        while last < len(sheet.tokens) and sheet.tokens[last].start < name.stop:
            last += 1
        while last > first and sheet.tokens[last - 1].text in MARKS:
            last -= 1
        if last > first:
            runs.append((first, last, name.kind))
    return runs


def lessons(sample: Sample, language: str, blur: Blur | None = None) -> Iterator[Lesson]:
    """Yield the sentences of a sample with their labels.

    Args:
        sample: The text and its names.
        language: The tag of its pack.
        blur: What to see of the tables; everything where it is left out.
    """
    sheet = make_sheet(sample, language)
    labels = ["O"] * len(sheet.tokens)
    for first, stop, kind in correct_runs(sheet, gold_runs(sheet, sample.names)):
        labels[first:stop] = [f"B-{kind}", *([f"I-{kind}"] * (stop - first - 1))]
    chunks = find_gazetteer_chunks(sheet)
    words = blur.words if blur else load_word_views(language)
    view = TokenViews(sheet.tokens, sheet.tables, blur.thin(chunks) if blur else chunks, words)
    for sentence in sheet.sentences:
        yield Lesson(view.sentence(sentence), labels[sentence.first : sentence.stop])


def correct_runs(sheet: Sheet, runs: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Bring annotations to one guideline.

    No title before a person and no noun before the name of a place; a country is a place whoever acts for it;
    adjectives of nations are no names.
    """
    chunks = find_gazetteer_chunks(sheet)
    lands = {(c.first, c.stop) for c in chunks if c.kind in ("country", "place") and not c.weak}
    demonyms = {(c.first, c.stop) for c in chunks if c.kind == "demonym"}
    owners = {i for c in chunks if c.kind in ("country", "demonym") and not c.weak for i in range(c.first, c.stop)}
    for first, stop, kind in runs:
        start = _after_titles(sheet, (first, stop), owners) if kind == "PER" else first
        if kind == "LOC" and (first, stop) not in lands:
            start = _after_place_nouns(sheet, (first, stop))
        if kind == "ORG" and (first, stop) in lands:
            yield first, stop, "LOC"
        elif (first, stop) not in demonyms and start < stop:
            yield start, stop, kind


def _after_place_nouns(sheet: Sheet, run: tuple[int, int]) -> int:
    """Skip the nouns that say what sort of place it is."""
    first, stop = run
    while first < stop - 1 and sheet.tokens[first].text in PLACE_NOUNS:
        first += 1
    return first


def _after_titles(sheet: Sheet, run: tuple[int, int], owners: set[int]) -> int:
    """Skip titles and what they are titles of, where a name of more than one word begins with a title."""
    first, stop = run
    lexicons = (sheet.tables.offices, sheet.tables.styles)
    ends = [m.stop for lexicon in lexicons for m in lexicon.find(sheet.tokens, first, stop) if m.stop < stop]
    start = max(ends, default=first)
    cased = sheet.tables.pack.script != "Arab"
    while first < start < stop - 1 and (start in owners or (cased and not sheet.tokens[start].is_capital)):
        start += 1
    return start
