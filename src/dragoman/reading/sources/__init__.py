"""Sources: where pages come from."""

from dragoman.reading.sources.files import count_pages, iterate_pages
from dragoman.reading.sources.origin import SourceOptions, parse_fields

__all__ = ["SourceOptions", "count_pages", "iterate_pages", "parse_fields"]
