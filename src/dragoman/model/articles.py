"""The article: a page without its furniture."""

from typing import Literal

from msgspec import Struct

from dragoman.model.spans import Span
from dragoman.model.times import When


class Block(Struct, frozen=True, gc=False):
    """A paragraph of the article; ``role`` is ``title`` or ``body``, ``language`` a BCP 47 tag."""

    span: Span
    role: str
    language: str


class LeftOut(Struct, frozen=True, gc=False):
    """A stretch of the page that is not the article, kept so that nothing disappears.

    ``reason`` names the furniture: navigation, date, byline, caption, counter, comment-form, related, repeated, other,
    the signs of direction that the text had (said in words, not as they stand), and the paywall that asks for money
    before the rest is shown.
    """

    text: str
    reason: str


class Article(Struct, frozen=True, gc=False):
    """Clean text with its metadata. All offsets of a reading count in code points of ``text``.

    ``text`` is the title on a line of its own (where there is one), an empty line, then the body. ``body`` is the
    body's
    span in it. ``dateline`` is the dateline that stood before the first sentence, such as ``DUSHANBE, 5 May``, as
    written. ``canonical`` is the address that the page gives as its own, ``updated`` (EDTF) when it was changed last,
    and ``paywalled`` tells that the whole of it is shown to those who pay. ``from_feed`` tells that the
    text is not the page's own but what a feed holds of it: its ``summary``, or its ``content``.
    """

    name: str
    language: str
    text: str
    title_span: Span | None
    body_span: Span
    published: When = When()
    author: str | None = None
    outlet: str | None = None
    dateline: str | None = None
    blocks: tuple[Block, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    canonical: str | None = None
    updated: str | None = None
    paywalled: bool = False
    from_feed: Literal["summary", "content"] | None = None

    @property
    def title(self) -> str | None:
        """The headline as written, or ``None``."""
        return self.title_span.of(self.text) if self.title_span else None

    @property
    def body(self) -> str:
        """The article's own text, without the headline."""
        return self.body_span.of(self.text)
