"""Measures where a language uses a library, and what it would be without: the figures of the language cards.

    python benchmarks/libraries/run.py [--freeze]

Nominatives of Russian names on SlavicNER (names with their lemmas), ends of Russian sentences on FactRuEval, and the
office words of each pack in the examples of its rows, found by the pack's own strategy or by the lemmas of simplemma.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import simplemma
from msgspec.structs import replace
from pymorphy3 import MorphAnalyzer

from dragoman.language.lexicon import Lexicon
from dragoman.language.morphology import Key, Morphology, load_morphology
from dragoman.language.packs import Pack, load_pack
from dragoman.language.segmentation import split_sentences
from dragoman.language.tokens import Token, tokenise
from dragoman.model import Span

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("DRAGOMAN_SHARED") or HERE.parents[2] / "shared").resolve() / "data" / "ner"
LEMMATISED = ("en", "ar", "fa")
Row = dict[str, object]


def make_row(language: str, where: str, what: str, *, right: int, cases: int) -> Row:
    """Return one figure in the form that the language cards take up."""
    return {
        "language": language,
        "set": where,
        "measure": what,
        "value": round(right / max(cases, 1), 3),
        "cases": cases,
    }


def slavic_names() -> set[tuple[str, str]]:
    """Return the names of persons of more than one word, as written and in the nominative."""
    lines = (line for path in sorted((SHARED / "ru_slavicner").rglob("*.tsv")) for line in path.open(encoding="utf-8"))
    rows = (line.rstrip("\n").split("\t") for line in lines)
    return {(row[2], row[3]) for row in rows if len(row) > 4 and row[4] == "PER" and " " in row[2]}


@cache
def load_analyser() -> MorphAnalyzer:
    """Load the dictionary of pymorphy3 once."""
    return MorphAnalyzer()


def plain_nominative(words: tuple[str, ...]) -> str:
    """Return each word's likeliest lemma by pymorphy3, with a capital."""
    return " ".join(load_analyser().parse(word)[0].normal_form.capitalize() for word in words)


def measure_names() -> Iterator[Row]:
    """Yield how often a Russian name is in its nominative: by the strategy, by pymorphy3 alone, and as written."""
    names = sorted(slavic_names())
    ways: dict[str, Callable[[tuple[str, ...]], str]] = {
        "the strategy: pymorphy3 and rules for names": load_morphology("russian").base_name,
        "pymorphy3 alone": plain_nominative,
        "as written": " ".join,
    }
    for what, make in ways.items():
        right = sum(make(tuple(written.split())).casefold() == lemma.casefold() for written, lemma in names)
        yield make_row("ru", "SlavicNER", f"nominatives of names by {what}", right=right, cases=len(names))


def sentence_ends(path: Path) -> set[int]:
    """Return where the annotated sentences of a text end."""
    ends, last = set(), 0
    for line in path.with_suffix(".tokens").read_text(encoding="utf-8").splitlines():
        if line.strip():
            _, start, length, *_ = line.split(" ")
            last = int(start) + int(length)
        elif last:
            ends.add(last)
    return ends | {last}


def measure_sentences() -> Iterator[Row]:
    """Yield how many ends of Russian sentences are found (F1), by razdel and by the marks alone."""
    pack = load_pack("ru")
    paths = sorted((SHARED / "ru_factrueval" / "devset").glob("*.txt"))
    for way in ("razdel", "marks"):
        other = replace(pack, strategies={**pack.strategies, "segmentation": way})
        counts = [_count_ends(path, other) for path in paths]
        right, found, gold = (sum(column) for column in zip(*counts, strict=True))
        yield make_row("ru", "FactRuEval", f"ends of sentences by {way} (F1)", right=2 * right, cases=found + gold)


def _count_ends(path: Path, pack: Pack) -> tuple[int, int, int]:
    text, gold = path.read_text(encoding="utf-8"), sentence_ends(path)
    found = {span.stop for span in split_sentences(text, Span(0, len(text)), pack)}
    return len(found & gold), len(found), len(gold)


def keys_by_lemma(word: str, *, language: str) -> tuple[Key, ...]:
    """Return a word and its lemma by simplemma as its keys."""
    folded = word.casefold()
    return tuple(Key(text) for text in dict.fromkeys((folded, simplemma.lemmatize(word, language).casefold())))


class Lemmas:
    """A morphology that knows of a word only what simplemma does."""

    def __init__(self, own: Morphology, language: str) -> None:
        """Keep the pack's own way of joining tokens."""
        self.join = own.join
        self.keys = partial(keys_by_lemma, language=language)

    def index(self, word: str) -> tuple[str, ...]:
        """File a word of a table under its lemma and as it is."""
        return tuple(key.text for key in self.keys(word))


def measure_offices(language: str) -> Iterator[Row]:
    """Yield in how many examples the office word is found, by the pack's strategy and by lemmas."""
    pack = load_pack(language)
    own = load_morphology(pack.strategies["morphology"])
    for what, morphology in (("the strategy", own), ("simplemma", Lemmas(own, language))):
        lexicon: Lexicon[str] = Lexicon(morphology)  # type: ignore[arg-type]  # what a lexicon asks for is there
        lexicon.extend((row["form"], row["form"]) for row in pack.rows("offices"))
        tokens = [tokenise(row["example"], morphology) for row in pack.rows("offices")]  # type: ignore[arg-type]
        right = sum(
            _has(lexicon, text, form=row["form"]) for text, row in zip(tokens, pack.rows("offices"), strict=True)
        )
        yield make_row(
            language, "the examples of its rows", f"office words found by {what}", right=right, cases=len(tokens)
        )


def _has(lexicon: Lexicon[str], tokens: tuple[Token, ...], *, form: str) -> bool:
    return any(match.value == form for place in range(len(tokens)) for match in lexicon.at(tokens, place))


def main() -> int:
    """Print the figures, and freeze them on request."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--freeze", action="store_true", help="write results.json beside this file")
    options = parser.parse_args()
    rows = [*measure_names(), *measure_sentences(), *(row for tag in LEMMATISED for row in measure_offices(tag))]
    for row in rows:
        sys.stdout.write(f"{row['language']}  {row['measure']:70} {row['value']:.3f} of {row['cases']}\n")
    if any(not row["cases"] for row in rows):
        sys.stdout.write(f"nothing was measured: is there {SHARED}?\n")
        return 1
    if options.freeze:
        frozen = {"title": "Libraries", "rows": rows}
        (HERE / "results.json").write_text(json.dumps(frozen, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
