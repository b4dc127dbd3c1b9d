"""Chronicles in which people decide: opened, read in any order and run, told what was decided, and undone."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.unit.chronicle.plain_reader import PlainReader

from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.model import Page

Rows = list[dict[str, str]]


@contextmanager
def opened() -> Iterator[SqlChronicle]:
    """Open a chronicle that is forgotten afterwards."""
    with TemporaryDirectory() as folder:
        chronicle = SqlChronicle(Path(folder) / "chronicle.db", sense=load_sense())
        try:
            yield chronicle
        finally:
            chronicle.close()


def read(chronicle: SqlChronicle, pages: Iterable[Page], *, runs: Sequence[int] = ()) -> None:
    """Read pages, and derive what follows after some of them and at the end."""
    for number, page in enumerate(pages):
        chronicle.store(page, PlainReader().read(page))  # type: ignore[arg-type]
        if number in runs:
            chronicle.refresh()
    chronicle.refresh()


def digest_shuffled(pages: Sequence[Page], rows: Rows, chance: Random) -> str:
    """Return the digest of a chronicle that was read and told in another order, some of it before its pages came."""
    shuffled, told = list(pages), list(rows)
    chance.shuffle(shuffled)
    chance.shuffle(told)
    half = chance.randrange(len(shuffled))
    with opened() as chronicle:
        read(chronicle, shuffled[:half])
        chronicle.judgements.add(told, by="ann")
        read(chronicle, shuffled[half:], runs=[0])
        return chronicle.digest()


def undo_all(chronicle: SqlChronicle, numbers: Iterable[int], chance: Random) -> None:
    """Undo decisions in any order."""
    left = sorted(set(numbers))
    chance.shuffle(left)
    for number in left:
        chronicle.judgements.undo(number)
