"""Reads the annotated corpora of names into one shape: a text and the names of persons, bodies and places in it.

Nested annotations are flattened to the outermost name. Adjectives of nations, products and works are no names here.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).resolve().parents[3] / "shared"))
NER = SHARED / "data" / "ner"
BLOCK = 40
KINDS = {
    **dict.fromkeys(("PER", "PERS", "PERSON"), "PER"),
    **dict.fromkeys(("ORG", "ORGANIZATION", "ORGANISATION", "CORPORATION", "GROUP", "POG"), "ORG"),
    **dict.fromkeys(("LOC", "LOCATION", "LOCORG", "GPE", "FAC", "FACILITY", "CITY", "COUNTRY", "DISTRICT"), "LOC"),
    "STATE_OR_PROVINCE": "LOC",
}
OFFICES = {**dict.fromkeys(("OCC", "POSITION", "TITLE"), "OFF")}


class Name(NamedTuple):
    """A name's place in its text, in code points, and its kind: PER, ORG or LOC."""

    start: int
    stop: int
    kind: str


class Sample(NamedTuple):
    """A text and the names in it. ``whole`` texts are documents; others are unrelated sentences, one a line.

    ``offices`` are titles of offices, of kind OFF, where the corpus annotates them.
    """

    text: str
    names: tuple[Name, ...]
    whole: bool
    offices: tuple[Name, ...] = ()


class Corpus(NamedTuple):
    """A corpus by language. ``trains`` tells whether its licence lets a shipped model learn from it.

    ``titled`` tells whether it annotates titles of offices.
    """

    name: str
    language: str
    trains: bool
    read: Callable[[str], Iterator[Sample]]
    titled: bool = False


def outermost(names: Iterable[Name]) -> tuple[Name, ...]:
    """Keep the longest of overlapping names."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start - n.stop, n.start)):
        if not any(name.start < k.stop and k.start < name.stop for k in kept):
            kept.append(name)
    return tuple(sorted(kept))


def is_dev(number: int) -> bool:
    """Every fifth block or document of a corpus without a split of its own is kept for measuring."""
    return number % 5 == 4


def _sentences(path: Path, *, separator: str | None = None, column: int = 1) -> Iterator[list[tuple[str, list[str]]]]:
    """Yield the sentences of a file with a token a line, each token with its tags."""
    sentence: list[tuple[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            continue
        cells = line.strip().split(separator)
        if len(cells) > column and cells[0]:
            word = cells[1] if column == 2 else cells[0]
            sentence.append((word.strip().replace(" ", "\u200c"), cells[column:]))
        elif sentence and not line.strip():
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _is_open(kind: str, tags: Iterable[str], *, begin: bool) -> bool:
    kinds = OFFICES if kind == "OFF" else KINDS
    return any(kinds.get(t[2:].upper()) == kind and t[0] in ("B" if begin else "BI") for t in tags)


def _tagged_names(
    sentence: list[tuple[str, list[str]]], starts: list[int], kinds: Iterable[str] = ("PER", "ORG", "LOC")
) -> Iterator[Name]:
    for kind in kinds:
        first = None
        for number, (_, tags) in enumerate([*sentence, ("", [])]):
            inside, begins = _is_open(kind, tags, begin=False), _is_open(kind, tags, begin=True)
            if first is not None and (begins or not inside):
                yield Name(starts[first], starts[number - 1] + len(sentence[number - 1][0]), kind)
                first = None
            if inside and first is None:
                first = number


def join_sentences(sentences: Iterable[list[tuple[str, list[str]]]]) -> Iterator[Sample]:
    """Write blocks of sentences as text, one sentence a line, words apart."""
    block: list[list[tuple[str, list[str]]]] = []
    for sentence in sentences:
        block.append(sentence)
        if len(block) == BLOCK:
            yield _write(block)
            block = []
    if block:
        yield _write(block)


def _write(block: list[list[tuple[str, list[str]]]]) -> Sample:
    text, names, offices = "", [], []
    for sentence in block:
        starts = []
        for word, _ in sentence:
            starts.append(len(text))
            text += word + " "
        text = text[:-1] + "\n"
        names += _tagged_names(sentence, starts)
        offices += _tagged_names(sentence, starts, ["OFF"])
    return Sample(text, outermost(names), False, outermost(offices))


def _files(folder: str, files: dict[str, str], separator: str | None = None) -> Callable[[str], Iterator[Sample]]:
    def read(split: str) -> Iterator[Sample]:
        for name in files.get(split, "").split():
            column = 2 if name.endswith("iob2") else 1
            yield from join_sentences(_clean(_sentences(NER / folder / name, separator=separator, column=column)))

    return read


def _clean(sentences: Iterable[list[tuple[str, list[str]]]]) -> Iterator[list[tuple[str, list[str]]]]:
    """Leave out what only short messages have: user names, links; and words that are marks of the corpus."""
    for sentence in sentences:
        kept, after_at = [], False
        for word, tags in sentence:
            odd = after_at or word.startswith(("@", "http", "$#$"))
            after_at = word == "@"
            if not odd:
                word = word.lstrip("#") or word
                kept.append((word, [t.replace("_", "-", 1) if t[1:2] == "_" else t for t in tags]))
        if kept:
            yield kept


def _blocks(folder: str, name: str) -> Callable[[str], Iterator[Sample]]:
    def read(split: str) -> Iterator[Sample]:
        samples = join_sentences(_clean(_sentences(NER / folder / name)))
        yield from (s for number, s in enumerate(samples) if is_dev(number) == (split == "dev"))

    return read


def _has_capital(text: str, name: Name) -> bool:
    return text[name.start].isupper() or any(w[0].isupper() for w in text[name.start : name.stop].split())


def _read_re3d(split: str) -> Iterator[Sample]:
    for folder in sorted(p for p in (NER / "en_re3d").iterdir() if p.is_dir()):
        names: dict[str, list[Name]] = {}
        for line in (folder / "entities.json").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            kind = KINDS.get(row["type"].upper())
            if kind:
                names.setdefault(row["documentId"], []).append(Name(row["begin"], row["end"], kind))
        lines = (folder / "documents.json").read_text(encoding="utf-8").splitlines()
        for number, row in enumerate(json.loads(line) for line in lines):
            if is_dev(number) == (split == "dev"):
                spans = names.get(row["_id"], ())
                yield Sample(row["text"], outermost(_names_of_phrases(row["text"], spans)), True)


_BEFORE_NAMES = re.compile(r"(?:(?:[^\W\dA-Z]|[A-Z]\w*-)[\w'’-]*\s+|[A-Z]\w+n (?=[a-z]+ of))+")
_AFTER_PEOPLE = re.compile(r"\s+(?:of|for|at|to|in|from|on|and|who)\b.*$|['’]s?$", re.DOTALL)
_ENDS_IN_TITLE = re.compile(
    r"(?:President|Minister|Secretary|Director|Ambassador|Chargé|Envoy|Advisor|Representative|King|General|Governor"
    r"|Commander|Chief|Leader|Commissioner|Sheikh|Members?|designate|d.Affaires)$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:I|We|He|She|It|They|You|Our|My|His|Her|Their|This|That|These|Those|All|The|An?)\b", re.IGNORECASE
)


def _names_of_phrases(text: str, phrases: Iterable[Name]) -> Iterator[Name]:
    """Yield the names in the phrases of re3d, which annotates whole noun phrases, pronouns with them.

    "the northern Alpha Province" is "Alpha Province"; "the town of Beta" is "Beta"; "Beta, Gamma" is two places; a
    pronoun, a phrase without capitals and "the Minister of Health of Gamma" without a name are none.
    """
    for phrase in phrases:
        start, written = phrase.start, text[phrase.start : phrase.stop]
        for match in re.finditer(r"[^,]+" if phrase.kind == "LOC" else r".+", written, re.DOTALL):
            part = match.group()
            lead = _lead(part)
            of_something = phrase.kind == "PER" and " of " in part[:lead]
            part = "" if of_something else part[lead:].rstrip()
            if phrase.kind == "PER":
                part = _AFTER_PEOPLE.sub("", part)
            if part and part[0].isupper() and not _NO_NAME.fullmatch(part) and not _ENDS_IN_TITLE.search(part):
                first = start + match.start() + lead
                yield Name(first, first + len(part), phrase.kind)


def _lead(phrase: str) -> int:
    """Return how many characters of a phrase stand before its first name: articles, adjectives, common nouns."""
    space = len(phrase) - len(phrase.lstrip())
    article = re.match(r"(?:The|An?)\s+", phrase[space:])
    lead = space + (article.end() if article else 0)
    common = _BEFORE_NAMES.match(phrase, lead)
    return common.end() if common else lead


def _read_factrueval(split: str) -> Iterator[Sample]:
    folder = NER / "ru_factrueval" / "devset"
    for number, path in enumerate(sorted(folder.glob("*.txt"))):
        if is_dev(number) == (split == "dev"):
            text = path.read_text(encoding="utf-8")
            offices = (Name(*span, "OFF") for kind, *span in _factrueval_spans(path).values() if kind == "job")
            yield Sample(text, outermost(_factrueval_names(path, text)), True, outermost(offices))


def _factrueval_spans(path: Path) -> dict[str, tuple[str, int, int]]:
    rows = (line.split() for line in path.with_suffix(".spans").read_text(encoding="utf-8").splitlines())
    return {cells[0]: (cells[1], int(cells[2]), int(cells[2]) + int(cells[3])) for cells in rows if len(cells) > 3}


def _factrueval_names(path: Path, text: str) -> Iterator[Name]:
    spans = {key: span[1:] for key, span in _factrueval_spans(path).items()}
    for line in path.with_suffix(".objects").read_text(encoding="utf-8").splitlines():
        cells = line.split("#")[0].split()
        kind = KINDS.get(cells[1].upper()) if len(cells) > 2 else None
        parts = [spans[c] for c in cells[2:] if c in spans]
        if kind and parts:
            name = Name(min(p[0] for p in parts), max(p[1] for p in parts), kind)
            if _has_capital(text, name):
                yield name


def _read_nerel(split: str) -> Iterator[Sample]:
    for path in sorted((NER / "ru_nerel" / split).glob("*.txt")):
        text, names = path.read_text(encoding="utf-8"), []
        for line in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            kind = KINDS.get(cells[1].split()[0]) if line.startswith("T") else None
            if kind:
                places = re.findall(r"\d+", cells[1].split(" ", 1)[1])
                names.append(Name(int(places[0]), int(places[-1]), kind))
        yield Sample(text, outermost(n for n in names if _has_capital(text, n)), True)


def _read_slavicner(split: str) -> Iterator[Sample]:
    for path in sorted((NER / "ru_slavicner" / "raw").glob("*/*ru*.txt")) if split == "dev" else ():
        text, names = path.read_text(encoding="utf-8"), []
        table = NER / "ru_slavicner" / "ner" / path.parent.name / f"{path.stem}.tsv"
        for line in table.read_text(encoding="utf-8").splitlines() if table.is_file() else ():
            cells = line.split("\t")
            kind = KINDS.get(cells[4]) if len(cells) > 4 else None
            if kind:
                names.append(Name(int(cells[0]), int(cells[1]), kind))
        yield Sample(text, outermost(names), True)


_BTC = {"train": " ".join(f"CONLL-format/data/{part}.conll" for part in "abefgh")}
_WNUT = {
    "train": "CONLL-format/data/train/wnut17train.conll",
    "dev": "CONLL-format/data/dev/emerging.dev.conll",
}
_UNER = {"train": "en_ewt-ud-test.iob2", "dev": "en_ewt-ud-dev.iob2"}
CORPORA = (
    Corpus("ar_anercorp", "ar", True, _files("ar_anercorp", {"train": "train.txt", "dev": "dev.txt"})),
    Corpus("ar_aqmar", "ar", True, _files("ar_aqmar", {"train": "train.txt", "dev": "dev.txt"})),
    Corpus("ar_wojood_sample", "ar", True, _files("ar_wojood_sample", {"train": "train.txt", "dev": "val.txt"}), True),
    Corpus("fa_parstwiner", "fa", True, _files("fa_parstwiner", {"train": "train.txt", "dev": "dev.txt"}, "\t")),
    Corpus("fa_peyma", "fa", False, _files("fa_peyma", {"dev": "dev.txt"}, "|")),
    Corpus("fa_arman", "fa", False, _files("fa_arman", {"dev": "test_fold1.txt"})),
    Corpus("ru_factrueval", "ru", True, _read_factrueval, True),
    Corpus("ru_nerel", "ru", False, _read_nerel),
    Corpus("ru_slavicner", "ru", False, _read_slavicner),
    Corpus("en_re3d", "en", True, _read_re3d),
    Corpus("en_wikigold", "en", True, _blocks("en_small/wikigold", "CONLL-format/data/wikigold.conll.txt")),
    Corpus(
        "en_uner_ewt", "en", True, _files("en_uner_ewt", {"train": "en_ewt-ud-test.iob2", "dev": "en_ewt-ud-dev.iob2"})
    ),
    Corpus("en_wnut17", "en", True, _files("en_small/WNUT17", _WNUT)),
    Corpus("en_btc", "en", True, _files("en_small/BTC", _BTC)),
    Corpus("kk_kaznerd", "kk", True, _blocks("kk_kaznerd", "IOB2_valid.txt"), True),
    Corpus("tr_wiki", "tr", True, _files("tr_wiki", {"train": "train.conll", "dev": "dev.conll"}, "\t"), True),
)
