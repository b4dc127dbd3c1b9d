"""The pages that several processes keep together, so that each page is made once and not once by each of them."""

import sqlite3
from collections.abc import Hashable
from hashlib import sha256
from pathlib import Path
from threading import Lock

import msgspec

from dragoman.views.web.kept.memory import Pages, PageStore, State
from dragoman.views.web.kept.pages import KeptPage

PATIENCE = 1.0
"""Seconds that a process waits for another one; a page that cannot be kept in that time is made again."""

_TABLES = """
CREATE TABLE IF NOT EXISTS page (number INTEGER PRIMARY KEY, key BLOB UNIQUE, state TEXT, size INTEGER, page BLOB);
CREATE TABLE IF NOT EXISTS total (held INTEGER);
INSERT INTO total SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM total);
"""


class SharedPages:
    """Pages by key in a file that goes with the processes; those that were made longest ago are forgotten first."""

    def __init__(self, path: Path, most: int) -> None:
        """Keep no more than ``most`` bytes."""
        self._most, self._lock = most, Lock()
        self._file = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        self._file.executescript(
            f"PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN IMMEDIATE; {_TABLES} COMMIT;"
        )

    def find(self, key: Hashable, state: State) -> KeptPage | None:
        """Return the page of a key, ``None`` where there is none or the chronicle has changed since it was made."""
        asked = "SELECT page FROM page WHERE key = ? AND state = ?"
        try:
            with self._lock:
                row = self._file.execute(asked, (_digest(key), repr(state))).fetchone()
        except sqlite3.Error:
            return None
        return msgspec.msgpack.decode(row[0], type=KeptPage) if row else None

    def keep(self, key: Hashable, state: State, page: KeptPage) -> None:
        """Keep a page, in place of what was kept under its key; one that is too large alone is not kept."""
        if page.size > self._most:
            return
        packed, name = msgspec.msgpack.encode(page), _digest(key)
        try:
            with self._lock:
                self._file.execute("BEGIN IMMEDIATE")
                with self._file:
                    self._drop("key = ?", (name,))
                    row = name, repr(state), page.size, packed
                    self._file.execute("INSERT INTO page (key, state, size, page) VALUES (?, ?, ?, ?)", row)
                    self._file.execute("UPDATE total SET held = held + ?", (page.size,))
                    while self.held > self._most:
                        self._drop("number = (SELECT min(number) FROM page)", ())
        except sqlite3.Error:  # another process takes long; nothing is lost but time
            return

    @property
    def held(self) -> int:
        """About how many bytes the pages take."""
        return int(self._file.execute("SELECT held FROM total").fetchone()[0])

    def _drop(self, condition: str, values: tuple[object, ...]) -> None:
        gone = self._file.execute(f"DELETE FROM page WHERE {condition} RETURNING size", values).fetchall()
        self._file.execute("UPDATE total SET held = held - ?", (sum(row[0] for row in gone),))


def _digest(key: Hashable) -> bytes:
    return sha256(repr(key).encode("utf-8", "surrogatepass")).digest()


def open_pages(folder: str, megabytes: int) -> PageStore:
    """Return where pages are kept: in a folder that processes share, in memory where none is named."""
    most = megabytes << 20
    return SharedPages(Path(folder, "pages.db"), most) if folder and most else Pages(most)
