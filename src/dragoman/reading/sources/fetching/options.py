"""How pages are fetched: who asks, whom, how often, how long and how much."""

from msgspec import Struct

from dragoman.reading.pages.intake import PAGE_LIMIT


class FetchOptions(Struct, frozen=True, kw_only=True):
    """The limits of fetching; times are in seconds.

    ``contact`` is an address under which a site can reach whoever runs this; it stands in the user agent. ``allow``
    lists networks that may be asked although they are not public, such as ``10.1.0.0/16``. ``hosts`` are asked at once,
    each by one request at a time, ``delay`` apart or as its robots.txt says. ``connect`` and ``read`` limit each wait,
    ``total`` a request with its redirects. ``patience`` is the longest pause that a host may ask for; ``attempts`` how
    often an overloaded one is asked. ``pages`` is how many pages of one feed or sitemap are fetched, ``size`` the most
    bytes of one.
    """

    contact: str = ""
    allow: tuple[str, ...] = ()
    hosts: int = 4
    delay: float = 1.0
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    patience: float = 60.0
    attempts: int = 3
    redirects: int = 5
    pages: int = 1000
    size: int = PAGE_LIMIT

    @property
    def agent(self) -> str:
        """The user agent."""
        from importlib.metadata import version

        contact = " ".join(self.contact.encode("ascii", "ignore").decode().split())
        return f"Dragoman/{version('dragoman')} ({f'+{contact}' if contact else 'reads news into a chronicle'})"
