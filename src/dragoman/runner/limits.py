"""What reading one page may cost, and what a page is rejected as that costs more."""

import signal

from msgspec import Struct

from dragoman.model import Page, Rejected
from dragoman.model.pages import Reason

TOO_SLOW: Reason = "too-slow"
TOO_MUCH_MEMORY: Reason = "too-much-memory"
CRASHED: Reason = "crashed"

_WAITS = 4
"""How many times its seconds of processor time a page may take on the clock, as on a busy machine."""

_CLOCKS = {getattr(signal, name) for name in ("SIGALRM", "SIGPROF", "SIGVTALRM") if hasattr(signal, name)}


class Limits(Struct, frozen=True):
    """What one page may cost: ``seconds`` of processor time and ``megabytes`` over what a worker begins with; 0: any.

    A page that only waits may do so four times as long as it may compute, unless its reader ``asks`` somebody else and
    therefore has limits of its own.
    """

    seconds: float = 60.0
    megabytes: int = 1500
    asks: bool = False

    @property
    def wait(self) -> float:
        """Seconds on the clock that a page may take, 0 for any."""
        return 0.0 if self.asks else _WAITS * self.seconds

    @property
    def any(self) -> bool:
        """Whether there is a limit at all, so that pages are read in a process that can be ended."""
        return bool(self.seconds or self.megabytes)


def reject_slow(page: Page, limits: Limits) -> Rejected:
    """Reject a page that took too long."""
    return _reject(page, TOO_SLOW, where=f"more than {limits.seconds:g} s")


def reject_large(page: Page, limits: Limits) -> Rejected:
    """Reject a page that took too much memory."""
    return _reject(page, TOO_MUCH_MEMORY, where=f"more than {limits.megabytes} MB" if limits.megabytes else "")


def reject_crashed(page: Page, code: int | None) -> Rejected:
    """Reject a page that ended the process that read it, which left with ``code`` (negative: a signal)."""
    if code is not None and code < 0:
        return _reject(page, CRASHED, where=f"the reading process was ended by {_name_signal(-code)}")
    return _reject(page, CRASHED, where=f"the reading process ended itself with code {code}")


def is_clock(code: int | None) -> bool:
    """Tell whether a process left because one of its clocks ran out."""
    return code is not None and -code in _CLOCKS


def is_outdated(rejected: Rejected, limits: Limits) -> bool:
    """Tell whether a page was rejected by another limit than that of now, so that it deserves another reading."""
    page = Page(rejected.name, rejected.address, b"", rejected.sha256 or "")
    now = {TOO_SLOW: reject_slow(page, limits), TOO_MUCH_MEMORY: reject_large(page, limits)}.get(rejected.reason)
    return now is not None and now.where != rejected.where


def _reject(page: Page, reason: Reason, *, where: str) -> Rejected:
    return Rejected(page.name, page.address, reason, where, page.sha256)


def _name_signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
