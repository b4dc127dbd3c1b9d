"""Watch lists and their entries: made, found, viewed, removed."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from dragoman.chronicle.following.answers import ENTITY, FILTER, OFFICE, PAIR, EntryView, Followed, WatchListView
from dragoman.chronicle.following.entries import Entry, load_entries, view_entries, write_entry
from dragoman.chronicle.following.filters import NAMED, check_conditions
from dragoman.chronicle.following.holders import find_holders, hold_holders
from dragoman.chronicle.following.naming import Held, hold_name
from dragoman.chronicle.following.tables import watch_alert, watch_entry, watch_list, watch_seen
from dragoman.chronicle.following.updating import last_change, read_rules
from dragoman.chronicle.offices import list_titles
from dragoman.chronicle.rows import now
from dragoman.chronicle.sense import Sense
from dragoman.errors import UnknownError, UsageError
from dragoman.language.scripts import isolate

LONGEST = 200
_TOKEN_BYTES = 24
_DIGITS = 9
"""The number of a list has no more; an integer of a database has room for these."""


KnownEntries = dict[int, list[Entry]]
"""Entries by the number of their list."""


class Wish(dict[str, str]):
    """What somebody wants to follow, as columns of a row: ``kind`` and what it needs."""


def find_list(connection: Connection, name: str, owner: str) -> Any:
    """Return the row of a list by its name, or by its number.

    Raises:
        UsageError: There is none; says which there are.
    """
    table = watch_list.c
    row = connection.execute(select(watch_list).where(table.owner == owner, table.name == name.strip())).first()
    if row is None and name.isdecimal() and len(name) <= _DIGITS:
        row = connection.execute(select(watch_list).where(table.owner == owner, table.id == int(name))).first()
    if row is None:
        names = list(connection.scalars(select(table.name).where(table.owner == owner).order_by(table.name)))
        there = f"there are: {', '.join(map(isolate, names))}" if names else "there is none yet"
        raise UnknownError(f"no watch list {isolate(name)}; {there}")
    return row


def make_list(connection: Connection, name: str, owner: str) -> int:
    """Make a list, and return its number; that of the list where there is one already.

    Raises:
        UsageError: The name is empty, a number, or too long.
    """
    words = " ".join(name.split())
    if not words or words.isdecimal() or len(words) > LONGEST or not words.isprintable():
        raise UsageError(f"a watch list is named in 1 to {LONGEST} characters, not in digits alone; got {name[:50]!r}")
    table = watch_list.c
    known = connection.execute(select(table.id).where(table.owner == owner, table.name == words)).scalar()
    if known is not None:
        return int(known)
    row = {
        "owner": owner, "name": words, "added_at": now(), "token": secrets.token_urlsafe(_TOKEN_BYTES),
        "position": last_change(connection), "rules": read_rules(connection),
    }  # fmt: skip
    number: int = connection.execute(watch_list.insert().values(row).returning(table.id)).scalar_one()
    return number


def add_entry(
    connection: Connection, list_id: int, wish: Mapping[str, str], *, sense: Sense, known: KnownEntries | None = None
) -> Followed:
    """Add what somebody wants to follow, unless the list has it.

    Args:
        connection: The database.
        list_id: The list.
        wish: ``kind``; of an entity ``who``, of a pair ``who`` and ``with``, of an office ``title`` and ``of``, of a
            filter its conditions.
        sense: Finds names that come near.
        known: The entries of lists, for who adds many; those of this list are loaded into it, and the new one added.

    Raises:
        UsageError: Something is missing, unknown, or a name has several meanings.
    """
    kind, query, held = read_wish(connection, wish, sense=sense)
    notes = tuple(one.note for one in held.values() if one.note)
    entries = known.get(list_id) if known is not None else None
    if entries is None:
        entries = load_entries(connection, [list_id], located=False)
    if known is not None:
        known[list_id] = entries
    for entry in entries:
        if _is_same(entry, kind, query, held):
            return Followed(view_entries(connection, [entry])[0], True, notes)
    number = write_entry(connection, list_id, kind=kind, query=query, held=held)
    [entry] = load_entries(connection, [list_id], only=number)
    if kind == OFFICE:
        state = hold_holders(connection, find_holders(connection, entry, sense), sense)
        connection.execute(update(watch_entry).where(watch_entry.c.id == number).values(state=state))
        [entry] = load_entries(connection, [list_id], only=number)
    entries.append(entry)
    return Followed(view_entries(connection, [entry])[0], False, notes)


def read_wish(
    connection: Connection, wish: Mapping[str, str], *, sense: Sense
) -> tuple[str, dict[str, str], dict[str, Held]]:
    """Return kind, query and names of a wish, understood."""
    said = {name: value.strip() for name, value in wish.items() if value and value.strip()}
    kind = said.pop("kind", "") or _guess_kind(said)
    if kind == FILTER:
        query = check_conditions(said)
        return kind, query, {r: hold_name(connection, query[r], sense=sense) for r in NAMED if r in query}
    if kind == OFFICE:
        title = _check_title(said.get("title", ""))
        held = {"of": hold_name(connection, said["of"], sense=sense)} if "of" in said else {}
        return kind, {"title": title}, held
    roles = {ENTITY: ("who",), PAIR: ("who", "with")}.get(kind)
    if roles is None:
        raise UsageError(f"kind {kind!r} is none of {ENTITY}, {PAIR}, {OFFICE}, {FILTER}")
    missing = [role for role in roles if role not in said]
    if missing:
        raise UsageError(f"{kind} needs {' and '.join(missing)}")
    held = {role: hold_name(connection, said[role], sense=sense, kind=said.get("entity_kind", "")) for role in roles}
    if kind == PAIR and _mean_one(*held.values()):
        raise UsageError("a pair is of two; both names mean one entity")
    return kind, {}, held


def _guess_kind(said: Mapping[str, str]) -> str:
    if "title" in said:
        return OFFICE
    names = set(said) - {"entity_kind"}
    return ENTITY if names == {"who"} else PAIR if names == {"who", "with"} else FILTER


def _check_title(title: str) -> str:
    from dragoman.language.packs import list_packs
    from dragoman.language.tables import DATA, read_table

    if not title:
        raise UsageError("an office needs a title, such as secretary-general")
    tables = [DATA.joinpath("languages", tag, "offices.tsv") for tag in list_packs()]
    known = {row["office"] for table in tables if table.is_file() for row in read_table(table, required=("office",))}
    if not known & {*list_titles(title), title.partition("/")[0]}:
        raise UsageError(
            f"no office {isolate(title)}; dragoman office knows words such as secretary-general or министр"
        )
    return title


def _mean_one(a: Held, b: Held) -> bool:
    return (a.home is not None and a.home == b.home) or (a.reference is not None and a.reference == b.reference)


def _is_same(entry: Entry, kind: str, query: Mapping[str, str], held: Mapping[str, Held]) -> bool:
    if entry.kind != kind or entry.held.keys() != held.keys():
        return False
    if {k: v for k, v in entry.query.items() if k not in held} != {k: v for k, v in query.items() if k not in held}:
        return False
    mine = [_identify(entry.held[role], entry.homes[role]) for role in sorted(held)]
    theirs = [_identify(held[role], held[role].home) for role in sorted(held)]
    return sorted(mine) == sorted(theirs) if kind == PAIR else mine == theirs


def _identify(held: Held, home: str | None) -> str:
    return held.reference or home or held.name


def remove_entry(connection: Connection, list_id: int, number: int) -> EntryView:
    """Remove an entry, and return what it was.

    Raises:
        UsageError: The list has none of this number.
    """
    mine = load_entries(connection, [list_id], only=number)
    if not mine:
        raise UnknownError(f"this watch list has no entry {number}")
    [view] = view_entries(connection, mine)
    connection.execute(delete(watch_entry).where(watch_entry.c.id == number))
    return view


def view_lists(connection: Connection, rows: Sequence[Any], *, reader: str) -> list[WatchListView]:
    """Return lists with their entries, and with how much of them a reader has not seen."""
    ids = [row.id for row in rows]
    mine: dict[int, list[Entry]] = defaultdict(list)
    for entry in load_entries(connection, ids):
        mine[entry.list_id].append(entry)
    seen = load_seen(connection, ids, reader)
    alert, found = watch_alert.c, []
    for row in rows:
        here = select(func.count(), func.max(alert.at)).where(alert.list_id == row.id)
        total, last = connection.execute(here).one()
        unread = connection.execute(here.where(alert.id > seen.get(row.id, 0))).one()[0]
        entries = tuple(view_entries(connection, mine[row.id]))
        found.append(WatchListView(row.id, row.name, row.owner, row.added_at, entries, unread, total, last, row.token))
    return found


def load_seen(connection: Connection, lists: Iterable[int], reader: str) -> dict[int, int]:
    """Return the last alert of each list that a reader has seen."""
    seen = watch_seen.c
    statement = select(seen.list_id, seen.alert_id).where(seen.list_id.in_(sorted(lists)), seen.reader == reader)
    return {row[0]: row[1] for row in connection.execute(statement)}
