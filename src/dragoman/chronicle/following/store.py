"""Watch lists in SQLite or PostgreSQL: each call is one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine, delete, select

from dragoman.chronicle.accounts.auditing import record
from dragoman.chronicle.answers import EventView
from dragoman.chronicle.database import read, write
from dragoman.chronicle.dialects import chunks, upsert_rows
from dragoman.chronicle.following import deliveries, lists
from dragoman.chronicle.following.answers import (
    AlertView,
    DeliveryView,
    Due,
    EntryView,
    Followed,
    Parcel,
    WatchListView,
)
from dragoman.chronicle.following.entries import load_entries
from dragoman.chronicle.following.lists import KnownEntries
from dragoman.chronicle.following.matching import find_events_of, find_filtered
from dragoman.chronicle.following.tables import watch_alert, watch_delivery, watch_list, watch_parcel, watch_seen
from dragoman.chronicle.following.telling import Window, load_alerts
from dragoman.chronicle.following.updating import last_change, update_list
from dragoman.chronicle.listing.filters import EventFilter
from dragoman.chronicle.locking import hold_store
from dragoman.chronicle.rows import now
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.telling import load_event_views

PIECE = 250


class SqlFollowing:
    """The :class:`~dragoman.chronicle.protocol.Following` of a chronicle. Owners and readers are names of users."""

    def __init__(self, engine: Engine, *, sense: Sense, patience: float) -> None:
        self._engine, self._sense, self._patience = engine, sense, patience

    @contextmanager
    def hold(self, *, patience: float | None = None) -> Iterator[None]:
        """Be the only one that delivers, for a while.

        Args:
            patience: Seconds to wait for another who delivers; those of the settings if left out.

        Raises:
            StoreError: Another has been delivering for longer than the patience of the settings.
        """
        with hold_store(self._engine, patience=self._patience if patience is None else patience, purpose="delivery"):
            yield

    def update(self, *, patience: float | None = None) -> int:
        """Look at what has changed in the chronicle since the last time; return the number of new alerts.

        Args:
            patience: Seconds to wait for another writer; those of the settings if left out.

        Raises:
            StoreError: Another has been writing for longer; what is new is found the next time.
        """
        table = watch_list.c
        with read(self._engine) as connection:
            behind = table.position < last_change(connection)
            numbers = connection.scalars(select(table.id).where(behind).order_by(table.id)).all()
        made = 0
        for number in numbers:
            with write(self._engine, patience=patience) as connection:
                row = connection.execute(select(watch_list).where(watch_list.c.id == number)).first()
                made += update_list(connection, row, sense=self._sense) if row else 0
        return made

    def lists(self, owner: str, *, reader: str) -> list[WatchListView]:
        """Return the lists of an owner by name, with what the reader has not seen."""
        with read(self._engine) as connection:
            statement = select(watch_list).where(watch_list.c.owner == owner).order_by(watch_list.c.name)
            return lists.view_lists(connection, connection.execute(statement).all(), reader=reader)

    def find(self, name: str, owner: str, *, reader: str) -> WatchListView:
        """Return the list of a name, or of a number.

        Raises:
            UsageError: There is none.
        """
        with read(self._engine) as connection:
            row = lists.find_list(connection, name, owner)
            return lists.view_lists(connection, [row], reader=reader)[0]

    def list_of_token(self, token: str) -> WatchListView | None:
        """Return the list whose feeds have a secret; ``None`` where none has, or its owner is shut out."""
        with read(self._engine) as connection:
            mine = select(watch_list).where(watch_list.c.token == token, deliveries.is_of_one_let_in())
            rows = connection.execute(mine).all()
            return lists.view_lists(connection, rows, reader="")[0] if rows else None

    def make(self, name: str, owner: str) -> None:
        """Make a list, where there is none of that name.

        Raises:
            UsageError: The name cannot be one.
        """
        with write(self._engine) as connection:
            lists.make_list(connection, name, owner)

    def remove(self, name: str, owner: str) -> None:
        """Remove a list with its entries, alerts and deliveries.

        Raises:
            UsageError: There is none.
        """
        with write(self._engine) as connection:
            row = lists.find_list(connection, name, owner)
            connection.execute(delete(watch_list).where(watch_list.c.id == row.id))

    def add(self, name: str, owner: str, wish: Mapping[str, str], *, known: KnownEntries | None = None) -> Followed:
        """Follow something in a list, which is made where there is none; ``known`` are entries for who adds many.

        Raises:
            UsageError: Something is missing or unknown, or a name has several meanings.
        """
        with write(self._engine) as connection:
            return lists.add_entry(
                connection, lists.make_list(connection, name, owner), wish, sense=self._sense, known=known
            )

    def drop(self, name: str, owner: str, entry: int) -> EntryView:
        """Follow something no longer.

        Raises:
            UsageError: There is no such list or entry.
        """
        with write(self._engine) as connection:
            return lists.remove_entry(connection, lists.find_list(connection, name, owner).id, entry)

    def alerts(
        self,
        name: str,
        owner: str,
        *,
        reader: str,
        unseen: bool = False,
        before: int | None = None,
        limit: int | None = None,
    ) -> list[AlertView]:
        """Return what a list told, the latest first.

        Args:
            name: The list.
            owner: Whose it is.
            reader: Who reads.
            unseen: Only what the reader has not seen.
            before: Only alerts before that number, for the next page.
            limit: No more than so many.

        Raises:
            UsageError: There is no such list.
        """
        with read(self._engine) as connection:
            row = lists.find_list(connection, name, owner)
            seen = lists.load_seen(connection, [row.id], reader).get(row.id, 0)
            window = Window(seen if unseen else 0, before, limit)
            return load_alerts(connection, row.id, name=row.name, seen=seen, window=window)

    def events(
        self, name: str, owner: str, *, since: str | None = None, until: str | None = None
    ) -> Iterator[EventView]:
        """Yield the events that a list follows, in order of time, whether it has told of them or not.

        Raises:
            UsageError: There is no such list, or a date is none.
        """
        with read(self._engine) as connection:
            entries = load_entries(connection, [lists.find_list(connection, name, owner).id])
            ids = find_events_of(connection, entries, since=since, until=until, sense=self._sense)
        yield from self._view(ids)

    def filtered(self, filter: EventFilter) -> Iterator[EventView]:
        """Yield the events that meet a filter, in order of time, each with all its reports."""
        with read(self._engine) as connection:
            ids = find_filtered(connection, filter, sense=self._sense)
        yield from self._view(ids)

    def _view(self, ids: Sequence[str]) -> Iterator[EventView]:
        for piece in chunks(ids, PIECE):
            with read(self._engine) as connection:
                found = list(load_event_views(connection, piece))
            yield from found

    def mark_seen(self, name: str, owner: str, *, reader: str, through: int | None = None) -> int:
        """Note that a reader has seen the alerts of a list, up to one of them; returns how many were unread.

        Raises:
            UsageError: There is no such list.
        """
        with write(self._engine) as connection:
            row = lists.find_list(connection, name, owner)
            seen = lists.load_seen(connection, [row.id], reader).get(row.id, 0)
            alert = watch_alert.c
            statement = select(alert.id).where(alert.list_id == row.id, alert.id > seen)
            if through is not None:
                statement = statement.where(alert.id <= through)
            unread = connection.scalars(statement).all()
            if unread:
                mark = {"list_id": row.id, "reader": reader, "alert_id": max(unread), "seen_at": now()}
                upsert_rows(connection, watch_seen, [mark])
            return len(unread)

    def add_delivery(
        self, name: str, owner: str, *, kind: str, target: str, options: Mapping[str, str], due: str | None = None
    ) -> DeliveryView:
        """Send the alerts of a list somewhere, from now on, and not before they are ``due`` where that is said.

        Raises:
            UsageError: There is no such list.
        """
        with write(self._engine) as connection:
            row = lists.find_list(connection, name, owner)
            number = deliveries.add_delivery(connection, row.id, kind=kind, target=target, options=options, due=due)
            record(connection, "delivery add", [number, name, kind, deliveries.tell_target(target)], by=owner)
            return deliveries.load_deliveries(connection, watch_delivery.c.id == number)[0]

    def drop_delivery(self, name: str, owner: str, number: int) -> None:
        """Send the alerts of a list there no longer.

        Raises:
            UsageError: There is no such list or delivery.
        """
        with write(self._engine) as connection:
            deliveries.remove_delivery(connection, lists.find_list(connection, name, owner).id, number)
            record(connection, "delivery drop", [number, name], by=owner)

    def deliveries(self, owner: str, name: str | None = None) -> "Sequence[DeliveryView]":
        """Return where alerts of all lists of an owner, or of one, are sent."""
        with read(self._engine) as connection:
            mine = [watch_list.c.owner == owner]
            if name is not None:
                mine.append(watch_list.c.id == lists.find_list(connection, name, owner).id)
            return deliveries.load_deliveries(connection, *mine)

    def has_deliveries(self) -> bool:
        """Tell whether alerts of any list are sent anywhere."""
        with read(self._engine) as connection:
            return connection.execute(select(watch_delivery.c.id).limit(1)).first() is not None

    def due(self, moment: str, *, limit: int) -> Iterator[Due]:
        """Yield deliveries whose time has come, each with no more than ``limit`` alerts, the earliest."""
        with read(self._engine) as connection:
            rows = deliveries.find_due(connection, moment=moment)
        for row in rows:
            with read(self._engine) as connection:
                views = deliveries.load_deliveries(connection, watch_delivery.c.id == row.id)
                token = connection.scalar(select(watch_list.c.token).where(watch_list.c.id == row.list_id))
                if not views or token is None:
                    continue  # it was removed meanwhile
                window = Window(row.position, None, limit, latest=False)
                alerts = load_alerts(connection, row.list_id, name=views[0].list, window=window)
            yield Due(views[0], token, row.position, row.due_at, tuple(alerts))

    def pack(self, parcel: Parcel, *, position: int, through: int, due: str | None) -> bool:
        """Store a parcel and move its delivery on, at once; nothing where another has done so already."""
        with write(self._engine) as connection:
            return deliveries.pack_parcel(connection, parcel, position=position, through=through, due=due)

    def parcels(
        self, *, owner: str | None = None, state: str | None = None, due: str | None = None, limit: int | None = None
    ) -> "Sequence[Parcel]":
        """Return parcels, the oldest first: of an owner, in a state, or that are to be sent at a moment."""
        told = watch_parcel.c
        conditions = [told.state == state] if state else []
        if due:
            conditions += [told.state == deliveries.WAITING, told.next_at <= due, deliveries.is_let_in()]
        if owner is not None:
            mine = select(watch_list.c.id).where(watch_list.c.owner == owner)
            conditions.append(watch_delivery.c.list_id.in_(mine))
        with read(self._engine) as connection:
            return deliveries.load_parcels(connection, *conditions, limit=limit)

    def note(self, parcel: int, *, state: str, error: str | None = None, again: str = "") -> None:
        """Note how sending a parcel went: it is ``sent``, ``dead``, or still ``waiting`` until a moment."""
        with write(self._engine) as connection:
            deliveries.note_attempt(connection, parcel, state=state, error=error, again=again)

    def revive(self, owner: str) -> int:
        """Let the dead parcels of an owner wait again; returns how many."""
        mine = select(watch_delivery.c.id).join_from(watch_delivery, watch_list).where(watch_list.c.owner == owner)
        with write(self._engine) as connection:
            return deliveries.revive_parcels(connection, watch_parcel.c.delivery_id.in_(mine))
