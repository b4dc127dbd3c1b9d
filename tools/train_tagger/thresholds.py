"""Proposes how sure the taggers must be: ``python tools/train_tagger/thresholds.py``.

What is shipped was chosen near the proposal by comparing whole readings, for the guidelines of the corpora differ
from ours, so that a name they call wrong is often right.

Only the development splits of corpora that may train are looked at. A name may be *added* from the least probability
at which the names outside the gazetteer are right as often as ``WANTED`` says; it may *correct* the bounds of a rule
at the stricter share; a rule's name may be *refused* where the tagger's doubt is so great that hardly a name meets it.
"""

import sys
from collections.abc import Iterator

from corpora import CORPORA
from sheets import correct_runs, gold_runs, make_sheet

from dragoman.reading.mentions.gazetteer import find_gazetteer_chunks
from dragoman.reading.mentions.tagger import hear_votes
from dragoman.reading.sheet import Sheet

LABELS = {"person": "PER", "organisation": "ORG", "place": "LOC"}
WANTED = {
    "add": {"person": 0.7, "organisation": 0.8, "place": 0.7},
    "correct": {"person": 0.85, "organisation": 0.95, "place": 0.95},
}
SURE_OF_NONE = 0.01
GRID = (*(step / 100 for step in range(50, 100, 5)), 0.98)
FEWEST = 15
HEAD = """# How sure the tagger must be, by language, use and kind. Proposed by tools/train_tagger/thresholds.py from
# the development splits of the corpora that may train; see CARD.md. A kind that is not listed is left to the rules.
"""


def judged(language: str) -> Iterator[tuple[str, float, bool]]:
    """Yield kind, probability and truth of each name of the tagger that shares no word with the gazetteer."""
    for sheet, gold in _dev_sheets(language):
        listed = {i for c in find_gazetteer_chunks(sheet) if not c.weak for i in range(c.first, c.stop)}
        for chunk, probability in ((v.chunk, v.probability) for v in hear_votes(sheet).names):
            if not listed & set(range(chunk.first, chunk.stop)):
                yield chunk.kind, probability, (chunk.first, chunk.stop, LABELS[chunk.kind]) in gold


def _dev_sheets(language: str) -> Iterator[tuple[Sheet, set[tuple[int, int, str]]]]:
    for corpus in CORPORA:
        if corpus.language == language and corpus.trains:
            for sample in corpus.read("dev"):
                sheet = make_sheet(sample, language)
                yield sheet, set(correct_runs(sheet, gold_runs(sheet, sample.names)))


def least_probability(votes: list[tuple[str, float, bool]], kind: str, wanted: float) -> float | None:
    """Return the least probability of the grid from which on names of a kind are right often enough, or ``None``."""
    for least in GRID:
        truths = [truth for k, probability, truth in votes if k == kind and probability >= least]
        if len(truths) >= FEWEST and sum(truths) >= wanted * len(truths):
            return least
    return None


def least_doubt(language: str) -> float:
    """Return the doubt above which only one in a hundred persons stands."""
    doubts = sorted(
        min(votes.doubt[first:stop])
        for sheet, gold in _dev_sheets(language)
        for votes in [hear_votes(sheet)]
        for first, stop, kind in gold
        if kind == "PER"
    )
    return round(min(0.999, max(0.5, doubts[int(len(doubts) * (1 - SURE_OF_NONE))])), 3)


def main() -> None:
    text = HEAD
    for language in ("ar", "en", "fa", "ru"):
        votes = list(judged(language))
        for use, wanted in WANTED.items():
            text += f"\n[{language}.{use}]\n"
            for kind in LABELS:
                least = least_probability(votes, kind, wanted[kind])
                text += f"{kind} = {least}\n" if least is not None else ""
        text += f"\n[{language}.refuse]\nperson = {least_doubt(language)}\n"
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
