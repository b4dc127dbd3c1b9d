"""Proposes how sure the encoder must be: ``python tools/train_encoder/thresholds.py``.

Only development splits of corpora that may train are looked at. In a language with a pack a name may be *added* from
the least probability at which the names outside the gazetteer are right as often as ``WANTED`` says; it may *correct*
the bounds of a rule at the stricter share; a rule's name may be *refused* where the doubt is so great that hardly a
name meets it. Languages without a pack share the thresholds with the best F1 on those that have a corpus.
"""

import sys
from collections.abc import Iterator

from samples import Sample, find_in_words, sentences

from corpora import CORPORA  # isort: skip
from sheets import correct_runs, gold_runs, make_sheet  # isort: skip

from dragoman.language.packs import list_packs
from dragoman.reading.mentions import encoder
from dragoman.reading.mentions.encoder_votes import DRAFT, count_votes, hear_encoder, weigh_words
from dragoman.reading.mentions.gazetteer import find_gazetteer_chunks
from dragoman.reading.mentions.tagger import weigh_tokens
from dragoman.reading.sheet import Sheet

LABELS = {"person": "PER", "organisation": "ORG", "place": "LOC"}
WANTED = {
    "add": {"person": 0.7, "organisation": 0.8, "place": 0.7},
    "correct": {"person": 0.85},
}
BODIES = frozenset({"en"})
"""Where the network may widen bodies too: re3d is of our own field, other corpora bound bodies otherwise."""
SUREST = {"add": 0.5, "correct": 0.7}
"""No threshold is below these, however often a corpus says that the network is right."""
STRICTER = {"fa": 0.12}
"""How much more is wanted where the corpora are far from news: messages."""
LEFT_OUT = frozenset({"en_wnut17", "en_btc"})
"""Short messages, far from what we read."""
SURE_OF_NONE = 0.01
WEIGHTS = (0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
GRID = (*(step / 100 for step in range(50, 100, 5)), 0.98, 0.99)
FEWEST = 15
BLOCKS = 15
Judged = list[tuple[str, float, bool]]
HEAD = """# How sure the encoder must be, by language, use and kind. Proposed by tools/train_encoder/thresholds.py from
# development splits of the corpora that may train; see CARD.md. A kind that is not listed is left to the rules.
# "draft" stands for every language that is not listed; "weights" is the encoder's share beside the tagger.
"""


def _dev_samples(language: str) -> Iterator[Sample]:
    for corpus in CORPORA:
        if corpus.language == language and corpus.trains and corpus.name not in LEFT_OUT:
            for number, sample in enumerate(corpus.read("dev")):
                if number < BLOCKS:
                    yield sample


def judge_pack(language: str, weight: float) -> tuple[Judged, list[float]]:
    """Return kind, probability and truth of each name outside the gazetteer, and the doubt at each true person."""
    votes: Judged = []
    doubts = []
    for sample in _dev_samples(language):
        sheet = make_sheet(sample, language)
        gold = set(correct_runs(sheet, gold_runs(sheet, sample.names)))
        heard = hear_encoder(sheet, weight=weight)
        listed = _listed(sheet)
        for chunk, probability in ((v.chunk, v.probability) for v in heard.names):
            if not listed & set(range(chunk.first, chunk.stop)):
                votes.append((chunk.kind, probability, (chunk.first, chunk.stop, LABELS[chunk.kind]) in gold))
        doubts += [min(heard.doubt[first:stop]) for first, stop, kind in gold if kind == "PER"]
    return votes, doubts


def best_weight(language: str) -> float:
    """Return the encoder's share, where the tagger has the rest, with the best F1 of names."""
    right, said, gold_count = dict.fromkeys(WEIGHTS, 0), dict.fromkeys(WEIGHTS, 0), 0
    for sample in _dev_samples(language):
        sheet = make_sheet(sample, language)
        gold = set(correct_runs(sheet, gold_runs(sheet, sample.names)))
        gold_count += len(gold)
        heard, others = weigh_words(sheet), weigh_tokens(sheet, encoder.LABELS)
        for weight in WEIGHTS:
            names = count_votes(sheet, heard, others, weight=weight).names
            found = {(v.chunk.first, v.chunk.stop, LABELS[v.chunk.kind]) for v in names}
            right[weight] += len(found & gold)
            said[weight] += len(found)
    return max(WEIGHTS, key=lambda weight: right[weight] / (said[weight] + gold_count))


def _listed(sheet: Sheet) -> set[int]:
    return {i for c in find_gazetteer_chunks(sheet) if not c.weak for i in range(c.first, c.stop)}


def judge_drafts() -> tuple[Judged, dict[str, int]]:
    """Return kind, probability and truth of each name in the languages without a pack, and how many there are."""
    votes, gold_counts = Judged(), dict.fromkeys(LABELS, 0)
    for language in sorted({c.language for c in CORPORA} - set(list_packs())):
        for sample in _dev_samples(language):
            for sentence in sentences(sample, language):
                gold = set(sentence.runs)
                for kind, label in LABELS.items():
                    gold_counts[kind] += sum(run[2] == label for run in gold)
                for run in find_in_words(sample.text, sentence.words):
                    if run.kind in LABELS:
                        right = (run.first, run.stop, LABELS[run.kind]) in gold
                        votes.append((run.kind, run.probability, right))
    return votes, gold_counts


def least_probability(votes: Judged, kind: str, wanted: float) -> float | None:
    """Return the least probability of the grid from which on names of a kind are right often enough, or ``None``."""
    for least in GRID:
        truths = [truth for k, probability, truth in votes if k == kind and probability >= least]
        if len(truths) >= FEWEST and sum(truths) >= wanted * len(truths):
            return least
    return None


def best_probability(votes: Judged, kind: str, gold: int) -> float:
    """Return the least probability with the best F1."""

    def f1(least: float) -> float:
        truths = [truth for k, probability, truth in votes if k == kind and probability >= least]
        return 2 * sum(truths) / max(1, len(truths) + gold)

    return max(GRID, key=f1)


def propose_pack(language: str, weight: float) -> str:
    """Return the thresholds of a language with a pack as TOML."""
    votes, doubts = judge_pack(language, weight)
    text = ""
    for use, wanted in WANTED.items():
        text += f"\n[{language}.{use}]\n"
        for kind in (*wanted, *(["organisation"] if use == "correct" and language in BODIES else [])):
            least = least_probability(votes, kind, min(0.97, wanted.get(kind, 0.85) + STRICTER.get(language, 0.0)))
            least = max(least, SUREST[use]) if least is not None else None
            text += f"{kind} = {least}\n" if least is not None else ""
    doubt = sorted(doubts)[int(len(doubts) * (1 - SURE_OF_NONE))]
    return f"{text}\n[{language}.refuse]\nperson = {round(min(0.999, max(0.9, doubt)), 3)}\n"


def main() -> None:
    languages = sorted(tag for tag in list_packs() if any(c.language == tag for c in CORPORA))
    weights = {language: best_weight(language) for language in languages}
    text = f"{HEAD}\n[weights]\n" + "".join(f"{language} = {weight}\n" for language, weight in weights.items())
    text += "".join(propose_pack(language, weights[language]) for language in languages)
    votes, gold = judge_drafts()
    best = {kind: best_probability(votes, kind, gold[kind]) for kind in LABELS}
    text += f"\n[{DRAFT}.add]\n" + "".join(f"{kind} = {least}\n" for kind, least in best.items())
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
