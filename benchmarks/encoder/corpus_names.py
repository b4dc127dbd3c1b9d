"""Names on development splits of annotated corpora by the encoder alone, beside the tagger of the same language."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / "tools"
sys.path[:0] = [str(TOOLS / "train_tagger"), str(TOOLS / "train_encoder")]

from corpora import CORPORA, Corpus, Sample  # noqa: E402  (beside the training, which reads the same corpora)
from samples import find_in_words, sentences  # noqa: E402
from sheets import correct_runs, gold_runs, make_sheet  # noqa: E402

from dragoman.language.packs import list_packs  # noqa: E402
from dragoman.reading.mentions.encoder_votes import hear_encoder  # noqa: E402
from dragoman.reading.mentions.tagger import hear_votes  # noqa: E402
from dragoman.reading.mentions.votes import Votes  # noqa: E402
from dragoman.reading.sheet import Sheet  # noqa: E402

KINDS = ("PER", "ORG", "LOC", "all")
LABELS = {"person": "PER", "organisation": "ORG", "place": "LOC"}
MOST = 4_000
"""Words of a corpus that are read: more does not change a figure by much."""
Run = tuple[int, int, str]
Scores = dict[str, dict[str, float]]


class Tally:
    """Counts names found, annotated and found rightly, by kind."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def add(self, gold: set[Run], found: set[Run]) -> None:
        """Count the names of one text; offices are not asked for."""
        for what, runs in (("gold", gold), ("found", found), ("right", gold & found)):
            kinds = [kind for _, _, kind in runs if kind != "OFF"]
            self.counts.update((what, kind) for kind in (*kinds, *["all"] * len(kinds)))

    def f1(self) -> dict[str, float]:
        """Return F1 by kind."""
        counts = self.counts
        return {
            kind: 2 * counts["right", kind] / max(1, counts["gold", kind] + counts["found", kind]) for kind in KINDS
        }


def first_samples(corpus: Corpus) -> Iterator[Sample]:
    """Yield the first samples of a development split."""
    words = 0
    for sample in corpus.read("dev"):
        if words > MOST:
            break
        words += len(sample.text.split())
        yield sample


def measure(corpus: Corpus) -> Scores:
    """Return F1 by way (``encoder``; where the language has one also ``tagger``, and ``both`` mixed) and kind."""
    samples = list(first_samples(corpus))
    return (
        _measure_with_pack(samples, corpus.language)
        if corpus.language in list_packs()
        else _measure_bare(samples, corpus)
    )


def _measure_with_pack(samples: Iterable[Sample], language: str) -> Scores:
    ways: dict[str, Callable[[Sheet], Votes]] = {
        "encoder": partial(hear_encoder, weight=1.0),
        "tagger": hear_votes,
        "both": hear_encoder,
    }
    tallies = {way: Tally() for way in ways}
    for sample in samples:
        sheet = make_sheet(sample, language)
        gold = set(correct_runs(sheet, gold_runs(sheet, sample.names)))
        for way, hear in ways.items():
            found = ((v.chunk.first, v.chunk.stop, LABELS[v.chunk.kind]) for v in hear(sheet).names)
            tallies[way].add(gold, set(found))
    return {way: tally.f1() for way, tally in tallies.items()}


def _measure_bare(samples: Iterable[Sample], language: str) -> Scores:
    tally = Tally()
    for sample in samples:
        for sentence in sentences(sample, language):
            runs = find_in_words(sample.text, sentence.words)
            found = {(run.first, run.stop, LABELS.get(run.kind, "OFF")) for run in runs}
            tally.add(set(sentence.runs), found)
    return {"encoder": tally.f1()}


def measure_all() -> dict[str, Scores]:
    """Return the scores of every corpus that has a development split, and print a line of each."""
    measured = {}
    for corpus in CORPORA:
        start = time.process_time()
        if not list(islice(corpus.read("dev"), 1)):
            continue
        scores = measured[corpus.name] = measure(corpus)
        parts = (
            f"{way} " + " ".join(f"{kind} {f1:.3f}" for kind, f1 in kinds.items()) for way, kinds in scores.items()
        )
        seconds = time.process_time() - start
        print(f"{corpus.name:17}{' | '.join(parts)} {'' if corpus.trains else 'unseen'} {seconds:.1f} s", flush=True)
    return measured
