"""Connections: to numbers that may be connected to, for no longer than a deadline, over however many reads."""

import socket
import threading
import time
from collections.abc import Callable, Iterable
from ssl import SSLContext
from typing import Any

import httpcore

from dragoman.reading.sources.fetching.guard import FetchError, Network, may_connect, parse_number

Resolve = Callable[[str, int], list[str]]


def resolve_host(host: str, port: int) -> list[str]:
    """Return the numbers of a host, in the order of the system."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves, checks and connects in one step, so that nothing can change between.

    Args:
        allowed: Networks that may be connected to although they are not public.
        deadline: The moment of :func:`time.monotonic` at which everything ends.
        resolve: What resolves names.
    """

    def __init__(self, allowed: tuple[Network, ...], deadline: float, *, resolve: Resolve = resolve_host) -> None:
        self._allowed, self._deadline, self._resolve = allowed, deadline, resolve
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first number of a host that may be connected to and answers.

        Raises:
            FetchError: None of its numbers may be connected to.
        """
        numbers = self._look_up(host, port, timeout)
        public = [number for number in numbers if may_connect(parse_number(number), self._allowed)]
        if not public:
            raise FetchError("unsafe", f"{host} is {', '.join(numbers)}, which is not a public address")
        fault: Exception = httpcore.ConnectError(f"{host} does not answer")
        for number in public:
            try:
                stream = self._real.connect_tcp(number, port, self._left(timeout), local_address, socket_options)
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        raise fault

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refuse: no page comes from there."""
        raise FetchError("unsafe", "a socket of this machine")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def _left(self, timeout: float | None) -> float:
        return _left(self._deadline, timeout, httpcore.ConnectTimeout)

    def _look_up(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Resolve in a thread of its own: the system's resolver knows no deadline."""
        found: list[str] = []
        faults: list[Exception] = []

        def look_up() -> None:
            try:
                found.extend(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                faults.append(error)

        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(self._left(timeout))
        if not found:
            raise httpcore.ConnectError(f"no number for {host}: {faults[0] if faults else 'the resolver is silent'}")
        return found


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every read and write ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None, error: type[Exception]) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise error("the time for one page is over")
    return left if timeout is None else min(left, timeout)
