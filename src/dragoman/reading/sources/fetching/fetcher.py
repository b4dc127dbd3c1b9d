"""Fetches pages politely: several hosts at once, each by one request at a time."""

import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from queue import Empty, Full, Queue
from typing import Protocol

from msgspec import Struct

from dragoman.model.pages import Rejected, Unchanged
from dragoman.reading.sources.fetching.client import Answer, Client
from dragoman.reading.sources.fetching.guard import FetchError, Target, hide_credentials, parse_target
from dragoman.reading.sources.fetching.hosts import Host
from dragoman.reading.sources.fetching.network import Resolve, resolve_host
from dragoman.reading.sources.fetching.options import FetchOptions

_REDIRECTS = (301, 302, 303, 307, 308)
_OVERLOADED = (429, 500, 502, 503, 504)


class Validators(Struct, frozen=True):
    """What a host said of a page the last time, and the SHA-256 of the page, so that it can be asked for changes."""

    sha256: str
    etag: str | None = None
    modified: str | None = None


class FetchMemory(Protocol):
    """Keeps validators by address from run to run."""

    def recall(self, address: str) -> Validators | None:
        """Return what is known of an address."""

    def keep(self, address: str, validators: Validators) -> None:
        """Keep what is known of an address."""

    def holds(self, address: str) -> bool:
        """Tell whether a page of an address is stored."""

    def wants(self, address: str, mark: str | None) -> bool:
        """Tell whether an address that a feed or sitemap lists is to be asked for.

        Args:
            address: The address.
            mark: A digest of what the list says of it, ``None`` where it says nothing.
        """


class Fetched(Struct, frozen=True):
    """A page that was fetched: the address that was asked for, and the one that gave it after redirects."""

    asked: str
    address: str
    content: bytes
    content_type: str | None
    fetched: str
    etag: str | None = None
    modified: str | None = None


Outcome = Fetched | Unchanged | Rejected


class Fetcher:
    """Fetches addresses; whatever goes wrong with one of them is its rejection."""

    def __init__(
        self, options: FetchOptions, *, memory: FetchMemory | None = None, resolve: Resolve = resolve_host
    ) -> None:
        self.options = options
        self._client = Client(options, resolve=resolve)
        self._memory = memory
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()

    def remembering(self, memory: FetchMemory | None) -> "Fetcher":
        """Return a fetcher with another memory that asks the same hosts in turn with this one."""
        twin = Fetcher(self.options, memory=memory)
        twin._client, twin._hosts, twin._lock = self._client, self._hosts, self._lock
        return twin

    def describe_policy(self, address: str) -> str:
        """Say in words what the robots.txt of a host has for an address."""
        try:
            target = parse_target(address)
            host = self._host(target)
            with host.lock:
                return host.describe(target.url, origin=target.origin)
        except FetchError as error:
            return f"{error.reason}: {error.where}"

    def fetch_all(self, addresses: Iterable[str]) -> Iterator[Outcome]:
        """Yield what becomes of each address, as it comes: in order for each host, in any order between hosts."""
        by_host: dict[str, list[str]] = {}
        for address in addresses:
            with suppress(FetchError):
                by_host.setdefault(parse_target(address).host, []).append(address)
                continue
            yield self.fetch(address)
        done: Queue[Outcome | None] = Queue(maxsize=2 * self.options.hosts)
        stop = threading.Event()
        with ThreadPoolExecutor(self.options.hosts) as pool:
            try:
                for batch in by_host.values():
                    pool.submit(self._fetch_batch, batch, done=done, stop=stop)
                left = len(by_host)
                while left:
                    outcome = done.get()
                    left -= outcome is None
                    if outcome is not None:
                        yield outcome
            finally:
                stop.set()
                _drain(done)
                pool.shutdown(wait=False, cancel_futures=True)

    def _fetch_batch(self, batch: list[str], *, done: "Queue[Outcome | None]", stop: threading.Event) -> None:
        try:
            for address in batch:
                if stop.is_set():
                    break
                _put(self.fetch(address), done, stop=stop)
        finally:
            _put(None, done, stop=stop)

    def fetch(self, address: str) -> Outcome:
        """Return what becomes of one address. Never raises for what is out there."""
        shown = hide_credentials(address)
        try:
            return self._fetch(parse_target(address), shown)
        except FetchError as error:
            return Rejected(shown, shown, error.reason, error.where)
        except Exception as error:  # noqa: BLE001  the edge of a thread: one page must not stop a run
            return Rejected(shown, shown, "failed", f"{type(error).__name__}: {error}")

    def _fetch(self, target: Target, address: str) -> Outcome:
        known = self._memory.recall(address) if self._memory else None
        budget = _Budget(self.options.total)
        seen = [target.url]
        for _ in range(self.options.redirects + 1):
            answer = self._ask(target, known, budget=budget)
            if answer.status == 304 and known:
                return Unchanged(address, address, known.sha256)
            if answer.status == 200:
                return _fetched(answer, address)
            if answer.status not in _REDIRECTS or not answer.headers.get("location"):
                raise FetchError("refused", f"status {answer.status}")
            target = parse_target(_location(answer), base=target.url)
            if target.url in seen:
                raise FetchError("refused", "its redirects go round in a circle")
            seen.append(target.url)
        raise FetchError("refused", f"more than {self.options.redirects} redirects")

    def _ask(self, target: Target, known: Validators | None, *, budget: "_Budget") -> Answer:
        """Ask one host when it may be asked, and again where it is overloaded."""
        host = self._host(target)
        with host.lock:
            host.check(target.url, origin=target.origin)
            for attempt in range(self.options.attempts):
                host.wait(target.origin)
                with budget as deadline:
                    answer = self._client.ask(target, deadline=deadline, headers=_conditions(known))
                if answer.status not in _OVERLOADED:
                    return answer
                host.back_off(answer, attempt=attempt)
        raise FetchError("refused", f"status {answer.status}, {self.options.attempts} times")

    def _host(self, target: Target) -> Host:
        with self._lock:
            return self._hosts.setdefault(target.host, Host(self._client))


class _Budget:
    """The time for one page with all its redirects; pauses that politeness asks for are not counted."""

    def __init__(self, seconds: float) -> None:
        self._left, self._begun = seconds, 0.0

    def __enter__(self) -> float:
        self._begun = time.monotonic()
        return self._begun + self._left

    def __exit__(self, *error: object) -> None:
        self._left -= time.monotonic() - self._begun


def _conditions(known: Validators | None) -> dict[str, str]:
    """The headers of a conditional request; what a host has said is sent back only where it is one clean line."""
    told = {"If-None-Match": known.etag, "If-Modified-Since": known.modified} if known else {}
    return {name: value for name, value in told.items() if value and value.isprintable() and len(value) < 1000}


def _location(answer: Answer) -> str:
    """Where a redirect leads; what is not ASCII is sent as UTF-8 by as good as all servers."""
    return answer.headers["location"].encode("latin-1").decode("utf-8", "replace")


def _fetched(answer: Answer, address: str) -> Fetched:
    told = answer.headers
    now = datetime.now(UTC).isoformat(timespec="seconds")
    kind = told.get("content-type")
    return Fetched(address, answer.url, answer.content, kind, now, told.get("etag"), told.get("last-modified"))


def _put(outcome: Outcome | None, done: "Queue[Outcome | None]", *, stop: threading.Event) -> None:
    while not stop.is_set():
        with suppress(Full):
            done.put(outcome, timeout=0.2)
            return


def _drain(done: "Queue[Outcome | None]") -> None:
    with suppress(Empty):
        while True:
            done.get_nowait()
