"""What is said about the safety of the pages when they are served."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.config import ServeSettings

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class SecurityOptions:
    """How careful the pages are.

    ``hosts`` are names by which the server may be asked beside those of this machine, ``public`` whether it listens on
    other addresses than loopback ones, so that it may be asked by a number as well. ``proxies`` are believed when they
    say who asks. ``body`` is the longest upload in bytes and ``per_minute`` how often one key may ask. ``processes`` is
    how many serve the same chronicle, and ``ledger`` a folder in which they count together.
    """

    hosts: tuple[str, ...] = ()
    public: bool = False
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    body: int = 16 * MEGABYTE
    per_minute: int = 240
    processes: int = 1
    ledger: str = ""


def choose_options(settings: "ServeSettings", *, public: bool) -> SecurityOptions:
    """Return what the settings say."""
    return SecurityOptions(
        hosts=settings.list_hosts(),
        public=public,
        proxies=settings.list_proxies(),
        body=settings.body_megabytes * MEGABYTE,
        per_minute=settings.requests_per_minute,
        processes=settings.workers,
    )
