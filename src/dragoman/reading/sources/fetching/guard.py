"""What may be asked at all: addresses of the public web, and no others.

An address is checked twice: as it is written (scheme, credentials), and, at the moment of connecting, by the number
that is really connected to. So a name that leads to a private number is refused, whichever name, redirect, notation or
change of mind of its name server it came by.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from msgspec import Struct

from dragoman.errors import UsageError
from dragoman.model.pages import Reason

Number = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
_COMPATIBLE = ip_network("::/96")
_NEVER = (ip_network("192.88.99.0/24"), ip_network("fec0::/10"), ip_network("100::/64"), ip_network("5f00::/16"))
_ISATAP = (0x00005EFE, 0x02005EFE)
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_LONGEST = 4096


class FetchError(Exception):
    """A page that was not fetched; ``reason`` and ``where`` are those of its rejection."""

    def __init__(self, reason: Reason, where: str) -> None:
        super().__init__(where)
        self.reason, self.where = reason, where


class Target(Struct, frozen=True):
    """An address that may be asked, as it is sent: in ASCII, without fragment."""

    url: str
    host: str
    origin: str


def parse_target(address: str, *, base: str = "") -> Target:
    """Check an address as it is written.

    Args:
        address: The address, or what a redirect names.
        base: The address that a relative one counts from.

    Raises:
        FetchError: It is none, or one that is never asked.
    """
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError) as error:
        raise FetchError("malformed", "no address") from error  # the error itself may quote a password
    if parts.scheme not in ("http", "https"):
        raise FetchError("unsafe", f"scheme {parts.scheme or 'none'!r}; only http and https are asked")
    if parts.username is not None or parts.password is not None:
        raise FetchError("unsafe", "the address holds a user or password; those are never sent")
    if not host or len(address) > _LONGEST:
        raise FetchError("malformed", "no host" if not host else f"an address longer than {_LONGEST} characters")
    named = f"[{host}]" if ":" in host else host
    place = named if port in (None, 443 if parts.scheme == "https" else 80) else f"{named}:{port}"
    path, query = quote(parts.path or "/", safe=_PATH_SAFE), quote(parts.query, safe=_PATH_SAFE + "?")
    return Target(urlunsplit((parts.scheme, place, path, query, "")), host, f"{parts.scheme}://{place}")


def hide_credentials(address: str) -> str:
    """Return an address without its user and password, for what is stored and printed.

    >>> hide_credentials("https://me:secret@a.example/x")
    'https://a.example/x'
    """
    scheme, mark, rest = address.partition("://")
    place, slash, path = rest.partition("/")
    return f"{scheme}{mark}{place.rpartition('@')[2]}{slash}{path}" if mark else address


def parse_networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Read the networks that are allowed.

    Raises:
        UsageError: One is no network.
    """
    try:
        return tuple(ip_network(text.strip()) for text in texts if text.strip())
    except ValueError as error:
        raise UsageError(f"allowed networks: {error}; write them like 10.1.0.0/16") from error


def may_connect(number: Number, allowed: Sequence[Network] = ()) -> bool:
    """Tell whether a number may be connected to: it is public, or lies in a network that is allowed.

    A number of version 6 that carries one of version 4 counts as both, and both must be public.
    """
    if any(number.version == network.version and number in network for network in allowed):
        return True
    inner = embedded(number)
    if inner is not None:
        own = isinstance(number, IPv6Address) and (number.ipv4_mapped is not None or _is_public(number))
        return own and may_connect(inner, allowed)
    return _is_public(number)


def embedded(number: Number) -> IPv4Address | None:
    """Return the number of version 4 that one of version 6 carries: mapped, compatible, 6to4, Teredo, NAT64, ISATAP."""
    if not isinstance(number, IPv6Address):
        return None
    if number.ipv4_mapped is not None:
        return number.ipv4_mapped
    if number.sixtofour is not None:
        return number.sixtofour
    if number.teredo is not None:
        return number.teredo[1]
    bits = int(number)
    if any(number in network for network in (*_TRANSLATED, _COMPATIBLE)) or (bits >> 32) & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(bits & 0xFFFFFFFF)
    return None


def _is_public(number: Number) -> bool:
    refused = number.is_multicast or number.is_reserved or number.is_loopback or number.is_link_local
    refused = refused or number.is_unspecified or number.is_private or not number.is_global
    translated = isinstance(number, IPv6Address) and any(number in network for network in _TRANSLATED)
    if translated:
        return True  # reserved as such, but it stands for the number that it carries
    return not refused and not any(number.version == network.version and number in network for network in _NEVER)


def parse_number(text: str) -> Number:
    """Return a number as the system gives it, without the zone of a link."""
    return ip_address(text.partition("%")[0])
