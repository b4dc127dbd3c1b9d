"""Reads bytes with flat memory, of which some may be packed by gzip and some may be broken.

A WARC file is as a rule many members of gzip one after another. Where one is broken, the readers that there are stop;
here the next member is sought, and who reads is told that something is missing between.
"""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.reading.sources.unpacking import GZIP

CHUNK = 262_144


class BrokenBytesError(Exception):
    """Something is missing at this place; what follows can be read."""


class ByteStream:
    """A stream that is read by lines and lengths; bytes can be given back."""

    def __init__(self, stream: BinaryIO) -> None:
        head = stream.read(CHUNK)
        self._parts = _unpack(head, stream) if head.startswith(GZIP) else _plain(head, stream)
        self._buffer = bytearray()

    def _fill(self) -> bool:
        """Take the next part; False at the end.

        Raises:
            BrokenBytesError: There is a gap before it.
        """
        part = next(self._parts, b"")
        if part is None:
            self._buffer[:] = b"\n"  # what began before the gap is lost; the next member begins with a line
            raise BrokenBytesError("broken gzip")
        self._buffer += part
        return bool(part)

    def read_line(self, limit: int) -> bytes:
        """Return the next line with its end, or as much of it as the limit allows; nothing at the end."""
        place = -1
        while (place := self._buffer.find(b"\n", max(0, place))) < 0 and len(self._buffer) < limit:
            place = len(self._buffer)
            if not self._fill():
                break
        return self._take(min(place + 1 if place >= 0 else len(self._buffer), limit))

    def read(self, number: int) -> bytes:
        """Return so many bytes, fewer only at the end."""
        while len(self._buffer) < number and self._fill():
            pass
        return self._take(min(number, len(self._buffer)))

    def skip(self, number: int) -> int:
        """Pass over so many bytes without keeping them; returns how many there were."""
        left = number
        while left:
            if not self._buffer and not self._fill():
                break
            left -= len(self._take(min(left, len(self._buffer))))
        return number - left

    def give_back(self, content: bytes) -> None:
        """Put bytes back in front of what is read next."""
        self._buffer[:0] = content

    def seek_line(self, start: bytes) -> bool:
        """Go on to the next line that starts so; False where there is none."""
        mark = b"\n" + start
        if self._buffer.startswith(start):
            return True
        while True:
            place = self._buffer.find(mark)
            if place >= 0:
                del self._buffer[: place + 1]
                return True
            del self._buffer[: max(0, len(self._buffer) - len(mark))]
            try:
                if not self._fill():
                    self._buffer.clear()
                    return False
            except BrokenBytesError:
                continue

    def _take(self, number: int) -> bytes:
        taken = bytes(self._buffer[:number])
        del self._buffer[:number]
        return taken


def _plain(head: bytes, stream: BinaryIO) -> Iterator[bytes | None]:
    while head:
        yield head
        head = stream.read(CHUNK)


def _unpack(packed: bytes, stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield what the members hold; ``None`` stands for a gap, after which the next member follows."""
    while packed:
        member = zlib.decompressobj(31)
        begun = packed
        try:
            while packed:
                part = member.decompress(packed, CHUNK)
                packed = member.unconsumed_tail or (member.unused_data if member.eof else b"")
                if part:
                    yield part
                if member.eof:
                    break
                packed = packed or stream.read(CHUNK)
        except zlib.error:
            yield None
            packed = _next_member(packed if len(packed) < len(begun) else begun, stream)
            continue
        if not member.eof:
            yield None
        packed = packed or stream.read(CHUNK)
        if packed and not packed.startswith(GZIP):  # padding or garbage between members
            packed = _next_member(b"\x00" + packed, stream)


def _next_member(packed: bytes, stream: BinaryIO) -> bytes:
    """Return the bytes from the next member on, nothing where there is none."""
    packed = packed[1:]
    while True:
        place = packed.find(GZIP)
        if place >= 0:
            return packed[place:]
        more = stream.read(CHUNK)
        if not more:
            return b""
        packed = packed[-2:] + more
