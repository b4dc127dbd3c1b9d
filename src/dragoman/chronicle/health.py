"""How watched sources fare, from what their runs left behind and from the pages that are theirs."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from dragoman.chronicle import schema, watched
from dragoman.chronicle.rows import Row
from dragoman.chronicle.watch_answers import SourceHealth

_USED = ("read", "duplicate")
_AS_BEFORE = ("unchanged",)
Counted = Mapping[str, Mapping[str, int]]


def load_health(connection: Connection) -> list[SourceHealth]:
    """Return how each source fares, by name."""
    sources = connection.execute(select(watched.source).order_by(watched.source.c.name)).mappings().all()
    counts, languages, dates = _load_counts(connection), _load_languages(connection), _load_dates(connection)
    addresses = _load_addresses(connection)
    return [
        _view(
            row,
            pages=counts[row["name"]],
            languages=languages[row["name"]],
            dates=dates.get(row["name"], (0, None)),
            addresses=addresses.get(row["name"], 0),
        )
        for row in sources
    ]


def _view(
    row: Row, *, pages: Mapping[str, int], languages: Mapping[str, int], dates: tuple[int, str | None], addresses: int
) -> SourceHealth:
    used = sum(pages.get(outcome, 0) for outcome in _USED)
    given = sum(number for outcome, number in pages.items() if outcome not in _AS_BEFORE)
    held = sum(languages.values())
    return SourceHealth(
        name=row["name"],
        address=row["address"],
        kind=row["kind"],
        language=row["language"],
        outlet=row["outlet"],
        reliability=row["reliability"],
        interval=row["interval"],
        added=row["added_at"],
        attempted=row["attempted_at"],
        succeeded=row["succeeded_at"],
        gave_page=row["gave_page_at"],
        error=row["error"],
        failed=row["failed_at"],
        failures=row["failures"],
        cut_off=row["begun_at"] is not None,
        pages=dict(pages),
        share_read=used / given if given else None,
        languages=dict(languages),
        share_dated=dates[0] / held if held else None,
        newest=dates[1],
        addresses=addresses,
    )


def _load_counts(connection: Connection) -> Counted:
    mine = watched.source_count.c
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(select(mine.source, mine.outcome, mine.pages).order_by(mine.source, mine.outcome)):
        found[row.source][row.outcome] = row.pages
    return found


def _load_languages(connection: Connection) -> Counted:
    mine, language = watched.source_page.c, schema.article.c.language
    pages = watched.source_page.join(schema.article, schema.article.c.page_id == mine.page_id)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in connection.execute(
        select(mine.source, language, func.count()).select_from(pages).group_by(mine.source, language)
    ):
        found[row[0]][row[1]] = row[2]
    return defaultdict(dict, {name: dict(counter.most_common()) for name, counter in found.items()})


def _load_dates(connection: Connection) -> dict[str, tuple[int, str | None]]:
    """Return how many pages of each source are dated, and the newest date."""
    mine, published = watched.source_page.c, schema.article.c.published
    pages = watched.source_page.join(schema.article, schema.article.c.page_id == mine.page_id)
    statement = select(mine.source, func.count(published), func.max(published)).select_from(pages)
    return {row[0]: (row[1], row[2]) for row in connection.execute(statement.group_by(mine.source))}


def _load_addresses(connection: Connection) -> dict[str, int]:
    mine = watched.source_address.c
    statement = select(mine.source, func.count()).where(mine.outcome != "list").group_by(mine.source)
    return {row[0]: row[1] for row in connection.execute(statement)}
