"""Reads Tajik news pages and counts the entities of their English counterparts that are found in them.

    python benchmarks/tajik/run.py [--freeze]

The pages are translations of one another, so what the English reader names on a page should be named on the Tajik page
too: under the same table id, or under a name that sounds the same. The English reader is no judge, it errs itself; the
figure says how the two readers agree, and it is a floor for the Tajik pack.
"""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path

from dragoman.meaning.entities import compare_names
from dragoman.model import Article, Reading, Referent, Span
from dragoman.reading.reader import read_article

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from frozen import freeze  # noqa: E402  (beside all benchmarks)

ROOT = HERE.parent.parent
SAME_NAME = 0.80
KINDS = ("person", "organisation", "country", "place")
LANGUAGE = "tg"


def find_pages() -> Path:
    """Return the folder with the pages of each language.

    Raises:
        SystemExit: It is not there; a benchmark without pages must not look like a good one.
    """
    shared = Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared").resolve()
    pages = shared / "data" / "stories" / "ntrex"
    if not any((pages / LANGUAGE).glob(f"*.{LANGUAGE}.txt")):
        sys.exit(f"no Tajik pages under {pages}; set DRAGOMAN_SHARED to the folder that holds data/stories/ntrex")
    return pages


def read_page(path: Path, language: str) -> Reading:
    """Read one page of plain text whose language is known."""
    text = path.read_text(encoding="utf-8")
    return read_article(Article(path.stem, language, text, None, Span(0, len(text))))


def is_same(english: Referent, tajik: Referent) -> bool:
    """Tell whether two referents have one table id, or names that sound the same in their languages."""
    if english.reference and tajik.reference:
        return english.reference == tajik.reference
    names = {m.surface for m in tajik.mentions if m.form == "name"} | {tajik.name}
    return any(compare_names(english.name, n, language_a="en", language_b=LANGUAGE).score >= SAME_NAME for n in names)


def count_page(english: Reading, tajik: Reading) -> tuple[Counter[str], Counter[str]]:
    """Return by kind how many entities the English page has, and how many of them the Tajik page has."""
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for referent in english.referents:
        if referent.kind in KINDS:
            wanted[referent.kind] += 1
            found[referent.kind] += any(is_same(referent, other) for other in tajik.referents)
    return wanted, found


def measure(pages: Path) -> list[dict[str, object]]:
    """Return a row for each kind of entity and one for all, in the form that the language cards take up."""
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for path in sorted((pages / LANGUAGE).glob(f"*.{LANGUAGE}.txt")):
        document = path.name.removesuffix(f".{LANGUAGE}.txt")
        english = read_page(pages / "en" / f"{document}.en.txt", "en")
        more_wanted, more_found = count_page(english, read_page(path, LANGUAGE))
        wanted += more_wanted
        found += more_found
    wanted["all"], found["all"] = wanted.total(), found.total()
    return [
        {
            "language": LANGUAGE,
            "set": "translated news",
            "measure": f"entities of the English page found: {kind}",
            "value": round(found[kind] / max(1, wanted[kind]), 3),
            "cases": wanted[kind],
        }
        for kind in (*KINDS, "all")
    ]


def find_failures(rows: list[dict[str, object]], floors: dict[str, float]) -> list[str]:
    """Return a sentence for each floor that is not held, or that nothing was measured for."""
    measured = {str(row["measure"]): row for row in rows if row["cases"]}
    failures = [f"{name}: nothing was measured" for name in floors if name not in measured]
    for name, floor in floors.items():
        if name in measured and float(str(measured[name]["value"])) < floor:
            failures.append(f"{name}: {measured[name]['value']}, the floor is {floor}")
    return failures if floors else ["there are no floors"]


def main() -> int:
    """Print the table, hold the floors, and freeze the results on request."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--freeze", action="store_true", help="write results.json beside this file")
    options = parser.parse_args()
    rows = measure(find_pages())
    for row in rows:
        sys.stdout.write(f"{row['measure']:55} {row['value']:.3f} of {row['cases']}\n")
    if options.freeze:
        freeze(HERE, "Tajik names", rows)
    failures = find_failures(rows, json.loads((HERE / "floors.json").read_text(encoding="utf-8")))
    for failure in failures:
        sys.stdout.write(f"gate: tajik: {failure}\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
