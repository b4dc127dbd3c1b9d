"""Pauses the collector of garbage where it would look through everything again and again and find nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Let no garbage be collected inside; for work that makes many objects and hardly any circles of them.

    A page makes some hundred thousand objects, nearly all of which go with their last reference. The collector runs
    after each few hundred of them, now and then through all tables as well, which takes a sixth of the whole time.
    Afterwards it runs as before; where two threads pause it, until the first has done.

    >>> with paused_collector():
    ...     gc.isenabled()
    False
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
