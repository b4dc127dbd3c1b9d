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
    return await take_turn(work, _turns, most=LOOK_UPS)


async def take_turn(work: Callable[[], Found], turns: RunVar[CapacityLimiter], *, most: int) -> Found:
    """Do something in a thread, beside the loop and not beside too many others.

    Args:
        work: What to do.
        turns: Where the loop keeps who is at it.
        most: How many may be at it at a time.
    """
    try:
        limiter = turns.get()
    except LookupError:
        limiter = CapacityLimiter(most)
        turns.set(limiter)
    return await anyio.to_thread.run_sync(work, limiter=limiter)
