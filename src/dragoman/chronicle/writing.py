"""Writes pages: each with its reading in one transaction, replaced as a whole when it is read again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, and_, delete, func, or_, select, update

from dragoman.chronicle import derived, schema
from dragoman.chronicle.corrections import mark_placed
from dragoman.chronicle.dialects import insert_rows, upsert_rows
from dragoman.chronicle.linking import remove_page_links
from dragoman.chronicle.marking import mark, mark_all, stand_alone
from dragoman.chronicle.preparing import PreparedPage, format_signature, list_spellings, prepare_page
from dragoman.chronicle.rows import format_page, now
from dragoman.chronicle.search.indexing import TEXT, remove_sentences
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.series import forget_series, write_series
from dragoman.chronicle.story_groups import load_links
from dragoman.meaning.entities import Member
from dragoman.meaning.entities.blocking import bare_blocks
from dragoman.meaning.stories import StoryPage, Stretch
from dragoman.model import Duplicate, Page, Reading, Rejected


class StoredPage(Struct, frozen=True, gc=False):
    """What the chronicle knows of some bytes: their number, ``read`` or ``rejected``, and which reader said so."""

    id: int
    status: str
    reader: str


def find_page(connection: Connection, sha256: str) -> StoredPage | None:
    """Return the page of some bytes, or ``None``."""
    columns = schema.page.c.id, schema.page.c.status, schema.page.c.reader
    row = connection.execute(select(*columns).where(schema.page.c.sha256 == sha256)).first()
    return StoredPage(*row) if row else None


def write_reading(connection: Connection, page: Page, *, reading: Reading, sense: Sense) -> Duplicate | None:
    """Store a page with its reading, in place of what was read from the same bytes before.

    Returns:
        What page has the same text, ``None`` where none has.
    """
    number = write_prepared(connection, prepare_page(page, reading, sense=sense))
    return find_same_text(connection, page, number)


def write_prepared(connection: Connection, prepared: PreparedPage) -> int:
    """Store a page of which all rows are worked out, and mark what follows from it; returns its number.

    The sentences are left to the caller, who may have those of many pages; where there are none, they are marked.
    """
    number = _write_page(connection, prepared.page)
    _forget_rejections(connection, prepared.page)
    for table, rows in prepared.rows.items():
        insert_rows(connection, schema.metadata.tables[table], [{"page_id": number, **row} for row in rows])
    write_blocks(connection, number, blocks=prepared.blocks)
    upsert_rows(connection, derived.spelling, prepared.spellings)
    titles = {base_title(office["title"]) for office in prepared.rows["office_mention"]}
    events = [number] if prepared.rows["event_mention"] else []
    mark_all(connection, {"office": titles, "event": events, TEXT: [number] if prepared.sentences is None else []})
    _write_signature(connection, number, row=prepared.signature)
    write_series(connection, number)
    return number


def find_same_text(connection: Connection, page: Page, number: int) -> Duplicate | None:
    """Return that a page has the same text as another that is there, ``None`` where it is the only one."""
    fellows = list_fellows(connection, number)
    if not fellows:
        return None
    least = select(func.min(schema.page.c.sha256)).where(schema.page.c.id.in_(fellows))
    return Duplicate(page.name, page.address, page.sha256, connection.execute(least).scalar_one(), "text")


def write_rejection(connection: Connection, rejected: Rejected, *, page: Page | None, reader: str) -> None:
    """Store that a page could not be used; bytes that an earlier reader could use are forgotten."""
    known = format_page(page, status="rejected", reader=reader) if page else None
    write_rejected(connection, rejected, page=known, reader=reader)


def write_rejected(connection: Connection, rejected: Rejected, *, page: Mapping[str, Any] | None, reader: str) -> None:
    """Store that a page could not be used, of which the row is given where its bytes are known."""
    row = {
        "address": rejected.address,
        "name": rejected.name,
        "reason": rejected.reason,
        "place": rejected.where,
        "sha256": rejected.sha256 or (page["sha256"] if page else None),
        "reader": reader,
        "stored_at": now(),
    }
    upsert_rows(connection, schema.rejection, [row])
    if page:
        _write_page(connection, page)


def _forget_rejections(connection: Connection, page: Mapping[str, Any]) -> None:
    was = schema.rejection.c
    here = and_(was.address == page["address"], was.name == page["name"])
    connection.execute(delete(schema.rejection).where(or_(was.sha256 == page["sha256"], here)))


def find_rejection(connection: Connection, page: Page) -> Rejected | None:
    """Return why some bytes were rejected, under the name that they have now."""
    columns = schema.rejection.c.reason, schema.rejection.c.place
    statement = select(*columns).where(schema.rejection.c.sha256 == page.sha256).order_by(schema.rejection.c.address)
    row = connection.execute(statement).first()
    return Rejected(page.name, page.address, row[0], row[1], page.sha256) if row else None


def is_sighted(connection: Connection, number: int, *, page: Page) -> bool:
    """Tell whether bytes were seen at this address before."""
    seen = schema.sighting.c
    here = seen.page_id == number, seen.address == page.address, seen.name == page.name
    return connection.execute(select(seen.page_id).where(*here)).first() is not None


def write_sighting(connection: Connection, number: int, *, address: str, name: str) -> None:
    """Note where bytes were seen; a page is called by the least of its addresses, whatever came first."""
    upsert_rows(connection, schema.sighting, [{"page_id": number, "address": address, "name": name}])
    seen = schema.sighting.c
    least = connection.execute(
        select(seen.address, seen.name).where(seen.page_id == number).order_by(seen.address, seen.name).limit(1)
    ).one()
    connection.execute(
        update(schema.page).where(schema.page.c.id == number).values(address=least.address, name=least.name)
    )
    write_series(connection, number)


def write_blocks(connection: Connection, number: int, *, blocks: Mapping[str, tuple[str, ...]]) -> None:
    """Store the blocks of a page's referents and mark them as changed."""
    rows = [
        {"page_id": number, "referent": referent, "block": block}
        for referent, keys in blocks.items()
        for block in dict.fromkeys((*keys, stand_alone(number, referent)))
    ]
    insert_rows(connection, derived.referent_block, rows)
    mark(connection, "block", {row["block"] for row in rows})


def write_spellings(connection: Connection, members: Iterable[Member]) -> None:
    """List the full names of people by the keys under which names like them are found."""
    rows = list_spellings((one.name, one.language) for one in members if one.kind == "person")
    upsert_rows(connection, derived.spelling, rows)


def write_signature(connection: Connection, number: int, *, page: StoryPage) -> None:
    """Store what of a page tells its story, and mark the days in which it came out."""
    _write_signature(connection, number, row=format_signature(page))


def _write_signature(connection: Connection, number: int, *, row: Mapping[str, Any]) -> None:
    insert_rows(connection, derived.signature, [{"page_id": number, **row}])
    _mark_days(connection, [row["stretch"]])


def list_fellows(connection: Connection, number: int) -> Sequence[int]:
    """Return the pages that have the same words in the same language as a page, without it."""
    own, other = derived.signature, derived.signature.alias()
    statement = select(other.c.page_id).join(
        own, (own.c.digest == other.c.digest) & (own.c.language == other.c.language)
    )
    statement = statement.where(own.c.page_id == number, own.c.digest != "", other.c.page_id != number)
    return connection.scalars(statement.order_by(other.c.page_id)).all()


def _mark_days(connection: Connection, stretches: Iterable[Stretch]) -> None:
    mark(connection, "story-days", ["" if stretch is None else stretch for stretch in stretches])


def base_title(title: str) -> str:
    """Return an office's title without its portfolio."""
    return title.partition("/")[0]


def _write_page(connection: Connection, row: Mapping[str, Any]) -> int:
    stored = find_page(connection, row["sha256"])
    if stored is None:
        number: int = connection.execute(schema.page.insert().values(row).returning(schema.page.c.id)).scalar_one()
        insert_rows(connection, schema.sighting, [{"page_id": number, "address": row["address"], "name": row["name"]}])
        return number
    number = stored.id
    clear_page(connection, number)
    remove_page_links(connection, row["sha256"])
    connection.execute(update(schema.page).where(schema.page.c.id == number).values(row))
    write_sighting(connection, number, address=row["address"], name=row["name"])
    return number


def clear_page(connection: Connection, number: int) -> None:
    """Remove what was read from a page, and mark what followed from it."""
    blocks, members, offices = derived.referent_block.c, derived.entity_member.c, schema.office_mention.c
    mark(connection, "block", connection.scalars(select(blocks.block).where(blocks.page_id == number)))
    mark(connection, "block", _bare_blocks(connection, number))
    mark(connection, "entity", connection.scalars(select(members.entity_id).where(members.page_id == number)))
    titles = connection.scalars(select(offices.title).where(offices.page_id == number))
    mark(connection, "office", {base_title(title) for title in titles})
    mark(connection, "event", [number])
    mark_placed(connection, connection.scalars(select(schema.page.c.sha256).where(schema.page.c.id == number)))
    remove_sentences(connection, [number])
    stretch, story = derived.signature.c.stretch, derived.story_page.c.story_id
    _mark_days(connection, connection.scalars(select(stretch).where(derived.signature.c.page_id == number)))
    copies = load_links(connection, [number], copies=True)
    alike = {number, *list_fellows(connection, number), *(one for pair in copies for one in pair)}
    mark(connection, "story", connection.scalars(select(story).where(derived.story_page.c.page_id.in_(alike))))
    forget_series(connection, number)
    connection.execute(delete(derived.story_link).where(derived.story_link.c.other_id == number))
    for table in (*_DERIVED, *_PRIMARY):
        connection.execute(delete(table).where(table.c.page_id == number))


def _bare_blocks(connection: Connection, number: int) -> set[str]:
    """Return the blocks of the bare names that could mean somebody whom a page names."""
    named = schema.referent.c
    rows = connection.execute(select(named.name, named.language).where(named.page_id == number, named.kind == "person"))
    return {block for name, language in rows for block in bare_blocks(name, language)}


_DERIVED = (
    derived.referent_block,
    derived.entity_member,
    derived.signature,
    derived.story_page,
    derived.story_link,
)
_PRIMARY = (
    schema.role,
    schema.event_mention,
    schema.office_mention,
    schema.mention,
    schema.referent,
    schema.left_out,
    schema.block,
    schema.article,
    schema.content,
)
