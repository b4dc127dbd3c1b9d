"""Loads what a citation says of a page beside its sentence."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.chronicle import schema
from dragoman.chronicle.dialects import chunks


class CitedPage(Struct, frozen=True, gc=False):
    """The head of a page: its title in its own language, its author, and when it was fetched or first stored (UTC)."""

    title: str | None
    author: str | None
    fetched: str | None


def load_cited(connection: Connection, hashes: Iterable[str]) -> dict[str, CitedPage]:
    """Return the heads of pages by their SHA-256; those without an article are left out."""
    page, article = schema.page.c, schema.article.c
    columns = (page.sha256, page.fetched, page.stored_at, article.text, article.title_start, article.title_stop)
    found = {}
    for piece in chunks(hashes):
        statement = select(*columns, article.author).join_from(schema.page, schema.article)
        for row in connection.execute(statement.where(page.sha256.in_(piece))):
            title = None if row.title_start is None else " ".join(row.text[row.title_start : row.title_stop].split())
            found[row.sha256] = CitedPage(title or None, row.author, row.fetched or row.stored_at)
    return found
