"""A statistical tagger of names that votes beside the tables and the grammar of titles.

A linear-chain conditional random field for each language, trained by ``tools/train_tagger`` and shipped with its
card in
``data/models/tagger``. It knows no names of its own worth having: it weighs what the tables say of a word and its
neighbours,
and so finds names that no table has.

Source: Lafferty, McCallum and Pereira 2001; CRFsuite by Okazaki 2007.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from dragoman.language.tables import DATA
from dragoman.reading.mentions.gazetteer import find_gazetteer_chunks
from dragoman.reading.mentions.tagger_features import TokenViews, load_word_views
from dragoman.reading.sheet import Chunk, Sentence, Sheet

RULE = "tagger"
MODELS = DATA.joinpath("models", "tagger")
_KINDS = MappingProxyType({"PER": "person", "ORG": "organisation", "LOC": "place"})


class Model:
    """A trained tagger. It keeps its bytes, for the library reads them where they lie and does not hold them itself."""

    def __init__(self, trained: bytes) -> None:
        """Open a model from what was written at its training."""
        from pycrfsuite import Tagger

        self._trained = trained
        self._tagger: Any = Tagger()
        self._tagger.open_inmemory(self._trained)

    def label(self, features: list[list[str]]) -> list[str]:
        """Return the likeliest labels of a sentence."""
        self._tagger.set(features)
        labels: list[str] = self._tagger.tag()
        return labels

    def marginal(self, label: str, position: int) -> float:
        """Return the probability of a label at a token of the sentence labelled last."""
        return float(self._tagger.marginal(label, position))


def tag(sheet: Sheet, thresholds: Mapping[str, float] | None = None) -> list[Chunk]:
    """Return the names that the tagger believes in, from left to right, none overlapping.

    Args:
        sheet: The working sheet; only its tokens and sentences are used, and it is not changed.
        thresholds: The least probability by kind of chunk; those chosen on the development sets where it is left out.

    Returns:
        Chunks of kind person, organisation or place with the rule ``tagger``; none where there is no model for the
        language.

    Cost: about 40 microseconds a token.
    """
    least = load_thresholds(sheet.tables.pack.tag) if thresholds is None else thresholds
    return [chunk for chunk, probability in weigh(sheet) if probability >= least.get(chunk.kind, 1.0)]


def weigh(sheet: Sheet) -> Iterator[tuple[Chunk, float]]:
    """Yield every name of the likeliest reading with its probability: that of its least certain token."""
    model = load_model(sheet.tables.pack.tag)
    if model is None:
        return
    words = load_word_views(sheet.tables.pack.tag)
    view = TokenViews(sheet.tokens, sheet.tables, find_gazetteer_chunks(sheet), words)
    for sentence in sheet.sentences:
        labels = model.label(view.sentence(sentence))
        for first, stop in _runs(labels):
            least = min(model.marginal(labels[i], i) for i in range(first, stop))
            yield _chunk(sheet, sentence, (first, stop), _KINDS[labels[first][2:]]), least


@cache
def load_model(tag: str) -> Model | None:
    """Load the model of a language once a process, or return ``None`` where none is shipped."""
    source = MODELS.joinpath(f"{tag}.crfsuite")
    if not source.is_file():
        return None
    return Model(source.read_bytes())


@cache
def load_thresholds(tag: str) -> Mapping[str, float]:
    """Return the least probability by kind of chunk for a language; empty where no model is shipped."""
    source = MODELS.joinpath("thresholds.toml")
    listed = tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}
    return MappingProxyType(listed.get(tag, {}))


def _runs(labels: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each name begins and ends; a name that lacks its beginning begins where it is first seen."""
    first = 0
    for position in range(1, len(labels) + 1):
        ends = position == len(labels) or labels[position] != f"I-{labels[first][2:]}"
        if ends:
            if labels[first] != "O":
                yield first, position
            first = position


def _chunk(sheet: Sheet, sentence: Sentence, run: tuple[int, int], kind: str) -> Chunk:
    first, stop = sentence.first + run[0], sentence.first + run[1]
    lead, clitic = _clitic(sheet, first, kind)
    start, end = sheet.tokens[first].start + lead, sheet.tokens[stop - 1].stop
    return Chunk(kind, first, stop, start, end, RULE, clitic=clitic)


def _clitic(sheet: Sheet, position: int, kind: str) -> tuple[int, str]:
    """Peel a proclitic off a name's first word where a table, or this very page, has what is left but not the whole."""
    token = sheet.tokens[position]
    peeled = [key for key in token.keys[1:] if key.lead and key.clitic]
    if not peeled or _is_listed(sheet, token.key, kind):
        return 0, ""
    listed = [key for key in peeled if _is_listed(sheet, key.text, kind)]
    if not listed:
        alone = {other.key for other in sheet.tokens}
        listed = [key for key in peeled if key.text in alone and token.text[key.lead :] != token.text]
    return (listed[0].lead, listed[0].clitic) if listed else (0, "")


def _is_listed(sheet: Sheet, key: str, kind: str) -> bool:
    tables = sheet.tables
    if kind == "person":
        return tables.name_counts(key) != (0, 0)
    return bool(tables.heads._first.get(key) or tables.gazetteer._first.get(key))
