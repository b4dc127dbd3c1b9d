"""What story clustering takes and gives."""

from typing import Literal, Protocol

from msgspec import Struct

PagePair = tuple[str, str]


class StoryPage(Struct, frozen=True, gc=False):
    """What of a page tells its story, in words that mean the same in every script.

    ``keys`` are pairs of key and count, sorted: see :mod:`dragoman.meaning.stories.keys`. ``sketch`` holds the
    smallest hashes of the page's runs of words, ``runs`` counts them all and ``digest`` names all words in their order,
    see :mod:`dragoman.meaning.stories.sketches`. ``script`` is an ISO 15924 code, ``published`` EDTF; either may be
    ``None``.
    """

    key: str
    language: str
    script: str | None = None
    published: str | None = None
    keys: tuple[tuple[str, int], ...] = ()
    sketch: tuple[int, ...] = ()
    runs: int = 0
    digest: str = ""


class Link(Struct, frozen=True, gc=False, order=True):
    """Two pages that may tell one story, ``a`` before ``b``.

    ``score`` is in thousandths of what it takes, so that 1000 just suffices and links of all languages compare.
    ``copy`` tells that one page repeats the other's text.
    """

    a: str
    b: str
    score: int
    copy: bool = False


class Copy(Struct, frozen=True, gc=False):
    """What a page repeats, by the key of the first page with that text; of that page itself as well.

    ``kind`` is ``text`` where another page has the same words, ``near`` where one has nearly the same.
    """

    of: str
    kind: Literal["text", "near"]


class Story(Struct, frozen=True, gc=False):
    """Pages that tell of one thing; a page that no other tells of is a story by itself. ``pages`` are sorted."""

    id: str
    pages: tuple[str, ...]


class Affinity(Protocol):
    """More evidence for a pair of pages, such as the likeness of their sentence vectors."""

    def __call__(self, a: StoryPage, b: StoryPage) -> float | None:
        """Return how much two pages are alike, 0 to 1 where 1 suffices alone; ``None`` where nothing can be said."""
