"""What is said when the pages are served."""

from dataclasses import dataclass, field

from dragoman.views.web.security.options import SecurityOptions

_TESTED = SecurityOptions(hosts=("testserver",))
"""What is meant where nothing is said: nobody serves without saying so, and clients of tests ask by this name."""


@dataclass(frozen=True)
class WebOptions:
    """How the pages are served.

    ``base`` is the address under which others open them, for feeds and calendars; that of the request if empty.
    ``root_path`` is the path under which a proxy shows them, such as ``/news``. ``kept_megabytes`` is how much memory
    the pages that are kept may take. ``security`` says who may come in, and by which names the server may be asked.
    """

    base: str = ""
    root_path: str = ""
    kept_megabytes: int = 64
    security: SecurityOptions = field(default=_TESTED)
