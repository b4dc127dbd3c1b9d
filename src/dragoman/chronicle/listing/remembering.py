"""Remembers what was counted until the chronicle changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cache
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, func, select

from dragoman.chronicle import derived, schema, watched

Value = TypeVar("Value")

MOST = 1_000

State = tuple[int | str, ...]
"""What is another one whenever something changes that pages show; see :func:`find_state`."""


def find_state(connection: Connection) -> State:
    """Return the state of the chronicle that a transaction sees; one question to the ends of a few indexes.

    Derived records have a log; sentences come last when pages are derived; corrections and judgements are only added
    to, or withdrawn; a chronicle that is derived anew says when, sources are described by the user, and vectors are
    made for pages in their order.
    """
    return tuple(connection.execute(_asked()).one())


def find_told(connection: Connection) -> State:
    """Return what is another one whenever events change, or what their reports say; a judgement may change neither."""
    change, _, correction, withdrawn, _, _, facts, *_ = find_state(connection)
    return change, correction, withdrawn, facts


@cache
def _asked() -> Select[Any]:
    correction, judgement = schema.correction.c, schema.judgement.c
    fact, source = derived.property_.c, watched.source.c
    told = func.coalesce(source.outlet, "") + " " + func.coalesce(source.reliability, "")
    last = (
        select(func.coalesce(func.max(derived.change.c.id), 0)),
        select(func.coalesce(func.max(derived.sentence.c.id), 0)),
        select(func.coalesce(func.max(correction.id), 0)),
        select(func.count(correction.withdrawn_at)),
        select(func.coalesce(func.max(judgement.id), 0)),
        select(func.count(judgement.withdrawn_at)),
        select(func.coalesce(func.aggregate_strings(fact.key + fact.value, " "), "")),
        select(func.coalesce(func.aggregate_strings(source.name + told, " "), "")),
        select(func.coalesce(func.max(schema.page_vectors.c.page_id), 0)),
    )
    return select(*(statement.scalar_subquery() for statement in last))


class Memory:
    """Values by key with the state of the chronicle that they are of; the least recently asked for are forgotten.

    Of several threads that ask for one value at a time, one makes it and the others wait for it. None takes that of
    the state before, for what is made of it may be kept as an answer of this state.
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
        with making:
            try:
                return self._make_one(key, state, make)
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def _make_one(self, key: Hashable, state: State, make: Callable[[], Value]) -> Value:
        with self._lock:
            now = self._values.get(key)
        if now is not None and now[0] == state:  # somebody made it while this one waited
            return now[1]  # type: ignore[no-any-return]
        made = make()
        with self._lock:
            self._values[key] = state, made
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return made
