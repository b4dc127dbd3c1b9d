"""Watch lists, from Python: what is followed, and what is new of it.

:mod:`dragoman.watches` watches *sources*; this follows entities, pairs, offices and filters in the chronicle.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from dragoman.errors import StoreError

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.following.answers import AlertView, EntryView, Followed, WatchListView
    from dragoman.chronicle.following.exchange import Taken
    from dragoman.config import Settings

LIST = "watch"
"""The name of the list that is meant where none is named."""
HURRY = 0.5
"""Seconds for which a question about watch lists waits for another writer."""


class Following:
    """The part of :class:`~dragoman.app.Dragoman` that follows what users want to know about.

    ``user`` is empty for a chronicle without users. A list is known by its name or its number. Events are *new* that
    only pages report which came after the entry was added, whatever id they have; each is told once.
    """

    settings: "Settings"
    _chronicle: "Chronicle"

    def watch_lists(self, *, user: str = "") -> "list[WatchListView]":
        """Return the watch lists of a user by name, with how much of each is unread."""
        self._look()
        return list(self._chronicle.following.lists(user, reader=user))

    def watch_list(self, name: str = LIST, *, user: str = "") -> "WatchListView":
        """Return one watch list.

        Raises:
            UsageError: There is none; says which there are.
        """
        self._look()
        return self._chronicle.following.find(name, user, reader=user)

    def list_of_token(self, token: str) -> "WatchListView | None":
        """Return the list whose feeds have a secret, ``None`` where none has."""
        return self._chronicle.following.list_of_token(token)

    def make_watch_list(self, name: str, *, user: str = "") -> "WatchListView":
        """Make an empty watch list, where there is none of that name.

        Raises:
            UsageError: The name cannot be one.
        """
        self._chronicle.following.make(name, user)
        return self._chronicle.following.find(name, user, reader=user)

    def remove_watch_list(self, name: str, *, user: str = "") -> None:
        """Remove a watch list with its alerts and deliveries.

        Raises:
            UsageError: There is none.
        """
        self._chronicle.following.remove(name, user)

    def follow(self, wish: Mapping[str, str], *, name: str = LIST, user: str = "") -> "Followed":
        """Follow something; what its list has already changes nothing.

        Args:
            wish: An entity (``who``), a pair (``who`` and ``with``), an office (``title`` and perhaps ``of``), or a
                filter by the conditions of :class:`~dragoman.chronicle.listing.filters.EventFilter`; ``kind`` says
                which (``entity``, ``pair``, ``office``, ``filter``) where that is not plain.
            name: The list, which is made where there is none.
            user: Whose list.

        Returns:
            The entry. Names that no page has yet wait; ``notes`` say so, and how others were understood.

        Raises:
            UsageError: Something is missing or unknown, or a name has several meanings (``candidates`` has them).
        """
        return self._chronicle.following.add(name, user, wish)

    def unfollow(self, entry: int, *, name: str = LIST, user: str = "") -> "EntryView":
        """Follow an entry no longer, and return what it was. What it told stays.

        Raises:
            UsageError: There is no such list or entry.
        """
        return self._chronicle.following.drop(name, user, entry)

    def alerts(
        self,
        name: str = LIST,
        *,
        user: str = "",
        unseen: bool = False,
        before: int | None = None,
        limit: int | None = None,
    ) -> "Sequence[AlertView]":
        """Return what a list told, the latest first.

        Args:
            name: The list.
            user: Whose list.
            unseen: Only what the user has not seen.
            before: Only alerts before that number, for the next page.
            limit: No more than so many.

        Raises:
            UsageError: There is no such list.
        """
        self._look()
        return self._chronicle.following.alerts(name, user, reader=user, unseen=unseen, before=before, limit=limit)

    def mark_seen(self, name: str = LIST, *, user: str = "", through: int | None = None) -> int:
        """Note that a user has seen the alerts of a list, up to that number; returns how many were unread.

        Raises:
            UsageError: There is no such list.
        """
        return self._chronicle.following.mark_seen(name, user, reader=user, through=through)

    def import_lists(self, rows: Iterable[Mapping[str, str]], *, name: str = LIST, user: str = "") -> "Taken":
        """Follow what rows say, in the form of :meth:`export_lists`; each row is taken or refused by itself.

        Args:
            rows: Words by column, as :func:`~dragoman.chronicle.following.exchange.parse_lists` returns them.
            name: The list of rows that name none.
            user: Whose lists.
        """
        from dragoman.chronicle.following.exchange import take_rows

        return take_rows(self._chronicle.following, rows, name=name, owner=user)

    def export_lists(self, name: str | None = None, *, user: str = "") -> "list[dict[str, str]]":
        """Return the entries of all lists of a user, or of one, as rows that :meth:`import_lists` takes.

        Raises:
            UsageError: There is no such list.
        """
        from dragoman.chronicle.following.exchange import form_rows

        lists = self.watch_lists(user=user) if name is None else [self.watch_list(name, user=user)]
        return [row for one in lists for row in form_rows(one)]

    def _look(self) -> None:
        """Look at what has changed; who may only read, or comes while another writes, sees what was there."""
        with suppress(StoreError):
            self._chronicle.following.update(patience=HURRY)
