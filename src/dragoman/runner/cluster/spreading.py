"""Spreads what merging decides over an engine: joins find what belongs together, tasks decide about it.

The functions that decide are those of the local chronicle, given less at once: parts of which each holds all that a
decision in it depends on. So what comes out is the same by construction, whatever cut the parts.
"""

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sized
from functools import lru_cache
from typing import Any, TypeVar, get_type_hints

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dragoman.chronicle.sense import Sense
from dragoman.errors import SourceError
from dragoman.runner.cluster.engines import Engine, Fault
from dragoman.runner.cluster.joining import Joins

Task = TypeVar("Task")
Result = TypeVar("Result")
Part = TypeVar("Part", bound=Sized)

LEAST = 1000
"""Fewer members, reports or pages are decided about here: to send them away would take longer."""


class Call(Struct, frozen=True):
    """A task for a function of a module, both as msgspec tells them: to pickle records takes longer than deciding."""

    function: str
    task: bytes


class Spread(Struct, frozen=True):
    """What spreads: an engine, joins, and from how many records on it is worth while."""

    engine: Engine
    joins: Joins
    least: int = LEAST
    batch: int = 4000

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield what a function gives for each task, in any order.

        Args:
            function: One of a module, whose hints say what it takes and gives.
            tasks: What it takes.

        Raises:
            SourceError: A task gave nothing, however often it was tried.
        """
        name = f"{function.__module__}:{function.__qualname__}"
        _, _, gives = _find(name)
        calls = (Call(name, msgspec.msgpack.encode(task)) for task in tasks)
        for done in self.engine.run(run_call, calls):
            if isinstance(done.result, Fault):
                raise SourceError(f"merging failed on engine {self.engine.name}: {done.result.where}", retryable=True)
            yield gives.decode(done.result)


def run_call(call: Call) -> bytes:
    """Return what a function gives for a task, as bytes."""
    function, takes, _ = _find(call.function)
    return msgspec.msgpack.encode(function(takes.decode(call.task)))


@lru_cache
def _find(name: str) -> tuple[Callable[[Any], Any], "msgspec.msgpack.Decoder[Any]", "msgspec.msgpack.Decoder[Any]"]:
    """Return a function by its module and name, and what decodes its task and what it gives."""
    function = pkgutil.resolve_name(name)
    hints = get_type_hints(function)
    gives = hints.pop("return")
    (takes,) = hints.values()
    return function, msgspec.msgpack.Decoder(takes), msgspec.msgpack.Decoder(gives)


def spread_sense(sense: Sense, spread: Spread) -> Sense:
    """Return the functions of a chronicle with those spread that compare many records with each other."""
    from dragoman.runner.cluster.spread_entities import SpreadEntities
    from dragoman.runner.cluster.spread_events import SpreadEvents
    from dragoman.runner.cluster.spread_stories import SpreadStories

    events = SpreadEvents(spread, sense.merge_events)
    return replace(
        sense,
        resolve_entities=SpreadEntities(spread, sense.resolve_entities),
        merge_events=events,
        find_agreeing=events.find_agreeing,
        link_pages=SpreadStories(spread, sense.link_pages),
    )


def table_links(rows: Iterable[tuple[Any, int]]) -> Any:
    """Return keys and ids as a table for joins."""
    import pyarrow as pa

    listed = list(rows)
    return pa.table({"key": [key for key, _ in listed], "id": pa.array([one for _, one in listed], pa.int64())})


def read_pairs(table: Any) -> list[tuple[int, int]]:
    """Return the pairs of a table, sorted: every engine has an order of its own."""
    return sorted(zip(table.column("a").to_pylist(), table.column("b").to_pylist(), strict=True))


def read_groups(table: Any) -> list[list[int]]:
    """Return the ids of a table that hang together, sorted, the largest groups first."""
    groups: dict[int, list[int]] = {}
    for one, label in sorted(zip(table.column("id").to_pylist(), table.column("label").to_pylist(), strict=True)):
        groups.setdefault(label, []).append(one)
    return sorted(groups.values(), key=lambda group: (-len(group), group))


def pack(groups: Iterable[Part], size: int) -> Iterator[list[Part]]:
    """Yield groups in batches of about so many records; one that is larger is a batch by itself."""
    batch: list[Part] = []
    held = 0
    for group in groups:
        if batch and held + len(group) > size:
            yield batch
            batch, held = [], 0
        batch.append(group)
        held += len(group)
    if batch:
        yield batch
