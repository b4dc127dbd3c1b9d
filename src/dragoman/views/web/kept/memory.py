"""The pages that are kept: no more bytes than allowed, the least recently asked for are forgotten first."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Protocol

from dragoman.views.web.kept.pages import KeptPage

State = tuple[int | str, ...]


class PageStore(Protocol):
    """Where pages are kept."""

    def find(self, key: Hashable, state: State) -> KeptPage | None:
        """Return the page of a key, ``None`` where there is none or the chronicle has changed since it was made."""

    def keep(self, key: Hashable, state: State, page: KeptPage) -> None:
        """Keep a page, in place of what was kept under its key."""


class Pages:
    """Pages by key, each with the state of the chronicle that it was made of."""

    def __init__(self, most: int) -> None:
        """Keep no more than ``most`` bytes."""
        self._most, self._held, self._lock = most, 0, Lock()
        self._pages: OrderedDict[Hashable, tuple[State, KeptPage]] = OrderedDict()

    @property
    def held(self) -> int:
        """About how many bytes the pages take."""
        return self._held

    def find(self, key: Hashable, state: State) -> KeptPage | None:
        """Return the page of a key, ``None`` where there is none or the chronicle has changed since it was made."""
        with self._lock:
            found = self._pages.get(key)
            if found is None or found[0] != state:
                return None
            self._pages.move_to_end(key)
            return found[1]

    def keep(self, key: Hashable, state: State, page: KeptPage) -> None:
        """Keep a page, in place of what was kept under its key; one that is too large alone is not kept."""
        with self._lock:
            before = self._pages.pop(key, None)
            self._held -= before[1].size if before else 0
            if page.size > self._most:
                return
            self._pages[key] = state, page
            self._held += page.size
            while self._held > self._most:
                _, (_, gone) = self._pages.popitem(last=False)
                self._held -= gone.size
