"""Addresses of pages: one page under one address, whatever a link to it was decorated with."""

import re
from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|pk_\w+|mtm_\w+|hsa_\w+|at_\w+|_?openstat|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid"
    r"|igshid|igsh|mc_[ce]id|_hs\w+|vero_\w+|s_?cid|cmp(?:id)?|ocid|ncid|icid|smid|spm|rss(?:feed)?|ref(?:_src|errer)?|xtor"
    r"|ito|wt\.\w+|_ga|_gl|fb_\w+|guce_\w+|spref|trk|share|amp",
    re.IGNORECASE,
)
_VARIANT = re.compile(r"^(?:www\d?|m|mobile|amp|wap|touch)\.")
_PORTS = {"http": 80, "https": 443}
_LIMIT = 2000


def strip_tracking(address: str) -> str:
    """Return an address without its fragment and the parameters that only tell where a reader came from.

    >>> strip_tracking("https://Example.org:443/a?id=7&utm_source=tg&fbclid=x#top")
    'https://example.org/a?id=7'
    """
    parts = split_address(address)
    if parts is None:
        return address
    pieces = parts.query.split("&")  # as they are: their letters may be of any encoding
    kept = "&".join(piece for piece in pieces if not _TRACKING.fullmatch(unquote_plus(piece.partition("=")[0])))
    return parts._replace(scheme=parts.scheme.lower(), netloc=_host_and_port(parts), query=kept, fragment="").geturl()


def split_address(address: str) -> SplitResult | None:
    """Return the parts of an address of the web, ``None`` where it is none."""
    try:
        parts = urlsplit(address.strip()[:_LIMIT])
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts if parts.scheme.lower() in _PORTS and parts.hostname else None


def _host_and_port(parts: SplitResult) -> str:
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, _PORTS[parts.scheme.lower()]) else f"{host}:{parts.port}"


def site_of(address: str) -> str | None:
    """Return the host of an address without what names a variant of the site, ``None`` where it has none.

    >>> site_of("https://m.example.org/a"), site_of("pages/a.html")
    ('example.org', None)
    """
    parts = split_address(address)
    return _VARIANT.sub("", (parts.hostname or "").lower()) if parts else None


def same_site(a: str, b: str) -> bool:
    """Tell whether two addresses are of one site; a part of a site, such as ``ar.example.org``, is not the whole."""
    return site_of(a) is not None and site_of(a) == site_of(b)


def join_address(base: str, link: str) -> str | None:
    """Return a link of a page as a whole address, ``None`` where it leads to nothing on the web."""
    try:
        joined = urljoin(base, link.strip()) if split_address(base) else link.strip()
    except ValueError:
        return None
    return joined if split_address(joined) else None
