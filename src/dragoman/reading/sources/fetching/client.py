"""Asks for one address, once: no cookies, no credentials, no proxy, nothing that outlives the answer."""

from collections.abc import Mapping

import httpcore
from msgspec import Struct

from dragoman.reading.sources.fetching.guard import FetchError, Target, parse_networks
from dragoman.reading.sources.fetching.network import GuardedBackend, Resolve, resolve_host
from dragoman.reading.sources.fetching.options import FetchOptions
from dragoman.reading.sources.http_bodies import BodyError, unpack

_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"


class Answer(Struct, frozen=True):
    """What a host answered: status, headers in lower case, and the body, unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes


class Client:
    """Asks; everything that goes wrong is a :class:`~dragoman.reading.sources.fetching.guard.FetchError`."""

    def __init__(self, options: FetchOptions, *, resolve: Resolve = resolve_host) -> None:
        self.options = options
        self._allowed = parse_networks(options.allow)
        self._resolve = resolve

    def ask(self, target: Target, *, deadline: float, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer of one request; a redirect is an answer.

        Args:
            target: The checked address.
            deadline: The moment of :func:`time.monotonic` at which to give up.
            headers: Further headers, such as those of a conditional request.

        Raises:
            FetchError: The address is refused, the host does not answer in time, or the answer is broken or too long.
        """
        sent = {"User-Agent": self.options.agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip", **(headers or {})}
        backend = GuardedBackend(self._allowed, deadline, resolve=self._resolve)
        try:
            with httpcore.ConnectionPool(network_backend=backend, retries=0) as pool:
                return self._ask(pool, target, sent)
        except httpcore.TimeoutException as error:
            raise FetchError("unreachable", f"{target.host}: too slow: {error or type(error).__name__}") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
            raise FetchError("unreachable", f"{target.host}: {error or type(error).__name__}") from error
        except (OSError, ValueError, RuntimeError) as error:
            raise FetchError("unreachable", f"{target.host}: {error}") from error

    def _ask(self, pool: httpcore.ConnectionPool, target: Target, headers: Mapping[str, str]) -> Answer:
        waits = {"connect": self.options.connect, "read": self.options.read, "write": self.options.read, "pool": 5.0}
        pairs = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
        pairs += [(b"Connection", b"close")]
        with pool.stream("GET", target.url, headers=pairs, extensions={"timeout": waits}) as response:
            told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            content = self._read_body(response, told) if response.status == 200 else b""
        return Answer(target.url, response.status, told, content)

    def _read_body(self, response: httpcore.Response, headers: Mapping[str, str]) -> bytes:
        limit = self.options.size
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > limit:
            raise FetchError("too-large", f"{int(length):,} bytes announced; the limit is {limit:,}")
        parts: list[bytes] = []
        size = 0
        for part in response.iter_stream():
            parts.append(part)
            size += len(part)
            if size > limit:
                raise FetchError("too-large", f"more than {limit:,} bytes")
        return _unpack(b"".join(parts), headers.get("content-encoding", ""))


def _unpack(body: bytes, codings: str) -> bytes:
    try:
        for coding in reversed(codings.lower().split(",")[:2]):
            body = unpack(body, coding.strip())
    except BodyError as error:
        raise FetchError("malformed", str(error)) from error
    return body
