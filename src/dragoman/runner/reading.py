"""Reads one page, whatever the reader does with it: a fault becomes a rejection."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from msgspec.structs import replace

from dragoman.collecting import paused_collector
from dragoman.errors import LimitError, PackError, SourceError
from dragoman.model import Page, Reading, Rejected, Usage

UNANSWERED = "unanswered"
"""The reason of a rejection that is not stored."""


class Reader(Protocol):
    """What reads a page; ``version`` names its rules, tables and models."""

    @property
    def version(self) -> str:
        """What readings of this reader are marked with."""

    def read(self, page: Page) -> Reading | Rejected:
        """Read one page; what cannot be used comes back as a rejection."""


@runtime_checkable
class Metered(Protocol):
    """A reader that asks somebody else and counts what that costs, in all processes of a run together."""

    def usage(self) -> Usage:
        """Return what it came to so far."""


@runtime_checkable
class Preparable(Protocol):
    """A reader that can load beforehand what its pages need, for processes that are forked afterwards to share."""

    def prepare(self) -> None:
        """Load it."""


def prepare_reader(make_reader: "MakeReader") -> None:
    """Load what pages need, where the reader can do so before it reads."""
    reader = make_reader()
    if isinstance(reader, Preparable):
        reader.prepare()


def find_usage(reader: Reader) -> Usage | None:
    """Return what a reader's asking came to, ``None`` for one that asks nobody."""
    return reader.usage() if isinstance(reader, Metered) else None


MakeReader = Callable[[], Reader]
Outcome = tuple[Page, Reading | Rejected]


def read_safely(reader: Reader, page: Page) -> Reading | Rejected:
    """Read one page; a fault in the reader rejects the page and names the fault.

    Raises:
        PackError: A table is wrong, so that every page would fail in the same way.
        SourceError: What the reader asks does not answer, so that no page can be read.
        LimitError: A limit that was set does not allow to read on.
        MemoryError: There is none left; what becomes of the page is decided where its memory is known.
    """
    try:
        with paused_collector():
            return _mark(check_reading(reader.read(page), page), reader.version)
    except (PackError, SourceError, LimitError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  the edge of a worker: one page must not stop a run
        return reject_page(page, f"{type(error).__name__}: {error}")


def _mark(result: Reading | Rejected, version: str) -> Reading | Rejected:
    """Mark a reading with its reader's version, whatever built it, so that the same reader knows it again."""
    if isinstance(result, Rejected) or result.reader == version:
        return result
    return replace(result, reader=version)


def reject_page(page: Page, where: str) -> Rejected:
    """Reject a page on which the reader failed."""
    return Rejected(page.name, page.address, "failed", where, page.sha256)


def check_reading(result: Reading | Rejected, page: Page) -> Reading | Rejected:
    """Return a reading that can be stored, or a rejection that says what is wrong with it."""
    if isinstance(result, Rejected):
        return result
    known = {referent.id for referent in result.referents}
    named = [role.referent for event in result.events for role in event.roles]
    missing = sorted({*named, *(office.holder for office in result.offices)} - known)
    if missing:
        return reject_page(page, f"the reading names referents that it does not list: {', '.join(missing)}")
    if len(known) < len(result.referents) or len({event.id for event in result.events}) < len(result.events):
        return reject_page(page, "the reading gives one id to two referents or events")
    return result
