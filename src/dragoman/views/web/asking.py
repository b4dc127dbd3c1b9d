"""Reads the conditions of a request, by the names that all addresses use."""

from starlette.requests import Request

from dragoman.chronicle.listing.filters import EventFilter, parse_filter

NOT_CONDITIONS = ("lang", "order", "cursor", "by", "limit", "csrf")
"""Parameters of pages that say nothing of events."""


def read_filter(request: Request, *apart: str) -> EventFilter:
    """Return the filter in an address.

    Args:
        request: The request.
        apart: Names of parameters that this page has beside the conditions.

    Raises:
        UsageError: A condition is unknown or its value is none.
    """
    given = {name: value for name, value in request.query_params.items() if name not in (*NOT_CONDITIONS, *apart)}
    return parse_filter(given)
