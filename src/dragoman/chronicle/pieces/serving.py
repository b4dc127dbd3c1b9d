"""Answers lists piece by piece from an SQL database."""

from sqlalchemy import Engine

from dragoman.chronicle.database import read
from dragoman.chronicle.pieces.heads import PageHeads, find_fingerprint, list_heads
from dragoman.chronicle.pieces.lists import (
    ConflictsPage,
    StoriesPage,
    TenuresPage,
    list_conflicts,
    list_stories,
    list_tenures,
)
from dragoman.chronicle.stories import StoryQuery


class SqlPieces:
    """:class:`~dragoman.chronicle.pieces.protocol.Pieces` in SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def fingerprint(self) -> str:
        """Return words that change with whatever the chronicle says."""
        with read(self._engine) as connection:
            return find_fingerprint(connection)

    def heads(self, *, after: str | None, limit: int) -> PageHeads:
        """Return pages in the order in which they were stored, those after the page of a sha256."""
        with read(self._engine) as connection:
            return list_heads(connection, after=after, limit=limit)

    def conflicts(self, field: str | None, *, limit: int, cursor: str | None) -> ConflictsPage:
        """Return what reports do not agree on, and after that the offices given to two at one time."""
        with read(self._engine) as connection:
            return list_conflicts(connection, field, limit=limit, cursor=cursor)

    def tenures(self, holder: str | None, *, limit: int, cursor: str | None) -> TenuresPage:
        """Return tenures, by office, then by time."""
        with read(self._engine) as connection:
            return list_tenures(connection, holder, limit=limit, cursor=cursor)

    def stories(self, query: StoryQuery, *, limit: int, cursor: str | None) -> StoriesPage:
        """Return stories in order of time."""
        with read(self._engine) as connection:
            return list_stories(connection, query, limit=limit, cursor=cursor)
