"""Sorts the pages that wait for workers by their script, so that a worker stays with the words that it knows.

A reader remembers the words that it has met. Where each worker reads every language, all of them meet all words; where
one reads Russian and another English, each meets half of them, in half of the time and the memory.
"""

import time
from collections import deque
from collections.abc import Collection, Iterator
from typing import Literal

from dragoman.model import Page

AHEAD = 64
"""So many pages are looked at."""

WEIGHT = 16_000_000
"""So many bytes of pages are looked at."""

PATIENCE = 0.05
"""Seconds in which more pages are waited for than a worker needs: those of a slow source are read as they come."""

SAMPLE = 65_536
"""So many bytes of a page are looked at."""

LEAST = 0.02
"""Of these bytes so many begin a letter of a script that is not Latin, where a page is written in it."""

Script = Literal["arabic", "cyrillic", "latin"]

_CYRILLIC, _ARABIC = bytes(range(0xD0, 0xD2)), bytes(range(0xD8, 0xDC))


def guess_script(content: bytes) -> Script:
    """Guess the script of a page from its bytes, as UTF-8; a wrong guess costs nothing but time.

    >>> guess_script("Встреча прошла в столице.".encode())
    'cyrillic'
    """
    sample = content[:SAMPLE]
    cyrillic, arabic = (len(sample) - len(sample.translate(None, leads)) for leads in (_CYRILLIC, _ARABIC))
    if max(cyrillic, arabic) <= LEAST * len(sample):
        return "latin"
    return "cyrillic" if cyrillic > arabic else "arabic"


class Piles:
    """The next pages of a stream by script."""

    def __init__(self, stream: Iterator[Page], *, shard: int, ahead: int) -> None:
        """Look at nothing yet.

        Args:
            stream: The pages.
            shard: So many go to a worker at once.
            ahead: So many are looked at, at most.
        """
        self._stream, self._shard, self._ahead = stream, shard, ahead
        self._piles: dict[Script, deque[Page]] = {}
        self._waiting = self._weight = 0

    def take(self, last: Script | None, others: Collection[Script | None] = ()) -> tuple[Script | None, list[Page]]:
        """Return the next pages for a worker, at least one unless there are none left, with their script.

        Args:
            last: The script of the pages that it read last: it gets more of them, if there are any.
            others: The scripts that other workers read: it gets another than these, if there is one.
        """
        self._fill()
        if not self._piles:
            return last, []
        script = last if last in self._piles else max(self._piles, key=lambda one: self._rank(one, others))
        pile = self._piles[script]
        taken = [pile.popleft() for _ in range(min(self._shard, len(pile)))]
        if not pile:
            del self._piles[script]
        self._waiting -= len(taken)
        self._weight -= sum(len(page.content) for page in taken)
        return script, taken

    def _rank(self, script: Script, others: Collection[Script | None]) -> tuple[bool, int]:
        return script not in others, len(self._piles[script])

    def _fill(self) -> None:
        """Look at more pages: as many as a worker needs, and others while they come at once."""
        until = time.monotonic() + PATIENCE
        while self._waiting < self._ahead and self._weight < WEIGHT:
            if self._waiting >= self._shard and time.monotonic() > until:
                return
            page = next(self._stream, None)
            if page is None:
                return
            self._piles.setdefault(guess_script(page.content), deque()).append(page)
            self._waiting += 1
            self._weight += len(page.content)
