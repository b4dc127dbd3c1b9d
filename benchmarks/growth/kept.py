"""Reads invented pages once and keeps the readings, so that loading and deriving are timed without reading anew.

``python benchmarks/growth/kept.py FOLDER PAGES`` reads into files of 2,000 pages. Files that are there are kept, and of
several such processes each takes the files that no other has begun.
"""

import gzip
import os
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct
from pages import PER_DAY, Told, Written, invent_pages

from dragoman.model import Page, Reading, Rejected
from dragoman.reading.reader import RuleReader
from dragoman.reading.sources.origin import Origin
from dragoman.reading.sources.records import iterate_lines

PIECE = 2000
"""Pages in a file."""


class Read(Struct, frozen=True):
    """A page, what is true of it, and what the reader made of it."""

    page: Page
    told: Told
    reading: Reading | None


class Pieces(Struct, frozen=True):
    """The readings of some pages, and the seconds of the processor that reading took."""

    seconds: float
    read: tuple[Read, ...]


_ENCODE = msgspec.msgpack.Encoder()
_DECODE = msgspec.msgpack.Decoder(Pieces)


def make_pages(written: list[Written], first: int) -> list[Page]:
    """Return invented records as the pages that the product makes of a file of JSON lines, from one of its lines on."""
    lines = [msgspec.json.encode(one.record) + b"\n" for one in written]
    pages = list(iterate_lines(lines, Origin("invented", "invented.jsonl"), first=first))
    return [page for page in pages if isinstance(page, Page)]


def read_written(written: list[Written], reader: RuleReader, first: int) -> Pieces:
    """Read pages, the first of which is that line of its file; what is rejected has no reading."""
    began = time.process_time()
    read = []
    for page, one in zip(make_pages(written, first), written, strict=True):
        result = reader.read(page)
        read.append(Read(page, one.told, None if isinstance(result, Rejected) else result))
    return Pieces(time.process_time() - began, tuple(read))


def read_into(folder: Path, number: int, *, seed: int = 1, per_day: int = PER_DAY) -> None:
    """Read so many pages into the files of a folder that are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    reader, pages = RuleReader(), invent_pages(seed, per_day=per_day)
    for start in range(0, number, PIECE):
        written = list(islice(pages, min(PIECE, number - start)))
        path = folder / f"{start:07}.gz"
        try:
            os.close(os.open(path.with_suffix(".begun"), os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            continue
        pieces = read_written(written, reader, start + 1)
        part = path.with_suffix(".part")
        part.write_bytes(gzip.compress(_ENCODE.encode(pieces), 1))
        part.rename(path)
        print(f"{start + len(written):,} pages, {len(written) / pieces.seconds:.1f} a second", flush=True)


def load_pieces(folder: Path, number: int) -> Iterator[Pieces]:
    """Yield the kept readings of the first so many pages, a file at a time."""
    for start in range(0, number, PIECE):
        pieces = _DECODE.decode(gzip.decompress((folder / f"{start:07}.gz").read_bytes()))
        read = pieces.read[: number - start]
        yield Pieces(pieces.seconds * len(read) / len(pieces.read), read)


if __name__ == "__main__":
    read_into(Path(sys.argv[1]), int(sys.argv[2]))
