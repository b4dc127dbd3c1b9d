"""Who holds an office that is followed, and whether somebody else does than when it was last looked at."""

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from dragoman.chronicle.answers import TenureView
from dragoman.chronicle.following.entries import Entry
from dragoman.chronicle.following.naming import Held, find_home, hold_name
from dragoman.chronicle.following.states import Reason
from dragoman.chronicle.offices import find_office
from dragoman.chronicle.sense import Sense


class Holder(Struct, frozen=True, gc=False):
    """Whom pages saw last in an office: ``title`` and ``of`` say which of those that the words of an entry mean."""

    title: str
    of: str
    tenure: str
    name: str
    held: Held


def find_holders(connection: Connection, entry: Entry, sense: Sense) -> list[TenureView]:
    """Return who holds the offices of an entry today, one of each office, as far as pages tell."""
    of = None
    if "of" in entry.held:
        of = entry.homes["of"] or entry.held["of"].reference
        if of is None:
            return []
    today = datetime.now(UTC).date().isoformat()
    found: dict[tuple[str, str | None], TenureView] = {}
    for view in find_office(connection, entry.query["title"], of=of, on=today, sense=sense):
        if not view.acting:
            found.setdefault((view.title, view.of), view)
    return list(found.values())


def hold_holders(connection: Connection, tenures: Iterable[TenureView], sense: Sense) -> str:
    """Return as JSON what is kept of holders, who are found again under any id."""
    found = [
        Holder(one.title, one.of or "", one.id, one.name, hold_name(connection, one.holder, sense=sense))
        for one in tenures
    ]
    return msgspec.json.encode(found).decode()


def decode_holders(state: str) -> list[Holder]:
    """Return the holders that were kept."""
    return msgspec.json.decode(state, type=list[Holder]) if state else []


def compare_holders(
    connection: Connection, before: Iterable[Holder], after: Iterable[TenureView]
) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
    """Return what changed, and the tenures of the new holders. The same person under another id is no change."""
    known = {(one.title, one.of): one for one in before}
    now = {(one.title, one.of or ""): one for one in after}
    reasons: list[Reason] = []
    tenures: list[str] = []
    for office in sorted(known.keys() | now.keys()):
        old, new = known.get(office), now.get(office)
        if old and new and (find_home(connection, old.held) or new.holder) == new.holder:
            continue
        reasons.append(Reason("holder", old.name if old else "", new.name if new else ""))
        tenures += [new.id] if new else []
    return tuple(reasons), tuple(tenures)
