"""Names on the development splits of annotated corpora, found in two ways; fails below the floors.

    python benchmarks/names_tagging/run.py [LANGUAGE ...] [--freeze]

``tagger`` is the statistical tagger alone, ``reader`` everything that reads an article: tables, grammar of titles and
tagger together. Both are brought to the guideline of the corpora (:func:`sheets.correct_runs`), and of nested names
the outermost counts. A name counts where its tokens and its kind are the annotated ones. ``floors.json`` holds the
lowest F1 by corpus, way and kind; corpora that no shipped model learnt from are marked ``unseen``.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "tools" / "train_tagger"), str(HERE.parent)]

from corpora import CORPORA, Corpus, Name, outermost  # noqa: E402  (beside the training, which reads the same corpora)
from sheets import correct_runs, gold_runs, make_sheet  # noqa: E402

from dragoman.reading.mentions.linking import find_mentions  # noqa: E402
from dragoman.reading.mentions.tagger import hear_votes  # noqa: E402
from dragoman.reading.sheet import Sheet  # noqa: E402
from frozen import Row, freeze, make_row  # noqa: E402  (beside all benchmarks)

LABELS = {"person": "PER", "organisation": "ORG", "place": "LOC", "country": "LOC"}
KINDS = ("PER", "ORG", "LOC", "all")
MOST = 150
Run = tuple[int, int, str]
Scores = dict[str, dict[str, float]]


def find_by_tagger(sheet: Sheet) -> Iterator[Run]:
    """Yield what the tagger's likeliest reading says, however unsure it is."""
    for vote in hear_votes(sheet).names:
        yield vote.chunk.first, vote.chunk.stop, LABELS[vote.chunk.kind]


def find_by_reader(sheet: Sheet) -> Iterator[Run]:
    """Yield the names among a reading's mentions: no bare titles, no adjectives, nothing inside another name."""
    mentions = [m for referent in find_mentions(sheet).cast.referents() for m in referent.mentions]
    names = outermost(Name(m.span.start, m.span.stop, LABELS[m.kind]) for m in mentions if m.form == "name")
    yield from correct_runs(sheet, gold_runs(sheet, names))


WAYS: dict[str, Callable[[Sheet], Iterator[Run]]] = {"tagger": find_by_tagger, "reader": find_by_reader}


def measure(corpus: Corpus) -> tuple[Scores, float]:
    """Return F1 by way and kind, and the tagger's tokens a CPU second; nothing where there is no development split."""
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    seconds, tokens = 0.0, 0
    for number, sample in enumerate(corpus.read("dev")):
        if number == MOST:
            break
        gold = set(correct_runs(sheet := make_sheet(sample, corpus.language), gold_runs(sheet, sample.names)))
        tokens += len(sheet.tokens)
        for way, find in WAYS.items():
            start = time.process_time()
            found = set(find(sheet))
            seconds += time.process_time() - start if way == "tagger" else 0.0
            for name, runs in (("gold", gold), ("found", found), ("right", gold & found)):
                counts[way].update((name, kind) for kind in (*(run[2] for run in runs), *["all"] * len(runs)))
    return {way: {kind: _f1(counted, kind) for kind in KINDS} for way, counted in counts.items()}, tokens / (
        seconds or 1.0
    )


def _f1(counts: Counter[tuple[str, str]], kind: str) -> float:
    return 2 * counts["right", kind] / max(counts["gold", kind] + counts["found", kind], 1)


def find_failures(measured: dict[str, Scores], floors: dict[str, Scores]) -> list[str]:
    """Return one sentence for each floor that was not reached, or was not measured."""
    return [
        f"{name} {way} {kind}: {got:.3f}, the floor is {floor}"
        for name, ways in floors.items()
        for way, kinds in ways.items()
        for kind, floor in kinds.items()
        if (got := measured.get(name, {}).get(way, {}).get(kind, 0.0)) < floor
    ]


def print_scores(corpus: Corpus, scores: Scores, speed: float) -> None:
    """Print a line a corpus: F1 by kind, the tagger alone and the whole reader."""
    figures = ("  ".join(f"{kind} {f1:.3f}" for kind, f1 in scores[way].items()) for way in WAYS)
    print(
        f"{corpus.name:17}{' | '.join(figures)}  {speed:7,.0f} tokens/s {'' if corpus.trains else 'unseen'}", flush=True
    )


def make_rows(measured: dict[str, Scores]) -> list[Row]:
    """Return F1 by corpus, way and kind in the form that is frozen; ``cases`` is the most samples read of a corpus."""
    unseen = {corpus.name for corpus in CORPORA if not corpus.trains}
    return [
        make_row(name[:2], name + (" (unseen)" if name in unseen else ""), f"{way} {kind} (F1)", value=f1, cases=MOST)
        for name, ways in measured.items()
        for way, kinds in ways.items()
        for kind, f1 in kinds.items()
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", default=["ar", "en", "fa", "ru"], metavar="LANGUAGE")
    parser.add_argument("--freeze", action="store_true", help="write results.json beside this file")
    options = parser.parse_args()
    languages = options.languages
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    measured: dict[str, Scores] = {}
    print(f"{'':17}{'tagger alone':42} | whole reader")
    for corpus in (c for c in CORPORA if c.language in languages):
        scores, speed = measure(corpus)
        if scores:
            measured[corpus.name] = scores
            print_scores(corpus, scores, speed)
    if options.freeze:
        freeze(HERE, "Names in annotated corpora", make_rows(measured))
    wanted = {c.name: floors[c.name] for c in CORPORA if c.language in languages and c.name in floors}
    failures = find_failures(measured, wanted) if wanted else ["there are no floors to hold"]
    print("\n".join(["below the floors:", *failures]) if failures else f"{len(wanted)} corpora hold their floors")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
