"""Fit the weights of ``data/models/entity_links`` on politicians' names with invented pages round them.

    python tools/train_entity_links.py [--shared ../shared] [--write]

People are those of ``data/names/politicians_by_language.tsv`` (Wikidata, CC0). Each is named on a few invented
pages, in one of four languages: beside the country, some of a circle of others and some strangers, with or without
an office, full or by the family name alone, some beside somebody of the same family name. The pages are resolved
as any are; every pair that was weighed is a case, and the person behind each name its answer. Half of the people
teach, the other half measure. Nothing else goes in, save the weights that were set by hand before (``HAND``): a
feature keeps that sign, and that weight where no case speaks.
"""

import argparse
import csv
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import exp, log
from pathlib import Path

from dragoman.meaning.entities.bare_names import attach_bare_names
from dragoman.meaning.entities.evidence import FEATURES, NamePair, weigh_features
from dragoman.meaning.entities.links import Groups
from dragoman.meaning.entities.nodes import gather_nodes
from dragoman.meaning.entities.people import link_full_names
from dragoman.meaning.entities.records import Member
from dragoman.meaning.entities.weighing import pair_bare_name, pair_full_names

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "src" / "dragoman" / "data" / "models" / "entity_links"
LANGUAGES = ("en", "ru", "ar", "fa")
OFFICES = ("foreign-minister", "minister", "speaker", "ambassador", "head-of-government")
WORLDS, PAGES, ROUNDS, RATE, DECAY = 3, 4, 300, 1.0, 3e-4
HAND = (-3.0, 6.0, 1.0, 0.5, -1.5, -3.0, -0.5, 2.5, 2.0, 0.7, -0.8, 1.0, -4.0, -3.0, 2.5, -1.0, -3.5)
"""The intercept, then the features in their order."""

MARKS = ("<!-- figures -->", "<!-- end -->")

Case = tuple[tuple[float, ...], int]


def load_people(shared: Path) -> list[dict[str, str]]:
    """Return people who have a name in one of the languages or more."""
    with (shared / "data" / "names" / "politicians_by_language.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if any(row[tag] for tag in LANGUAGES)]


def invent_members(people: Sequence[dict[str, str]], chance: random.Random) -> Iterator[Member]:
    """Name every person on a few pages; the key of a member opens with whom it means."""
    families: dict[str, list[dict[str, str]]] = {}
    for person in people:
        families.setdefault(_family(person), []).append(person)
    for number, person in enumerate(people):
        country = "territory:" + person["country"]
        circle = [f"organisation:{person['country']}-{chance.randrange(12)}" for _ in range(5)]
        office, first = (
            (chance.choice(OFFICES), country, "current"),
            date(2020, 1, 1) + timedelta(chance.randrange(1500)),
        )
        written = [tag for tag in LANGUAGES if person[tag]]
        for page in range(PAGES):
            language = chance.choice(written)
            name = person[language]
            bare = page > 0 and "," not in name and chance.random() < 0.25
            beside = [*chance.sample(circle, chance.randrange(4)), *_strangers(chance)]
            relative = chance.choice(families[_family(person)])
            other = person if bare else relative
            if (bare or relative is not person) and chance.random() < 0.2:
                tag = next(tag for tag in LANGUAGES if other[tag])
                yield Member(f"{other['qid']}:{number}-{page}", f"{number}-{page}", "person", other[tag], tag)
            yield Member(
                key=f"{person['qid']}:{page}",
                page=f"{number}-{page}",
                kind="person",
                name=name.split()[-1] if bare else name,
                language=language,
                offices=(office,) if chance.random() < 0.4 else (),
                published=(first + timedelta(chance.choice((0, 1, 2, 30, 300)))).isoformat(),
                co=tuple(sorted({*beside, *([country] if chance.random() < 0.8 else [])})),
            )


def _family(person: dict[str, str]) -> str:
    return next(person[tag] for tag in LANGUAGES if person[tag]).split()[-1].casefold()


def _strangers(chance: random.Random) -> list[str]:
    return [f"organisation:world-{chance.randrange(40)}" for _ in range(chance.randrange(3))]


def weigh_cases(members: Sequence[Member]) -> list[Case]:
    """Resolve the members and return the features of every pair that was weighed, with 1 where both are one person."""
    nodes = gather_nodes(members, {})
    full = {key: node for key, node in nodes.items() if node.name.full}
    bare = {key: node for key, node in nodes.items() if not node.name.full}
    groups = Groups(nodes)
    scores = link_full_names(full, groups)
    pairs = [pair_full_names(nodes[a], nodes[b], score=score) for (a, b), score in scores.items()]
    meant = attach_bare_names(bare, full, groups=groups)
    pairs += [pair_bare_name(nodes[a], nodes[b], fits=len(found)) for a, found in meant.items() for b in found[:5]]
    return [_case(pair) for pair in pairs]


def _case(pair: NamePair) -> Case:
    one, other = ({member.key.partition(":")[0] for member in node.members} for node in (pair.a, pair.b))
    return tuple(weigh_features(pair).values()), int(bool(one & other))


def fit(cases: Sequence[Case]) -> list[float]:
    """Fit a logistic regression by gradient descent with momentum; the intercept comes first."""
    weights, speed = list(HAND), [0.0] * len(HAND)
    rows = [((1.0, *values), answer) for values, answer in cases]
    for _ in range(ROUNDS):
        slope = [DECAY * (weight - hand) for weight, hand in zip(weights, HAND, strict=True)]
        for values, answer in rows:
            error = (estimate(weights, values) - answer) / len(rows)
            for i, value in enumerate(values):
                if value:
                    slope[i] += error * value
        speed = [0.9 * s - RATE * g for s, g in zip(speed, slope, strict=True)]
        moved = (w + s for w, s in zip(weights, speed, strict=True))
        weights = [w if w * hand > 0 else 0.0 for w, hand in zip(moved, HAND, strict=True)]
    return weights


def estimate(weights: Sequence[float], values: Sequence[float]) -> float:
    """Return the probability of a case."""
    return 1 / (1 + exp(-sum(w * v for w, v in zip(weights, values, strict=True) if v)))


def measure(weights: Sequence[float], cases: Sequence[Case]) -> list[str]:
    """Return the rows of a table: what was promised and what came true, by tenths, and the loss."""
    told = [(estimate(weights, (1.0, *values)), answer) for values, answer in cases]
    lines = ["| promised | cases | came true |", "| --- | --- | --- |"]
    for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        here = [(p, answer) for p, answer in told if low <= p < low + 0.1 or (low == 0.9 and p == 1.0)]
        if here:
            mean, true = (sum(pair[i] for pair in here) / len(here) for i in (0, 1))
            lines.append(f"| {mean:.2f} | {len(here)} | {true:.2f} |")
    loss = -sum(log(max(p if answer else 1 - p, 1e-9)) for p, answer in told) / len(told)
    right = sum((p >= 0.5) == bool(answer) for p, answer in told) / len(told)
    return [*lines, "", f"{len(told)} cases held back; {right:.3f} on the right side of one half; log loss {loss:.3f}."]


def write_model(weights: Sequence[float], lines: Sequence[str]) -> None:
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
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    chance = random.Random(7)
    people = load_people(options.shared)
    chance.shuffle(people)
    half = len(people) // 2
    taught, held = (
        [case for _ in range(WORLDS) for case in weigh_cases(list(invent_members(part, chance)))]
        for part in (people[:half], people[half:])
    )
    weights = fit(taught)
    lines = measure(weights, held)
    names = ("intercept", *(feature.__name__ for feature in FEATURES))
    sys.stdout.write("\n".join([f"{n:28}{w:8.3f}" for n, w in zip(names, weights, strict=True)] + lines) + "\n")
    if options.write:
        write_model(weights, lines)


if __name__ == "__main__":
    main()
