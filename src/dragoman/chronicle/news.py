"""What is new since a watch last told: pages, the events that only they tell, the conflicts that they brought."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema, watched
from dragoman.chronicle.answers import ConflictView, EventView
from dragoman.chronicle.contests import find_contests
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.telling import load_event_views
from dragoman.chronicle.watch_answers import NewPage, News

_TWO = 2
"""The values that it takes to differ."""


def load_news(connection: Connection) -> News:
    """Return what the pages that no watch has told of yet bring."""
    numbers = _load_untold(connection)
    if not numbers:
        return News()
    pages = _load_pages(connection, numbers)
    fresh = frozenset(page.sha256 for page in pages)
    touched = list(load_event_views(connection, _load_events(connection, tuple(numbers))))
    new = sorted((event for event in touched if is_new(event, fresh)), key=_order)
    differing = [conflict for event in touched for conflict in event.conflicts]
    conflicts = [one for one in (*differing, *find_contests(connection)) if is_new_conflict(one, fresh)]
    return News(pages, tuple(new), len(touched) - len(new), tuple(conflicts))


def is_new(event: EventView, fresh: Collection[str]) -> bool:
    """Tell whether only new pages, given by their sha256, report an event."""
    return all(report.quote.sha256 in fresh for report in event.reports)


def is_new_conflict(conflict: ConflictView, fresh: Collection[str]) -> bool:
    """Tell whether a conflict would be none without the new pages, given by their sha256."""
    before = [value for value in conflict.values if any(quote.sha256 not in fresh for quote in value.quotes)]
    return len(before) < _TWO


def _order(event: EventView) -> tuple[bool, str, str]:
    return event.when.value is None, event.when.value or "", event.id


def _load_untold(connection: Connection) -> dict[int, tuple[str, ...]]:
    """Return the pages that no watch has told of, with the names of their sources."""
    mine = watched.source_page.c
    statement = select(mine.page_id, mine.source).where(mine.told_at.is_(None))
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for row in connection.execute(statement.order_by(mine.page_id, mine.source)):
        found[row.page_id] += (row.source,)
    return found


def _load_pages(connection: Connection, numbers: dict[int, tuple[str, ...]]) -> tuple[NewPage, ...]:
    page, article = schema.page.c, schema.article.c
    columns = page.id, page.name, page.address, page.sha256, article.language, article.text
    spans = article.title_start, article.title_stop, article.published, article.outlet
    found = []
    for piece in chunks(numbers):
        statement = select(*columns, *spans).join_from(schema.page, schema.article).where(page.id.in_(piece))
        before = _load_before(connection, piece)
        outlets = _load_outlets(connection, {name for number in piece for name in numbers[number]})
        for row in connection.execute(statement.order_by(page.id)):
            title = None if row.title_start is None else row.text[row.title_start : row.title_stop]
            outlet = next(filter(None, map(outlets.get, numbers[row.id])), row.outlet)
            found.append(
                NewPage(
                    name=row.name,
                    address=row.address,
                    sha256=row.sha256,
                    language=row.language,
                    title=title,
                    published=row.published,
                    outlet=outlet,
                    sources=numbers[row.id],
                    version_of=before.get(row.id),
                )
            )
    return tuple(found)


def _load_before(connection: Connection, numbers: tuple[int, ...]) -> dict[int, str]:
    """Return, for pages whose addresses held other pages before, the sha256 of the last of those."""
    mine, other = schema.sighting.alias(), schema.sighting.alias()
    statement = (
        select(mine.c.page_id, schema.page.c.sha256)
        .join_from(mine, other, (other.c.address == mine.c.address) & (other.c.page_id < mine.c.page_id))
        .join(schema.page, schema.page.c.id == other.c.page_id)
        .where(mine.c.page_id.in_(numbers))
    )
    return {row[0]: row[1] for row in connection.execute(statement.order_by(other.c.page_id))}


def _load_outlets(connection: Connection, sources: set[str]) -> dict[str, str | None]:
    told = watched.source.c
    statement = select(told.name, told.outlet).where(told.name.in_(sorted(sources)))
    return {row[0]: row[1] for row in connection.execute(statement)}


def _load_events(connection: Connection, numbers: tuple[int, ...]) -> list[str]:
    told = derived.event_report.c
    found: set[str] = set()
    for piece in chunks(numbers):
        found.update(connection.scalars(select(told.event_id).where(told.page_id.in_(piece)).distinct()))
    return sorted(found)
