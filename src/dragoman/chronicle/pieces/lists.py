"""Lists that programs read page by page: only what is on the page is loaded with its sentences."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, func, select, tuple_

from dragoman.chronicle import derived
from dragoman.chronicle.answers import ConflictView, TenureView
from dragoman.chronicle.contests import HOLDER, count_contests, find_contests
from dragoman.chronicle.holding import load_tenures
from dragoman.chronicle.listing.cursors import read_cursor, write_cursor
from dragoman.chronicle.offices import view_tenures
from dragoman.chronicle.page_answers import StoryView
from dragoman.chronicle.stories import StoryQuery, find_stories, load_story_views
from dragoman.chronicle.telling import load_event_views
from dragoman.errors import UnknownError
from dragoman.meaning.offices import find_gaps

conflict = derived.conflict.c


class ConflictsPage(Struct, frozen=True, gc=False):
    """One page of a list of conflicts; ``cursor`` asks for the next one, ``None`` where there is none."""

    conflicts: tuple[ConflictView, ...]
    total: int
    cursor: str | None = None


class TenuresPage(Struct, frozen=True, gc=False):
    """One page of a list of tenures."""

    tenures: tuple[TenureView, ...]
    total: int
    cursor: str | None = None


class StoriesPage(Struct, frozen=True, gc=False):
    """One page of a list of stories."""

    stories: tuple[StoryView, ...]
    total: int
    cursor: str | None = None


def list_conflicts(connection: Connection, field: str | None, *, limit: int, cursor: str | None) -> ConflictsPage:
    """Return conflicts by event and field, those about offices last."""
    about = ["conflicts", field]
    event, last = read_cursor(cursor, about, (str, str)) if cursor else ("", "")
    differing = [] if last == HOLDER else _load_differing(connection, field, after=(event, last), limit=limit + 1)
    contests: Sequence[ConflictView] = ()
    if field in (None, HOLDER) and len(differing) <= limit:
        contests = find_contests(connection)
        if last == HOLDER:
            contests = _after(contests, event, lambda one: " ".join(one.tenures))
    found = [*differing, *contests]
    shown = found[:limit]
    more = len(found) > limit
    return ConflictsPage(
        conflicts=tuple(shown),
        total=_count_conflicts(connection, field),
        cursor=write_cursor(about, (shown[-1].event or " ".join(shown[-1].tenures), shown[-1].field)) if more else None,
    )


def _load_differing(
    connection: Connection, field: str | None, *, after: tuple[str, str], limit: int
) -> list[ConflictView]:
    """Return conflicts about events; all fields of one event come from one view of it."""
    statement = select(conflict.event_id, conflict.field).where(tuple_(conflict.event_id, conflict.field) > after)
    if field is not None:
        statement = statement.where(conflict.field == field)
    keys = connection.execute(statement.distinct().order_by(conflict.event_id, conflict.field).limit(limit)).all()
    events = load_event_views(connection, list(dict.fromkeys(key[0] for key in keys)))
    views = {(one.event, one.field): one for event in events for one in event.conflicts}
    return [views[key[0], key[1]] for key in keys if (key[0], key[1]) in views]


def _count_conflicts(connection: Connection, field: str | None) -> int:
    statement = select(conflict.event_id, conflict.field).distinct()
    if field is not None:
        statement = statement.where(conflict.field == field)
    events = connection.execute(select(func.count()).select_from(statement.subquery())).scalar_one()
    return events + (count_contests(connection) if field in (None, HOLDER) else 0)


def list_tenures(connection: Connection, holder: str | None, *, limit: int, cursor: str | None) -> TenuresPage:
    """Return tenures by office, then by time, of all holders or of one."""
    about = ["tenures", holder]
    everybody = load_tenures(connection)
    known = [one for one in everybody if holder in (None, one[1].holder)]
    left = _after(known, read_cursor(cursor, about, (str,))[0], lambda one: one[0]) if cursor else known
    shown = left[:limit]
    gaps = find_gaps(tenure for _, tenure in everybody)
    return TenuresPage(
        tenures=tuple(view_tenures(connection, shown, gaps=gaps)),
        total=len(known),
        cursor=write_cursor(about, (shown[-1][0],)) if len(left) > limit else None,
    )


def list_stories(connection: Connection, query: StoryQuery, *, limit: int, cursor: str | None) -> StoriesPage:
    """Return stories in order of time; those that nothing dates come last."""
    about = ["stories", query.since, query.until, query.pages]
    known = list(find_stories(connection, query))
    left = _after(known, read_cursor(cursor, about, (str,))[0], str) if cursor else known
    shown = left[:limit]
    return StoriesPage(
        stories=tuple(load_story_views(connection, shown)),
        total=len(known),
        cursor=write_cursor(about, (shown[-1],)) if len(left) > limit else None,
    )


def _after(records: Sequence[Any], last: str, key: Callable[[Any], str]) -> Sequence[Any]:
    """Return what comes after a record.

    Raises:
        UnknownError: It is not there any more.
    """
    for place, record in enumerate(records):
        if key(record) == last:
            return records[place + 1 :]
    raise UnknownError("the cursor names what is not in the list any more; begin anew without it")
