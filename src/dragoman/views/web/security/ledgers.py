"""Where it is noted how often somebody tried: in memory, or in a small file that several processes share.

What is noted is bounded: where there are too many names, those that were noted longest ago are forgotten.
"""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Protocol, TypeVar

from dragoman.errors import StoreError

MOST = 10_000
SWEPT = 500
"""A file is swept after so many notes."""
PATIENCE = 5.0

Note = tuple[float, float]
"""A number and a moment."""
Done = TypeVar("Done")


class Page(Protocol):
    """The notes of one kind, in the hands of one thread of one process."""

    def read(self, name: str) -> Note | None:
        """Return what is noted under a name."""

    def write(self, name: str, note: Note | None) -> None:
        """Note something under a name, or with ``None`` nothing any more."""


class Ledger(Protocol):
    """Notes that are looked at and changed by one at a time."""

    def change(self, work: Callable[[Page], Done]) -> Done:
        """Do something with the notes; nobody else does meanwhile."""


class MemoryLedger:
    """A :class:`Ledger` of one process; it is its own :class:`Page`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._notes: OrderedDict[str, Note] = OrderedDict()

    def change(self, work: Callable[[Page], Done]) -> Done:
        """Do something with the notes; nobody else does meanwhile."""
        with self._lock:
            return work(self)

    def read(self, name: str) -> Note | None:
        """Return what is noted under a name."""
        return self._notes.get(name)

    def write(self, name: str, note: Note | None) -> None:
        """Note something under a name, or with ``None`` nothing any more."""
        self._notes.pop(name, None)
        if note is not None:
            self._notes[name] = note
        while len(self._notes) > MOST:
            self._notes.popitem(last=False)


class FileLedger:
    """A :class:`Ledger` of several processes: a table of SQLite that nobody needs after them; its own :class:`Page`."""

    def __init__(self, path: Path, kind: str) -> None:
        """Open the notes of a kind."""
        self._kind, self._lock, self._left = kind, Lock(), SWEPT
        self._file = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA synchronous = OFF")
        columns = "kind TEXT, name TEXT, number REAL, moment REAL, PRIMARY KEY (kind, name)"
        self._file.execute(f"CREATE TABLE IF NOT EXISTS note ({columns})")

    def change(self, work: Callable[[Page], Done]) -> Done:
        """Do something with the notes; nobody else does meanwhile.

        Raises:
            StoreError: The file cannot be written.
        """
        with self._lock:
            try:
                self._file.execute("BEGIN IMMEDIATE")
                with self._file:  # commits, or takes back what an error broke off
                    return work(self)
            except sqlite3.Error as error:
                raise StoreError(f"the notes of who tried how often cannot be kept: {error}") from error

    def read(self, name: str) -> Note | None:
        """Return what is noted under a name."""
        asked = "SELECT number, moment FROM note WHERE kind = ? AND name = ?"
        row = self._file.execute(asked, (self._kind, name)).fetchone()
        return (row[0], row[1]) if row else None

    def write(self, name: str, note: Note | None) -> None:
        """Note something under a name, or with ``None`` nothing any more."""
        self._file.execute("DELETE FROM note WHERE kind = ? AND name = ?", (self._kind, name))
        if note is not None:
            self._file.execute("INSERT INTO note VALUES (?, ?, ?, ?)", (self._kind, name, *note))
        self._left -= 1
        if self._left <= 0:
            self._left = SWEPT
            last = "SELECT rowid FROM note WHERE kind = ? ORDER BY rowid DESC LIMIT -1 OFFSET ?"
            self._file.execute(f"DELETE FROM note WHERE rowid IN ({last})", (self._kind, MOST))


def open_ledger(folder: str, kind: str) -> Ledger:
    """Return the notes of a kind: those in a folder that processes share, in memory where none is named."""
    return FileLedger(Path(folder, "notes.db"), kind) if folder else MemoryLedger()
