"""Finds readings that can be used again: of an article that says the same, in the same words and at the same time."""

from functools import cached_property
from weakref import finalize

from sqlalchemy import Connection, Engine, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.database import open_engine, parse_address, read
from dragoman.chronicle.loading import load_readings
from dragoman.errors import StoreError
from dragoman.meaning.stories import read_wording
from dragoman.model import Article, Reading

MOST = 3
"""So many pages of the same words are looked at."""


class Twins:
    """Looks for readings in a chronicle, through one connection: opened when it is needed, closed when this is gone."""

    def __init__(self, store: str) -> None:
        self._store = store

    @cached_property
    def _engine(self) -> Engine:
        engine = open_engine(parse_address(self._store))
        finalize(self, engine.dispose)
        return engine

    def find(self, article: Article, *, reader: str) -> Reading | None:
        """Return what a reader found in an article that says the same, ``None`` where there is none, or no telling.

        Args:
            article: The article.
            reader: The version of the reader.
        """
        digest = read_wording(article.text).digest
        if not digest:
            return None
        try:
            with read(self._engine) as connection:
                return find_twin(connection, article, digest=digest, reader=reader)
        except StoreError:  # the store that is written to says what is wrong with it
            return None


def find_twin(connection: Connection, article: Article, *, digest: str, reader: str) -> Reading | None:
    """Return the reading of an article that is the same in everything that reading depends on."""
    signature, page = derived.signature.c, schema.page.c
    statement = select(signature.page_id).join(schema.page, page.id == signature.page_id)
    statement = statement.where(signature.digest == digest, page.reader == reader).order_by(signature.page_id)
    numbers = connection.scalars(statement.limit(MOST)).all()
    found = (reading for _, reading in load_readings(connection, numbers) if says_the_same(reading.article, article))
    return next(found, None)


def says_the_same(a: Article, b: Article) -> bool:
    """Tell whether reading two articles gives the same: the text to the letter, its parts, date, place and outlet."""
    names = ("text", "language", "title_span", "body_span", "published", "dateline", "outlet", "blocks")
    return all(getattr(a, name) == getattr(b, name) for name in names)
