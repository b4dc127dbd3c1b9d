"""Finds the sentences in which words stand, with their BM25, in the full-text index of either database.

SQLite ranks by itself. PostgreSQL knows no BM25, and its parser would take our terms apart, so there an index over the
terms finds the sentences that may match, and phrases and ranks are ours: by the same formula and constants.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009; constants as in FTS5.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import log

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Text, and_, cast, func, literal, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import is_server
from dragoman.chronicle.search.wording import Run, Wanted

Scores = dict[int, float]

_MATCH = "SELECT rowid, -bm25(sentence_index, 1.0, 0.5) FROM sentence_index WHERE sentence_index MATCH :words"
_MEASURED = 1000
_SATURATION, _LENGTH, _OTHERS, _LEAST = 1.2, 0.75, 0.5, 1e-6

_SENTENCE = derived.sentence.c


def match_words(connection: Connection, wanted: Sequence[Wanted], *, most: int | None = None) -> Scores:
    """Return the BM25 of the sentences in which all words stand, by their numbers; the better, the larger.

    Args:
        connection: The database.
        wanted: The words.
        most: No more sentences than so many, the best; a server ranks all in any case, and returns them.
    """
    if is_server(connection):
        return _match_on_server(connection, wanted)
    words = "(" + " AND ".join(one.match for one in wanted) + ")"
    asked = _MATCH if most is None else f"{_MATCH} ORDER BY 2 DESC, 1 DESC LIMIT {most:d}"
    return {row[0]: row[1] for row in connection.execute(text(asked), {"words": words})}


class _Sentence(Struct, frozen=True, gc=False):
    """The terms of a sentence in their order, and other forms of them."""

    tokens: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def length(self) -> int:
        return len(self.tokens) + len(self.others)

    def count(self, phrase: "_Phrase") -> float:
        """Return how often a phrase stands here; among the other forms it counts half."""
        if not phrase.loose:
            return _count_run(self.tokens, phrase.run)
        term = phrase.run[0]
        return self.tokens.count(term) + _OTHERS * self.others.count(term)


class _Phrase(Struct, frozen=True, gc=False):
    """Terms that stand one after another, or a single one (``loose``) that may stand among the other forms too."""

    run: Run
    loose: bool = False


def _count_run(tokens: Sequence[str], run: Run) -> int:
    places = (place for place, token in enumerate(tokens) if token == run[0])
    return sum(tuple(tokens[place : place + len(run)]) == run for place in places)


def _phrases(one: Wanted) -> Iterator[_Phrase]:
    yield from (_Phrase(run) for run in one.runs)
    yield from (_Phrase((term,), loose=True) for term in sorted(one.loose))


def _match_on_server(connection: Connection, wanted: Sequence[Wanted]) -> Scores:
    phrases = [tuple(_phrases(one)) for one in wanted]
    if not phrases:
        return {}
    found = _load(connection, and_(*(_may_hold(some) for some in phrases)))
    counts = {key: [[row.count(phrase) for phrase in some] for some in phrases] for key, row in found.items()}
    met = {key: some for key, some in counts.items() if all(map(any, some))}
    number, length = _measure(connection)
    rarity = [[_rarity(connection, phrase, number) for phrase in some] for some in phrases] if met else []
    return {
        key: sum(
            weight * _saturate(count, found[key].length / length)
            for weights, some_counts in zip(rarity, some, strict=True)
            for weight, count in zip(weights, some_counts, strict=True)
        )
        for key, some in met.items()
    }


def _saturate(count: float, length: float) -> float:
    return count * (_SATURATION + 1) / (count + _SATURATION * (1 - _LENGTH + _LENGTH * length))


def _rarity(connection: Connection, phrase: _Phrase, number: int) -> float:
    """Return the weight of a phrase by the sentences that hold it; of a run by those that hold all of its terms."""
    statement = select(func.count()).select_from(derived.sentence).where(_may_hold([phrase]))
    held = connection.execute(statement).scalar_one()
    return max(log((number - held + 0.5) / (held + 0.5)), _LEAST) if number > held else _LEAST


def _measure(connection: Connection) -> tuple[int, float]:
    """Return how many sentences there are, about, and how many terms the first of them have on average."""
    number = connection.execute(select(func.coalesce(func.max(_SENTENCE.id), 0))).scalar_one()
    first = select(_SENTENCE.tokens, _SENTENCE.others).order_by(_SENTENCE.id).limit(_MEASURED)
    lengths = [len(tokens.split()) + len(others.split()) for tokens, others in connection.execute(first)]
    return number, max(sum(lengths) / max(len(lengths), 1), 1.0)


def _may_hold(phrases: Iterable[_Phrase]) -> ColumnElement[bool]:
    """Select the sentences that have all terms of one of some phrases, by the index."""
    terms = func.string_to_array(_SENTENCE.tokens + " " + _SENTENCE.others, " ", type_=ARRAY(Text))
    return or_(*(terms.contains(cast(literal(list(phrase.run), ARRAY(Text)), ARRAY(Text))) for phrase in phrases))


def _load(connection: Connection, condition: ColumnElement[bool]) -> dict[int, _Sentence]:
    rows = connection.execute(select(_SENTENCE.id, _SENTENCE.tokens, _SENTENCE.others).where(condition))
    return {key: _Sentence(tuple(tokens.split()), tuple(others.split())) for key, tokens, others in rows}
