"""Unpacks bit by bit: little is in memory at once, and what comes before a break is given before the break is told."""

import gzip
import io
import zlib
from typing import BinaryIO, Protocol, cast

_PIECE = 8192
_NO_MEMBER = "Not a gzipped file"
GZIP = b"\x1f\x8b\x08"
"""How gzip begins."""


FAULTS = (gzip.BadGzipFile, EOFError, zlib.error)
"""What is raised where gzip breaks off or is broken."""


class Packed(Protocol):
    """A file of the standard library that unpacks what is read, by gzip, bzip2 or xz."""

    def read1(self, size: int = -1, /) -> bytes:
        """Return the next bytes, at most so many."""


class Unpacked(io.RawIOBase):
    """What a packed stream unpacks to; its fault is raised by each call once there is nothing whole before it.

    What follows the last member of gzip, such as a line end that some program has added, is left alone, as by gunzip.
    """

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        self._fault: Exception | None = None

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read the next bytes, fewer than there is room for where they come so; none at the end."""
        if self._fault:
            raise self._fault
        try:
            part = self._packed.read1(min(len(buffer), _PIECE))
        except Exception as error:
            if isinstance(error, gzip.BadGzipFile) and _NO_MEMBER in str(error):
                return 0
            self._fault = error
            raise
        buffer[: len(part)] = part
        return len(part)


def is_gzip(head: bytes) -> bool:
    """Tell whether some bytes begin as gzip does."""
    return head.startswith(GZIP)


def unpack_gzip(stream: BinaryIO) -> BinaryIO:
    """Return what gzip unpacks to as a stream that cannot be sought in."""
    return cast(BinaryIO, io.BufferedReader(Unpacked(gzip.GzipFile(fileobj=stream))))
