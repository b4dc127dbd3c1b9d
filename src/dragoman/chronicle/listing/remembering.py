"""Remembers what was counted until the chronicle changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from dragoman.chronicle import derived, schema

Value = TypeVar("Value")

MOST = 1_000


State = tuple[int, ...]
"""What grows whenever something changes that lists show: the log of derived records, and what people decided."""


def find_state(connection: Connection) -> State:
    """Return the state of the chronicle that a transaction sees."""
    correction = schema.correction.c
    last = (
        select(func.coalesce(func.max(derived.change.c.id), 0)),
        select(func.coalesce(func.max(correction.id), 0)),
        select(func.count(correction.withdrawn_at)),
    )
    row = connection.execute(select(*(statement.scalar_subquery() for statement in last))).one()
    return tuple(row)


class Memory:
    """Values by key with the state of the chronicle that they are of; the least recently asked for are forgotten.

    Of several threads that ask for one value at a time, one makes it. The others wait for it, or if there is one of
    the state before, they take that.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock = most, Lock()
        self._values: OrderedDict[Hashable, tuple[State, Any]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}

    def recall(self, key: Hashable, state: State, make: Callable[[], Value]) -> Value:
        """Return the value of a key in a state, made if it is not known."""
        with self._lock:
            known = self._values.get(key)
            if known is not None:
                self._values.move_to_end(key)
                if known[0] == state:
                    return known[1]  # type: ignore[no-any-return]
            making = self._making.setdefault(key, Lock())
        if not making.acquire(blocking=known is None):
            return known[1]  # type: ignore[no-any-return, index]
        try:
            with self._lock:
                now = self._values.get(key)
            if now is not None and now[0] == state:
                return now[1]  # type: ignore[no-any-return]
            made = make()
            with self._lock:
                self._values[key] = state, made
                while len(self._values) > self._most:
                    self._values.popitem(last=False)
            return made
        finally:
            making.release()
            with self._lock:
                self._making.pop(key, None)
