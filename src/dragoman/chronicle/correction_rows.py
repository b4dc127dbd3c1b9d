"""Writes corrections, withdraws them, and marks what follows from them."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from dragoman.chronicle import derived, schema
from dragoman.chronicle.corrections import Correction, load_corrections, locate_facts, read_position
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.marking import mark
from dragoman.chronicle.members import Place, load_numbers, split_key
from dragoman.chronicle.sides import OFFICE
from dragoman.chronicle.verdicts import next_number, next_time
from dragoman.chronicle.writing import base_title

table = schema.correction


def write_corrections(connection: Connection, corrections: Sequence[Correction]) -> int:
    """Write the corrections of one decision, mark what follows from them, and return the number of the decision."""
    first = next_number(connection)
    for number, one in enumerate(corrections, first):
        row = {
            "id": number, "decision": first, "about": one.about, "page": split_key(one.side.key)[0],
            "member": one.side.key, "member_kind": one.side.kind, "member_name": one.side.name,
            "field": one.field, "value": one.value.key, "value_kind": one.value.kind, "value_name": one.value.name,
            "role": one.role, "thought": one.thought, "rule": one.rule, "language": one.language,
            "author": one.by, "judged_at": one.when, "why": one.why, "withdrawn_at": one.withdrawn,
        }  # fmt: skip
        connection.execute(table.insert().values(row))
    _mark(connection, corrections)
    return first


def withdraw_corrections(connection: Connection, decision: int) -> list[Correction]:
    """Withdraw the corrections of a decision that still hold, mark what follows, and return them."""
    mine = [one for one in load_corrections(connection) if one.decision == decision]
    ids = [one.id for one in mine]
    for piece in chunks(ids):
        connection.execute(update(table).where(table.c.id.in_(piece)).values(withdrawn_at=next_time(connection)))
    _mark(connection, mine)
    return mine


def _mark(connection: Connection, corrections: Sequence[Correction]) -> None:
    """Mark the pages of the facts, and of offices also their titles and the names of their holders."""
    numbers = load_numbers(connection, {split_key(one.side.key)[0] for one in corrections})
    mark(connection, "event", numbers.values())
    offices = [one for one in corrections if one.about == OFFICE]
    keys = {key for key in locate_facts(connection, offices).values() if split_key(key)[0] in numbers}
    places = {(numbers[split_key(key)[0]], read_position(key)) for key in keys}
    _mark_offices(connection, places)


def _mark_offices(connection: Connection, places: set[tuple[int, int]]) -> None:
    """Mark the titles of office mentions, and the blocks of their holders, who are known by them."""
    office, block = schema.office_mention.c, derived.referent_block.c
    for piece in chunks(sorted({page for page, _ in places})):
        columns = office.page_id, office.position, office.title, office.holder
        rows = connection.execute(select(*columns).where(office.page_id.in_(piece))).all()
        held = [row for row in rows if (row.page_id, row.position) in places]
        mark(connection, "office", {base_title(row.title) for row in held})
        holders: set[Place] = {(row.page_id, row.holder) for row in held}
        blocks = connection.execute(select(block.page_id, block.referent, block.block).where(block.page_id.in_(piece)))
        mark(connection, "block", {row.block for row in blocks if (row.page_id, row.referent) in holders})
