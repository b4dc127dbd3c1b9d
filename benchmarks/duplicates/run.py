"""Measures how surely pages that repeat each other's text are known, and what that costs and saves.

    python benchmarks/duplicates/run.py [--misses] [--freeze]

Fails where a figure is below ``floors.json``; README.md says what is measured. Writes ``build/bench/duplicates.json``,
``--freeze`` also ``results.json``; ``--misses`` lists the pairs that were missed and those that are none.
"""

import argparse
import hashlib
import itertools
import json
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from dragoman.chronicle import open_chronicle
from dragoman.meaning.stories import StoryPage, group_copies, link_pages, read_wording, sign_page
from dragoman.model import Article, Page, Span, When
from dragoman.reading.reader import RuleReader, read_article
from dragoman.runner import read_pages
from dragoman.runner.reading import Reader
from dragoman.runner.reusing import ReuseReadings

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from bounds import Scales  # noqa: E402  beside all benchmarks

OUTCOME = HERE.parents[1] / "build" / "bench" / "duplicates.json"
OWN = HERE.parent / "stories" / "own_pages.txt"
LANGUAGES = ("en", "ru", "ar", "fa")
EACH = 6
"""Texts of a language that are repeated in every way."""

PAIRED = 3
"""Pages of the stories that are put together to one text, for news is longer than they are."""

ROUNDS, BATCH = 5, 50
DATE = "2024-03-12"
EDITS = {"2 %": 0.02, "6 %": 0.06, "15 %": 0.15}
HEADLINES = {
    "en": "What the day brought to the capital",
    "ru": "Что принёс столице этот день",
    "ar": "ماذا حمل هذا اليوم إلى العاصمة",
    "fa": "این روز برای پایتخت چه آورد",
}


class Text(Struct, frozen=True):
    """A page: its name, language, headline and body."""

    name: str
    language: str
    title: str
    body: str

    @property
    def whole(self) -> str:
        """Headline and body."""
        return f"{self.title}\n\n{self.body}"


def read_own() -> Iterator[Text]:
    """Yield texts made of the pages of the benchmark of stories, no story in two texts of a language."""
    pages: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for record in re.split(r"^== ", OWN.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, title, body = record.strip().split("\n", 2)
        language = head.split(" ", 1)[0].rpartition(".")[2]
        if language in LANGUAGES:
            pages[language].append((title, body))
    for language, found in pages.items():
        for number in range(min(EACH, len(found) // PAIRED)):
            group = found[number * PAIRED : (number + 1) * PAIRED]
            yield Text(f"{language}-{number}", language, group[0][0], "\n".join(body for _, body in group))


def repeat(text: Text, other: Text) -> Iterator[tuple[str, Text]]:
    """Yield a text repeated in every way that is measured, with the name of the way."""
    chance = random.Random(text.name)
    words, others = text.body.split(" "), other.body.split(" ")
    for kind, share in EDITS.items():
        places = chance.sample(range(len(words)), max(1, round(share * len(words))))
        changed = {place: chance.choice(others) for place in places}
        body = " ".join(changed.get(place, word) for place, word in enumerate(words))
        yield kind, Text(f"{text.name}/{kind}", text.language, text.title, body)
    yield (
        "same text",
        Text(f"{text.name}/same", text.language, text.title.upper(), re.sub(r"([.,])", r" \1 ", text.body)),
    )
    yield "headline", Text(f"{text.name}/headline", text.language, HEADLINES[text.language], text.body)
    for kind, share in (("cut to 60 %", 0.6), ("cut to 35 %", 0.35)):
        yield kind, Text(f"{text.name}/{kind}", text.language, text.title, " ".join(words[: round(share * len(words))]))


def read_templates() -> Iterator[Text]:
    """Yield formulas filled in with different names: nearly the same words, and never the same thing."""
    for record in re.split(r"^== ", (HERE / "templates.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, title, body, *fillings = record.strip().split("\n")
        slug, language = head.split(" ")
        for number, filling in enumerate(fillings):
            names = dict(zip("abcd", (part.strip() for part in filling.removeprefix("-- ").split("|")), strict=True))
            yield Text(f"{language}-{slug}-{number}", language, title, body.format(**names))


def sign(text: Text) -> StoryPage:
    """Read and sign a text."""
    spans = Span(0, len(text.title)), Span(len(text.title) + 2, len(text.whole))
    article = Article(text.name, text.language, text.whole, *spans, When(DATE, "stated"), None, text.name)
    return sign_page(text.name, read_article(article))


def measure_pairs(*, misses: bool) -> dict[str, float]:
    """Return recall by the way in which a text is repeated, and precision over all pairs that are called copies."""
    own, templates = list(read_own()), list(read_templates())
    ways = {text.name: list(repeat(text, own[place - 1])) for place, text in enumerate(own)}
    origin = {copy.name: name for name, copies in ways.items() for _, copy in copies}
    found: dict[str, list[bool]] = defaultdict(list)
    wrong = set()
    called = 0
    for number, kind in enumerate((*EDITS, "same text", "headline", "cut to 60 %", "cut to 35 %")):
        copies = [ways[text.name][number][1] for text in own]  # each way by itself, so that no copy helps another
        groups = gather([sign(text) for text in (*own, *templates, *copies)])
        for group in groups:
            for a, b in itertools.combinations(group, 2):
                called += 1
                if origin.get(a, a) != origin.get(b, b):
                    wrong.add((a, b))
        together = {frozenset(pair) for group in groups for pair in itertools.combinations(group, 2)}
        for text, copy in zip(own, copies, strict=True):
            hit = frozenset((text.name, copy.name)) in together
            found[kind].append(hit)
            if misses and not hit:
                print(f"missed: {copy.name}")
    if misses:
        print(*(f"wrong: {a} {b}" for a, b in sorted(wrong)), sep="\n")
    figures = {f"recall, {kind}": sum(hits) / len(hits) for kind, hits in found.items()}
    near = len(templates)  # each formula is filled in three times: as many pairs as texts
    pairs = {"pairs": sum(map(len, found.values())) + near, "near-misses kept apart": 1 - len(wrong) / near}
    return {**figures, "precision": 1 - len(wrong) / called, **pairs}


def gather(pages: list[StoryPage]) -> list[list[str]]:
    """Return the pages that are called copies of each other."""
    groups: dict[str, list[str]] = defaultdict(list)
    copies = group_copies(link_pages(pages), {page.key: page.digest for page in pages})
    for key, copy in copies.items():
        groups[copy.of].append(key)
    return list(groups.values())


def measure_speed() -> dict[str, float]:
    """Return how many pages a second of a processor get the numbers of their wording, had it its whole speed."""
    texts = [text.whole for text in read_own()] * 20
    scales, spent = Scales(), 0.0
    for start in range(0, len(texts), BATCH):
        began = time.process_time()
        for text in texts[start : start + BATCH]:
            read_wording(text)
        spent += time.process_time() - began
        scales.weigh()
    return {"wordings a second": len(texts) / (spent * scales.share)}


def measure_gain() -> dict[str, float]:
    """Return how many times faster a text is read that another outlet has printed to the letter."""
    texts = list(read_own())
    whole = [f"{text.title}\n\n{DATE}\n\n{text.body}\n" for text in texts]
    reader = RuleReader()
    for text in whole:
        reader.read(_page("warm", text))
    with tempfile.TemporaryDirectory() as folder:
        chronicle = open_chronicle(Path(folder) / "pages.db")
        seconds: list[float] = []
        for outlet in ("first", "second"):
            pages = [
                _page(f"{outlet}-{number}", text + "\n" * (outlet == "second")) for number, text in enumerate(whole)
            ]
            read = time.perf_counter()
            report = read_pages(chronicle, pages, make_reader=RuleReader)
            seconds.append(time.perf_counter() - read)
        again = ReuseReadings(RuleReader, chronicle.address)()
        rounds = [[_time(used, pages) for used in (reader, again)] for _ in range(ROUNDS)]
        alone = [min(taken) for taken in zip(*rounds, strict=True)]  # other work only adds to them
        chronicle.close()
    return {
        "duplicates counted": report.duplicate / len(whole),
        "run, times faster": seconds[0] / seconds[1],
        "reading, times faster": alone[0] / alone[1],  # seconds of the processor
    }


def _time(reader: Reader, pages: list[Page]) -> float:
    began = time.process_time()
    for page in pages:
        reader.read(page)
    return time.process_time() - began


def _page(name: str, text: str) -> Page:
    content = text.encode()
    return Page(name, f"{name}.txt", content, hashlib.sha256(content).hexdigest())


def find_failures(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Say which figures are below their floor, or are not there."""
    return [
        f"{name}: {figures.get(name, 0):.3f}, the floor is {floor}"
        for name, floor in floors.items()
        if not figures.get(name, 0) >= floor
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--freeze", action="store_true")
    options = parser.parse_args()
    figures = {**measure_pairs(misses=options.misses), **measure_speed(), **measure_gain()}
    for name, value in figures.items():
        print(f"{name:28} {value:8.2f}")
    made = json.dumps({name: round(value, 3) for name, value in figures.items()}, indent=2) + "\n"
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    for path in (OUTCOME, HERE / "results.json")[: 1 + options.freeze]:
        path.write_text(made, encoding="utf-8")
    failures = find_failures(figures, json.loads((HERE / "floors.json").read_text(encoding="utf-8")))
    for failure in failures:
        print(f"below the floor: {failure}")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
