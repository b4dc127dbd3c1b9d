"""Lets a run that has no end of its own be ended from outside."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def stop_on_signals(raised: type[BaseException]) -> Iterator[None]:
    """Raise an exception in what runs where SIGTERM comes, as Ctrl-C does; outside the main thread do nothing."""

    def stop(number: int, frame: Any) -> None:
        raise raised

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
