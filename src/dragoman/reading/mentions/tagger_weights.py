"""The weights of a trained tagger, summed once for each word.

A model weighs some sixty features of a token, most of which say the same of a word wherever it stands. So the weights
are read from the model's file, and what a word adds to each label, by itself and as a neighbour, is remembered. The
library then gets one number for each label: as the value of a *carrier*, a feature of the model that speaks for that
label alone. What it finds is what it would find with all the features.

Source: the format of CRFsuite's models, ``lib/crf/src/crf1d_model.c`` and ``lib/cqdb/src/cqdb.c``.
"""

import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from msgspec import Struct

from dragoman.language.remembering import Remembered
from dragoman.language.tokens import Token
from dragoman.reading.mentions.tagger_features import NEIGHBOURS, NOBODY, TokenMarks, join_kinds
from dragoman.reading.mentions.tagger_words import Sort, WordViews
from dragoman.reading.sheet import Sentence

_HEADER = struct.Struct("<4sI4s9I")
_FEATURE = struct.Struct("<IIId")
_CHUNK = struct.Struct("<4sII")
_NAMES = struct.Struct("<4s5I")
_SAID = struct.Struct("<Hd")
_HALF = 1 << 13
"""So many words of a language are remembered, and up to twice as many, at some 0.6 KB each."""
_HALF_OF_KINDS = 1 << 12
"""So many sorts of words, and kinds of three words in a row, likewise."""

Weighed = Mapping[str, bytes]
"""For each feature the labels, by number, for or against which it speaks, and how much.

They are packed: a quarter of what they take as objects, and where processes share them, fewer that are counted.
"""


def pack_pairs(pairs: Iterable[tuple[int, float]]) -> bytes:
    """Pack numbers, each with a weight."""
    return b"".join(_SAID.pack(number, weight) for number, weight in pairs)


def unpack_pairs(packed: bytes) -> Iterator[tuple[int, float]]:
    """Yield numbers, each with its weight, as they were packed."""
    return _SAID.iter_unpack(packed)


@lru_cache(maxsize=1 << 13)
def _list_pairs(packed: bytes) -> tuple[tuple[int, float], ...]:
    """Return numbers with their weights; of features that come again and again."""
    return tuple(unpack_pairs(packed))


class Weights(Struct, frozen=True):
    """The weights of a model in units of its carriers: ``carriers`` are the features that stand for the labels."""

    labels: tuple[str, ...]
    carriers: tuple[str, ...]
    by_feature: Weighed

    def add(self, features: Iterable[str], score: list[float] | None = None) -> list[float]:
        """Return a score with what features add to it; a new one, where it is left out."""
        summed = [0.0] * len(self.labels) if score is None else score
        known = self.by_feature
        for feature in features:
            if feature in known:
                for label, weight in _list_pairs(known[feature]):
                    summed[label] += weight
        return summed


def read_weights(model: bytes) -> Weights:
    """Read the weights of a model.

    Args:
        model: What CRFsuite wrote at its training.

    Raises:
        ValueError: It is no such model, or a label has no feature that speaks for it alone.
    """
    magic, *_, at_features, at_labels, at_names, _, _ = _HEADER.unpack_from(model)
    if magic != b"lCRF":
        raise ValueError(f"a model of CRFsuite begins with lCRF, got {magic!r}")
    labels, names = _read_names(model, at_labels), _read_names(model, at_names)
    weighed: list[list[tuple[int, float]]] = [[] for _ in names]
    _, size, _ = _CHUNK.unpack_from(model, at_features)
    for kind, source, label, weight in _FEATURE.iter_unpack(model[at_features + _CHUNK.size : at_features + size]):
        if kind == 0:  # not a transition between labels, which the library sees to
            weighed[source].append((label, weight))
    carriers = _choose_carriers(weighed, len(labels))
    units = [weighed[carrier][0][1] for carrier in carriers]
    by_feature = {
        name: pack_pairs((label, weight / units[label]) for label, weight in pairs)
        for name, pairs in zip(names, weighed, strict=True)
    }
    return Weights(tuple(labels), tuple(names[carrier] for carrier in carriers), by_feature)


def _read_names(model: bytes, start: int) -> list[str]:
    """Read a table of names by their numbers: a constant database of CRFsuite, of which only that half is needed."""
    _, _, _, _, count, places = _NAMES.unpack_from(model, start)
    found = []
    for place in struct.unpack_from(f"<{count}I", model, start + places):
        _, length = struct.unpack_from("<II", model, start + place)
        first = start + place + 8
        found.append(model[first : first + length - 1].decode("utf-8"))
    return found


def _choose_carriers(weighed: Sequence[Sequence[tuple[int, float]]], labels: int) -> list[int]:
    """Return for each label the feature of most weight that speaks for or against that label alone."""
    best: dict[int, tuple[float, int]] = {}
    for number, pairs in enumerate(weighed):
        if len(pairs) == 1:
            label, weight = pairs[0]
            best[label] = max(best.get(label, (0.0, -1)), (abs(weight), number))
    if len(best) < labels:
        raise ValueError("the model has a label without a feature of its own")
    return [best[label][1] for label in range(labels)]


_SPEAKING = (2, 0, 1, 3, 4)
"""Which of five words in a row speaks for the middle one by which of its parts: itself, then its neighbours."""


class WordScore(Struct, frozen=True, gc=False):
    """What a word adds to each label: to its own first, then to those of its neighbours, farthest left first.

    ``shape`` and ``kind`` are those of its view. The numbers lie in one array, a quarter of what they take as objects.
    """

    added: "array[float]"
    shape: str
    kind: str


def _turn(weights: Weights, offsets: tuple[int, int]) -> Weighed:
    """Gather what features say of the words at some distance on either side, by the features' own names.

    The numbers are the places in a word's score to which the weights are added.
    """
    found: dict[str, list[tuple[int, float]]] = {}
    for offset in offsets:
        prefix, start = f"{offset}:", len(weights.labels) * (NEIGHBOURS.index(offset) + 1)
        for name, pairs in weights.by_feature.items():
            if name.startswith(prefix):
                found.setdefault(name.removeprefix(prefix), []).extend(
                    (start + label, one) for label, one in unpack_pairs(pairs)
                )
    return {name: pack_pairs(pairs) for name, pairs in found.items()}


class WordScores:
    """Scores the words of one language, and remembers the scores."""

    def __init__(self, weights: Weights, views: WordViews) -> None:
        """Start with nothing seen."""
        self.weights, self._views = weights, views
        self._size = size = len(weights.labels)
        self._width = size * (len(NEIGHBOURS) + 1)
        self._beside: tuple[Weighed, Weighed] = (_turn(weights, (-1, 1)), _turn(weights, (-2, 2)))
        self.nobody = WordScore(array("d", self._sum((), (NOBODY,), (NOBODY,))), "", "")
        self._seen: Remembered[str, WordScore] = Remembered(_HALF)
        self._sorts: Remembered[Sort, array[float]] = Remembered(_HALF_OF_KINDS)
        self._kinds: Remembered[tuple[str, str, str], tuple[float, ...]] = Remembered(_HALF_OF_KINDS)

    def of(self, token: Token) -> WordScore:
        """Return the score of a token's word. Cost: 50 microseconds for a new word, nothing for one seen before."""
        score = self._seen.get(token.text)
        return self._seen.keep(token.text, self._weigh(token)) if score is None else score

    def _weigh(self, token: Token) -> WordScore:
        view = self._views.of(token)
        own, word = (view.word, *view.letters), (view.word,)
        added = self._sum(own, (view.word, view.end), word, self._of_sort(view.sort))
        return WordScore(array("d", added), view.shape, view.kind)

    def _of_sort(self, sort: Sort) -> "array[float]":
        """Return what words of a sort add whatever else they are."""
        known = self._sorts.get(sort)
        return self._sorts.keep(sort, array("d", self._sum(sort.own, sort.near, sort.far))) if known is None else known

    def _of_kinds(self, kinds: tuple[str, str, str]) -> tuple[float, ...]:
        """Return what the kinds of three words in a row add to each label of the middle one."""
        known = self._kinds.get(kinds)
        return self._kinds.keep(kinds, tuple(self.weights.add(join_kinds(*kinds)))) if known is None else known

    def _sum(
        self, own: Iterable[str], near: Iterable[str], far: Iterable[str], before: Iterable[float] | None = None
    ) -> list[float]:
        """Add up what features of a word say of itself, of the words next to it, and of those farther away."""
        known, added = self.weights.by_feature, [0.0] * self._width if before is None else list(before)
        for feature in own:
            if feature in known:
                for label, weight in _list_pairs(known[feature]):
                    added[label] += weight
        for features, beside in zip((near, far), self._beside, strict=True):
            for feature in features:
                if feature in beside:
                    for place, weight in _list_pairs(beside[feature]):
                        added[place] += weight
        return added

    def _sum_label(self, row: "array[float]", label: int, joined: Iterable[float]) -> list[float]:
        """Return what the words of a sentence, the two beyond either end of it and their kinds add to a label."""
        # Each word has a part for itself and one for each place where it is a neighbour: of these the token's own word,
        # the farther and the nearer one before it, the nearer and the farther one after it speak here.
        width, size = self._width, self._size
        columns = [row[word * width + part * size + label :: width] for part, word in enumerate(_SPEAKING)]
        return [a + b + c + d + e + f for a, b, c, d, e, f in zip(*columns, joined, strict=False)]

    def of_sentence(self, marks: TokenMarks, words: Sequence[WordScore], sentence: Sentence) -> list[list[float]]:
        """Return what speaks for each label at each token of a sentence.

        Args:
            marks: What the tables say of the tokens of the text.
            words: The scores of their words.
            sentence: The sentence.
        """
        first, stop, add = sentence.first, sentence.stop, self.weights.add
        beyond = (self.nobody, self.nobody)
        row = array("d")
        for word in (*beyond, *words[first:stop], *beyond):
            row.extend(word.added)
        joined = [self._of_kinds(marks.kinds_around(position, first, stop)) for position in range(first, stop)]
        labels = map(partial(self._sum_label, row), range(self._size), zip(*joined, strict=True))
        found = [list(score) for score in zip(*labels, strict=True)]
        for position, score in enumerate(found, start=first):
            add(marks.of_token(position, first, stop), score)
        for score, headline in zip(found, marks.headline(first, stop), strict=False):
            add((headline,), score)
        return found
