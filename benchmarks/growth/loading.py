"""Loads kept readings into a chronicle and derives what follows from them, with the cost of each step.

Pages are stored by the very calls by which ``dragoman read`` stores them, each in a transaction of its own, indexed and
derived as often as by a long run. Only the reading itself was done before; its seconds are those that it took then.
"""

import os
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kept import Pieces

from dragoman.chronicle import refreshing
from dragoman.chronicle.counting import count_all
from dragoman.chronicle.database import read
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.model import Page, Reading
from dragoman.runner.local import INDEXED

STEPS = {
    "refresh_entities": "resolve",
    "refresh_tenures": "tenures",
    "refresh_stories": "stories",
    "refresh_versions": "stories",
    "refresh_events": "merge",
    "refresh_index": "index",
    "measure_tables": "index",
}
"""The functions of a refresh, and what their steps are called here."""

FIRST = 2000
"""The pages after which a long run derives for the first time."""

MEGABYTE = 1024


class Clock:
    """Adds up the seconds of the processor of this process by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count what is done inside."""
        began = time.process_time()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - began

    def wrap(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that counts its calls under a step."""

        def timed(*arguments: Any, **options: Any) -> Any:
            with self.step(name):
                return function(*arguments, **options)

        return timed


@contextmanager
def timed_steps(clock: Clock) -> Iterator[None]:
    """Time the steps of every refresh inside."""
    usual = {name: getattr(refreshing, name) for name in STEPS}
    for name, function in usual.items():
        setattr(refreshing, name, clock.wrap(STEPS[name], function))
    try:
        yield
    finally:
        for name, function in usual.items():
            setattr(refreshing, name, function)


def load_pages(store: str, pieces: Iterable[Pieces], *, first: int = FIRST) -> dict[str, Any]:
    """Store the readings of pages and derive what follows.

    Returns:
        ``steps``, seconds of the processor by step, reading among them; pages, mentions, entities, events; seconds by
        the clock without reading; peak megabytes; bytes of the file; the digest.
    """
    clock, began = Clock(), time.perf_counter()
    chronicle = SqlChronicle(store, sense=load_sense())
    done, step, following = 0, first, first
    with timed_steps(clock):
        for piece in pieces:
            clock.seconds["read"] = clock.seconds.get("read", 0.0) + piece.seconds
            for one in piece.read:
                if one.reading is not None:
                    with clock.step("store"):
                        _store(chronicle, one.page, one.reading)
                done += 1
                if done % INDEXED == 0:
                    with clock.step("index"):
                        chronicle.index()
                if done >= following:
                    step *= 2
                    following += step
                    _derive(chronicle, clock)
        _derive(chronicle, clock)
    took = time.perf_counter() - began
    found = _describe(chronicle)
    chronicle.close()
    return {"steps": _settle(clock.seconds), "clock": round(took, 1), **_weigh(store), **found, "given": done}


def _store(chronicle: SqlChronicle, page: Page, reading: Reading) -> None:
    if chronicle.recall(page, reader=reading.reader) is None:  # else a page of the same bytes is there already
        chronicle.store(page, reading)


def _derive(chronicle: SqlChronicle, clock: Clock) -> None:
    inside = sum(clock.seconds.get(step, 0.0) for step in set(STEPS.values()))
    began = time.process_time()
    chronicle.refresh()
    took = time.process_time() - began
    known = sum(clock.seconds.get(step, 0.0) for step in set(STEPS.values())) - inside
    clock.seconds["begin"] = clock.seconds.get("begin", 0.0) + max(0.0, took - known)


def _settle(seconds: dict[str, float]) -> dict[str, float]:
    return {step: round(value, 2) for step, value in seconds.items()}


def _weigh(store: str) -> dict[str, Any]:
    """Return the peak memory of this process, and what the file takes on the disk; a server says nothing of either."""
    weight = {"megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE)}
    if "://" in store:
        return weight
    return weight | {"bytes": sum(map(os.path.getsize, Path(store).parent.glob(f"{Path(store).name}*")))}


def _describe(chronicle: SqlChronicle) -> dict[str, Any]:
    with read(chronicle.engine) as connection:
        counts = count_all(connection)
    return {
        "pages": counts.pages,
        "mentions": counts.mentions,
        "entities": sum(counts.entities.values()),
        "people": counts.entities.get("person", 0),
        "events": sum(counts.events.values()),
        "digest": chronicle.digest(),
    }
