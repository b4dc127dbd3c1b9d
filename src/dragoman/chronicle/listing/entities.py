"""Lists of entities, page by page."""

from collections.abc import Sequence

from sqlalchemy import Connection, Select, and_, func, or_, select

from dragoman.chronicle import derived
from dragoman.chronicle.answers import EntityView
from dragoman.chronicle.listing.answers import EntitiesPage
from dragoman.chronicle.listing.cursors import read_cursor, write_cursor
from dragoman.chronicle.listing.paging import check_limit
from dragoman.chronicle.naming import find_entities
from dragoman.chronicle.people import view_heads
from dragoman.chronicle.sense import Sense
from dragoman.language.scripts import fold

MOST_NEAR = 200
"""So many entities are found by names that are only like the text."""
_LAST = "\U0010ffff"
"""No letter comes after it; a stretch of the index is looked up, which LIKE does not do in SQLite."""

entity, written = derived.entity.c, derived.name_key.c


def load_entities_page(
    connection: Connection, kind: str | None, text: str | None, *, sense: Sense, limit: int, cursor: str | None
) -> EntitiesPage:
    """Return one page of entities, the most often named first."""
    about = ["entities", kind, text]
    conditions = [] if kind is None else [entity.kind == kind]
    if text:
        conditions.append(entity.id.in_(_find_like(connection, text, sense)))
    ranked = select(entity.pages, entity.id).where(*conditions)
    if cursor:
        count, id = read_cursor(cursor, about, (int, str))
        behind = or_(entity.pages < count, and_(entity.pages == count, entity.id < id))
        ranked = ranked.where(entity.pages <= count, behind)
    keys = ranked.order_by(entity.pages.desc(), entity.id.desc()).limit(check_limit(limit) + 1)
    rows = connection.execute(keys).all()
    total = connection.execute(select(func.count()).select_from(derived.entity).where(*conditions)).scalar_one()
    shown = rows[:limit]
    return EntitiesPage(
        entities=_view(connection, [row[1] for row in shown]),
        total=total,
        cursor=write_cursor(about, list(shown[-1])) if len(rows) > limit else None,
    )


def _find_like(connection: Connection, text: str, sense: Sense) -> Select[tuple[str]] | list[str]:
    """Return the entities with a name that begins with a text; where there are none, those with one like it."""
    first = fold(text)
    begins = select(written.entity_id).where(written.folded >= first, written.folded < first + _LAST)
    if connection.execute(begins.limit(1)).first():
        return begins
    return sorted(key for key, _ in find_entities(connection, text, sense=sense, limit=MOST_NEAR))


def _view(connection: Connection, ids: Sequence[str]) -> tuple[EntityView, ...]:
    views = {view.id: view for view in view_heads(connection, ids)}
    return tuple(views[id] for id in ids if id in views)
