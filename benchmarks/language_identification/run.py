"""Language identification of single sentences: NTREX in thirteen languages, and short lines full of invented names.

    python benchmarks/language_identification/run.py [--failures] [--freeze]

Reads the folder that ``DRAGOMAN_SHARED`` names, ``../shared`` by default. Exits with 1 where a figure is below its
floor or nothing was measured.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dragoman.language.identification import guess_language, identify_language
from dragoman.language.tables import read_table

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from frozen import Row, freeze, make_row  # noqa: E402  (beside all benchmarks)

ROOT = Path(__file__).resolve().parents[2]
NTREX = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared")) / "data" / "stories" / "ntrex"
LONG = 60
SHORT = 15
FAMILIES = {"prs": "fa"}
"""Dari is written as Persian is; one pack reads both, so that either answer is right for either."""
OTHER = "other"
"""The language of pages that no pack of ours should read as its own: any answer but these is right."""
SHIPPED = frozenset({"en", "ru", "ar", "fa", "tg"})

Sentence = tuple[str, str]


def read_sentences() -> Iterator[Sentence]:
    """Yield language and text of each line of NTREX, titles included."""
    for folder in sorted(path for path in NTREX.glob("*") if path.is_dir()):
        for path in sorted(folder.glob("*.txt")):
            yield from ((folder.name, line.strip()) for line in path.read_text(encoding="utf-8").splitlines())


def judge(wanted: str, text: str) -> tuple[str, bool]:
    """Return the language that a text is taken for, and whether that is right."""
    found = identify_language(text) or guess_language(text) or "und"
    family = FAMILIES.get(found, found)
    right = family not in SHIPPED if wanted == OTHER else family == FAMILIES.get(wanted, wanted)
    return family, right


def measure(sentences: list[Sentence], name: str, *, failures: list[str]) -> tuple[dict[str, float], list[Row]]:
    """Return the shares of right answers by language, and all as rows; print them and what is taken for what."""
    counts: Counter[str] = Counter()
    right: Counter[str] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    for wanted, text in sentences:
        found, good = judge(wanted, text)
        counts[wanted] += 1
        right[wanted] += good
        if not good:
            taken[wanted, found] += 1
            failures.append(f"{name}: {wanted} taken for {found}: {text}")
    shares = {tag: round(right[tag] / counts[tag], 4) for tag in counts}
    shares["all"] = round(sum(right.values()) / max(1, sum(counts.values())), 4)
    told = "  ".join(f"{tag} {share:.3f}" for tag, share in shares.items())
    mistaken = ", ".join(f"{one} for {other} {n}" for (one, other), n in taken.most_common(12))
    sys.stdout.write(f"{name}, {sum(counts.values())} lines: {told}\n  taken for another: {mistaken or 'none'}\n")
    rows = [make_row(tag, name, "accuracy", value=shares[tag], cases=counts[tag]) for tag in counts]
    return shares, rows


def find_problems(figures: dict[str, dict[str, float]]) -> list[str]:
    """Return what is below its floor; what was not measured is 0 and so below."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    problems = [] if floors else ["no floors"]
    for name, wanted in floors.items():
        for tag, floor in wanted.items():
            value = figures.get(name, {}).get(tag, 0.0)
            problems += [f"{name} {tag}: {value:.3f} is below {floor}"] if value < floor else []
    return problems


def main() -> int:
    """Print the tables and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--failures", action="store_true", help="list the lines that are taken for another language")
    parser.add_argument("--freeze", action="store_true", help="write results.json beside this file")
    options = parser.parse_args()
    sentences = list(read_sentences())
    own = [(row["language"], row["text"]) for row in read_table(HERE / "names.tsv", required=("language", "text"))]
    sets = {
        "NTREX, lines of 60 characters and more": [one for one in sentences if len(one[1]) >= LONG],
        "NTREX, lines of 15 to 59 characters": [one for one in sentences if SHORT <= len(one[1]) < LONG],
        "own lines full of names": own,
    }
    failures: list[str] = []
    measured = {name: measure(listed, name, failures=failures) for name, listed in sets.items()}
    if options.freeze:
        freeze(HERE, "Language identification", [row for _, rows in measured.values() for row in rows])
    if options.failures:
        sys.stdout.write("\n".join(failures) + "\n")
    problems = find_problems({name: shares for name, (shares, _) in measured.items()})
    for problem in problems:
        sys.stderr.write(f"language identification: {problem}\n")
    sys.stdout.write(f"language identification: {'FAILED' if problems else 'passed'}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
