"""Finds and shows stories: their pages, languages, outlets and days, and the names that their pages share."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.days import check_day, first_day, last_day
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.labels import load_labels
from dragoman.chronicle.page_answers import SharedName, StoryPageView, StoryView
from dragoman.chronicle.rows import Row
from dragoman.meaning.stories import name_story

HEADLINE_LANGUAGE = "en"
LONGEST_HEADLINE = 120
MOST_NAMES = 8

story, told = derived.story.c, derived.story_page.c


class StoryQuery(Struct, frozen=True, gc=False):
    """Conditions that a story must all meet; ``since`` and ``until`` are days, months or years (EDTF).

    ``pages`` is the least number of its pages. Where a time is asked for, stories that no page dates are left out.
    With ``latest`` those that ended last come first.
    """

    since: str | None = None
    until: str | None = None
    pages: int = 2
    limit: int | None = None
    latest: bool = False


def find_stories(connection: Connection, query: StoryQuery) -> list[str]:
    """Return the ids of stories in order of time; those that nothing dates come last.

    Raises:
        UsageError: ``since`` or ``until`` is no date.
    """
    conditions: list[ColumnElement[bool]] = [story.pages >= query.pages]
    if query.since is not None:
        conditions.append(story.last_day >= first_day(check_day(query.since)))
    if query.until is not None:
        conditions.append(story.first_day <= last_day(check_day(query.until)))
    first = func.coalesce(story.last_day, "").desc() if query.latest else func.coalesce(story.first_day, "9999")
    order = first, story.pages.desc(), story.id
    return list(connection.scalars(select(story.id).where(*conditions).order_by(*order).limit(query.limit)))


def load_stories_of(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the story of each page; of a page that is not derived yet, the one that it is by itself."""
    found = {}
    for piece in chunks(sorted(numbers)):
        page = schema.page.c
        found.update({row[0]: name_story(row[1]) for row in _select(connection, (page.id, page.sha256), piece)})
        found.update({row[0]: row[1] for row in _select(connection, (told.page_id, told.story_id), piece)})
    return found


def load_copies(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the sha256 of the first page with its text for each page that is not alone with it."""
    found: dict[int, str] = {}
    for piece in chunks(sorted(numbers)):
        rows = connection.execute(select(told.page_id, told.copy_of).where(told.page_id.in_(piece)))
        found |= {row.page_id: row.copy_of for row in rows if row.copy_of}
    return found


def _select(
    connection: Connection, columns: tuple[ColumnElement[int], ColumnElement[str]], numbers: Sequence[int]
) -> Iterator[tuple[int, str]]:
    for row in connection.execute(select(*columns).where(columns[0].in_(numbers))):
        yield row[0], row[1]


def load_story_views(connection: Connection, ids: Sequence[str]) -> Iterator[StoryView]:
    """Yield stories in the order of their ids."""
    for piece in chunks(ids, 100):
        pages = _load_pages(connection, piece)
        names = _load_names(connection, pages)
        yield from (_view(key, pages[key], names[key]) for key in piece if key in pages)


def _load_pages(connection: Connection, ids: Sequence[str]) -> dict[str, list[Row]]:
    page, article = schema.page, schema.article
    columns = (
        derived.story_page, page.c.name, page.c.address, page.c.sha256, article.c.language, article.c.published,
        article.c.outlet, article.c.text, article.c.title_start, article.c.title_stop,
    )  # fmt: skip
    statement = (
        select(*columns)
        .join_from(derived.story_page, page, page.c.id == told.page_id)
        .join(article, article.c.page_id == told.page_id)
        .where(told.story_id.in_(ids))
        .order_by(func.coalesce(article.c.published, "9999"), page.c.sha256)
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(statement).mappings():
        found[row["story_id"]].append(row)
    return found


def _load_names(connection: Connection, pages: Mapping[str, Sequence[Row]]) -> dict[str, tuple[SharedName, ...]]:
    """Return the names that the pages of each story share."""
    owners = {row["page_id"]: key for key, rows in pages.items() for row in rows}
    counts: dict[str, Counter[str]] = {key: Counter() for key in pages}
    member = derived.entity_member.c
    for piece in chunks(sorted(owners)):
        rows = select(member.page_id, member.entity_id).where(member.page_id.in_(piece)).distinct()
        for number, entity in connection.execute(rows):
            counts[owners[number]][entity] += 1
    shared = {key: _share(counts[key], len(rows)) for key, rows in pages.items()}
    labels = load_labels(connection, [entity for names in shared.values() for entity in names])
    return {
        key: tuple(SharedName(entity, *labels[entity], number) for entity, number in names.items() if entity in labels)
        for key, names in shared.items()
    }


def _share(counts: Counter[str], pages: int) -> dict[str, int]:
    kept = sorted((-number, entity) for entity, number in counts.items() if number > 1 and 2 * number >= pages)
    return {entity: -number for number, entity in kept[:MOST_NAMES]}


def _view(key: str, rows: Sequence[Row], names: tuple[SharedName, ...]) -> StoryView:
    pages = tuple(_page(row) for row in rows)
    days = [page.published for page in pages if page.published]
    first = next((page for page in pages if page.language == HEADLINE_LANGUAGE), pages[0])
    return StoryView(
        id=key,
        headline=first.title,
        since=min((day for value in days if (day := first_day(value))), default=None),
        until=max((day for value in days if (day := last_day(value))), default=None),
        languages=tuple(sorted({page.language for page in pages})),
        outlets=tuple(sorted({page.outlet for page in pages if page.outlet})),
        pages=pages,
        names=names,
    )


def _page(row: Row) -> StoryPageView:
    """Return a page; where it has no headline, the first line of its text is its title."""
    title = row["text"][row["title_start"] : row["title_stop"]] if row["title_start"] is not None else ""
    title = (title or row["text"]).strip().partition("\n")[0]
    return StoryPageView(
        name=row["name"],
        address=row["address"],
        sha256=row["sha256"],
        language=row["language"],
        title=title if len(title) <= LONGEST_HEADLINE else f"{title[:LONGEST_HEADLINE].rstrip()} ...",
        outlet=row["outlet"],
        published=row["published"],
        copy_of=row["copy_of"],
        copy_kind=row["copy_kind"],
    )
