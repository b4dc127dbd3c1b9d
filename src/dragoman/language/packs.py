"""Language packs: everything Dragoman knows of one language, as data.

A pack is a folder ``data/languages/<tag>/``; see "Add a language" in the documentation. This module contains no word of
any language: it reads tables and hands them on. Where a language needs code, the pack names a strategy.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from dragoman.errors import PackError, UsageError
from dragoman.language.tables import DATA, Row, read_table

FORMAT = 1
_HEAD = ("tag", "name", "script", "direction", "tier")

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "offices": ("form", "office", "of", "example"),
        "modifiers": ("form", "effect", "position", "example"),
        "titles": ("form", "kind", "example"),
        "names": ("form", "role"),
        "places": ("form", "id", "use", "strength", "example"),
        "frames": ("trigger", "type", "roles", "status", "example"),
        "noise": ("form", "shape", "reason", "example"),
        "topics": ("form", "topic", "example"),
        "quantities": ("form", "quantity", "example"),
        "abbreviations": ("form", "example"),
    }
)


class Pack(Struct, frozen=True):
    """One language's tables: ``tables`` by name, ``words`` and ``dates`` as parsed from TOML.

    ``strategies`` names the code that this language needs: morphology, roles, romanisation, segmentation.
    """

    tag: str
    name: str
    script: str
    direction: str
    tier: str
    strategies: Mapping[str, str]
    tables: Mapping[str, tuple[Row, ...]]
    words: Mapping[str, tuple[str, ...]]
    dates: Mapping[str, Any]
    folder: str

    def rows(self, table: str) -> tuple[Row, ...]:
        """Return the rows of a table, none where the pack has no such file."""
        return self.tables.get(table, ())


@cache
def list_packs() -> tuple[str, ...]:
    """Return the tags of the shipped packs, sorted."""
    folder = DATA.joinpath("languages")
    return tuple(sorted(e.name for e in folder.iterdir() if e.joinpath("pack.toml").is_file()))


@cache
def load_pack(tag: str) -> Pack:
    """Load a shipped pack.

    Raises:
        UsageError: There is no pack of that tag.
        PackError: A table of the pack is wrong.
    """
    if tag not in list_packs():
        raise UsageError(f"no language pack {tag!r}; there are {', '.join(list_packs())}")
    return read_pack(DATA.joinpath("languages", tag))


def read_pack(folder: Traversable | Path) -> Pack:
    """Read a pack from any folder.

    Raises:
        PackError: A file is missing or malformed.
    """
    head = _read_toml(folder.joinpath("pack.toml"))
    if head.get("format") != FORMAT:
        raise PackError(f"pack format {head.get('format')!r}; this version reads {FORMAT}", str(folder))
    missing = [key for key in _HEAD if key not in head]
    if missing:
        raise PackError(f"entries {missing} are missing; a pack needs {list(_HEAD)}", str(folder.joinpath("pack.toml")))
    tables = {
        name: tuple(read_table(path, required=tuple(c for c in columns if c not in ("example", "status", "roles"))))
        for name, columns in COLUMNS.items()
        if (path := folder.joinpath(f"{name}.tsv")).is_file()
    }
    words = _read_words(folder.joinpath("words.toml"))
    return Pack(
        tag=head["tag"],
        name=head["name"],
        script=head["script"],
        direction=head["direction"],
        tier=head["tier"],
        strategies=MappingProxyType(dict(head.get("strategies", {}))),
        tables=MappingProxyType(tables),
        words=MappingProxyType(words),
        dates=MappingProxyType(_read_toml(folder.joinpath("dates.toml"))),
        folder=str(folder),
    )


def _read_words(path: Traversable) -> dict[str, tuple[str, ...]]:
    lists = _read_toml(path)
    wrong = [key for key, value in lists.items() if not isinstance(value, list)]
    if wrong:
        raise PackError(f"{wrong} must be lists of words", str(path))
    return {key: tuple(value) for key, value in lists.items()}


def _read_toml(path: Traversable) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"not TOML: {error}", str(path)) from error
