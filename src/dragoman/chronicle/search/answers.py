"""What a search answers: sentences, who was searched for under which names, and counts."""

from collections.abc import Mapping

from msgspec import Struct

from dragoman.chronicle.answers import Quote
from dragoman.model import Span


class SearchedEntity(Struct, frozen=True, gc=False):
    """An entity that words of the query name: its sentences are found too, however they write it.

    ``words`` are those of the query, ``names`` its written names by language, ``sentences`` how many name it, counted
    up to 2,000.
    """

    id: str
    kind: str
    name: str
    words: str
    names: Mapping[str, tuple[str, ...]]
    sentences: int


class Named(Struct, frozen=True, gc=False):
    """An entity that a sentence names; ``span`` is where, in the article's text."""

    id: str
    kind: str
    name: str
    span: Span


class ToldEvent(Struct, frozen=True, gc=False):
    """An event that a sentence reports."""

    id: str
    type: str
    status: str
    when: str | None


class SearchHit(Struct, frozen=True, gc=False):
    """A sentence that was found.

    ``quote`` is the sentence as it stands on its page, ``highlights`` what matched, in code points of the article's
    text like the span of the quote. ``title`` is the headline of the page; ``is_title`` where the sentence is it.
    ``by_meaning`` says that the sentence was found by what it means alone, not by its words.
    """

    quote: Quote
    highlights: tuple[Span, ...]
    score: float
    is_title: bool
    title: str | None
    entities: tuple[Named, ...]
    events: tuple[ToldEvent, ...]
    by_meaning: bool = False

    @property
    def marked(self) -> tuple[tuple[int, int], ...]:
        """The highlights as offsets in the sentence's own text."""
        begin = self.quote.span.start
        return tuple((span.start - begin, span.stop - begin) for span in self.highlights)


class Facet(Struct, frozen=True, gc=False):
    """How many of the sentences that were found share a value: language, type, outlet, year or entity."""

    field: str
    value: str
    name: str
    count: int


class SearchAnswer(Struct, frozen=True, gc=False):
    """One page of what a search found.

    ``total`` counts the sentences, and is the least number where ``complete`` is false. ``relaxed`` says that no
    sentence has all that was asked for, so that those with most of it are shown. ``cursor`` asks for the next page.
    """

    query: str
    total: int
    complete: bool
    relaxed: bool
    hits: tuple[SearchHit, ...]
    entities: tuple[SearchedEntity, ...]
    facets: tuple[Facet, ...]
    cursor: str | None = None
