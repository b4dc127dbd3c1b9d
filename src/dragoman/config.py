"""The settings, read once and passed in: file < environment < flags."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from dragoman.chronicle.keeping import ALL, check_keeping
from dragoman.deliveries.options import DeliveryOptions, MailOptions, check_delivery, check_mail
from dragoman.errors import UsageError
from dragoman.reading.llm.options import LlmOptions
from dragoman.reading.readers import DEFAULT, check_reader

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

    from dragoman.reading.sources.fetching.options import FetchOptions

FILE = "dragoman.toml"
PREFIX = "DRAGOMAN_"
LONGEST = 86_400
"""Seconds that anybody may be made to wait for another who writes."""
LEAST_MEGABYTES = 500
"""What a page of usual length and the tables of all languages need together, twice."""
MOST_WORKERS = 64
_ROOT_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")
_SWITCHES = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}


class ServeSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How ``dragoman serve`` shows a chronicle: a table ``[serve]``, or variables such as ``DRAGOMAN_SERVE_PORT``.

    ``host`` and ``port`` are where it listens, ``root_path`` is the path under which a proxy shows it. ``hosts`` are
    the names (with commas between) by which it may be asked, besides those of this machine alone; ``proxies`` the
    addresses or networks of proxies that are believed when they say who asks. ``idle_hours`` and ``session_days`` are
    how long a session lives unused and in all, ``requests_per_minute`` what one key may ask, and ``body_megabytes`` the
    longest upload. ``workers`` is the number of processes that serve, and ``kept_megabytes`` what they may keep of
    whole pages, one in its memory, several in a temporary file (0: none are kept).
    """

    host: str = "127.0.0.1"
    port: int = 8000
    root_path: str = ""
    hosts: str = ""
    proxies: str = ""
    idle_hours: int = 12
    session_days: int = 7
    requests_per_minute: int = 240
    body_megabytes: int = 16
    workers: int = 1
    kept_megabytes: int = 64

    def list_hosts(self) -> tuple[str, ...]:
        """Return the names of ``hosts``."""
        return tuple(filter(None, self.hosts.casefold().replace(" ", "").split(",")))

    def list_proxies(self) -> "tuple[IPv4Network | IPv6Network, ...]":
        """Return the networks of ``proxies``."""
        from ipaddress import ip_network

        return tuple(ip_network(one, strict=False) for one in self.proxies.replace(" ", "").split(",") if one)


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that can be set.

    ``store`` is the path or URL of the chronicle, ``workers`` the number of reading processes, ``refresh_every`` the
    number of pages after which a long run first derives entities and events (then after twice as many each time),
    ``page_seconds`` the processor time and
    ``page_megabytes`` the memory that reading one page may take (0: any; a page that takes more is rejected),
    ``patience`` the seconds to wait for another writer, ``reader`` what reads pages (see
    :mod:`dragoman.reading.readers`), ``author`` the name under which judgements are kept (empty: that of the user), and
    ``reference_offices`` whether answers about offices also hold what the shipped reference says. ``llm`` says which
    language model the reader of that name asks: a table ``[llm]`` in the file, variables such as ``DRAGOMAN_LLM_URL``
    in the environment. ``serve`` says how the chronicle is shown. ``contact`` is an address for the sites whose pages
    are fetched, ``allow_networks`` the networks, with commas between, that may be asked although they are not public.
    ``keep_bytes`` says how long the bytes of pages are kept: ``all`` of them, ``none``, or those of ``days:N``; texts
    and evidence always are. ``delivery`` and ``mail`` say how alerts of watch lists are delivered, as tables of those
    names in the file and as variables such as ``DRAGOMAN_MAIL_HOST``; the password of mail stands in the environment
    alone.
    """

    store: str = "dragoman.db"
    workers: int = 1
    refresh_every: int = 2000
    page_seconds: float = 60.0
    page_megabytes: int = 1500
    patience: float = 60.0
    reader: str = DEFAULT
    author: str = ""
    reference_offices: bool = False
    llm: LlmOptions = LlmOptions()
    contact: str = ""
    allow_networks: str = ""
    keep_bytes: str = ALL
    serve: ServeSettings = ServeSettings()
    delivery: DeliveryOptions = DeliveryOptions()
    mail: MailOptions = MailOptions()

    @property
    def fetching(self) -> "FetchOptions":
        """How pages are fetched, as the settings say."""
        from dragoman.reading.sources.fetching.options import FetchOptions

        networks = tuple(filter(None, self.allow_networks.replace(" ", "").split(",")))
        return FetchOptions(contact=self.contact, allow=networks)


_TABLES: Mapping[str, type[Struct]] = {
    "llm": LlmOptions,
    "serve": ServeSettings,
    "delivery": DeliveryOptions,
    "mail": MailOptions,
}


def load_settings(
    *, file: Path | None = None, environment: Mapping[str, str] | None = None, flags: Mapping[str, Any] | None = None
) -> Settings:
    """Read the settings.

    Args:
        file: A TOML file; ``dragoman.toml`` in the working folder, where there is one, if left out.
        environment: Variables such as ``DRAGOMAN_STORE``; those of this process if left out.
        flags: What the command line says; ``None`` values say nothing.

    Raises:
        UsageError: The file is missing or not TOML, or a setting is unknown or of the wrong type; says where it stands.
    """
    path = file or Path(FILE)
    variables = os.environ if environment is None else environment
    settings = _read_file(path) if file or path.is_file() else {}
    if _check(settings, str(path)).mail.password:
        raise UsageError(f"{path}: mail.password does not belong into a file; set {PREFIX}MAIL_PASSWORD")
    settings |= _read_environment(variables)
    for name, options in _TABLES.items():
        if found := _read_table(variables, name, options):
            settings[name] = {**settings.get(name, {}), **found}  # _check has seen that it is a table
    _check(settings, "the environment")
    settings |= {name: value for name, value in (flags or {}).items() if value is not None}
    return _check(settings, "the command line")


def _read_file(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: the settings cannot be read: {error}") from error


def _read_environment(variables: Mapping[str, str]) -> dict[str, Any]:
    readers: dict[str, Callable[[str], Any]] = {
        "store": str, "workers": int, "refresh_every": int, "patience": float, "reader": str,
        "author": str, "contact": str, "allow_networks": str, "keep_bytes": str, "reference_offices": _read_switch,
        "page_seconds": float, "page_megabytes": int,
    }  # fmt: skip
    return _read_variables(variables, PREFIX, readers)


def _read_table(variables: Mapping[str, str], name: str, options: type[Struct]) -> dict[str, Any]:
    readers = {field.name: field.type for field in msgspec.structs.fields(options)}
    return _read_variables(variables, f"{PREFIX}{name.upper()}_", readers)


def _read_variables(
    variables: Mapping[str, str], prefix: str, readers: Mapping[str, Callable[[str], Any]]
) -> dict[str, Any]:
    names = {name: prefix + name.upper() for name in readers}
    return {
        name: _read_variable(variable, variables[variable], readers[name])
        for name, variable in names.items()
        if variables.get(variable)
    }


def _read_variable(name: str, value: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(value)
    except ValueError as error:
        wanted = "neither true nor false" if read is _read_switch else "no number"
        raise UsageError(f"{name} is {value!r}, which is {wanted}") from error


def _read_switch(value: str) -> bool:
    if value.casefold() not in _SWITCHES:
        raise ValueError(value)
    return _SWITCHES[value.casefold()]


def _check(settings: Mapping[str, Any], source: str) -> Settings:
    try:
        checked = msgspec.convert(dict(settings), Settings)
    except msgspec.ValidationError as error:
        allowed = ", ".join(Settings.__struct_fields__)
        raise UsageError(f"{source}: {error}; the settings are {allowed}") from error
    if checked.workers < 1 or checked.refresh_every < 1:
        raise UsageError(f"{source}: workers and refresh_every must be at least 1")
    _check_limits(checked, source)
    _check_words(checked, source)
    check_serve(checked.serve, source)
    return checked


def _check_limits(settings: Settings, source: str) -> None:
    if not 0 <= settings.patience <= LONGEST:
        raise UsageError(f"{source}: patience is {settings.patience:g}; it must be between 0 and {LONGEST:,} seconds")
    if not 0 <= settings.page_seconds < float("inf"):
        raise UsageError(f"{source}: page_seconds is {settings.page_seconds:g}; it must be at least 0 (0: any time)")
    if settings.page_megabytes and settings.page_megabytes < LEAST_MEGABYTES:
        raise UsageError(
            f"{source}: page_megabytes is {settings.page_megabytes}; a page needs at least {LEAST_MEGABYTES} (0: any)"
        )


def check_serve(serve: ServeSettings, source: str) -> None:
    """Check how a chronicle is to be shown.

    Raises:
        UsageError: Something cannot be; ``source`` is where it was said.
    """
    if not 0 <= serve.port <= 65535:
        raise UsageError(f"{source}: the port of serve is {serve.port}; it must be between 0 (any) and 65535")
    if serve.root_path and not _ROOT_PATH.fullmatch(serve.root_path):
        raise UsageError(f"{source}: root_path is {serve.root_path!r}; it must be like /news, without a / at its end")
    for name in ("idle_hours", "session_days", "requests_per_minute", "body_megabytes"):
        if not 1 <= getattr(serve, name) <= 100_000:
            raise UsageError(f"{source}: {name} is {getattr(serve, name)}; it must be between 1 and 100000")
    if not 1 <= serve.workers <= MOST_WORKERS:
        raise UsageError(f"{source}: workers of serve is {serve.workers}; it must be between 1 and {MOST_WORKERS}")
    if not 0 <= serve.kept_megabytes <= 100_000:
        raise UsageError(f"{source}: kept_megabytes is {serve.kept_megabytes}; it must be between 0 and 100000")
    try:
        serve.list_proxies()
    except ValueError as error:
        raise UsageError(f"{source}: proxies has addresses or networks such as 10.0.0.0/8: {error}") from error


def _check_words(settings: Settings, source: str) -> None:
    check_delivery(settings.delivery, source)
    check_mail(settings.mail, source)
    try:
        check_reader(settings.reader)
        check_keeping(settings.keep_bytes)
    except UsageError as error:
        raise UsageError(f"{source}: {error}") from error
