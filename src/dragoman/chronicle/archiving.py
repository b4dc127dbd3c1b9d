"""The archive: the bytes of pages as they came, what they take, and how long they are kept.

Bytes that are let go take nothing else with them: texts, evidence and everything derived stay; only reading those
pages anew is no longer possible.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Column, ColumnElement, Connection, Engine, delete, func, select

from dragoman.chronicle import schema
from dragoman.chronicle.database import read, write
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.keeping import ALL, count_days
from dragoman.chronicle.rows import parse_content, parse_told
from dragoman.chronicle.showing import find_pages
from dragoman.chronicle.verifying import Fault, verify_pages
from dragoman.errors import UsageError
from dragoman.model import Page

PIECE = 50
"""Pages whose bytes are loaded at once."""

page, content = schema.page.c, schema.content.c
_STORED = select(page.sha256, page.stored_at)


class ArchiveFigures(Struct, frozen=True, gc=False):
    """What the archive holds: pages with their bytes, pages without, and the bytes before and after packing."""

    pages: int
    without_bytes: int
    bytes: int
    packed: int

    @property
    def ratio(self) -> float:
        """How many times smaller the bytes are packed; 0 for an empty archive."""
        return self.bytes / self.packed if self.packed else 0.0


class ArchivedPage(Struct, frozen=True, gc=False):
    """A page of the archive; ``packed`` is ``None`` where its bytes are not kept any more."""

    name: str
    address: str
    sha256: str
    content_type: str | None
    fetched: str | None
    stored: str
    bytes: int
    packed: int | None


class SqlArchive:
    """A :class:`~dragoman.chronicle.protocol.Archive` in SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def figures(self) -> ArchiveFigures:
        """Count pages and bytes."""
        kept = select(func.count(), func.sum(page.length), func.sum(func.length(content.content)))
        with read(self._engine) as connection:
            pages, length, packed = connection.execute(kept.select_from(schema.content).join(schema.page)).one()
            left = select(func.count()).select_from(schema.article).where(_has_no_bytes(schema.article.c.page_id))
            return ArchiveFigures(pages, connection.execute(left).scalar_one(), length or 0, packed or 0)

    def list(self) -> Iterator[ArchivedPage]:
        """Yield all pages that were read, by address and name."""
        columns = page.name, page.address, page.sha256, page.content_type, page.fetched, page.stored_at, page.length
        statement = (
            select(*columns, func.length(content.content).label("packed"))
            .select_from(schema.page)
            .outerjoin(schema.content)
            .where((page.status == "read") | content.page_id.is_not(None))
            .order_by(page.address, page.name, page.sha256)
        )
        with read(self._engine) as connection:
            rows = connection.execute(statement).all()
        yield from (ArchivedPage(*row) for row in rows)

    def pages(self, names: Sequence[str] = ()) -> Iterator[Page]:
        """Yield pages with their bytes as they came; all that have any where none are named.

        Where nothing says when a page was fetched, that is when it was stored.

        Args:
            names: Names, addresses or (the beginning of) sha256.

        Raises:
            UsageError: A page is not known, or its bytes are not kept any more.
        """
        with read(self._engine) as connection:
            numbers = self._find(connection, names) if names else connection.scalars(select(content.page_id)).all()
        for piece in chunks(sorted(numbers), PIECE):
            with read(self._engine) as connection:
                found = load_pages(connection, piece)
                known = {row[0]: row[1] for row in connection.execute(_STORED.where(page.id.in_(piece)))}
            yield from (replace(one, fetched=one.fetched or known[one.sha256]) for one in found)

    def verify(self, progress: Callable[[int, int], None] | None = None) -> Iterator[Fault]:
        """Yield everything that is wrong with stored bytes and evidence.

        Args:
            progress: Called with the number of pages that are done, and that of all.
        """
        return verify_pages(self._engine, progress)

    def prune(self, keep: str, *, today: date | None = None) -> int:
        """Let go of bytes that are not to be kept any longer; return of how many pages.

        Args:
            keep: ``all``, ``none`` or ``days:N``, counted from when a page was fetched, else stored.
            today: The day from which days are counted back.
        """
        if keep == ALL:
            return 0
        old, days = select(page.id), count_days(keep)
        if days:
            first = (today or datetime.now(UTC).date()) - timedelta(days=days)
            old = old.where(func.substr(func.coalesce(page.fetched, page.stored_at), 1, 10) < first.isoformat())
        with write(self._engine) as connection:
            return connection.execute(delete(schema.content).where(content.page_id.in_(old))).rowcount

    def _find(self, connection: Connection, names: Sequence[str]) -> Sequence[int]:
        found: dict[int, None] = {}
        for name in names:
            numbers = find_pages(connection, name)
            if not numbers:
                raise UsageError(f"the chronicle has no page {name!r}; pages go by name, address or sha256")
            kept = connection.scalars(select(content.page_id).where(content.page_id.in_(numbers))).all()
            if not kept:
                raise UsageError(f"the bytes of {name!r} are not kept any more (keep_bytes); its text is: show")
            found |= dict.fromkeys(kept)
        return tuple(found)


def load_pages(connection: Connection, numbers: Sequence[int]) -> list[Page]:
    """Return pages with their bytes, in the order in which they were stored."""
    columns = page.name, page.address, page.sha256, page.content_type, page.fetched, page.hint, page.told
    statement = select(*columns, content.coding, content.content).join_from(schema.page, schema.content)
    return [
        Page(
            row.name,
            row.address,
            parse_content(row),
            row.sha256,
            row.content_type,
            row.fetched,
            row.hint,
            parse_told(row.told),
        )
        for row in connection.execute(statement.where(page.id.in_(numbers)).order_by(page.id))
    ]


def _has_no_bytes(number: Column[int]) -> ColumnElement[bool]:
    return number.not_in(select(content.page_id))
