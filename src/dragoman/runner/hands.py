"""Who reads the pages of a run: workers that can be ended, or this process itself."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from msgspec.structs import replace

from dragoman.model import Page, Reading, Rejected
from dragoman.runner.limits import Limits, reject_large
from dragoman.runner.reading import MakeReader, Metered, Outcome, Reader, read_safely
from dragoman.runner.workers import Workers


class Hands(Protocol):
    """What reads pages one after another, or several at a time."""

    def read(self, pages: Iterable[Page]) -> Iterator[Outcome]:
        """Yield what becomes of each page."""

    def close(self) -> None:
        """Stop; what is being read is dropped."""


class OwnHands:
    """Reads in this process: nothing can end a page that does not end, or keep a crash from the run."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, pages: Iterable[Page]) -> Iterator[Outcome]:
        """Yield what becomes of each page."""
        for page in pages:
            yield page, self._read(page)

    def close(self) -> None:
        """Nothing is to be stopped."""

    def _read(self, page: Page) -> Reading | Rejected:
        try:
            return read_safely(self._reader, page)
        except MemoryError:
            return reject_large(page, Limits(0, 0))


@contextmanager
def hold_hands(reader: Reader, make_reader: MakeReader, *, workers: int, limits: Limits) -> Iterator[Hands]:
    """Give what reads the pages of a run, and stop it at the end.

    Args:
        reader: The reader of this process, which reads where there is one worker and no limit.
        make_reader: Makes the readers of workers.
        workers: How many read.
        limits: What a page may cost.
    """
    if workers == 1 and not limits.any:
        yield OwnHands(reader)
        return
    limits = replace(limits, asks=limits.asks or isinstance(reader, Metered))
    chosen = Workers(make_reader, workers, limits=limits)
    try:
        yield chosen
    finally:
        chosen.close()
