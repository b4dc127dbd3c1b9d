"""The sources of a user: one file ``sources.toml`` that names each and says what is known of it.

::

    [[source]]
    name = "Vestnik"
    address = "https://vestnik.example/feed.xml"
    kind = "feed"
    language = "ru"
    interval = "30m"
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args
from urllib.parse import urlsplit

from msgspec import Struct

from dragoman.errors import UsageError
from dragoman.reading.sources.files import SCHEMES
from dragoman.reading.sources.kinds import Kind
from dragoman.reading.sources.origin import SourceOptions, check_fields

KINDS = ("folder", *get_args(Kind))
_TEXTS = ("name", "address", "kind", "language", "outlet", "reliability", "interval")
_KEYS = (*_TEXTS, "fields")
_INTERVAL = re.compile(r"(\d{1,6})\s*(m|min|h|d)")
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}
_LEAST = timedelta(minutes=1)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Source(Struct, frozen=True, kw_only=True):
    """A publisher's channel, as the user describes it.

    ``kind`` is ``None`` where the content is to tell it; ``reliability`` is a note of the user's and decides nothing.
    """

    name: str
    address: str
    kind: str | None = None
    language: str | None = None
    outlet: str | None = None
    reliability: str | None = None
    interval: timedelta | None = None
    fields: Mapping[str, str] = MappingProxyType({})

    @property
    def is_remote(self) -> bool:
        """Whether it has to be fetched."""
        return self.address.startswith(SCHEMES)

    @property
    def options(self) -> SourceOptions:
        """What a reader of this source is told."""
        return SourceOptions(fields=self.fields, hint=self.language, outlet=self.outlet)


def load_catalogue(path: Path) -> tuple[Source, ...]:
    """Load the sources of a file, in its order. A relative path of a source counts from the file's folder.

    Raises:
        UsageError: The file is missing or no TOML, or a source is described wrongly; says where, what it got, and what
            is allowed.
    """
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: no TOML: {error}") from error
    return parse_catalogue(written, str(path), folder=path.parent)


def parse_catalogue(written: Mapping[str, Any], place: str, *, folder: Path) -> tuple[Source, ...]:
    """Make sources of a decoded file.

    Raises:
        UsageError: A source is described wrongly.
    """
    unknown = [key for key in written if key != "source"]
    tables = written.get("source")
    if unknown or not isinstance(tables, list) or not tables:
        got = f", got {', '.join(unknown)}" if unknown else ""
        raise UsageError(f"{place}: sources are tables [[source]]{got}")
    sources = [_parse_source(table, f"{place}: source {n}", folder=folder) for n, table in enumerate(tables, start=1)]
    names = [source.name for source in sources]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"{place}: two sources are called {', '.join(twice)}; each name is given once")
    return tuple(sources)


def _parse_source(table: object, place: str, *, folder: Path) -> Source:
    if not isinstance(table, dict):
        raise UsageError(f"{place} is {table!r}; a source is a table")
    place = f"{place} ({table['name']})" if isinstance(table.get("name"), str) else place
    unknown = [key for key in table if key not in _KEYS]
    if unknown:
        raise UsageError(f"{place}: no key {', '.join(unknown)}; the keys are {', '.join(_KEYS)}")
    texts = {key: _text(table, key, place) for key in _TEXTS}
    name, address = texts["name"], texts["address"]
    if not name or not address:
        raise UsageError(f"{place}: {'address' if name else 'name'} is missing; a source has at least name and address")
    if texts["kind"] is not None and texts["kind"] not in KINDS:
        raise UsageError(f"{place}: kind is {texts['kind']!r}; the kinds are {', '.join(KINDS)}")
    if texts["language"] and not _LANGUAGE.fullmatch(texts["language"]):
        raise UsageError(f"{place}: language is {texts['language']!r}; it is a tag such as fa or ru")
    return Source(
        name=name,
        address=_check_address(address, place, folder=folder),
        kind=texts["kind"],
        language=texts["language"],
        outlet=texts["outlet"],
        reliability=texts["reliability"],
        interval=parse_interval(texts["interval"], f"{place}: interval") if texts["interval"] else None,
        fields=_parse_fields(table.get("fields", {}), place),
    )


def _text(table: Mapping[str, Any], key: str, place: str) -> str | None:
    value = table.get(key)
    if value is not None and not isinstance(value, str):
        raise UsageError(f"{place}: {key} is {value!r}; it is a text in quotation marks")
    return value.strip() or None if value else None


def _check_address(address: str, place: str, *, folder: Path) -> str:
    if address.startswith(SCHEMES):
        parts = urlsplit(address)
        if not parts.hostname:
            raise UsageError(f"{place}: the address has no host; write one like https://example.org/feed.xml")
        if parts.username is not None or parts.password is not None:
            raise UsageError(f"{place}: the address of {parts.hostname} holds a user or password; those are never sent")
        return address
    scheme = re.match(r"([A-Za-z][\w+.-]+)://", address)
    if scheme:
        raise UsageError(f"{place}: the address is {scheme[1]}://...; it is a path, or begins with http:// or https://")
    return str(folder / address)


def parse_interval(text: str, place: str) -> timedelta:
    """Read how often something is done.

    >>> parse_interval("90m", "interval")
    datetime.timedelta(seconds=5400)

    Raises:
        UsageError: It is no such time; ``place`` says where it stands.
    """
    found = _INTERVAL.fullmatch(text.strip())
    interval = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else timedelta()
    if interval < _LEAST:
        raise UsageError(f'{place} is {text!r}; it is a number with m, h or d, such as "30m"')
    return interval


def _parse_fields(fields: object, place: str) -> Mapping[str, str]:
    if not isinstance(fields, dict) or not all(isinstance(value, str) for value in fields.values()):
        raise UsageError(f'{place}: fields is {fields!r}; it is a table such as {{ text = "body" }}')
    return check_fields(fields, f"{place}: fields")
