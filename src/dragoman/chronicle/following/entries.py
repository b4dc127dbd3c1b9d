"""The rows of entries and their sides: written, loaded with whom they mean now, viewed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from dragoman.chronicle import schema
from dragoman.chronicle.dialects import insert_rows
from dragoman.chronicle.following.answers import OFFICE, EntryView, SideView
from dragoman.chronicle.following.naming import Held, find_all_homes, load_candidates
from dragoman.chronicle.following.tables import watch_entry, watch_side
from dragoman.chronicle.rows import now
from dragoman.chronicle.sides import Side


class Entry(Struct, frozen=True, gc=False):
    """What is followed, with whom its names mean: by role, such as ``who``. ``homes`` are those of now."""

    id: int
    list_id: int
    kind: str
    query: Mapping[str, str]
    held: Mapping[str, Held]
    after_page: int = 0
    added: str = ""
    state: str = ""
    homes: Mapping[str, str | None] = {}

    @property
    def is_waiting(self) -> bool:
        """Whether it can match nothing yet, because a name of it means nobody whom a page names."""
        return self.kind != OFFICE and any(home is None for home in self.homes.values())


def write_entry(
    connection: Connection, list_id: int, *, kind: str, query: Mapping[str, str], held: Mapping[str, Held]
) -> int:
    """Write a new entry; what pages beyond those of now report is new to it."""
    after = connection.execute(select(func.max(schema.page.c.id))).scalar() or 0
    row = {
        "list_id": list_id, "kind": kind, "query": msgspec.json.encode(dict(query)).decode(), "added_at": now(),
        "after_page": after, "state": "",
    }  # fmt: skip
    number: int = connection.execute(watch_entry.insert().values(row).returning(watch_entry.c.id)).scalar_one()
    for role, one in held.items():
        write_held(connection, number, role, one)
    return number


def write_held(connection: Connection, entry: int, role: str, held: Held) -> None:
    """Write whom a name means, in place of what was known of it."""
    here = watch_side.c.entry_id == entry, watch_side.c.role == role
    connection.execute(delete(watch_side).where(*here))
    sides: Sequence[Side | None] = held.sides or (None,)
    rows = [
        {
            "entry_id": entry, "role": role, "position": position, "name": held.name, "reference": held.reference,
            "member": side.key if side else None, "kind": side.kind if side else None,
            "form": side.name if side else None, "home": held.home,
        }
        for position, side in enumerate(sides)
    ]  # fmt: skip
    insert_rows(connection, watch_side, rows)


def write_home(connection: Connection, entry: int, role: str, home: str | None) -> None:
    """Note which entity a name means now."""
    here = watch_side.c.entry_id == entry, watch_side.c.role == role
    connection.execute(update(watch_side).where(*here).values(home=home))


def load_entries(
    connection: Connection, lists: Iterable[int], *, only: int | None = None, located: bool = True
) -> list[Entry]:
    """Return the entries of lists, in the order in which they were added.

    Args:
        connection: The database.
        lists: The lists.
        only: Only the entry of this number.
        located: Whether to find whom names mean now; otherwise it is whom they meant when that was last looked at.
    """
    wanted: list[ColumnElement[bool]] = [watch_entry.c.list_id.in_(sorted(set(lists)))]
    if only is not None:
        wanted.append(watch_entry.c.id == only)
    rows = connection.execute(select(watch_entry).where(*wanted).order_by(watch_entry.c.id)).all()
    mine = select(watch_entry.c.id).where(*wanted)
    told: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    sides = select(watch_side).where(watch_side.c.entry_id.in_(mine))
    for side in connection.execute(sides.order_by(watch_side.c.entry_id, watch_side.c.role, watch_side.c.position)):
        told[side.entry_id][side.role].append(side)
    named = {row.id: {role: _parse_held(parts) for role, parts in told[row.id].items()} for row in rows}
    places = [(number, role) for number, held in named.items() for role in held]
    meant = [named[number][role] for number, role in places]
    found_homes = find_all_homes(connection, meant) if located else [one.home for one in meant]
    home_of = dict(zip(places, found_homes, strict=True))
    found = []
    for row in rows:
        held = named[row.id]
        query = msgspec.json.decode(row.query, type=dict[str, str])
        homes = {role: home_of[row.id, role] for role in held}
        found.append(Entry(row.id, row.list_id, row.kind, query, held, row.after_page, row.added_at, row.state, homes))
    return found


def _parse_held(rows: Sequence[Any]) -> Held:
    sides = tuple(Side(row.member, row.kind or "", row.form or "") for row in rows if row.member)
    return Held(rows[0].name, rows[0].reference, sides, rows[0].home)


def view_entries(connection: Connection, entries: Iterable[Entry]) -> list[EntryView]:
    """Return entries for reading, with the labels that entities have now."""
    from dragoman.chronicle.following.holders import decode_holders

    listed = list(entries)
    known = {one.id: one for one in load_candidates(connection, (h for e in listed for h in e.homes.values() if h))}

    def view(role: str, entry: Entry) -> SideView:
        home = known.get(entry.homes[role] or "")
        name = entry.held[role].name
        return SideView(role, name, home.id, home.name, home.kind) if home else SideView(role, name)

    found = []
    for one in listed:
        sides = tuple(view(role, one) for role in order_roles(one.held))
        conditions = {} if one.kind == OFFICE else dict(one.query)
        holders = tuple(holder.name for holder in decode_holders(one.state))
        title = one.query.get("title", "")
        waits = one.is_waiting or (one.kind == OFFICE and not holders)
        found.append(EntryView(one.id, one.kind, sides, conditions, title, one.added, waits, holders))
    return found


def order_roles(held: Iterable[str]) -> list[str]:
    """Return roles in the order in which they are read."""
    return sorted(held, key=lambda role: (role not in ("who", "of"), role != "with", role))
