"""Delivers alerts while pages are served: a thread that looks now and then, if nobody else delivers just then."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dragoman.views.cli.output import note

if TYPE_CHECKING:
    from dragoman.app import Dragoman

_log = logging.getLogger(__name__)

PAUSE = 60.0
"""Seconds between two looks."""

FAREWELL = 5.0
"""Seconds that the end of the server waits for what is being sent."""


@contextmanager
def deliver_meanwhile(chronicle: "Dragoman", *, wanted: bool) -> Iterator[None]:
    """Deliver what is due, by mail and webhook, as long as this is open.

    Several processes may do so beside each other: the lock of deliveries lets one at a time, and who comes second has
    nothing to do.
    """
    if not wanted:
        yield
        return
    ended = threading.Event()
    thread = threading.Thread(target=_run, args=(chronicle, ended), name="postman", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(FAREWELL)


def _run(chronicle: "Dragoman", ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            deliver_once(chronicle)
        except Exception:  # noqa: BLE001  the edge of a worker: the trace is logged, and the next look may succeed
            _log.exception("delivering failed")
        ended.wait(PAUSE)


def deliver_once(chronicle: "Dragoman") -> None:
    """Deliver what is due, and remark what came of it; what fails is tried again, and ends nothing."""
    from dragoman.errors import DragomanError
    from dragoman.views.cli.follow_deliver import sum_up

    try:
        if not chronicle.has_deliveries():
            return
        report = chronicle.deliver_alerts(patience=0)
    except DragomanError:  # another delivers, or writes; or the store may only be read
        return
    if report.packed or report.sent or report.dead:
        note(f"dragoman: {sum_up(report)}")
    for error in report.errors:
        note(f"dragoman: {error}")
