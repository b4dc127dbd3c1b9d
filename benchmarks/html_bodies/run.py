"""Measures the bodies of pages of HTML beside trafilatura; README.md says what is measured.

    python benchmarks/html_bodies/run.py [--failures] [--freeze]

Reads the folder that ``DRAGOMAN_SHARED`` names, ``../shared`` by default. Exits with 1 where a figure is below its
floor or nothing was measured. ``--failures`` lists the pages where trafilatura is the better one.
"""

import argparse
import gzip
import json
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from trafilatura import extract

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from dragoman.model import Article, Page  # noqa: E402
from dragoman.reading.articles.markup import article_from_markup  # noqa: E402
from dragoman.reading.pages import DecodedPage, decode_page, page_from_bytes  # noqa: E402
from frozen import freeze, make_row  # noqa: E402  (beside all benchmarks)

ROOT = HERE.parents[1]
PAGES = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared")) / "data" / "pages" / "scrapinghub"
_WORD = re.compile(r"\w+")
_SHINGLE = 4


class Score(Struct, frozen=True, order=True):
    """Precision, recall and their harmonic mean."""

    f1: float
    precision: float
    recall: float


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of a text."""
    words = _WORD.findall(text or "")
    stop = max(len(words) - _SHINGLE + 1, 1 if words else 0)
    return Counter(tuple(words[i : i + _SHINGLE]) for i in range(stop))


def score_body(found: str, wanted: str) -> Score:
    """Score one body by its runs of words."""
    ours, gold = shingles(found), shingles(wanted)
    both = (ours & gold).total()
    precision = both / ours.total() if ours else float(not gold)
    recall = both / gold.total() if gold else float(not ours)
    return Score(mean(precision, recall), precision, recall)


def mean(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score_all(scores: list[Score]) -> Score:
    """Average over pages, so that long ones count no more; F1 is that of the averages."""
    precision = sum(score.precision for score in scores) / max(len(scores), 1)
    recall = sum(score.recall for score in scores) / max(len(scores), 1)
    return Score(mean(precision, recall), precision, recall)


def read_pages() -> Iterator[tuple[Page, str]]:
    """Yield the pages with the bodies wanted."""
    path = PAGES / "ground-truth.json"
    if not path.is_file():
        raise SystemExit(f"no pages with bodies in {PAGES}")
    for name, gold in json.loads(path.read_text(encoding="utf-8")).items():
        content = gzip.decompress((PAGES / "html" / f"{name}.html.gz").read_bytes())
        page = page_from_bytes(name, gold["url"], content, content_type="text/html")
        if isinstance(page, Page):
            yield page, gold["articleBody"]


def find_ours(page: Page) -> str:
    """Return the body that our reader finds, in any language."""
    decoded = decode_page(page)
    article = article_from_markup(decoded, page) if isinstance(decoded, DecodedPage) else None
    return article.body if isinstance(article, Article) else ""


def find_theirs(page: Page) -> str:
    """Return the body that trafilatura finds by itself."""
    return extract(page.content, include_comments=False) or ""


FINDERS = {"dragoman": find_ours, "trafilatura": find_theirs}


def measure() -> dict[str, dict[str, tuple[Score, str]]]:
    """Return the score of every page by its name, and its address, for each finder and the frozen outputs."""
    scores: dict[str, dict[str, tuple[Score, str]]] = {name: {} for name in FINDERS}
    frozen = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((PAGES / "output").glob("*.json"))
    }
    for page, wanted in read_pages():
        for name, find in FINDERS.items():
            scores[name][page.name] = score_body(find(page), wanted), page.address
        for name, outputs in frozen.items():
            body = outputs.get("output", outputs).get(page.name, {}).get("articleBody") or ""
            scores.setdefault(f"{name}, frozen", {})[page.name] = score_body(body, wanted), page.address
    return scores


def find_problems(figures: dict[str, Score], pages: int) -> list[str]:
    """Return what is below its floor, and whether trafilatura alone is better."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    ours, theirs = figures["dragoman"].f1, figures["trafilatura"].f1
    problems = [] if pages >= floors["pages"] else [f"{pages} pages were scored, the floor is {floors['pages']}"]
    problems += [] if ours >= floors["f1"] else [f"F1 is {ours:.4f}, the floor is {floors['f1']}"]
    return problems + ([] if ours >= theirs else [f"F1 is {ours:.4f}, that of trafilatura alone {theirs:.4f}"])


def list_failures(scores: dict[str, dict[str, tuple[Score, str]]]) -> Iterator[str]:
    """Yield the pages where trafilatura alone is better, the worst first."""
    gaps = {name: scores["trafilatura"][name][0].f1 - score.f1 for name, (score, _) in scores["dragoman"].items()}
    for name in sorted(gaps, key=lambda name: -gaps[name]):
        if gaps[name] > 0.005:
            score, address = scores["dragoman"][name]
            yield f"-{gaps[name]:.3f} p {score.precision:.3f} r {score.recall:.3f} {name[:8]} {address[:100]}"


def main() -> int:
    """Print the table and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--failures", action="store_true", help="list the pages where trafilatura is better")
    parser.add_argument("--freeze", action="store_true", help="write results.json beside this file")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    scores = measure()
    figures = {name: score_all([score for score, _ in found.values()]) for name, found in scores.items()}
    pages = len(scores["dragoman"])
    for name, figure in sorted(figures.items(), key=lambda row: -row[1].f1):
        print(f"{name:22} F1 {figure.f1:.4f}  precision {figure.precision:.4f}  recall {figure.recall:.4f}")
    if options.failures:
        print("\n".join(list_failures(scores)))
    if options.freeze:
        rows = [
            make_row("all", "scrapinghub pages", f"{n}: F1 of bodies", value=f.f1, cases=pages)
            for n, f in figures.items()
        ]
        freeze(HERE, "Bodies of pages of HTML", rows)
    problems = find_problems(figures, pages)
    for problem in problems:
        sys.stderr.write(f"html_bodies: {problem}\n")
    print(f"html_bodies: {pages} pages, {'FAILED' if problems else 'passed'}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
