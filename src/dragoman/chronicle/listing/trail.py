"""Finds what became of an entity or event whose id is no more: where its first member is now.

The id of an entity or event is the digest of one of its members, or the id of a table. So whatever has an id leads, by
that member, to what the member belongs to when ids have changed, however often that happened.
"""

from hashlib import blake2s

from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.members import format_key
from dragoman.chronicle.sides import ENTITY, EVENT
from dragoman.chronicle.subjects import find_homes
from dragoman.meaning.entities.resolution import DIGEST_BYTES


def find_home(connection: Connection, id: str) -> str | None:
    """Return the id by which an entity or event is known now, ``None`` where it never was or nothing is left of it."""
    about = EVENT if id.startswith("event:") else ENTITY
    table = derived.event if about == EVENT else derived.entity
    if connection.execute(select(table.c.id).where(table.c.id == id)).first():
        return id
    change = derived.change.c
    known = select(change.id).where(change.key == id, change.kind == about).limit(1)
    if not connection.execute(known).first():
        return None
    member = _find_member(connection, id.partition(":")[2], about)
    return find_homes(connection, [member], about=about).get(member) if member else None


def _find_member(connection: Connection, digest: str, about: str) -> str | None:
    """Return the member from which an id was made."""
    table = schema.event_mention if about == EVENT else schema.referent
    statement = select(schema.page.c.sha256, table.c.id).join_from(
        table, schema.page, schema.page.c.id == table.c.page_id
    )
    for sha256, name in connection.execute(statement):
        key = format_key(sha256, name)
        if blake2s(key.encode(), digest_size=DIGEST_BYTES).hexdigest() == digest:
            return key
    return None
