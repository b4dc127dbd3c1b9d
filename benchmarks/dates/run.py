"""Measures the dates engine on public date cases and compares with the floors; README.md says what is measured.

    python benchmarks/dates/run.py [--failures] [--freeze]

Reads the folder that ``DRAGOMAN_SHARED`` names, ``../shared`` by default. Exits with 1 where a figure is below its
floor or nothing was measured.
"""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path

from cases import SETS, measure_set
from spans import measure_arabic, measure_persian

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from frozen import Row, freeze, make_row  # noqa: E402  (beside all benchmarks)

ROOT = Path(__file__).resolve().parents[2]
DATES = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared")) / "data" / "dates"
FLOORS = Path(__file__).parent / "floors.json"
LANGUAGES = {"English": "en", "Arabic": "ar", "Turkish": "tr", "Chinese": "zh"}

Figures = dict[str, float]


def measure_cases(failures: list[str], rows: list[Row]) -> Figures:
    """Print a line a set and language, and return the shares of true answers by language."""
    figures: Figures = {}
    for language, tag in LANGUAGES.items():
        whole: Counter[str] = Counter()
        for name in SETS:
            counts = measure_set(DATES / "recognizers" / language, name, tag, failures=failures)
            _print_counts(f"{tag} {name}", counts)
            whole.update(counts)
        figures[f"{tag} true"] = _share(whole["exact"] + whole["coarser"], whole["scored"])
        figures[f"{tag} exact"] = _share(whole["exact"], whole["scored"])
        _print_counts(f"{tag} all", whole)
        cases = "Recognizers-Text, dates"
        rows.append(make_row(tag, cases, "true", value=figures[f"{tag} true"], cases=whole["scored"]))
        rows.append(make_row(tag, cases, "exact", value=figures[f"{tag} exact"], cases=whole["scored"]))
        every = _share(whole["supported true"], whole["supported"])
        rows.append(make_row(tag, cases, "true, nothing left out by us", value=every, cases=whole["supported"]))
    return figures


def measure_spans(failures: list[str], rows: list[Row]) -> Figures:
    """Print and return precision and recall of the two sets of spans."""
    figures: Figures = {}
    sets = {
        "fa parstdex": measure_persian(DATES / "fa_parstdex" / "data.json", failures=failures),
        "ar news": measure_arabic(DATES / "ar_heideltime_news" / "Corpus_test", failures=failures),
    }
    for name, counts in sets.items():
        tag, where = name.split()
        figures[f"{name} recall"] = _share(counts["met"], counts["wanted"])
        figures[f"{name} precision"] = _share(counts["sound"], counts["sound"] + counts["false"])
        for measure in ("recall", "precision"):
            value = figures[f"{name} {measure}"]
            rows.append(make_row(tag, f"{where}, spans of dates", measure, value=value, cases=counts["wanted"]))
        sys.stdout.write(
            f"{name:22} recall {figures[f'{name} recall']:.3f} ({counts['met']}/{counts['wanted']})  "
            f"precision {figures[f'{name} precision']:.3f} ({counts['sound']}/{counts['sound'] + counts['false']})\n"
        )
    return figures


def _print_counts(name: str, counts: Counter[str]) -> None:
    known = ("scored", "exact", "coarser", "wrong", "supported", "supported true")
    left = ", ".join(f"{reason} {count}" for reason, count in sorted(counts.items()) if reason not in known)
    share = _share(counts["exact"] + counts["coarser"], counts["scored"])
    sys.stdout.write(
        f"{name:22} true {share:.3f}  exact {counts['exact']}, coarser {counts['coarser']} of {counts['scored']}; "
        f"with what we leave out {counts['supported true']} of {counts['supported']}; left out: {left or 'none'}\n"
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def find_problems(figures: Figures) -> list[str]:
    """Return what is below its floor; what was not measured is 0 and so below."""
    floors: Figures = json.loads(FLOORS.read_text(encoding="utf-8"))
    below = [f"{n}: {figures.get(n, 0.0):.3f} is below {f}" for n, f in floors.items() if figures.get(n, 0.0) < f]
    return below if floors else ["no floors"]


def main() -> int:
    """Print the table and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--failures", action="store_true", help="list the cases read wrong")
    parser.add_argument("--freeze", action="store_true", help="write results.json beside this file")
    options = parser.parse_args()
    failures: list[str] = []
    rows: list[Row] = []
    figures = {**measure_cases(failures, rows), **measure_spans(failures, rows)}
    if options.freeze:
        freeze(HERE, "Dates", rows)
    if options.failures:
        sys.stdout.write("\n".join(failures) + "\n")
    problems = find_problems(figures)
    for problem in problems:
        sys.stderr.write(f"dates: {problem}\n")
    sys.stdout.write(f"dates: {'FAILED' if problems else 'passed'}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
