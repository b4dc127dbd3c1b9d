"""Sends a parcel to an address: one request, signed, to a public number alone, and no further than it says."""

import time
from collections.abc import Mapping
from datetime import timedelta

import httpcore

from dragoman.chronicle.following.answers import Parcel
from dragoman.deliveries.options import DeliveryOptions
from dragoman.deliveries.sending import ARRIVED, Attempt
from dragoman.deliveries.signing import sign
from dragoman.errors import UsageError
from dragoman.reading.sources.fetching.guard import FetchError, Target, parse_networks, parse_target
from dragoman.reading.sources.fetching.hosts import read_pause
from dragoman.reading.sources.fetching.network import GuardedBackend, Resolve, resolve_host
from dragoman.reading.sources.fetching.options import FetchOptions

_GONE = 410


def check_address(address: str) -> str:
    """Return the address of a webhook as it is asked; whether its number may be connected to shows when it is.

    Raises:
        UsageError: It is none, or holds a password.
    """
    try:
        return parse_target(address).url
    except FetchError as error:
        raise UsageError(f"webhook: {error.where}") from error


def post(parcel: Parcel, options: DeliveryOptions, *, resolve: Resolve = resolve_host) -> Attempt:
    """Send a parcel to its address, and say how that went. Nothing is raised."""
    try:
        target = parse_target(parcel.target)
        backend = GuardedBackend(
            parse_networks(options.allow_networks.split(",")), time.monotonic() + options.timeout, resolve=resolve
        )
        with httpcore.ConnectionPool(network_backend=backend, retries=0) as pool:
            return _judge(_ask(pool, target, parcel, options.timeout))
    except FetchError as error:
        remark = "; delivery.allow_networks in the settings may allow it" if error.reason == "unsafe" else ""
        return Attempt(f"{error.where}{remark}", hopeless=error.reason in ("unsafe", "malformed"))
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        return Attempt(str(error) or type(error).__name__)
    except (OSError, ValueError, RuntimeError) as error:
        return Attempt(str(error) or type(error).__name__)


def form_headers(parcel: Parcel, *, now: int) -> dict[str, str]:
    """Return the headers of a parcel: its key, which is the same at each attempt, the time, and the signature."""
    body = parcel.body.encode()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Length": str(len(body)),
        "User-Agent": FetchOptions().agent,
        "Idempotency-Key": parcel.key,
        "webhook-id": parcel.key,
        "webhook-timestamp": str(now),
        "webhook-signature": sign(parcel.options.get("secret", ""), parcel.key, time=now, body=body),
        "Connection": "close",
    }


def _ask(
    pool: httpcore.ConnectionPool, target: Target, parcel: Parcel, timeout: float
) -> tuple[int, Mapping[str, str]]:
    headers = [(name.encode(), value.encode()) for name, value in form_headers(parcel, now=int(time.time())).items()]
    waits = dict.fromkeys(("connect", "read", "write", "pool"), timeout)
    with pool.stream(
        "POST", target.url, headers=headers, content=parcel.body.encode(), extensions={"timeout": waits}
    ) as response:  # what the body of the answer says is of no interest, so it is not read
        told = ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers)
        return response.status, dict(told)


def _judge(answer: tuple[int, Mapping[str, str]]) -> Attempt:
    status, headers = answer
    if 200 <= status < 300:
        return ARRIVED
    if 300 <= status < 400:
        return Attempt(f"status {status}: redirects are not followed; give the address that it leads to")
    if status == _GONE:
        return Attempt("status 410: the receiver wants no more", hopeless=True)
    pause = read_pause(headers.get("retry-after", "")) if "retry-after" in headers else None
    return Attempt(f"status {status}", asked=timedelta(seconds=pause) if pause else None)
