"""Looks something up beside the loop, a few at a time, and not behind long questions to the chronicle."""

from collections.abc import Callable
from typing import TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar

LOOK_UPS = 8

Found = TypeVar("Found")
_turns: RunVar[CapacityLimiter] = RunVar("look-ups")


async def look_up(work: Callable[[], Found]) -> Found:
    """Do something short in a thread."""
    try:
        limiter = _turns.get()
    except LookupError:
        limiter = CapacityLimiter(LOOK_UPS)
        _turns.set(limiter)
    return await anyio.to_thread.run_sync(work, limiter=limiter)
