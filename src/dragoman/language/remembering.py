"""Remembers what was worked out for words, without growing for ever."""

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """The values of keys that were asked for lately: of the last ``half`` new ones at least, of twice as many at most.

    Frequent words are never forgotten, as they would be in a table that is emptied when it is full.

    >>> squares = Remembered(2)
    >>> [squares.keep(n, n * n) for n in (1, 2, 3)], squares.get(1), squares.get(7)
    ([1, 4, 9], 1, None)
    """

    __slots__ = ("_half", "_new", "_old")

    def __init__(self, half: int) -> None:
        """Begin with nothing."""
        self._half = half
        self._new: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """Return the value of a key, ``None`` where it is forgotten or never was there."""
        found = self._new.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self.keep(key, found)
        return found

    def keep(self, key: K, value: V) -> V:
        """Remember a value, which must not be ``None``, and return it."""
        if len(self._new) >= self._half:
            self._old, self._new = self._new, {}
        self._new[key] = value
        return value
