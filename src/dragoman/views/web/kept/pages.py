"""A kept page: its pieces as they are sent, with gaps between."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from dragoman.views.web.kept.gaps import MARK

LEVEL = 4
"""Of nine; above it a page costs twice the time for a fiftieth of its bytes."""

_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"
"""A last block with nothing in it."""
_SIZE = 1 << 32

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True)
class KeptPage:
    """The pieces of a page, each packed by itself, and between each two the name of a gap.

    Packed pieces can stand one behind another, because each ends at a whole byte and none refers to what was before it;
    that also keeps tokens from being guessed by how well they pack beside what a stranger wrote.

    Source: RFC 1951, RFC 1952.
    """

    headers: Headers
    pieces: tuple[bytes, ...]
    gaps: tuple[str, ...]
    digest: str
    total: int
    check: int | None
    """The checksum of the whole page where it has no gaps."""
    length: int

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return sum(map(len, self.pieces)) + 2_000

    def fill(self, values: Mapping[str, bytes]) -> bytes:
        """Return the page with its gaps filled."""
        parts = [_unpack(self.pieces[0])]
        for name, piece in zip(self.gaps, self.pieces[1:], strict=True):
            parts += [values[name], _unpack(piece)]
        return b"".join(parts)

    def fill_packed(self, values: Mapping[str, bytes]) -> bytes:
        """Return the page with its gaps filled, as gzip has it."""
        if self.check is not None:
            return b"".join((_HEAD, *self.pieces, _END, _form_end(self.check, self.length)))
        parts, check, length = [_HEAD], 0, 0
        for place, piece in enumerate(self.pieces):
            if place:
                value = values[self.gaps[place - 1]]
                parts.append(_pack(value))
                check, length = zlib.crc32(value, check), length + len(value)
            parts.append(piece)
            plain = _unpack(piece)
            check, length = zlib.crc32(plain, check), length + len(plain)
        return b"".join((*parts, _END, _form_end(check, length)))


def keep_page(body: bytes, headers: Headers, *, total: int) -> KeptPage:
    """Take a page apart at its gaps.

    Args:
        body: The page, with marks where the gaps are.
        headers: The headers with which it was answered.
        total: How many events it counts.
    """
    found = MARK.split(body)
    plain, gaps = found[::2], tuple(name.decode() for name in found[1::2])
    digest = sha256(b"\0".join(found) + repr(headers).encode()).hexdigest()
    check = None if gaps else zlib.crc32(body)
    return KeptPage(headers, tuple(map(_pack, plain)), gaps, digest, total, check, len(body))


def _pack(piece: bytes) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def _unpack(piece: bytes) -> bytes:
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(piece)


def _form_end(check: int, length: int) -> bytes:
    return check.to_bytes(4, "little") + (length % _SIZE).to_bytes(4, "little")
