"""What is said when the pages are served."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WebOptions:
    """How the pages are served.

    ``base`` is the address under which others open them, for feeds and calendars; that of the request if empty.
    """

    base: str = ""
