"""The working sheet of one article: tokens, sentences, and the chunks found so far."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from copy import copy

from msgspec import Struct

from dragoman.language.segmentation import split_sentences
from dragoman.language.tokens import Tokens, tokenise
from dragoman.model import Article, Note, Span
from dragoman.model.explanations import Verdict
from dragoman.reading.tables import Tables


class Sentence(Struct, frozen=True, gc=False):
    """Tokens ``first`` to ``stop`` (exclusive) make a sentence; ``is_title`` where it is the headline."""

    number: int
    first: int
    stop: int
    span: Span
    is_title: bool


class Chunk(Struct, frozen=True):
    """A stretch of tokens with a meaning of its own.

    ``kind`` is person, organisation, country, place, office, demonym or style. ``start`` and ``end`` are code
    points, without
    clitics. ``reference`` is a table id; ``value`` what the table says more (an office id, a style's kind).
    ``clitic`` is the
    proclitic that was peeled off. ``weak`` chunks need a second witness.
    """

    kind: str
    first: int
    stop: int
    start: int
    end: int
    rule: str
    reference: str | None = None
    value: str = ""
    clitic: str = ""
    weak: bool = False


class Sheet:
    """Everything the steps of reading share about one article."""

    def __init__(self, article: Article, tables: Tables) -> None:
        """Tokenise and split an article."""
        self.article = article
        self.tables = tables
        self.text = article.text
        self.tokens: Tokens = tokenise(article.text, tables.morphology)
        self._starts = [token.start for token in self.tokens]
        self.sentences: tuple[Sentence, ...] = tuple(self._split())
        self._firsts = [sentence.first for sentence in self.sentences]
        self.chunks = []
        self.introduced: frozenset[int] = frozenset()
        self.notes: list[Note] | None = None

    @property
    def chunks(self) -> list[Chunk]:
        """All chunks found so far. Setting the list files them by their place; do not change it in place."""
        return self._chunks

    @chunks.setter
    def chunks(self, chunks: list[Chunk]) -> None:
        self._chunks = chunks
        self._filed = sorted(chunks, key=lambda c: (c.first, -c.stop))
        self._chunk_firsts = [chunk.first for chunk in self._filed]

    def chunks_in(self, first: int, stop: int) -> list[Chunk]:
        """Return the chunks that begin at tokens ``first`` to ``stop`` (exclusive), in text order.

        Cost: logarithmic in the number of chunks of the page, so that long pages stay linear.
        """
        return self._filed[bisect_left(self._chunk_firsts, first) : bisect_left(self._chunk_firsts, stop)]

    def note(self, span: Span, rule: tuple[str, str], says: str, verdict: Verdict, reason: str = "") -> None:
        """Write down a vote, its step and rule, where somebody asked for an explanation; else do nothing."""
        if self.notes is not None:
            self.notes.append(Note(span, *rule, says, verdict, reason))

    def _split(self) -> Iterator[Sentence]:
        title, number = self.article.title_span, 0
        for part in (title, self.article.body_span):
            for span in split_sentences(self.text, part, self.tables.pack) if part else ():
                first, stop = self.token_range(span)
                if first < stop:
                    yield Sentence(number, first, stop, span, part is title)
                    number += 1

    def token_range(self, span: Span) -> tuple[int, int]:
        """Return the tokens that begin inside a span."""
        return bisect_left(self._starts, span.start), bisect_left(self._starts, span.stop)

    def sentence_at(self, token: int) -> Sentence:
        """Return the sentence that a token stands in (the last one before it, for a token between sentences)."""
        found = bisect_right(self._firsts, token) - 1
        return self.sentences[max(found, 0)]

    def inside(self, sentence: Sentence) -> "Sheet":
        """Return this sheet with the chunks of one sentence alone, for steps that look no further."""
        local = copy(self)
        local.chunks = self.chunks_in(sentence.first, sentence.stop)
        return local

    def surface(self, chunk: Chunk) -> str:
        """Return a chunk's own characters."""
        return self.text[chunk.start : chunk.end]

    def words(self, first: int, stop: int) -> tuple[str, ...]:
        """Return the surfaces of a range of tokens."""
        return tuple(token.text for token in self.tokens[first:stop])
