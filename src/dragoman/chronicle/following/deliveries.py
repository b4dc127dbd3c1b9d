"""Deliveries and parcels: where alerts go, what is on its way, what arrived and what never will."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from dragoman.chronicle.accounts.tables import user
from dragoman.chronicle.dialects import insert_rows
from dragoman.chronicle.following.answers import DeliveryView, Parcel
from dragoman.chronicle.following.tables import watch_alert, watch_delivery, watch_list, watch_parcel
from dragoman.chronicle.rows import now
from dragoman.errors import UnknownError

WAITING, SENT, DEAD = "waiting", "sent", "dead"
STATES = (WAITING, SENT, DEAD)


def add_delivery(
    connection: Connection, list_id: int, *, kind: str, target: str, options: Mapping[str, str], due: str | None
) -> int:
    """Add where alerts of a list are sent; those that are there already are not. Returns its number."""
    last = connection.execute(select(func.max(watch_alert.c.id)).where(watch_alert.c.list_id == list_id)).scalar()
    row = {
        "list_id": list_id, "kind": kind, "target": target, "options": msgspec.json.encode(dict(options)).decode(),
        "added_at": now(), "position": last or 0, "due_at": due,
    }  # fmt: skip
    number: int = connection.execute(watch_delivery.insert().values(row).returning(watch_delivery.c.id)).scalar_one()
    return number


def remove_delivery(connection: Connection, list_id: int, number: int) -> None:
    """Remove a delivery with its parcels.

    Raises:
        UsageError: The list has none of this number.
    """
    mine = watch_delivery.c.id == number, watch_delivery.c.list_id == list_id
    if not connection.execute(delete(watch_delivery).where(*mine)).rowcount:
        raise UnknownError(f"this watch list has no delivery {number}")


def load_deliveries(connection: Connection, *conditions: ColumnElement[bool]) -> list[DeliveryView]:
    """Return deliveries with the state of their parcels, in the order in which they were added."""
    delivery, parcel, alert = watch_delivery.c, watch_parcel.c, watch_alert.c
    statement = select(watch_delivery, watch_list.c.name.label("list_name")).join_from(watch_delivery, watch_list)
    rows = connection.execute(statement.where(*conditions).order_by(delivery.id)).all()
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for number, state, pieces in connection.execute(
        select(parcel.delivery_id, parcel.state, func.count()).group_by(parcel.delivery_id, parcel.state)
    ):
        counts[number][state] = pieces
    found = []
    for row in rows:
        waiting = select(func.count()).where(alert.list_id == row.list_id, alert.id > row.position)
        wrong = select(parcel.error).where(parcel.delivery_id == row.id, parcel.error.is_not(None))
        error = connection.execute(wrong.order_by(parcel.id.desc()).limit(1)).scalar()
        options = msgspec.json.decode(row.options, type=dict[str, str])
        number = connection.execute(waiting).scalar_one()
        found.append(
            DeliveryView(
                row.id, row.list_name, row.kind, row.target, options, row.added_at, number, counts[row.id], error
            )
        )
    return found


def is_let_in() -> ColumnElement[bool]:
    """Select the deliveries of those who may still read the chronicle: to a user who is shut out nothing is sent."""
    return watch_delivery.c.list_id.in_(select(watch_list.c.id).where(is_of_one_let_in()))


def is_of_one_let_in() -> ColumnElement[bool]:
    """Select the lists of those who may still read the chronicle."""
    shut_out = select(user.c.name).where(user.c.disabled_at.is_not(None))
    return watch_list.c.owner.not_in(shut_out)


def tell_target(target: str) -> str:
    """Return where something is sent, without what may be secret in an address."""
    return urlsplit(target).hostname or "" if "://" in target else target


def find_due(connection: Connection, *, moment: str) -> Sequence[Any]:
    """Return the rows of deliveries whose time has come."""
    due = watch_delivery.c.due_at
    statement = select(watch_delivery).where((due.is_(None)) | (due <= moment), is_let_in())
    return connection.execute(statement.order_by(watch_delivery.c.id)).all()


def pack_parcel(connection: Connection, parcel: Parcel, *, position: int, through: int, due: str | None) -> bool:
    """Store a parcel and move its delivery on, at once; nothing where another has done so already."""
    mine = watch_delivery.c.id == parcel.delivery, watch_delivery.c.position == position
    moved = connection.execute(update(watch_delivery).where(*mine).values(position=through, due_at=due)).rowcount
    if moved and parcel.alerts:
        row = {
            "delivery_id": parcel.delivery, "key": parcel.key, "body": parcel.body, "alerts": parcel.alerts,
            "made_at": parcel.made, "state": WAITING, "attempts": 0, "next_at": parcel.made,
        }  # fmt: skip
        insert_rows(connection, watch_parcel, [row])
    return bool(moved)


def load_parcels(connection: Connection, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Parcel]:
    """Return parcels, the oldest first."""
    delivery = watch_delivery.c
    statement = select(watch_parcel, delivery.kind, delivery.target, delivery.options).join_from(
        watch_parcel, watch_delivery
    )
    rows = connection.execute(statement.where(*conditions).order_by(watch_parcel.c.id).limit(limit))
    return [
        Parcel(
            row.id, row.delivery_id, row.key, row.kind, row.target, row.body, row.alerts, row.made_at, row.state,
            row.attempts, row.next_at, row.error, row.done_at, msgspec.json.decode(row.options, type=dict[str, str]),
        )
        for row in rows
    ]  # fmt: skip


def note_attempt(connection: Connection, parcel: int, *, state: str, error: str | None, again: str) -> None:
    """Note how sending a parcel went; ``again`` is when to try next, where it still waits."""
    told = watch_parcel.c
    done = None if state == WAITING else now()
    connection.execute(
        update(watch_parcel)
        .where(told.id == parcel)
        .values(state=state, attempts=told.attempts + 1, error=error, next_at=again, done_at=done)
    )


def revive_parcels(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    """Let dead parcels wait again, from the first attempt on; returns how many."""
    told = watch_parcel.c
    values = {"state": WAITING, "attempts": 0, "next_at": now(), "done_at": None}
    return connection.execute(update(watch_parcel).where(told.state == DEAD, *conditions).values(values)).rowcount
