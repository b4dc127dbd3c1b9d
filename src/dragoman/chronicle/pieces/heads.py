"""The heads of pages in the order in which they were stored, and by what the state of a chronicle is known."""

from hashlib import sha256

from msgspec import Struct
from sqlalchemy import Column, Connection, func, select

from dragoman.chronicle import derived, schema, watched
from dragoman.errors import UnknownError

page, article = schema.page.c, schema.article.c


class PageHead(Struct, frozen=True, gc=False):
    """A page that was read: its name, address and digest, what it says of itself, and when it came.

    ``published`` is EDTF; ``fetched`` and ``stored`` are times in UTC.
    """

    name: str
    address: str
    sha256: str
    language: str
    title: str | None
    published: str | None
    outlet: str | None
    fetched: str | None
    stored: str


class PageHeads(Struct, frozen=True, gc=False):
    """Some pages, how many there are, and after which digest the next ones come; ``None`` after the last."""

    items: tuple[PageHead, ...]
    total: int
    after: str | None


def list_heads(connection: Connection, *, after: str | None, limit: int) -> PageHeads:
    """Return pages in the order in which they were stored.

    Raises:
        UnknownError: There is no page ``after``.
    """
    start = 0
    if after is not None:
        found = connection.execute(select(page.id).where(page.sha256 == after)).scalar()
        if found is None:
            raise UnknownError(f"no page {after!r}")
        start = found
    columns = (
        page.name, page.address, page.sha256, article.language, _title(), article.published, article.outlet,
        page.fetched, page.stored_at,
    )  # fmt: skip
    statement = select(*columns).join_from(schema.page, schema.article).where(page.id > start)
    rows = connection.execute(statement.order_by(page.id).limit(limit + 1)).all()
    total = connection.execute(select(func.count()).select_from(schema.article)).scalar_one()
    items = tuple(PageHead(*row) for row in rows[:limit])
    return PageHeads(items, total, items[-1].sha256 if len(rows) > limit else None)


def _title() -> Column[str]:
    length = article.title_stop - article.title_start
    return func.substr(article.text, article.title_start + 1, length).label("title")  # type: ignore[return-value]


def find_fingerprint(connection: Connection) -> str:
    """Return words that change with whatever the chronicle says, without reading it.

    Entities, tenures and events have a log; pages, rejections and judgements are only added to, and a judgement that is
    withdrawn says when. What is known of the chronicle and what the user says of sources, which stands beside
    quotations, are short, and read.
    """
    last = [
        select(func.max(derived.change.c.id)),
        select(func.max(page.id)),
        select(func.count()).select_from(schema.rejection),
        select(func.max(schema.judgement.c.id)),
        select(func.max(schema.judgement.c.withdrawn_at)),
        select(func.max(schema.correction.c.id)),
        select(func.max(schema.correction.c.withdrawn_at)),
        select(page.sha256).order_by(page.id).limit(1),
    ]
    parts = [connection.execute(statement).scalar() for statement in last]
    facts = connection.execute(select(derived.property_.c.key, derived.property_.c.value)).all()
    parts.append(sorted(tuple(row) for row in facts))
    told = watched.source.c
    notes = connection.execute(select(told.name, told.outlet, told.language, told.reliability).order_by(told.name))
    parts.append([tuple(row) for row in notes])
    return sha256(repr(parts).encode()).hexdigest()[:16]
