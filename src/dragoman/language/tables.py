"""Reads the tables that ship with the package: tab-separated, with a header, comments and line numbers."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from dragoman.errors import PackError

DATA = resources.files("dragoman").joinpath("data")


@cache
def digest_tables() -> str:
    """Return a short digest of all shipped tables and models: it changes when any of them does.

    Cost: some 30 ms, once a process.
    """
    digest = sha256()
    for path, content in sorted(_files(DATA)):
        digest.update(path.encode() + b"\0" + content)
    return digest.hexdigest()[:12]


def _files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.name.rpartition(".")[2] in ("tsv", "toml", "crfsuite"):
            yield prefix + entry.name, entry.read_bytes()


class Row(dict[str, str]):
    """One row of a table by column name; ``path`` and ``line`` say where it stands."""

    path: str = ""
    line: int = 0


def read_table(source: Traversable | Path, *, required: tuple[str, ...] = ()) -> Iterator[Row]:
    """Yield the rows of a tab-separated table.

    The first line that is not a comment is the header. Lines that start with ``#`` and empty lines are left out;
    missing trailing columns are empty strings.

    Args:
        source: The file.
        required: Columns that must be in the header and not empty in any row.

    Raises:
        PackError: A column is missing, a row has too many columns or an empty required one; with path and line.
    """
    header: list[str] | None = None
    for number, text in enumerate(_read_text(source).split("\n"), start=1):
        if not text.strip() or text.startswith("#"):
            continue
        cells = text.rstrip("\r").split("\t")
        if header is None:
            header = cells
            missing = [name for name in required if name not in header]
            if missing:
                raise PackError(f"columns {missing} are missing; the header has {header}", str(source), number)
            continue
        yield _row(header, cells, required, str(source), number)


def _read_text(source: Traversable | Path) -> str:
    try:
        return source.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PackError(f"cannot be read as UTF-8: {error.reason} at byte {error.start}", str(source)) from error


def _row(header: list[str], cells: list[str], required: tuple[str, ...], path: str, line: int) -> Row:
    if len(cells) > len(header):
        raise PackError(f"{len(cells)} columns where the header has {len(header)}: {cells}", path, line)
    row = Row(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
    row.path, row.line = path, line
    empty = [name for name in required if not row[name]]
    if empty:
        raise PackError(f"columns {empty} are empty", path, line)
    return row
