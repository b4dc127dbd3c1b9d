"""Lets a run derive while its workers read on: what comes in meanwhile waits until the chronicle takes it again."""

import threading
from collections import deque
from collections.abc import Callable

from dragoman.chronicle import Chronicle

MOST = 1000
"""So many things wait at most; a run that gets more waits itself."""

WEIGHT = 64_000_000
"""So many bytes of pages wait at most."""

CATCH_UP = 3
"""Of what waits, so much is done with each thing that comes: more would leave the workers without pages."""

Act = Callable[[], None]


class Turns:
    """Writes to a chronicle one thing after another, in the order in which they come.

    Everything is done in the thread that calls, but for deriving ``beside`` it.
    """

    def __init__(self, chronicle: Chronicle, *, beside: bool) -> None:
        self._chronicle, self._beside = chronicle, beside
        self._waiting: deque[tuple[Act, int]] = deque()
        self._weight = 0
        self._deriving: threading.Thread | None = None
        self._error: BaseException | None = None

    def take(self, act: Act, *, weight: int = 0) -> None:
        """Do something that writes, now or when the chronicle takes it.

        Args:
            act: What to do.
            weight: Bytes that it holds while it waits.

        Raises:
            StoreError: The chronicle failed, now or while it derived.
        """
        self._waiting.append((act, weight))
        self._weight += weight
        if len(self._waiting) > MOST or self._weight > WEIGHT:
            self.rest()
        for _ in range(CATCH_UP):
            if not self._do_next():
                return

    def derive(self) -> None:
        """Bring what follows from the readings up to date, or begin to."""
        self.rest()
        if not self._beside:
            self._chronicle.refresh()
            return
        self._deriving = threading.Thread(target=self._derive, name="deriving", daemon=True)
        self._deriving.start()

    def finish(self) -> None:
        """Do all that waits.

        Raises:
            StoreError: The chronicle failed.
        """
        self.rest()
        while self._do_next():
            self.rest()

    def rest(self) -> None:
        """Wait until nothing is derived any more.

        Raises:
            StoreError: Deriving failed.
        """
        if self._deriving:
            self._deriving.join()
            self._deriving = None
        error, self._error = self._error, None
        if error:
            raise error

    def _do_next(self) -> bool:
        """Do what has waited longest, unless something is derived; tell whether anything was done."""
        if self._deriving and self._deriving.is_alive():
            return False
        self.rest()
        if not self._waiting:
            return False
        act, weight = self._waiting.popleft()
        self._weight -= weight
        act()
        return True

    def _derive(self) -> None:
        try:
            self._chronicle.refresh()
        except BaseException as error:  # noqa: BLE001  whatever it is, the thread of the run raises it
            self._error = error
