"""Addresses: who asks, by which name the server is asked, and where a reader may be sent."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from urllib.parse import urlsplit

Networks = Sequence[IPv4Network | IPv6Network]

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?")
_LOOPBACK = ("localhost", "ip6-localhost")
LONGEST = 2000


def is_loopback(name: str) -> bool:
    """Tell whether a name or address is of this machine alone.

    >>> [is_loopback(name) for name in ("localhost", "127.0.0.1", "::1", "127.8.8.8", "0.0.0.0", "example.org")]
    [True, True, True, True, False, False]
    """
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name in _LOOPBACK


def parse_host(header: str) -> str | None:
    """Return the name that a Host header asks for, without its port; ``None`` where it has another form.

    >>> parse_host("News.example:8765"), parse_host("[::1]:80"), parse_host("a@b"), parse_host("")
    ('news.example', '::1', None, None)
    """
    matched = _HOST.fullmatch(header.casefold())
    return matched["name"].strip("[]").removesuffix(".") if matched else None


def is_allowed_host(header: str, *, hosts: Sequence[str], public: bool) -> bool:
    """Tell whether the server is to answer under a name.

    A page of another site can let its own name lead to this machine (DNS rebinding), never a number.
    """
    name = parse_host(header)
    if name is None:
        return False
    if is_loopback(name) or name in hosts:
        return True
    return public and _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_in(address: str, networks: Networks) -> bool:
    """Tell whether an address is in one of some networks."""
    try:
        number = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(number, "ipv4_mapped", None) or number
    return any(mapped in network for network in networks)


def find_client(peer: str, forwarded: str, *, proxies: Networks) -> str:
    """Return the address of who asks: of the forwarded ones the last that no trusted proxy has.

    Args:
        peer: Who is connected.
        forwarded: The header ``X-Forwarded-For``, to which each proxy adds whom it saw.
        proxies: Those that are believed.
    """
    seen = [peer]
    seen += [one.strip() for one in reversed(forwarded.split(",")) if one.strip()]
    for address in seen:
        if not is_in(address, proxies):
            return address if _is_number(address) else peer
    return seen[-1] if _is_number(seen[-1]) else peer


def group_address(address: str) -> str:
    """Return what counts as one visitor: an address of IPv4, the /64 network of one of IPv6.

    >>> group_address("192.0.2.7"), group_address("2001:db8::1"), group_address("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8::/64', '192.0.2.7')
    """
    try:
        number = ip_address(address)
    except ValueError:
        return address[:64]
    if number.version == 4:
        return str(number)
    if number.ipv4_mapped:
        return str(number.ipv4_mapped)
    return str(IPv6Network((int(number) >> 64 << 64, 64)))


def safe_next(target: str | None) -> str:
    r"""Return where to go after signing in: a path of this server, ``/`` where anything else is named.

    >>> safe_next("/entity/person:1?x=1"), safe_next("//evil.example"), safe_next("/\\\\evil.example")
    ('/entity/person:1?x=1', '/', '/')
    """
    if not target or len(target) > LONGEST or not re.fullmatch(r"/[!-\[\]-~]*", target):
        return "/"
    try:
        parts = urlsplit(target)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or target.startswith("//") or parts.path in ("/login", "/logout"):
        return "/"
    return target
