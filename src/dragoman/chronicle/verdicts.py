"""The rows of judgements: loaded with the members that they are about now, written, withdrawn, and summed up."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, func, select, update

from dragoman.chronicle import derived, schema
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.marking import mark
from dragoman.chronicle.members import split_key
from dragoman.chronicle.sides import ENTITY, EVENT, Side, find_sides
from dragoman.meaning.entities import Judgement

TIME = "%Y-%m-%dT%H:%M:%S.%fZ"

judgement = schema.judgement


class Verdict(Struct, frozen=True, gc=False):
    """A judgement about two sides that is to be written, or was loaded; ``id`` and ``decision`` are 0 before."""

    about: str
    a: Side
    b: Side
    verdict: str
    by: str
    when: str
    why: str = ""
    id: int = 0
    decision: int = 0
    withdrawn: str | None = None
    thought: str = ""


def load_verdicts(connection: Connection, *, about: str | None = None, withdrawn: bool = False) -> list[Verdict]:
    """Return the judgements that hold, oldest first; with ``withdrawn`` the others as well."""
    statement = select(judgement).order_by(judgement.c.id)
    if about:
        statement = statement.where(judgement.c.about == about)
    if not withdrawn:
        statement = statement.where(judgement.c.withdrawn_at.is_(None))
    return [_parse(row) for row in connection.execute(statement)]


def _parse(row: Any) -> Verdict:
    a, b = Side(row.a, row.a_kind, row.a_name), Side(row.b, row.b_kind, row.b_name)
    return Verdict(
        row.about, a, b, row.verdict, row.author, row.judged_at, row.why, row.id, row.decision, row.withdrawn_at,
        row.thought,
    )  # fmt: skip


def locate(connection: Connection, verdicts: Sequence[Verdict]) -> dict[Side, str]:
    """Return the key under which each side of some judgements is known now."""
    found: dict[Side, str] = {}
    for about in (ENTITY, EVENT):
        mine = {side for one in verdicts if one.about == about for side in (one.a, one.b)}
        found.update(find_sides(connection, mine, about))
    return found


def load_judgements(connection: Connection, about: str = ENTITY) -> tuple[Judgement, ...]:
    """Return the judgements that hold by the keys that their members have now, oldest first.

    One whose member no page tells of any more is left out, and kept in its table until a page does again.
    """
    verdicts = load_verdicts(connection, about=about)
    keys = locate(connection, verdicts)
    return tuple(
        Judgement(keys[one.a], keys[one.b], one.verdict, one.by, one.when, one.why)  # type: ignore[arg-type]
        for one in verdicts
        if one.a in keys and one.b in keys
    )


def write_verdicts(connection: Connection, verdicts: Sequence[Verdict]) -> int:
    """Write the judgements of one decision, mark what follows from them, and return the number of the decision."""
    first = next_number(connection)
    for number, one in enumerate(verdicts, first):
        row = {
            "id": number,
            "a": one.a.key, "a_kind": one.a.kind, "a_name": one.a.name,
            "b": one.b.key, "b_kind": one.b.kind, "b_name": one.b.name,
            "about": one.about, "verdict": one.verdict, "author": one.by, "judged_at": one.when, "why": one.why,
            "withdrawn_at": one.withdrawn, "decision": first, "thought": one.thought,
        }  # fmt: skip
        connection.execute(judgement.insert().values(row))
    _mark(connection, verdicts)
    return first


def withdraw(connection: Connection, decision: int) -> list[Verdict]:
    """Withdraw the judgements of a decision that still hold, mark what follows, and return them."""
    mine = [one for one in load_verdicts(connection) if one.decision == decision]
    ids = [one.id for one in mine]
    connection.execute(update(judgement).where(judgement.c.id.in_(ids)).values(withdrawn_at=next_time(connection)))
    _mark(connection, mine)
    return mine


def _mark(connection: Connection, verdicts: Sequence[Verdict]) -> None:
    """Mark the blocks of the members, and the pages of the reports, as changed."""
    keys = set(locate(connection, [one for one in verdicts if one.about == ENTITY]).values())
    block, page = derived.referent_block.c, schema.page.c
    for piece in chunks(sorted({split_key(key)[0] for key in keys})):
        statement = select(page.sha256, block.referent, block.block).join_from(
            derived.referent_block, schema.page, page.id == block.page_id
        )
        rows = connection.execute(statement.where(page.sha256.in_(piece)))
        mark(connection, "block", {row[2] for row in rows if f"{row[0]}:{row[1]}" in keys})
    told = {split_key(key)[0] for key in locate(connection, [one for one in verdicts if one.about == EVENT]).values()}
    for piece in chunks(sorted(told)):
        mark(connection, "event", connection.scalars(select(page.id).where(page.sha256.in_(piece))))


def next_number(connection: Connection) -> int:
    """Return the number of the next decision; judgements and corrections are numbered together, so one undo serves."""
    tables = judgement, schema.correction
    return 1 + max(connection.execute(select(func.max(one.c.id))).scalar() or 0 for one in tables)


def next_time(connection: Connection) -> str:
    """Return the time in UTC, later than that of every decision so far, so that the latest is always known."""
    tables = judgement, schema.correction
    last = max(connection.execute(select(func.max(one.c.judged_at))).scalar() or "" for one in tables)
    now = datetime.now(UTC)
    latest = parse_time(last)
    return (max(now, latest + timedelta(microseconds=1)) if latest else now).strftime(TIME)


def parse_time(words: str) -> datetime | None:
    """Return a time in UTC from ISO 8601, ``None`` where it is none."""
    try:
        time = datetime.fromisoformat(words)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def sum_up(verdicts: Iterable[Verdict]) -> list[tuple[str, ...]]:
    """Return the verdict that counts for each pair, in words that are the same in every chronicle of the same pages."""
    rank = {"different": 2, "unsure": 1, "same": 0}
    latest: dict[tuple[tuple[str, ...], ...], tuple[str, int, str]] = {}
    for one in verdicts:
        pair = (one.about,), *sorted(_describe(side) for side in (one.a, one.b))
        entry = (one.when, rank[one.verdict], one.verdict)
        latest[pair] = max(latest.get(pair, entry), entry)
    return sorted((*(word for part in pair for word in part), entry[2]) for pair, entry in latest.items())


def _describe(side: Side) -> tuple[str, ...]:
    return split_key(side.key)[0], side.kind, side.name or split_key(side.key)[1]
