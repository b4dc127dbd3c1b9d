"""The rows of corrections: what people say of single facts; loaded, found again, and summed up."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.chronicle import schema
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.marking import mark
from dragoman.chronicle.members import load_numbers, split_key
from dragoman.chronicle.sides import EVENT, Side, find_sides

VERDICT, PLACE, DATE, TYPE, STATUS, PARTICIPANT = "verdict", "place", "date", "type", "status", "participant"
SINGLE = (PLACE, DATE, TYPE, STATUS)
"""Fields of which a report has one value."""
FIELDS = (VERDICT, *SINGLE, PARTICIPANT)
NAMING = (PLACE, PARTICIPANT)
"""Fields whose value is an entity."""
FACT_VERDICTS = ("accept", "reject", "unsure")

table = schema.correction


class Correction(Struct, frozen=True, gc=False):
    """A correction that is to be written, or was loaded; ``id`` and ``decision`` are 0 before.

    ``value`` is a side: of a place or a participant the table id or the member that stands for it, else the words
    alone. ``role`` is that of a participant, empty for one who takes no part. ``thought``,
    ``rule`` and ``language`` tell what the program had made of the fact.
    """

    about: str
    side: Side
    field: str
    value: Side
    by: str
    when: str
    why: str = ""
    thought: str = ""
    rule: str = ""
    language: str = ""
    id: int = 0
    decision: int = 0
    withdrawn: str | None = None
    role: str = ""


def load_corrections(connection: Connection, *, withdrawn: bool = False) -> list[Correction]:
    """Return the corrections that hold, oldest first; with ``withdrawn`` the others as well."""
    statement = select(table).order_by(table.c.id)
    if not withdrawn:
        statement = statement.where(table.c.withdrawn_at.is_(None))
    return [_parse(row) for row in connection.execute(statement)]


def load_page_corrections(connection: Connection, digests: Iterable[str], about: str) -> list[Correction]:
    """Return the corrections that hold about the facts of some pages, oldest first."""
    found: list[Correction] = []
    for piece in chunks(sorted(digests)):
        statement = select(table).where(table.c.page.in_(piece), table.c.about == about, table.c.withdrawn_at.is_(None))
        found += [_parse(row) for row in connection.execute(statement)]
    return sorted(found, key=lambda one: one.id)


def _parse(row: Any) -> Correction:
    return Correction(
        row.about, Side(row.member, row.member_kind, row.member_name), row.field,
        Side(row.value, row.value_kind, row.value_name), row.author, row.judged_at, row.why, row.thought, row.rule,
        row.language, row.id, row.decision, row.withdrawn_at, row.role,
    )  # fmt: skip


def locate_facts(connection: Connection, corrections: Sequence[Correction]) -> dict[Side, str]:
    """Return the key under which the fact of each correction is known now."""
    found: dict[Side, str] = {}
    for about in {one.about for one in corrections}:
        found.update(find_sides(connection, {one.side for one in corrections if one.about == about}, about))
    return found


def read_position(key: str) -> int:
    """Return the position of an office mention from its key (``sha256:o3``)."""
    return int(split_key(key)[1].removeprefix("o"))


def mark_placed(connection: Connection, digests: Iterable[str]) -> None:
    """Mark the events to which people gave a place or participant that one of these pages names: it may change."""
    held = table.c.field.in_(NAMING), table.c.about == EVENT, table.c.withdrawn_at.is_(None)
    wanted = set(digests)
    rows = connection.execute(select(table.c.page, table.c.value).where(*held)).all()
    pages = {row.page for row in rows if split_key(row.value)[0] in wanted}
    mark(connection, "event", load_numbers(connection, pages).values())


def choose_latest(corrections: Iterable[Correction], keys: dict[Side, str]) -> dict[tuple[str, str], Correction]:
    """Return the correction that counts for each fact and field of one value, by the key that the fact has now."""
    found: dict[tuple[str, str], Correction] = {}
    for one in corrections:
        if one.side in keys and one.field != PARTICIPANT:
            place = keys[one.side], one.field
            found[place] = max(found.get(place, one), one, key=_rank)
    return found


def list_said(corrections: Iterable[Correction], keys: dict[Side, str]) -> list[tuple[str, Correction]]:
    """Return what is said of participants, in the order in which it counts, with the key that the fact has now."""
    found = [(keys[one.side], one) for one in corrections if one.field == PARTICIPANT and one.side in keys]
    return sorted(found, key=lambda pair: (_rank(pair[1]), pair[1].role))


def _rank(one: Correction) -> tuple[str, str, str]:
    return one.when, one.value.key, one.value.name


def sum_up_facts(corrections: Iterable[Correction]) -> list[tuple[str, ...]]:
    """Return what counts for each fact, in words that are the same in every chronicle of the same pages."""
    latest: dict[tuple[str, ...], Correction] = {}
    for one in corrections:
        fact: tuple[str, ...] = (one.about, split_key(one.side.key)[0], one.side.kind, one.side.name, one.field)
        fact += _describe(one) if one.field == PARTICIPANT else ()
        latest[fact] = max(latest.get(fact, one), one, key=_rank)
    return sorted((*fact, *_say(one)) for fact, one in latest.items())


def _say(one: Correction) -> tuple[str, ...]:
    return (one.role,) if one.field == PARTICIPANT else _describe(one)


def _describe(one: Correction) -> tuple[str, ...]:
    value = one.value
    return (split_key(value.key)[0], value.kind, value.name) if value.kind else (value.key,)
