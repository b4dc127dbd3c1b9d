"""Fit the weights of ``data/models/event_links`` on the judged pairs of ``benchmarks/events``.

    python tools/train_event_links.py [--write]

The pages of the benchmark were written for this project; the real reader reads them into one chronicle. Every pair of
reports that a person has judged is a case, the features of :mod:`dragoman.meaning.events.evidence` its values. The
pages come in groups that try one thing each. The figures are those of pairs whose whole group was held back; the
weights that are written are fitted on all. A feature keeps the sign of the weight that was set by hand (``HAND``), and
its size where no case speaks.
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log
from pathlib import Path

from sqlalchemy import create_engine, select

import dragoman
from dragoman.chronicle import schema
from dragoman.chronicle.reporting import list_mentions, load_event_reports
from dragoman.language.tables import Row, read_table
from dragoman.meaning.events import EventReport, reports_agree
from dragoman.meaning.events.blocking import FAMILIES
from dragoman.meaning.events.evidence import FEATURES, weigh_features

ROOT = Path(__file__).resolve().parents[1]
EVENTS = ROOT / "benchmarks" / "events"
MODEL = ROOT / "src" / "dragoman" / "data" / "models" / "event_links"
FOLDS, ROUNDS, RATE, DECAY = 10, 1500, 0.5, 0.004
AGREED, APART = 0.95, 0.05
"""What the rules promise: they decide, and say no more."""
HAND = (
    -3.0, -0.7, -5.0, 3.0, -0.5, -3.0, -5.0, 1.0, 2.5, -4.0, -3.0, -1.5, -0.5, 1.0, -1.5, 1.0, 1.0, 0.5, -4.0, -4.0,
    -0.5,
)  # fmt: skip
"""The intercept, then the features in their order."""
MARKS = ("<!-- figures -->", "<!-- end -->")


class Case:
    """A judged pair: its group of pages, the values of its features, what the rules say, the answer."""

    def __init__(self, group: str, pair: tuple[EventReport, EventReport], answer: bool) -> None:
        self.group, self.answer = group, int(answer)
        self.values = (1.0, *weigh_features(*pair).values())
        self.ruled = AGREED if reports_agree(*pair) else APART


def read_reports(folder: Path) -> dict[tuple[str, str], list[EventReport]]:
    """Return the reports that the reader finds, by the name of their page and the family of their type."""
    path = folder / "events.db"
    with dragoman.open(path) as chronicle:
        chronicle.read(EVENTS / "pages")
    with create_engine(f"sqlite:///{path}").connect() as connection:
        names = {row[0]: row[1] for row in connection.execute(select(schema.page.c.sha256, schema.page.c.name))}
        numbers = connection.scalars(select(schema.page.c.id)).all()
        reports = load_event_reports(connection, list_mentions(connection, numbers)).values()
    found: dict[tuple[str, str], list[EventReport]] = defaultdict(list)
    for report in reports:
        found[names[report.page], FAMILIES.get(report.type, report.type)].append(report)
    return found


def load_cases(reports: Mapping[tuple[str, str], Sequence[EventReport]]) -> list[Case]:
    """Return the judged pairs of which the reader found both reports."""
    cases = []
    for row in read_table(EVENTS / "pairs.tsv", required=("left", "right", "verdict")):
        pair = [_find(reports, row, side) for side in ("left", "right")]
        if pair[0] and pair[1]:
            cases.append(Case(row["left"].rsplit("-", 2)[0], (pair[0], pair[1]), row["verdict"] == "same"))
    return cases


def _find(reports: Mapping[tuple[str, str], Sequence[EventReport]], row: Row, side: str) -> EventReport | None:
    kind, words = row[f"type_{side}"], row[f"words_{side}"]
    found = [one for one in reports.get((row[side], FAMILIES.get(kind, kind)), ()) if words in one.quote]
    return found[0] if len(found) == 1 else None


def fit(cases: Sequence[Case]) -> list[float]:
    """Fit a logistic regression by gradient descent with momentum; the intercept comes first."""
    weights, speed = list(HAND), [0.0] * len(HAND)
    for _ in range(ROUNDS):
        slope = [DECAY * (weight - hand) for weight, hand in zip(weights, HAND, strict=True)]
        for case in cases:
            error = (estimate(weights, case) - case.answer) / len(cases)
            for i, value in enumerate(case.values):
                if value:
                    slope[i] += error * value
        speed = [0.9 * s - RATE * g for s, g in zip(speed, slope, strict=True)]
        moved = (w + s for w, s in zip(weights, speed, strict=True))
        weights = [w if w * hand > 0 or i == 0 else 0.0 for i, (w, hand) in enumerate(zip(moved, HAND, strict=True))]
    return weights


def estimate(weights: Sequence[float], case: Case) -> float:
    """Return the probability of a case."""
    return 1 / (1 + exp(-sum(w * v for w, v in zip(weights, case.values, strict=True) if v)))


def hold_back(cases: Sequence[Case]) -> list[float]:
    """Return the probability of each case by weights that were fitted without its group."""
    groups = sorted({case.group for case in cases})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    fitted = [fit([case for case in cases if fold[case.group] != number]) for number in range(FOLDS)]
    return [estimate(fitted[fold[case.group]], case) for case in cases]


def measure(name: str, cases: Sequence[Case], told: Sequence[float]) -> list[str]:
    """Return the figures of some probabilities: F1 at one half, log loss, and what was promised against what came."""
    yes = [p >= 0.5 for p in told]
    right = sum(y and case.answer for y, case in zip(yes, cases, strict=True))
    f1 = 2 * right / max(1, sum(yes) + sum(case.answer for case in cases))
    sure = [min(max(p, 1e-3), 1 - 1e-3) for p in told]
    loss = -sum(log(p if case.answer else 1 - p) for p, case in zip(sure, cases, strict=True)) / len(cases)
    lines = [f"{name}: F1 {f1:.3f}, log loss {loss:.3f} on {len(cases)} pairs.", ""]
    lines += ["| promised | pairs | came true |", "| --: | --: | --: |"]
    for low, high in ((0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        here = [(p, case.answer) for p, case in zip(told, cases, strict=True) if low <= p < high]
        if here:
            mean, true = (sum(pair[i] for pair in here) / len(here) for i in (0, 1))
            lines.append(f"| {mean:.2f} | {len(here)} | {true:.2f} |")
    return [*lines, ""]


def write_model(weights: Iterable[float], lines: Sequence[str]) -> None:
    """Write the weights and the figures of the card."""
    names = ("intercept", *(feature.__name__ for feature in FEATURES))
    rows = [f"{name}\t{weight:.3f}" for name, weight in zip(names, weights, strict=True)]
    (MODEL / "weights.tsv").write_text("feature\tweight\n" + "\n".join(rows) + "\n", encoding="utf-8")
    card = (MODEL / "CARD.md").read_text(encoding="utf-8")
    before, after = card.split(MARKS[0])[0], card.split(MARKS[1])[1]
    (MODEL / "CARD.md").write_text("\n".join((before + MARKS[0], *lines, MARKS[1] + after)), encoding="utf-8")


def main() -> None:
    """Fit, measure, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases = load_cases(read_reports(Path(folder)))
    lines = [
        *measure("The rules alone", cases, [case.ruled for case in cases]),
        *measure("The weights, each group held back", cases, hold_back(cases)),
    ]
    weights = fit(cases)
    names = ("intercept", *(feature.__name__ for feature in FEATURES))
    told = [f"{n:24}{w:8.3f}{h:8.1f}" for n, w, h in zip(names, weights, HAND, strict=True)]
    sys.stdout.write("\n".join([*told, *lines]) + "\n")
    if options.write:
        write_model(weights, lines)


if __name__ == "__main__":
    main()
