"""Measures stories across languages, on translated pages and on pages of our own, and how the time grows.

    python benchmarks/stories/run.py [--mixed] [--vectors]

``--mixed`` lists the stories that hold pages of several. ``--vectors`` also measures with the sentence vectors of pages
as more evidence, which takes two minutes and the extra ``vectors``, and holds no floors. Fails where a figure is below
``floors.json``; README.md says what is measured.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace
from synthetic import make_pages

from dragoman.meaning.stories import Story, StoryPage, VectorAffinity, cluster_pages, link_pages, sign_page
from dragoman.model import Article, Page, Reading, Rejected, Span, When
from dragoman.reading.reader import RuleReader, read_article
from dragoman.reading.sources.files import iterate_pages

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("DRAGOMAN_SHARED") or HERE.parents[2] / "shared")
NTREX = SHARED / "data" / "stories" / "ntrex"
LANGUAGES = ("en", "ru", "ar", "fa")
REPORTED = ("tg", "uz", "kk", "tr", "zh")
SIZES = (2_000, 20_000)
CHARACTERS = 300
"""Of a page, its vector is made of so many."""

Figures = dict[str, float]


def read_own() -> Iterator[StoryPage]:
    """Yield the pages that were written for this benchmark, signed."""
    records = (HERE / "own_pages.txt").read_text(encoding="utf-8")
    for record in re.split(r"^== ", records, flags=re.MULTILINE)[1:]:
        head, title, body = record.strip().split("\n", 2)
        name, date, outlet = head.split(" ", 2)
        language = name.rpartition(".")[2][:2]
        text = f"{title}\n\n{body}"
        spans = Span(0, len(title)), Span(len(title) + 2, len(text))
        article = Article(name, language, text, *spans, When(date, "stated"), None, outlet)
        yield sign_page(name, read_article(article))


def read_translated(language: str) -> Iterator[StoryPage]:
    """Yield the translated pages of a language that can be read, signed."""
    reader = RuleReader()
    for page in iterate_pages([NTREX / language]):
        reading = reader.read(page) if isinstance(page, Page) else page
        if not isinstance(reading, Rejected):
            yield sign_page(reading.article.name, reading)


def sign_unread(language: str) -> Iterator[StoryPage]:
    """Yield translated pages with what their words and numbers give, as if nothing could be read in them."""
    for path in sorted((NTREX / language).glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        article = Article(path.stem, language, text, None, Span(0, len(text)))
        yield sign_page(path.stem, Reading(article, (), (), ()))


def cluster(pages: list[StoryPage], affinity: VectorAffinity | None = None) -> tuple[Story, ...]:
    """Return the stories of some pages."""
    return cluster_pages({page.key: page.language for page in pages}, link_pages(pages, affinity=affinity))


def score(
    name: str, pages: Iterable[StoryPage], *, mixed: bool = False, affinity: VectorAffinity | None = None
) -> Figures:
    """Print and return the figures of the shared scorer.

    Raises:
        SystemExit: There is nothing to score, or the scorer failed.
    """
    stories = cluster(list(pages), affinity)
    lines = [json.dumps({"id": page, "story": story.id}) for story in stories for page in story.pages]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as told:
        told.write("\n".join(lines))
        told.flush()
        command = [sys.executable, str(SHARED / "tools" / "score_stories.py"), told.name]
        ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if ended.returncode:
        sys.exit(f"{name}: the scorer failed: {ended.stderr.strip()}")
    figures = {key: float(value) for key, value in re.findall(r"(\S+)=(\S+)", ended.stdout.splitlines()[-1])}
    _say(name, f"{len(lines):4} pages, {len(stories):3} stories, F1 {figures['story']:.3f}", figures["story-cross"])
    for story in stories if mixed else ():
        names = sorted({page.rpartition(".")[0] for page in story.pages})
        if len(names) > 1:
            sys.stdout.write(f"    together: {', '.join(names)}\n")
    return figures


def _say(name: str, words: str, cross: float) -> None:
    sys.stdout.write(f"{name:28} {words}, across languages {cross:.3f}\n")


def measure(*, mixed: bool) -> dict[str, Figures]:
    """Print and return all figures that have floors.

    Raises:
        SystemExit: The translated pages are not there; a benchmark without them must not look like a good one.
    """
    own = list(read_own())
    found = {
        "own": score("own", own, mixed=mixed),
        "own-undated": score("own, dates taken away", (replace(page, published=None) for page in own), mixed=mixed),
    }
    if not NTREX.is_dir():
        sys.exit(f"no translated pages at {NTREX}; set DRAGOMAN_SHARED to the folder that holds data/")
    read = {language: list(read_translated(language)) for language in LANGUAGES}
    found["ntrex"] = score("ntrex en ru ar fa", (page for pages in read.values() for page in pages), mixed=mixed)
    for language in REPORTED:
        pages = list(read_translated(language))
        alone = "" if pages else "; scored are their names by the letters and their numbers"
        both = [*read["en"], *(pages or sign_unread(language))]
        score(f"ntrex en-{language}", both)
        sys.stdout.write(f"    {language}: {len(pages)} of 60 pages can be read{alone}\n")
    return found


def read_texts() -> dict[str, str]:
    """Return the beginnings of all pages, our own and the translated ones, by name."""
    records = re.split(r"^== ", (HERE / "own_pages.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    parted = (record.strip().split("\n", 1) for record in records)
    texts = {head.split(" ", 1)[0]: text for head, text in parted}
    for language in (*LANGUAGES, *REPORTED):
        texts |= {path.stem: path.read_text(encoding="utf-8") for path in (NTREX / language).glob("*.txt")}
    return {name: text[:CHARACTERS] for name, text in texts.items()}


def measure_with_vectors() -> None:
    """Print the figures with the sentence vectors of pages as more evidence."""
    from dragoman.vectors import embed_texts

    texts = read_texts()
    pages = {"own": list(read_own())}
    pages["own, dates taken away"] = [replace(page, published=None) for page in pages["own"]]
    read = {language: list(read_translated(language)) for language in LANGUAGES}
    pages["ntrex en ru ar fa"] = [page for told in read.values() for page in told]
    for language in REPORTED:
        pages[f"ntrex en-{language}"] = [*read["en"], *(list(read_translated(language)) or sign_unread(language))]
    known = {page.key: page.language for told in pages.values() for page in told}
    affinity = VectorAffinity(dict(zip(known, embed_texts([texts[key] for key in known], known.values()), strict=True)))
    for name, told in pages.items():
        score(f"{name}, vectors", told, affinity=affinity)


def measure_time() -> Figures:
    """Print the time for synthetic pages of two numbers; return how much more a page costs among more."""
    figures: Figures = {}
    for kind, dated in (("dated", True), ("undated", False)):
        costs = []
        for size in SIZES:
            pages = make_pages(size, dated=dated)
            seconds = _time(lambda pages=pages: cluster(pages))
            costs.append(seconds / size)
            sys.stdout.write(f"{size:6,} {kind:7} pages: {seconds:5.1f} s, {1000 * costs[-1]:.2f} ms a page\n")
        figures[f"growth {kind}"] = costs[-1] / costs[0]
    return figures


def _time(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def find_failures(found: dict[str, Figures], floors: dict[str, Figures]) -> list[str]:
    """Return a sentence for each figure below its floor; a floor of ``growth`` is the most that is allowed."""
    failures = [] if floors else ["there are no floors to hold"]
    for name, wanted in floors.items():
        for figure, floor in wanted.items():
            got = found.get(name, {}).get(figure)
            if got is None:
                failures.append(f"{name} {figure}: nothing was measured")
            elif (got > floor) if name == "growth" else (got < floor):
                failures.append(f"{name} {figure}: {got:.3f}, the floor is {floor}")
    return failures


def main() -> None:
    """Measure, print, and exit with 1 below the floors."""
    found = measure(mixed="--mixed" in sys.argv[1:])
    if "--vectors" in sys.argv[1:]:
        measure_with_vectors()
    found["growth"] = {name.removeprefix("growth "): value for name, value in measure_time().items()}
    failures = find_failures(found, json.loads((HERE / "floors.json").read_text(encoding="utf-8")))
    for failure in failures:
        sys.stdout.write(f"FAIL {failure}\n")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
