"""Derives what is pending, in some transactions; after a kill between them the rest stays marked as pending."""

from sqlalchemy import Connection, Engine, delete, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.database import read, write
from dragoman.chronicle.dialects import chunks, measure_tables, upsert_rows
from dragoman.chronicle.gathering import refresh_stories
from dragoman.chronicle.holding import refresh_tenures
from dragoman.chronicle.loading import load_readings
from dragoman.chronicle.marking import mark
from dragoman.chronicle.members import load_members, load_numbers, split_key
from dragoman.chronicle.merging import refresh_events
from dragoman.chronicle.resolving import refresh_entities
from dragoman.chronicle.rows import now
from dragoman.chronicle.search.indexing import begin_index, forget_index, is_index_old, refresh_index
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.series import begin_series
from dragoman.chronicle.versions import refresh_versions
from dragoman.chronicle.writing import base_title, write_blocks, write_signature, write_spellings

REBUILD = "rebuild"
"""What is pending of this kind are pages that a rebuild has still to read; they keep nothing from being derived."""

VERSION = "sense"
"""The property that names the rules which derived a chronicle."""
BEGUN = "begun"
"""When everything was last derived anew."""


def is_stale(connection: Connection, version: str) -> bool:
    """Tell whether something is pending, or was derived by other rules."""
    pending = connection.execute(
        select(derived.pending.c.key).where(derived.pending.c.kind != REBUILD).limit(1)
    ).first()
    return pending is not None or _derived_by(connection) != version or is_index_old(connection)


def begin_chronicle(engine: Engine, sense: Sense) -> None:
    """Note that nothing is to be derived anew in a chronicle that holds nothing yet."""
    with write(engine) as connection:
        told = [{"key": VERSION, "value": sense.version}, {"key": BEGUN, "value": now()}]
        upsert_rows(connection, derived.property_, told)
        begin_index(connection)


def refresh(engine: Engine, sense: Sense) -> None:
    """Derive everything that is pending.

    Raises:
        StoreError: The database failed; what is not derived stays pending.
    """
    with read(engine) as connection:
        if not is_stale(connection, sense.version):
            return
    with write(engine) as connection:
        if _derived_by(connection) != sense.version:
            _begin_again(connection, sense)
        if is_index_old(connection):
            begin_index(connection)
        refresh_entities(connection, sense)
    with write(engine) as connection:
        refresh_tenures(connection, sense)
    with write(engine) as connection:
        refresh_stories(connection, sense)
        refresh_versions(connection)
    _refresh_events(engine, sense)
    refresh_index(engine)
    with write(engine) as connection:
        measure_tables(connection)


def _refresh_events(engine: Engine, sense: Sense) -> None:
    left = True
    while left:
        with write(engine) as connection:
            left = refresh_events(connection, sense)


def _derived_by(connection: Connection) -> str | None:
    table = derived.property_.c
    return connection.execute(select(table.value).where(table.key == VERSION)).scalar()


def forget_version(connection: Connection) -> None:
    """Forget which rules derived the chronicle, so that everything is derived anew."""
    connection.execute(delete(derived.property_).where(derived.property_.c.key == VERSION))


def _begin_again(connection: Connection, sense: Sense) -> None:
    """Mark everything as pending, under the blocks of the present rules."""
    forget_index(connection)
    connection.execute(delete(derived.referent_block))
    connection.execute(delete(derived.spelling))
    numbers = connection.scalars(select(schema.article.c.page_id)).all()
    for table in (derived.signature, derived.story_link, derived.report, derived.report_pair, derived.event_block):
        connection.execute(delete(table))
    for piece in chunks(numbers):
        _block_again(connection, piece, sense)
        _sign_again(connection, piece, sense)
    begin_series(connection, numbers)
    mark(connection, "story", connection.scalars(select(derived.story.c.id)))
    mark(connection, "entity", connection.scalars(select(derived.entity.c.id)))
    titles = connection.scalars(select(schema.office_mention.c.title).distinct()).all()
    known = connection.scalars(select(derived.tenure.c.office).distinct()).all()
    mark(connection, "office", {base_title(title) for title in (*titles, *known)})
    mark(connection, "event", ["all"])
    # What was kept of answers is known as old by this, even where everything comes out as it was.
    upsert_rows(
        connection, derived.property_, [{"key": VERSION, "value": sense.version}, {"key": BEGUN, "value": now()}]
    )


def _block_again(connection: Connection, pages: tuple[int, ...], sense: Sense) -> None:
    referent = schema.referent.c
    rows = connection.execute(select(referent.page_id, referent.id).where(referent.page_id.in_(pages))).all()
    members = load_members(connection, [(row[0], row[1]) for row in rows]).values()
    numbers = load_numbers(connection, {member.page for member in members})
    blocks: dict[int, dict[str, tuple[str, ...]]] = {}
    for member in members:
        blocks.setdefault(numbers[member.page], {})[split_key(member.key)[1]] = sense.block_keys(member)
    for number, found in blocks.items():
        write_blocks(connection, number, blocks=found)
    write_spellings(connection, members)


def _sign_again(connection: Connection, pages: tuple[int, ...], sense: Sense) -> None:
    table = schema.page.c
    digests = {row[0]: row[1] for row in connection.execute(select(table.id, table.sha256).where(table.id.in_(pages)))}
    for number, reading in load_readings(connection, pages):
        write_signature(connection, number, page=sense.sign_page(digests[number], reading))
