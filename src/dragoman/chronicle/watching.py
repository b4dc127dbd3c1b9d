"""Keeps what is known of watched sources: how their runs went, what their addresses held, which pages are theirs."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, func, select, update

from dragoman.chronicle import schema, watched
from dragoman.chronicle.database import read, write
from dragoman.chronicle.dialects import chunks, insert_rows, upsert_rows
from dragoman.chronicle.forgetting import count_own_pages, forget_source, sweep_pages
from dragoman.chronicle.health import load_health
from dragoman.chronicle.locking import hold_store
from dragoman.chronicle.marking import mark
from dragoman.chronicle.news import load_news
from dragoman.chronicle.watch_answers import News, Seen, SourceHealth, SourceState
from dragoman.model import Duplicate, Page, Rejected, Unchanged
from dragoman.reading.sources.catalogue import Source

_SEEN = {"first_seen": "first_seen", "asked": "asked_at", "changed": "changed_at"}
_SAME = ("outcome", "sha256", "mark", "etag", "modified")


class SqlWatching:
    """A :class:`~dragoman.chronicle.protocol.Watching` in SQLite or PostgreSQL. Moments are ISO 8601 in UTC."""

    def __init__(self, engine: Engine, *, patience: float) -> None:
        self._engine, self._patience = engine, patience

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Be the only one that watches, for a while.

        Raises:
            StoreError: Another has been watching for longer than the patience of the settings.
        """
        with hold_store(self._engine, patience=self._patience):
            yield

    def enroll(self, sources: Iterable[Source], *, now: str) -> None:
        """Store how sources are described now; how their runs went stays."""
        with write(self._engine) as connection:
            for source in sources:
                row = _describe(source)
                _mark_renamed(connection, source)
                named = watched.source.c.name == source.name
                if not connection.execute(update(watched.source).where(named).values(row)).rowcount:
                    insert_rows(connection, watched.source, [{"name": source.name, "added_at": now, **row}])

    def states(self) -> dict[str, SourceState]:
        """Return how the runs of each source went, by name."""
        told = watched.source.c
        columns = told.name, told.begun_at, told.attempted_at, told.failures
        with read(self._engine) as connection:
            return {row.name: SourceState(*row) for row in connection.execute(select(*columns))}

    def seen(self, source: str) -> dict[str, Seen]:
        """Return what the addresses of a source held when they were last asked."""
        with read(self._engine) as connection:
            rows = connection.execute(
                select(watched.source_address).where(watched.source_address.c.source == source)
            ).mappings()
            return {
                row["address"]: Seen(
                    **{name: row[column] for name, column in _SEEN.items()}, **{name: row[name] for name in _SAME}
                )
                for row in rows
            }

    def begin(self, source: str, *, now: str) -> None:
        """Note that a run over a source begins; one that was cut off goes on."""
        told = watched.source.c
        with write(self._engine) as connection:
            statement = update(watched.source).where(told.name == source)
            connection.execute(statement.values(begun_at=func.coalesce(told.begun_at, now)))

    def settle(self, source: str, outcome: Page | Unchanged | Duplicate | Rejected, *, seen: Seen) -> str:
        """Store what became of one address of a source, in one transaction; its page is stored already.

        Returns:
            The outcome: ``read``, ``unchanged``, ``duplicate``, or the reason of a rejection.
        """
        with write(self._engine) as connection:
            found = _judge(connection, source, outcome)
            _write_seen(connection, source, seen={outcome.address: seen}, outcome=found)
            _count(connection, source, found)
            if found == "read":
                statement = update(watched.source).where(watched.source.c.name == source)
                connection.execute(statement.values(gave_page_at=seen.asked))
        return found

    def finish(
        self, source: str, *, now: str, error: str | None = None, cut: bool = False, lists: Mapping[str, Seen]
    ) -> None:
        """Store how a run over a source ended.

        Args:
            source: Its name.
            now: When.
            error: Why it failed, ``None`` where it did not.
            cut: Whether something is left, for which the source is due again at once.
            lists: What its feeds and sitemaps held, where everything in them was dealt with.
        """
        told = watched.source.c
        failed = {"error": error, "failed_at": now, "failures": told.failures + 1}
        outcome = failed if error else {"succeeded_at": now, "failures": 0}
        with write(self._engine) as connection:
            _write_seen(connection, source, seen=lists, outcome="list")
            statement = update(watched.source).where(told.name == source)
            begun = told.begun_at if cut else None
            connection.execute(statement.values(attempted_at=now, begun_at=begun, **outcome))

    def news(self) -> News:
        """Return what is new since news were last :meth:`told <tell>`."""
        with read(self._engine) as connection:
            return load_news(connection)

    def tell(self, news: News, *, now: str) -> None:
        """Note that news were told."""
        page, mine = schema.page.c, watched.source_page.c
        with write(self._engine) as connection:
            for piece in chunks(sorted(new.sha256 for new in news.pages)):
                numbers = select(page.id).where(page.sha256.in_(piece))
                statement = update(watched.source_page).where(mine.page_id.in_(numbers), mine.told_at.is_(None))
                connection.execute(statement.values(told_at=now))

    def health(self) -> list[SourceHealth]:
        """Return how each source fares, by name."""
        with read(self._engine) as connection:
            return load_health(connection)

    def count_own(self, source: str) -> int:
        """Return how many pages a source alone gave.

        Raises:
            UsageError: No such source was ever watched.
        """
        with read(self._engine) as connection:
            return count_own_pages(connection, source)

    def forget(self, source: str, *, pages: bool = False) -> int:
        """Forget what is known of a source, and with ``pages`` the pages that no other gave; return how many these are.

        They are gone when what follows from it has been derived and :meth:`sweep` been called.

        Raises:
            UsageError: No such source was ever watched.
        """
        with write(self._engine) as connection:
            return forget_source(connection, source, pages=pages)

    def sweep(self) -> None:
        """Remove the pages that were forgotten."""
        with write(self._engine) as connection:
            sweep_pages(connection)


def _mark_renamed(connection: Connection, source: Source) -> None:
    """Mark the pages of a source whose outlet is called otherwise than before."""
    told = watched.source.c
    before = connection.execute(select(told.outlet).where(told.name == source.name)).first()
    if before is not None and before.outlet != source.outlet:
        mark(connection, "event", _pages_of(connection, source.name))


def _pages_of(connection: Connection, source: str) -> list[int]:
    mine = watched.source_page.c
    return list(connection.scalars(select(mine.page_id).where(mine.source == source)))


def _describe(source: Source) -> dict[str, object]:
    return {
        "address": source.address,
        "kind": source.kind,
        "language": source.language,
        "outlet": source.outlet,
        "reliability": source.reliability,
        "interval": int(source.interval.total_seconds()) if source.interval else None,
    }


def _judge(connection: Connection, source: str, outcome: Page | Unchanged | Duplicate | Rejected) -> str:
    """Say what a page is to a source, and note that it is its page.

    What a run stored that was cut off before it was noted is still new.
    """
    if isinstance(outcome, Rejected):
        return outcome.reason
    page, mine = schema.page.c, watched.source_page
    row = connection.execute(select(page.id, page.stored_at).where(page.sha256 == outcome.sha256)).first()
    if row is None:
        return "unchanged"
    here = mine.c.page_id == row.id, mine.c.source == source
    known = connection.execute(select(mine.c.page_id).where(*here)).first() is not None
    begun = connection.scalar(select(watched.source.c.begun_at).where(watched.source.c.name == source))
    fresh = (
        isinstance(outcome, Page)
        or _is_own(outcome)
        or (not known and begun is not None and row.stored_at >= begun and not _is_told(connection, row.id))
    )
    if not known:
        told = None if fresh else row.stored_at
        upsert_rows(connection, mine, [{"page_id": row.id, "source": source, "told_at": told}])
        mark(connection, "event", [row.id])  # the outlet of a source tells origins apart
    return "duplicate" if isinstance(outcome, Duplicate) else "read" if fresh else "unchanged"


def _is_told(connection: Connection, number: int) -> bool:
    mine = watched.source_page.c
    told = select(mine.page_id).where(mine.page_id == number, mine.told_at.is_not(None)).limit(1)
    return connection.execute(told).first() is not None


def _is_own(outcome: Unchanged | Duplicate) -> bool:
    """Tell whether a duplicate is a page of its own, which only repeats another's text."""
    return isinstance(outcome, Duplicate) and outcome.kind == "text"


def _write_seen(connection: Connection, source: str, *, seen: Mapping[str, Seen], outcome: str) -> None:
    rows = [
        {
            "source": source,
            "address": address,
            **{column: getattr(one, name) for name, column in _SEEN.items()},
            **{name: getattr(one, name) for name in _SAME},
            "outcome": outcome,
        }
        for address, one in seen.items()
    ]
    upsert_rows(connection, watched.source_address, rows)


def _count(connection: Connection, source: str, outcome: str) -> None:
    mine = watched.source_count
    here = mine.c.source == source, mine.c.outcome == outcome
    if not connection.execute(update(mine).where(*here).values(pages=mine.c.pages + 1)).rowcount:
        insert_rows(connection, mine, [{"source": source, "outcome": outcome, "pages": 1}])
