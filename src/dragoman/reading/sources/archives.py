"""Pages from ZIP and tar: their members are read as the files of a folder are.

Nothing is written to disk, so a member's name can lead nowhere; one that tries to (``../``, ``/etc``) is ``Rejected``
all the same. Archives within archives are not opened. What unpacks to too much, by itself or by comparison with what it
is packed in, is ``Rejected`` before it is unpacked any further.
"""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, BinaryIO, Self, cast

from dragoman.model.pages import Page, Reason, Rejected
from dragoman.reading.pages.intake import PAGE_LIMIT
from dragoman.reading.sources.kinds import HEAD, list_suffix, tell_kind
from dragoman.reading.sources.opening import Open, read_stream
from dragoman.reading.sources.origin import Origin
from dragoman.reading.sources.unpacking import GZIP, Packed, Unpacked

MEMBER_LIMIT = 100_000
TOTAL_LIMIT = 10_000_000_000
HEADER_LIMIT = 1_000_000
"""The most bytes of the long name and the further headers of one member of a tar archive."""
_TOO_MUCH = f"the archive unpacks to more than {TOTAL_LIMIT:,} bytes"
RATIO_LIMIT = 200
"""A member that unpacks to more than so many times its packed size (from a megabyte on) is a bomb."""
_PACKED: tuple[tuple[bytes, Callable[[BinaryIO], Packed]], ...] = (
    (GZIP, lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ", lzma.LZMAFile),
    (b"\x5d\x00\x00\x80", lzma.LZMAFile),
)
_LONGEST_MAGIC = 5
_HEADERS = (
    tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE,
)  # fmt: skip
_NESTED = ("zip", "tar", "warc")
_FREE = 1_000_000
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How a member may be packed: of anything else ``zipfile`` unpacks all at once, however little is asked for."""
_PACKINGS = {zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "LZMA"}
_FAULTS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    IndexError,
    TypeError,  # of tarfile, where a packed archive ends within its header
    ValueError,
)


def iterate_zip(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    """Yield the pages of a ZIP archive."""
    try:
        archive = zipfile.ZipFile(stream)
        members = [member for member in archive.infolist() if not member.filename.endswith("/")]
    except _FAULTS as error:
        yield Rejected(origin.name, origin.address, "malformed", f"no ZIP archive that can be read: {error}")
        return
    budget = _Budget(origin)
    for member in members[:MEMBER_LIMIT]:
        if not list_suffix(member.filename):
            continue
        fault = budget.check(member.filename, member.file_size, packed=member.compress_size)
        if member.flag_bits & 1:
            fault = budget.reject(member.filename, "encrypted", "needs a password")
        elif member.compress_type not in _BOUNDED:
            packing = _PACKINGS.get(member.compress_type, f"method {member.compress_type}")
            fault = fault or budget.reject(
                member.filename, "unsafe", f"packed by {packing}, neither stored nor deflated"
            )
        if fault:
            yield fault
            continue
        yield from _read_member(partial(archive.open, member), member.filename, budget=budget)
    yield from budget.close(len(members))


def iterate_tar(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    """Yield the pages of a tar archive, also packed by gzip, bzip2 or xz; it is read once, from front to back."""
    budget = _Budget(origin)
    number = 0
    try:
        with tarfile.open(fileobj=_unpack(stream), mode="r|", tarinfo=_bound_headers()) as archive:
            while member := archive.next():
                archive.members.clear()  # type: ignore[attr-defined]  # or all names would be kept
                number += 1
                wanted = member.isfile() and list_suffix(member.name)
                fault = budget.check(member.name, member.size) if wanted else budget.skip(member)
                if fault:
                    yield fault
                elif wanted:
                    yield from _read_member(partial(archive.extractfile, member), member.name, budget=budget)
                if number >= MEMBER_LIMIT or budget.exhausted:
                    break
    except _FAULTS as error:
        budget.given += 1
        yield Rejected(origin.name, origin.address, "malformed", f"a tar archive that cannot be read on: {error}")
    yield from budget.close(number)


def _unpack(stream: BinaryIO) -> IO[bytes]:
    """Return a stream as it unpacks; ``tarfile`` itself would unpack ten kilobytes at once, however much that gives."""
    head = stream.read(_LONGEST_MAGIC)
    stream.seek(0)
    for magic, unpack in _PACKED:
        if head.startswith(magic):
            return cast(IO[bytes], Unpacked(unpack(stream)))
    return stream


def _bound_headers() -> type[tarfile.TarInfo]:
    """Return the kind of member of one archive: long names and further headers, which are read whole, are bounded."""
    told = shared = 0

    class Bounded(tarfile.TarInfo):
        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
            nonlocal told, shared
            try:
                member = super().frombuf(buf, encoding, errors)
            except tarfile.HeaderError as error:
                if buf.strip(b"\x00"):  # otherwise it is the end of the archive, for which it would pass
                    raise tarfile.ReadError(str(error)) from error
                raise
            shared += member.size if member.type == tarfile.XGLTYPE else 0  # kept for all that follow
            told = told + member.size if member.type in _HEADERS else shared
            if told > HEADER_LIMIT:
                raise tarfile.ReadError(f"a name or header of more than {HEADER_LIMIT:,} bytes")
            return member

    return Bounded


class _Budget:
    """What an archive may still unpack to."""

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self.spent = 0
        self.given = 0

    @property
    def exhausted(self) -> bool:
        """Whether the archive has unpacked to too much."""
        return self.spent > TOTAL_LIMIT

    def check(self, name: str, size: int, *, packed: int | None = None) -> Rejected | None:
        """Reject a member for its name or its size; ``None`` where it may be read."""
        self.spent += size
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            return self.reject(name, "unsafe", "its name leads out of the archive")
        if self.exhausted:
            return self.reject(name, "too-large", _TOO_MUCH)
        if size > PAGE_LIMIT:
            return self.reject(name, "too-large", f"{size:,} bytes; the limit of a member is {PAGE_LIMIT:,}")
        if packed is not None and size > max(_FREE, RATIO_LIMIT * packed):
            return self.reject(name, "unsafe", f"{packed:,} bytes unpack to {size:,}")
        return None

    def skip(self, member: tarfile.TarInfo) -> Rejected | None:
        """Pass over a member that is not read, which is unpacked all the same; rejected where that is too much."""
        self.spent += member.size if member.isreg() or member.type not in tarfile.SUPPORTED_TYPES else 0
        return self.reject(member.name, "too-large", _TOO_MUCH) if self.exhausted else None

    def reject(self, name: str, reason: Reason, where: str) -> Rejected:
        """Reject a member."""
        self.given += 1
        origin = self.part(name)
        return Rejected(origin.name, origin.address, reason, where)

    def part(self, name: str) -> Origin:
        """Return the origin of a member."""
        return self.origin.part(PurePosixPath(name).stem, f"!/{name}")

    def close(self, number: int) -> Iterator[Rejected]:
        """Account for an archive without pages, and for the members beyond the limit."""
        if number >= MEMBER_LIMIT:
            remark = f"an archive of {MEMBER_LIMIT:,} members or more, of which the others are not read"
            yield Rejected(self.origin.name, self.origin.address, "too-large", remark)
        elif not self.given:
            yield Rejected(self.origin.name, self.origin.address, "empty", "an archive without pages")


def _read_member(opener: Callable[[], IO[bytes] | None], name: str, *, budget: _Budget) -> Iterator[Page | Rejected]:
    budget.given += 1
    origin = budget.part(name)
    try:
        file = opener()
        content = file.read(PAGE_LIMIT + 1) if file else b""
    except _FAULTS as error:
        yield Rejected(origin.name, origin.address, "malformed", f"a broken member: {error}")
        return
    if tell_kind(content[:HEAD], name) in _NESTED:
        yield Rejected(origin.name, origin.address, "binary", "an archive within an archive is not opened")
        return
    yield from read_stream(io.BytesIO(content), origin, name=name)


ARCHIVES: dict[str, Open] = {"zip": iterate_zip, "tar": iterate_tar}
