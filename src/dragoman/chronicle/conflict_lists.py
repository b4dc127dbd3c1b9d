"""Conflicts piece by piece, so that a page of them costs no more where there are many."""

from sqlalchemy import Connection, func, select

from dragoman.chronicle import derived
from dragoman.chronicle.answers import ConflictView
from dragoman.chronicle.contests import HOLDER, count_contests, find_contests
from dragoman.chronicle.telling import load_event_views

told, event = derived.conflict.c, derived.event.c


def count_conflicts(connection: Connection) -> dict[str, int]:
    """Return how many conflicts there are by field."""
    number = func.count(told.event_id.distinct())
    rows = connection.execute(select(told.field, number).group_by(told.field))
    found = {row[0]: row[1] for row in rows}
    contests = count_contests(connection)
    return found | ({HOLDER: contests} if contests else {})


def list_conflicts(connection: Connection, field: str | None, *, offset: int, limit: int) -> list[ConflictView]:
    """Return some conflicts, those of the latest events first, the offices given to two at once at the end.

    Args:
        connection: The database.
        field: What reports differ on; any if ``None``.
        offset: How many to pass over.
        limit: No more than so many.
    """
    if field == HOLDER:
        return find_contests(connection)[offset : offset + limit]
    day = func.coalesce(event.first_day, event.seen, "").label("day")
    statement = select(told.event_id, told.field, day).join_from(derived.conflict, derived.event).distinct()
    if field:
        statement = statement.where(told.field == field)
    ordered = statement.order_by(day.desc(), told.event_id, told.field)
    rows = connection.execute(ordered.offset(offset).limit(limit)).all()
    views = {view.id: view for view in load_event_views(connection, sorted({row[0] for row in rows}))}
    found = [
        conflict for row in rows if row[0] in views for conflict in views[row[0]].conflicts if conflict.field == row[1]
    ]
    if field is None and len(rows) < limit:
        before = sum(number for name, number in count_conflicts(connection).items() if name != HOLDER)
        start = max(0, offset - before)
        found += find_contests(connection)[start : start + limit - len(rows)]
    return found
