"""Remembers what was counted until the chronicle changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Value = TypeVar("Value")

MOST = 1_000


class Memory:
    """Values by key with the revision that they are of; the least recently asked for are forgotten.

    Of several threads that ask for one value at a time, one makes it. The others wait for it, or if there is one of
    the revision before, they take that.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock = most, Lock()
        self._values: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}

    def recall(self, key: Hashable, revision: int, make: Callable[[], Value]) -> Value:
        """Return the value of a key in a revision, made if it is not known."""
        with self._lock:
            known = self._values.get(key)
            if known is not None:
                self._values.move_to_end(key)
                if known[0] == revision:
                    return known[1]  # type: ignore[no-any-return]
            making = self._making.setdefault(key, Lock())
        if not making.acquire(blocking=known is None):
            return known[1]  # type: ignore[no-any-return, index]
        try:
            with self._lock:
                now = self._values.get(key)
            if now is not None and now[0] == revision:
                return now[1]  # type: ignore[no-any-return]
            made = make()
            with self._lock:
                self._values[key] = revision, made
                while len(self._values) > self._most:
                    self._values.popitem(last=False)
            return made
        finally:
            making.release()
            with self._lock:
                self._making.pop(key, None)
