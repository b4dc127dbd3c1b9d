"""A statistical tagger of names that votes beside the tables and the grammar of titles.

A linear-chain conditional random field for each language, trained by ``tools/train_tagger`` and shipped with its card
in ``data/models/tagger``. It weighs what the tables say of a word and its neighbours together with how the word is
spelt, and so finds names that no table has.

Source: Lafferty, McCallum and Pereira 2001; CRFsuite by Okazaki 2007.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from dragoman.language.tables import DATA
from dragoman.language.tokens import Token
from dragoman.reading.mentions.gazetteer import find_gazetteer_chunks
from dragoman.reading.mentions.tagger_features import TokenMarks, load_word_views
from dragoman.reading.mentions.tagger_weights import WordScores, read_weights
from dragoman.reading.mentions.tagger_words import WordViews
from dragoman.reading.mentions.votes import NEVER, Vote, Votes, read_rights, read_thresholds
from dragoman.reading.sheet import Chunk, Sentence, Sheet

RULE = "tagger"
MODELS = DATA.joinpath("models", "tagger")
_KINDS = MappingProxyType({"PER": "person", "ORG": "organisation", "LOC": "place"})
_FAR_MORE = 5
TokenChances = list[list[list[float]]]
"""For each token the chances that it begins a name, then that it goes on one, each by kind."""


class Model:
    """A trained tagger. It keeps its bytes, for the library reads them where they lie and does not hold them itself."""

    def __init__(self, trained: bytes, views: WordViews) -> None:
        """Open a model from what was written at its training.

        Args:
            trained: The model.
            views: What looks at the words of its language.
        """
        from pycrfsuite import Tagger

        self._trained = trained
        self._tagger: Any = Tagger()
        self._tagger.open_inmemory(self._trained)
        self.weights = read_weights(trained)
        self.scores = WordScores(self.weights, views)
        self.labels: frozenset[str] = frozenset(self.weights.labels)

    def label(self, scores: Iterable[Iterable[float]]) -> list[str]:
        """Return the likeliest labels of a sentence from what speaks for each label at each token."""
        carriers = self.weights.carriers
        self._tagger.set([dict(zip(carriers, score, strict=True)) for score in scores])
        labels: list[str] = self._tagger.tag()
        return labels

    def marginal(self, label: str, position: int) -> float:
        """Return the probability of a label at a token of the sentence labelled last."""
        return float(self._tagger.marginal(label, position))


class _Heard:
    """A model beside the tokens of one text."""

    def __init__(self, model: Model, sheet: Sheet, gazetteer: Sequence[Chunk] | None) -> None:
        listed = find_gazetteer_chunks(sheet) if gazetteer is None else gazetteer
        self._model = model
        scores = {text: model.scores.of(token) for text, token in {one.text: one for one in sheet.tokens}.items()}
        self._words = [scores[token.text] for token in sheet.tokens]
        self._marks = TokenMarks(sheet.tokens, sheet.tables, listed, self._words)

    def label(self, sentence: Sentence) -> list[str]:
        """Return the likeliest labels of a sentence."""
        return self._model.label(self._model.scores.of_sentence(self._marks, self._words, sentence))


def tag(sheet: Sheet, thresholds: Mapping[str, float] | None = None) -> list[Chunk]:
    """Return the names that the tagger believes in, from left to right, none overlapping.

    Args:
        sheet: The working sheet; only its text is used, and it is not changed.
        thresholds: The least probability by kind of chunk; those chosen on the development sets where it is left out.

    Returns:
        Chunks of kind person, organisation or place with the rule ``tagger``, without proclitics; none where there is
        no model for the language.

    Cost: about 40 microseconds a token.
    """
    least = load_thresholds(sheet.tables.pack.tag, "add") if thresholds is None else thresholds
    return [v.chunk for v in hear_votes(sheet).names if v.probability >= least.get(v.chunk.kind, NEVER)]


def hear_votes(sheet: Sheet, gazetteer: Sequence[Chunk] | None = None) -> Votes:
    """Return every name of the tagger's likeliest reading, however unsure, and its doubts; nothing without a model.

    Args:
        sheet: The working sheet.
        gazetteer: What ``find_gazetteer_chunks`` returned for it, weak forms with it; found anew where it is left out.
    """
    model = load_model(sheet.tables.pack.tag)
    if model is None:
        return Votes((), (1.0,) * len(sheet.tokens))
    heard = _Heard(model, sheet, gazetteer)
    names: list[Vote] = []
    doubt = [1.0] * len(sheet.tokens)
    for sentence in sheet.sentences:
        labels = heard.label(sentence)
        doubt[sentence.first : sentence.stop] = [model.marginal("O", i) for i in range(len(labels))]
        for first, stop in _runs(labels):
            if not any(token.key for token in sheet.tokens[sentence.first + first : sentence.first + stop]):
                continue  # a lengthening mark by itself is no name
            if _is_people(sheet, sentence.first + first, sentence.first + stop, labels[first]):
                continue
            least = min(model.marginal(labels[i], i) for i in range(first, stop))
            run = (sentence.first + first, _before_day(sheet, sentence.first + first, sentence.first + stop))
            names.append(Vote(make_chunk(sheet, run, _KINDS[labels[first][2:]]), least))
    return Votes(tuple(names), tuple(doubt), read_rights(RULE, sheet.tables.pack.tag))


def _is_people(sheet: Sheet, first: int, stop: int, label: str) -> bool:
    """Tell a lone plural of an adjective of origin, which the model takes for a family name: "the Ruritanians"."""
    endings, articles = tuple(sheet.tables.listed("people_endings")), tuple(sheet.tables.listed("articles"))
    if not endings or stop - first > 1 or _KINDS[label[2:]] != "person":
        return False
    return any(key.text.startswith(articles) and key.text.endswith(endings) for key in sheet.tokens[first].keys)


def _before_day(sheet: Sheet, first: int, stop: int) -> int:
    """Leave out a part of the day at the end of a name, before the day itself: "X in the morning of Sunday"."""
    tokens, tables = sheet.tokens, sheet.tables
    if stop - first < 2 or stop >= len(tokens) or not tokens[stop - 1].has(tables.listed("day_parts")):
        return stop
    return stop - 1 if tokens[stop].has(tables.listed("name_stops")) else stop


def weigh_tokens(sheet: Sheet, kinds: Sequence[str], gazetteer: Sequence[Chunk] | None = None) -> TokenChances | None:
    """Return for each token the chances that it begins and that it goes on a name, by kind; ``None`` without a model.

    Args:
        sheet: The working sheet.
        kinds: The kinds of the model's labels, in the order that is wanted; 0 for one that it does not know.
        gazetteer: As for :func:`hear_votes`.
    """
    model = load_model(sheet.tables.pack.tag)
    if model is None:
        return None
    heard = _Heard(model, sheet, gazetteer)
    chances = [[[0.0] * len(kinds) for _ in "BI"] for _ in sheet.tokens]
    wanted = [[f"{part}-{kind}" for kind in kinds] for part in "BI"]
    for sentence in sheet.sentences:
        heard.label(sentence)
        for place in range(sentence.stop - sentence.first):
            chances[sentence.first + place] = [
                [model.marginal(label, place) if label in model.labels else 0.0 for label in labels]
                for labels in wanted
            ]
    return chances


@cache
def load_model(tag: str) -> Model | None:
    """Load the model of a language once a process, or return ``None`` where none is shipped."""
    source = MODELS.joinpath(f"{tag}.crfsuite")
    return Model(source.read_bytes(), load_word_views(tag)) if source.is_file() else None


def load_thresholds(tag: str, use: str) -> Mapping[str, float]:
    """Return the thresholds of a language, by kind of chunk, for one use: ``add``, ``correct`` or ``refuse``."""
    return read_thresholds(RULE, tag, use)


def _runs(labels: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each name begins and ends; a name that lacks its beginning begins where it is first seen."""
    first = 0
    for position in range(1, len(labels) + 1):
        if position == len(labels) or labels[position] != f"I-{labels[first][2:]}":
            if labels[first] != "O":
                yield first, position
            first = position


def make_chunk(sheet: Sheet, run: tuple[int, int], kind: str, *, rule: str = RULE) -> Chunk:
    """Return the chunk of a name that a model sees in tokens ``run``, its proclitic peeled off."""
    first, stop = run
    lead, clitic = _clitic(sheet, first, kind)
    start, end = sheet.tokens[first].start + lead, sheet.tokens[stop - 1].stop
    return Chunk(kind, first, stop, start, end, rule, clitic=clitic)


def _clitic(sheet: Sheet, position: int, kind: str) -> tuple[int, str]:
    """Peel a proclitic off a name's first word where a table, or this very page, has what is left but not the whole."""
    token = sheet.tokens[position]
    peeled = [key for key in token.keys[1:] if key.lead and key.clitic]
    if not peeled:
        return 0, ""
    listed = _listed_person(sheet, token) if kind == "person" else _listed_start(sheet, position)
    if listed is not None:
        return listed
    alone = {other.key for other in sheet.tokens}
    return next(((key.lead, key.clitic) for key in peeled if key.text in alone), (0, ""))


def _listed_person(sheet: Sheet, token: Token) -> tuple[int, str] | None:
    """Take the whole word where it is a name, unless what is left of it is a far more common one."""
    counts = [(sum(sheet.tables.name_counts(key.text)), key) for key in token.keys]
    whole, (most, best) = counts[0][0], max(counts, key=lambda counted: counted[0])
    if most == 0:
        return None
    return (best.lead, best.clitic) if most > whole * _FAR_MORE else (0, "")


def _listed_start(sheet: Sheet, position: int) -> tuple[int, str] | None:
    start = sheet.tokens[position].start
    heads = [(m.stop, m.start - start, m.clitic) for m in sheet.tables.heads.at(sheet.tokens, position)]
    names = [(m.stop, m.start - start, m.clitic) for m in sheet.tables.gazetteer.at(sheet.tokens, position)]
    best = max([*heads, *names], key=lambda match: (match[0], -match[1]), default=None)
    return best[1:] if best is not None else None
