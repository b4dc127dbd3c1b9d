"""Measures the dates of pages of HTML beside htmldate, and compares with the floors; README.md says what is measured.

    python benchmarks/html_dates/run.py [--failures] [--freeze]

Reads the folder that ``DRAGOMAN_SHARED`` names, ``../shared`` by default. Exits with 1 where a figure is below its
floor or nothing was measured. ``--failures`` lists those of the half that may be looked at.
"""

import argparse
import hashlib
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from htmldate import find_date
from msgspec import Struct

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from dragoman.model import Article, Page  # noqa: E402
from dragoman.reading.articles.markup import article_from_markup  # noqa: E402
from dragoman.reading.pages import DecodedPage, decode_page, page_from_bytes  # noqa: E402
from frozen import freeze, make_row  # noqa: E402  (beside all benchmarks)

ROOT = HERE.parents[1]
PAGES = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared")) / "data" / "pages" / "htmldate"
HALVES = ("looked at", "only scored")
ANSWERS = ("right", "wrong", "abstained")
Figures = dict[str, float]


class Case(Struct, frozen=True):
    """A page with the day that people say it was published on, or none."""

    address: str
    file: str
    day: str | None

    @property
    def half(self) -> str:
        """Which half the page is in, by the digest of its address."""
        return HALVES[hashlib.sha256(self.address.encode()).digest()[-1] % 2]


def read_cases() -> Iterator[Case]:
    """Yield the cases of the set."""
    path = PAGES / "eval_mediacloud_2020.json"
    if not path.is_file():
        raise SystemExit(f"no dated pages in {PAGES}")
    for address, gold in json.loads(path.read_text(encoding="utf-8")).items():
        yield Case(address, gold["file"], None if str(gold["date"]) == "nan" else gold["date"])


def decode(case: Case) -> tuple[DecodedPage, Page] | None:
    """Return the text of a page and its bytes, ``None`` where it cannot be read."""
    content = (PAGES / "test_set" / case.file).read_bytes()
    page = page_from_bytes(case.file, case.address, content, content_type="text/html")
    decoded = decode_page(page) if isinstance(page, Page) else None
    return (decoded, page) if isinstance(page, Page) and isinstance(decoded, DecodedPage) else None


def find_ours(decoded: DecodedPage, page: Page) -> str | None:
    """Return the day that our reader finds, in any language."""
    article = article_from_markup(decoded, page)
    return article.published.value if isinstance(article, Article) else None


def find_theirs(decoded: DecodedPage, page: Page) -> str | None:
    """Return the day that htmldate finds, with its widest search and the address."""
    found: str | None = find_date(decoded.text, url=page.address, original_date=True, extensive_search=True)
    return found


FINDERS = {"dragoman": find_ours, "htmldate": find_theirs}


def measure(failures: list[str]) -> dict[tuple[str, str], Counter[str]]:
    """Count the answers of each finder on each half."""
    counts = {(name, half): Counter[str]() for name in FINDERS for half in HALVES}
    for case in read_cases():
        decoded = decode(case)
        for name, find in FINDERS.items():
            found = find(*decoded) if decoded else None
            answer = "right" if found == case.day else "wrong" if found else "abstained"
            counts[name, case.half][answer] += 1
            if answer != "right" and case.half == HALVES[0]:
                failures.append(f"{name}: {case.file}: {found}, wanted {case.day}: {case.address[:100]}")
    return counts


def list_figures(counts: dict[tuple[str, str], Counter[str]]) -> Iterator[tuple[str, str, Counter[str]]]:
    """Yield the finder, the half or both, and the answers."""
    for name in FINDERS:
        for half in HALVES:
            yield name, half, counts[name, half]
        yield name, "all", counts[name, HALVES[0]] + counts[name, HALVES[1]]


def find_problems(figures: Figures) -> list[str]:
    """Return what is outside its limits; what was not measured fails."""
    limits = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    below = [f"{n}: {figures.get(n, 0.0)} is below {f}" for n, f in limits["least"].items() if figures.get(n, 0.0) < f]
    above = [f"{n}: {figures.get(n, 1.0)} is above {f}" for n, f in limits["most"].items() if figures.get(n, 1.0) > f]
    return below + above


def main() -> int:
    """Print the table and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--failures", action="store_true", help="list the pages read wrong in the half looked at")
    parser.add_argument("--freeze", action="store_true", help="write results.json beside this file")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    failures: list[str] = []
    figures: Figures = {}
    rows = []
    for name, half, answers in list_figures(measure(failures)):
        pages = sum(answers.values())
        shares = {answer: round(answers[answer] / pages, 3) if pages else 0.0 for answer in ANSWERS}
        print(
            f"{name:10} {half:12} {pages:3} pages  "
            + "  ".join(f"{a} {answers[a]:2} ({shares[a]:.3f})" for a in ANSWERS)
        )
        figures.update({f"{name} {half} {answer}": shares[answer] for answer in ANSWERS if pages})
        rows += [
            make_row("all", f"htmldate pages, {half}", f"{name}: {a}", value=shares[a], cases=pages) for a in ANSWERS
        ]
    if options.freeze:
        freeze(HERE, "Dates of pages of HTML", rows)
    if options.failures:
        print("\n".join(failures))
    problems = find_problems(figures)
    for problem in problems:
        sys.stderr.write(f"html_dates: {problem}\n")
    print(f"html_dates: {'FAILED' if problems else 'passed'}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
