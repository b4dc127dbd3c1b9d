"""Reads an article once, whoever prints it: what was read of the same text before is used again."""

from typing import Protocol, runtime_checkable

from msgspec import Struct
from msgspec.structs import replace

from dragoman.model import Article, Page, Reading, Rejected
from dragoman.reading.reader import clean_page
from dragoman.runner.reading import MakeReader, Reader, prepare_reader


@runtime_checkable
class ArticleReader(Protocol):
    """A reader whose reading depends on nothing but the article of a page."""

    @property
    def version(self) -> str:
        """What readings of this reader are marked with."""

    def read(self, page: Page) -> Reading | Rejected:
        """Read one page."""

    def read_clean(self, article: Article) -> Reading:
        """Read an article whose text is already clean."""


class ReuseReadings(Struct, frozen=True):
    """Makes a reader that looks first whether a chronicle has read the same article.

    Workers call it too: each then looks by a connection of its own. A reader that reads pages alone is left as it is.
    """

    make_reader: MakeReader
    store: str

    def __call__(self) -> Reader:
        """Make the reader; the chronicle is opened with the first page."""
        reader = self.make_reader()
        return TwinReader(reader, self.store) if isinstance(reader, ArticleReader) else reader


class TwinReader:
    """Cleans a page, and reads it only where nobody has read the same article."""

    def __init__(self, reader: ArticleReader, store: str) -> None:
        from dragoman.chronicle.twins import Twins

        self._reader, self._twins = reader, Twins(store)

    @property
    def version(self) -> str:
        """The version of the reader that it reads with."""
        return self._reader.version

    def prepare(self) -> None:
        """Load what the reader loads beforehand; the chronicle is not opened."""
        prepare_reader(lambda: self._reader)

    def read(self, page: Page) -> Reading | Rejected:
        """Read one page."""
        article = clean_page(page)
        if isinstance(article, Rejected):
            return article
        twin = self._twins.find(article, reader=self.version)
        return replace(twin, article=article) if twin else self._reader.read_clean(article)
