"""Forgets a source, and the pages that no other source gave, if that is wanted."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, select, update

from dragoman.chronicle import schema, watched
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.following.tables import watch_entry
from dragoman.chronicle.linking import remove_page_links
from dragoman.chronicle.marking import mark
from dragoman.chronicle.writing import clear_page
from dragoman.errors import UsageError

_FORGOTTEN = ""
"""The reader of pages that are forgotten and go when nothing that is derived tells of them any more."""


def forget_source(connection: Connection, source: str, *, pages: bool) -> int:
    """Forget how a source is described, how its runs went and what its addresses held.

    Its pages stay, also where they are called by its outlet no longer, unless ``pages`` is set: then those go that no
    other source gave, with their bytes and what was read of them. Judgements stay and wait.

    Returns:
        How many pages go.

    Raises:
        UsageError: No such source was ever watched.
    """
    _check_known(connection, source)
    mine = watched.source_page.c
    own = connection.scalars(select(mine.page_id).where(mine.source == source)).all()
    gone = _list_own(connection, source) if pages else []
    mark(connection, "event", own)
    for number, sha256 in gone:
        clear_page(connection, number)
        remove_page_links(connection, sha256)
    for piece in chunks([number for number, _ in gone]):
        this = schema.page.c.id.in_(piece)
        connection.execute(update(schema.page).where(this).values(status="rejected", reader=_FORGOTTEN))
    if pages:
        _forget_rejections(connection, source)
    connection.execute(delete(watched.source).where(watched.source.c.name == source))
    return len(gone)


def count_own_pages(connection: Connection, source: str) -> int:
    """Return how many pages a source alone gave.

    Raises:
        UsageError: No such source was ever watched.
    """
    _check_known(connection, source)
    return len(_list_own(connection, source))


def _check_known(connection: Connection, source: str) -> None:
    known = connection.scalars(select(watched.source.c.name).order_by(watched.source.c.name)).all()
    if source not in known:
        told = ", ".join(known) or "none"
        raise UsageError(f"no source {source!r} was ever watched; those that were: {told}")


def sweep_pages(connection: Connection) -> None:
    """Remove the pages that were forgotten; everything that followed from them has been derived anew."""
    connection.execute(
        delete(schema.page).where(schema.page.c.status == "rejected", schema.page.c.reader == _FORGOTTEN)
    )
    # SQLite gives the numbers of the last pages to those that come next, which are news to every entry.
    last = connection.execute(select(func.max(schema.page.c.id))).scalar() or 0
    after = watch_entry.c.after_page
    connection.execute(update(watch_entry).where(after > last).values(after_page=last))


def _list_own(connection: Connection, source: str) -> Sequence[tuple[int, str]]:
    """Return number and sha256 of the pages that this source alone gave."""
    mine, page = watched.source_page.c, schema.page.c
    others = select(mine.page_id).where(mine.source != source)
    statement = select(page.id, page.sha256).where(
        page.id.in_(select(mine.page_id).where(mine.source == source)), page.id.not_in(others)
    )
    return [(row.id, row.sha256) for row in connection.execute(statement.order_by(page.id))]


def _forget_rejections(connection: Connection, source: str) -> None:
    listed = watched.source_address.c
    addresses = select(listed.address).where(listed.source == source)
    others = select(listed.address).where(listed.source != source)
    was = schema.rejection.c.address
    connection.execute(delete(schema.rejection).where(was.in_(addresses), was.not_in(others)))
