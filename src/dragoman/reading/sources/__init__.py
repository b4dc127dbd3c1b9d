"""Sources: where pages come from."""

from dragoman.reading.sources.fetching.options import FetchOptions
from dragoman.reading.sources.files import SCHEMES, count_pages, iterate_pages
from dragoman.reading.sources.origin import SourceOptions, parse_fields

__all__ = ["SCHEMES", "FetchOptions", "SourceOptions", "count_pages", "iterate_pages", "parse_fields"]
