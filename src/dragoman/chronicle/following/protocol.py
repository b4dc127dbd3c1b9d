"""What a chronicle does with watch lists, whatever database keeps it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from dragoman.chronicle.answers import EventView
    from dragoman.chronicle.following.answers import (
        AlertView,
        DeliveryView,
        Due,
        EntryView,
        Followed,
        Parcel,
        WatchListView,
    )
    from dragoman.chronicle.following.lists import KnownEntries
    from dragoman.chronicle.listing.filters import EventFilter


class Following(Protocol):
    """Watch lists: what people follow, and alerts about it. Owners and readers are names of users."""

    def hold(self, *, patience: float | None = None) -> "AbstractContextManager[None]":
        """Be the only one that delivers; raises :class:`~dragoman.errors.StoreError` where another does."""

    def update(self, *, patience: float | None = None) -> int:
        """Look at what has changed in the chronicle since the last time; return the number of new alerts."""

    def lists(self, owner: str, *, reader: str) -> "list[WatchListView]":
        """Return the lists of an owner by name, with what the reader has not seen."""

    def find(self, name: str, owner: str, *, reader: str) -> "WatchListView":
        """Return the list of a name, or of a number."""

    def list_of_token(self, token: str) -> "WatchListView | None":
        """Return the list whose feeds have a secret, ``None`` where none has."""

    def make(self, name: str, owner: str) -> None:
        """Make a list, where there is none of that name."""

    def remove(self, name: str, owner: str) -> None:
        """Remove a list with its entries, alerts and deliveries."""

    def add(
        self, name: str, owner: str, wish: "Mapping[str, str]", *, known: "KnownEntries | None" = None
    ) -> "Followed":
        """Follow something in a list, which is made where there is none; ``known`` are entries for who adds many."""

    def drop(self, name: str, owner: str, entry: int) -> "EntryView":
        """Follow something no longer."""

    def alerts(
        self,
        name: str,
        owner: str,
        *,
        reader: str,
        unseen: bool = False,
        before: int | None = None,
        limit: int | None = None,
    ) -> "Sequence[AlertView]":
        """Return what a list told, the latest first."""

    def events(
        self, name: str, owner: str, *, since: str | None = None, until: str | None = None
    ) -> "Iterator[EventView]":
        """Yield the events that a list follows, in order of time, whether it has told of them or not."""

    def filtered(self, filter: "EventFilter") -> "Iterator[EventView]":
        """Yield the events that meet a filter, in order of time, each with all its reports."""

    def mark_seen(self, name: str, owner: str, *, reader: str, through: int | None = None) -> int:
        """Note that a reader has seen the alerts of a list, up to one of them; returns how many were unread."""

    def has_deliveries(self) -> bool:
        """Tell whether alerts of any list are sent anywhere."""

    def add_delivery(
        self, name: str, owner: str, *, kind: str, target: str, options: "Mapping[str, str]", due: str | None = None
    ) -> "DeliveryView":
        """Send the alerts of a list somewhere, from now on."""

    def drop_delivery(self, name: str, owner: str, number: int) -> None:
        """Send the alerts of a list there no longer."""

    def deliveries(self, owner: str, name: str | None = None) -> "Sequence[DeliveryView]":
        """Return where alerts of all lists of an owner, or of one, are sent."""

    def due(self, moment: str, *, limit: int) -> "Iterator[Due]":
        """Yield deliveries whose time has come, each with no more than ``limit`` alerts, the earliest."""

    def pack(self, parcel: "Parcel", *, position: int, through: int, due: str | None) -> bool:
        """Store a parcel and move its delivery on, at once; nothing where another has done so already."""

    def parcels(
        self, *, owner: str | None = None, state: str | None = None, due: str | None = None, limit: int | None = None
    ) -> "Sequence[Parcel]":
        """Return parcels, the oldest first: of an owner, in a state, or that are to be sent at a moment."""

    def note(self, parcel: int, *, state: str, error: str | None = None, again: str = "") -> None:
        """Note how sending a parcel went: it is ``sent``, ``dead``, or still ``waiting`` until a moment."""

    def revive(self, owner: str) -> int:
        """Let the dead parcels of an owner wait again; returns how many."""
