"""Fetching: pages from the web, politely, and never from where one should not ask."""

from dragoman.reading.sources.fetching.options import FetchOptions

__all__ = ["FetchOptions"]
