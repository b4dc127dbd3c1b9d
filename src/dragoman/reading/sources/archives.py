"""Pages from ZIP and tar: their members are read as the files of a folder are.

Nothing is written to disk, so a member's name can lead nowhere; one that tries to (``../``, ``/etc``) is ``Rejected``
all the same. Archives within archives are not opened. What unpacks to too much, by itself or by comparison with what it
is packed in, is ``Rejected`` before it is unpacked any further.
"""

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from dragoman.model.pages import Page, Reason, Rejected
from dragoman.reading.pages.intake import PAGE_LIMIT
from dragoman.reading.sources.kinds import HEAD, list_suffix, tell_kind
from dragoman.reading.sources.opening import Open, read_stream
from dragoman.reading.sources.origin import Origin

MEMBER_LIMIT = 100_000
TOTAL_LIMIT = 10_000_000_000
_TOO_MUCH = f"the archive unpacks to more than {TOTAL_LIMIT:,} bytes"
RATIO_LIMIT = 200
"""A member that unpacks to more than so many times its packed size (from a megabyte on) is a bomb."""
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
        with tarfile.open(fileobj=stream, mode="r|*") as archive:
            for number, member in enumerate(archive, start=1):
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
