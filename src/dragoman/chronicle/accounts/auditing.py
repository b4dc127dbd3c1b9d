"""The log of who changed what: written in the transaction of the change itself, never changed, read page by page."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from dragoman.chronicle.accounts import tables
from dragoman.chronicle.accounts.acting import current_actor
from dragoman.chronicle.accounts.answers import AuditEntry, AuditPage
from dragoman.chronicle.accounts.moments import format_moment, read_clock
from dragoman.errors import UsageError

LONGEST = 400
"""Characters of one id or name that are kept; more would let a stranger fill the log."""
MOST = 200
"""Ids in one entry."""
MOST_LISTED = 1000

_audit = tables.audit.c


def record(connection: Connection, what: str, ids: Iterable[object] = (), *, by: str = "") -> None:
    """Write what is being done, in the transaction that does it.

    Args:
        connection: The transaction.
        what: Verb and noun, such as ``judge same``.
        ids: What it is about.
        by: Who does it, where no :func:`~dragoman.chronicle.accounts.acting.acting` says so.
    """
    actor = current_actor()
    told = [str(one)[:LONGEST] for one in ids]
    if len(told) > MOST:
        told = [*told[: MOST - 1], f"and {len(told) - MOST + 1} more"]
    row = {
        "at": format_moment(read_clock()),
        "who": (actor.name or by or "local")[:LONGEST],
        "user_id": actor.user,
        "how": actor.how,
        "what": what,
        "ids": msgspec.json.encode(told).decode(),
        "address": actor.address,
    }
    connection.execute(tables.audit.insert().values(row))


def load_log(
    connection: Connection, *, limit: int, cursor: str | None = None, who: str | None = None, what: str | None = None
) -> AuditPage:
    """Return a page of the log, the latest first.

    Raises:
        UsageError: The cursor is none, or the limit is not between 1 and 1000.
    """
    if not 1 <= limit <= MOST_LISTED:
        raise UsageError(f"limit is {limit}; it must be between 1 and {MOST_LISTED}")
    statement = select(tables.audit).order_by(_audit.id.desc()).limit(limit + 1)
    if cursor is not None:
        statement = statement.where(_audit.id < parse_cursor(cursor))
    if who:
        statement = statement.where(_audit.who == who)
    if what:
        statement = statement.where(_audit.what.startswith(what, autoescape=True))
    rows = list(connection.execute(statement))
    entries = tuple(
        AuditEntry(
            row.id, row.at, row.who, row.how, row.what, tuple(msgspec.json.decode(row.ids, type=list[str])), row.address
        )
        for row in rows[:limit]
    )
    return AuditPage(entries, str(entries[-1].id) if len(rows) > limit else None)


def parse_cursor(cursor: str) -> int:
    """Return the number of the entry before which a page begins.

    Raises:
        UsageError: It is none.
    """
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 18):
        raise UsageError("this cursor was given by no page of the log")
    return int(cursor)
